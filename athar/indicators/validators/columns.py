"""The twin of the checks of a value for tables: what was found of a part is not found again."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from django.core.exceptions import ValidationError

from athar.indicators.drafts import MeasurementDraft
from athar.indicators.enums import Claim, NoNumber, ValueSource
from athar.indicators.validators.values import Known, problems_of
from athar.kernel.quantity import to_scaled

MOST_KEPT = 100_000
"""How many numbers a table of checks remembers: what bounds its memory."""

Number = Decimal | None
PlainRow = tuple[int, int, str, str, str, Number, Number, Number, str, str, str, str]
"""The fields of a ValueRow as a plain tuple."""

Scaled = tuple[int | None, int | None, int | None]
"""Value, numerator and denominator as whole numbers of 10^-decimals."""


class ValueRow(NamedTuple):
    """One value of a table, as a MeasurementDraft states it; a plain tuple of the same will do."""

    indicator_id: int
    place_id: int
    period: str
    category: str
    claim: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    text: str
    no_number: str
    cell: str
    written: str

    def draft(self, source: ValueSource = ValueSource.IMPORT) -> MeasurementDraft:
        """Give the value as a form would state it."""
        return MeasurementDraft(
            indicator_id=self.indicator_id,
            place_id=self.place_id,
            period=self.period,
            category=self.category,
            claim=Claim(self.claim),
            value=self.value,
            numerator=self.numerator,
            denominator=self.denominator,
            text=self.text,
            no_number=NoNumber(self.no_number) if self.no_number else None,
            source=source,
            cell=self.cell,
            written=self.written,
        )


_Numbers = tuple[int, Decimal | None, Decimal | None, Decimal | None, str]


@dataclass(slots=True)
class ColumnChecks:
    """Checks the values of a table as `problems_of` does, each part once.

    Whether a value is accepted depends on its indicator with its period, with its category and
    with its numbers, and on its place: what was accepted of each is remembered, and whatever is
    not is asked of the one validator.
    """

    known: Known
    _periods: set[tuple[int, str]] = field(default_factory=set)
    _categories: set[tuple[int, str]] = field(default_factory=set)
    _numbers: dict[_Numbers, Scaled] = field(default_factory=dict)

    def scaled(self, row: PlainRow) -> Scaled | list[ValidationError]:
        """Give the numbers of a value as they are stored, or what is wrong with it."""
        indicator, place, period, category, _claim, value, over, under, text, no, _cell, _as = row
        if (
            (indicator, period) in self._periods
            and (indicator, category) in self._categories
            and place in self.known.places
            and not text
        ):
            try:
                found = self._numbers.get((indicator, value, over, under, no))
            except TypeError:
                found = None  # a signalling NaN cannot be looked up
            if found is not None:
                return found
        return self._asked(ValueRow(*row))

    def _asked(self, row: ValueRow) -> Scaled | list[ValidationError]:
        problems = list(problems_of(row.draft(), self.known))
        if problems:
            return problems
        decimals = self.known.indicators[row.indicator_id].decimals
        given = (row.value, row.numerator, row.denominator)
        value, over, under = (None if one is None else to_scaled(one, decimals) for one in given)
        self._periods.add((row.indicator_id, row.period))
        self._categories.add((row.indicator_id, row.category))
        if len(self._numbers) >= MOST_KEPT:
            self._numbers.clear()
        if not row.text:
            self._numbers[row.indicator_id, *given, row.no_number] = (value, over, under)
        return (value, over, under)
