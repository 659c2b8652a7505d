"""Each row of a table of values as the values that it states, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import itemgetter
from typing import Any

from athar.indicators.enums import Claim
from athar.indicators.validators import PlainRow
from athar.intake.enums import ProblemCode
from athar.intake.readers.sheet import column_letter
from athar.intake.reports.problems import Problems
from athar.intake.reports.told import Detail, Rivals
from athar.intake.tables.profiles import LOOKED_AT
from athar.intake.tables.table import Column, Table
from athar.intake.values.columns import Given, Pins, columns_of_place, pins_of
from athar.intake.values.numbers import NOTHING, Figures, Raw, Said, read_no_number
from athar.intake.values.register import Register, period_of
from athar.intake.vocabulary.fields import Field
from athar.intake.vocabulary.keys import normalise
from athar.intake.vocabulary.values import CLAIM_OF

LONGEST_SHEET = 60
MOST_KEPT = 200_000

Key = tuple[Raw, ...]
Note = tuple[ProblemCode, Column | None, str, Detail]
"""What is wrong, in which column, with what text, and the rest of the message."""


@dataclass(frozen=True, slots=True)
class _Head:
    """What the cells of a row say of its values but for the place, or why they cannot be taken."""

    indicator: int = 0
    period: str = ""
    category: str = ""
    claim: str = ""
    wrong: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class _Values:
    """A column of values: what its heading says, and how its cells are read."""

    column: Column
    pins: Pins
    figures: Figures
    index: int
    letter: str


@dataclass
class ValueRows:
    """Reads the rows of one table; what cannot be read is noted and left out.

    Equal texts of a column mean the same in every row, so that each is understood once.
    """

    table: Table
    register: Register
    problems: Problems
    given: Given
    n_empty: int = 0
    _heads: dict[tuple[int, Key], _Head] = field(default_factory=dict)
    _places: dict[Key, tuple[int | None, tuple[Note, ...]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        one = self.table.column_of
        self._of_place = tuple(columns_of_place(self.table))
        self._of_period = one(Field.PERIOD)
        self._of_indicator = one(Field.INDICATOR)
        self._of_claim = one(Field.CLAIM)
        self._of_parts = self.table.columns_of(Field.CATEGORY)
        heads = (self._of_indicator, self._of_period, self._of_claim, *self._of_parts)
        self._head = _picking([each for each in heads if each])
        self._place = _picking(self._of_place)
        self._ratio = (one(Field.NUMERATOR), one(Field.DENOMINATOR))
        self._reason = one(Field.NO_NUMBER)
        self._sheet = self.table.sheet.name[:LONGEST_SHEET]
        stated = self.table.columns_of(Field.VALUE) or tuple(filter(None, self._ratio[:1]))
        self._values = [self._values_of(each) for each in stated]
        self._of_ratio = [self._values_of(each) for each in self._ratio if each]
        self.width = max(each.index for each in self.table.columns) + 1

    def _values_of(self, column: Column) -> _Values:
        cells = (self.table.sheet.cell(row, column.index) for row in self._rows_looked_at)
        pins = pins_of(column.heading, self.register)
        figures = Figures.of(cells, self.register)
        return _Values(column, pins, figures, column.index, column_letter(column.index))

    @property
    def _rows_looked_at(self) -> range:
        first = self.table.last_heading_row + 1
        return range(first, min(len(self.table.sheet.rows), first + LOOKED_AT))

    def missing(self) -> Iterator[ProblemCode]:
        """Give what neither the columns, nor their headings, nor anybody says."""
        pins = [one.pins for one in self._values]
        if not pins:
            yield ProblemCode.NO_VALUES
            return
        if not (self._of_indicator or self.given.indicator or all(one.indicator for one in pins)):
            yield ProblemCode.NO_INDICATOR_STATED
        if not (self._of_place or self.given.place or all(one.place for one in pins)):
            yield ProblemCode.NO_PLACE_STATED
        if not (self._of_period or self.given.period or all(one.period for one in pins)):
            yield ProblemCode.NO_PERIOD_STATED

    def read(self, number: int, raws: Sequence[Raw]) -> Iterator[PlainRow]:
        """Give the values of one row, numbered from 1; empty cells state nothing."""
        key, where = self._head(raws), self._place(raws)
        for one in self._values:
            raw = raws[one.index]
            head = self._heads.get((one.index, key)) or self._new_head(one, key)
            indicator = head.indicator
            said = one.figures.read(raw, indicator) if indicator else _unread(raw)
            ratio = self._ratio_of(raws, indicator) if self._of_ratio and indicator else None
            reason = raws[self._reason.index] if self._reason else ""
            if said is NOTHING and ratio is None and not reason:
                self.n_empty += 1
                continue
            place, wrong = self._places.get(where) or self._new_place(where)
            place = one.pins.place or place
            if head.wrong or wrong or said.fault or place is None:
                self._note(number, one, (*head.wrong, *wrong), said, raw)
                continue
            numbers = (said.value, None, None) if ratio is None else (None, *ratio)
            yield (
                indicator,
                place,
                head.period,
                head.category,
                head.claim,
                *numbers,
                said.text,
                said.no_number or (reason and self._reason_of(reason, number)),
                f"{self._sheet}!{one.letter}{number}",
                said.written,
            )

    def _ratio_of(
        self, raws: Sequence[Raw], indicator: int
    ) -> tuple[Decimal | None, Decimal | None] | None:
        """Give the numerator and the denominator, None where both cells are empty."""
        said = [one.figures.read(raws[one.index], indicator) for one in self._of_ratio]
        if all(one is NOTHING for one in said):
            return None
        over, under = (*(one.value for one in said), None)[:2]
        return over, under

    def _reason_of(self, reason: Raw, number: int) -> str:
        found = read_no_number(reason)
        if found is None:
            self._problem(ProblemCode.NO_NUMBER_UNKNOWN, number, self._reason, str(reason))
            return ""
        return found

    def _note(self, number: int, one: _Values, notes: Sequence[Note], said: Said, raw: Raw) -> None:
        for code, column, value, detail in notes:
            self._problem(code, number, column or one.column, value, detail)
        if said.fault:
            self._problem(said.fault, number, one.column, str(raw).strip())

    def _problem(
        self,
        code: ProblemCode,
        number: int,
        column: Column | None,
        value: str,
        detail: Detail = "",
    ) -> None:
        self.problems.add(
            code,
            sheet=self.table.sheet.name,
            row=number,
            column=column.name if column else "",
            value=value[:300],
            detail=detail,
        )

    def _new_head(self, one: _Values, key: Key) -> _Head:
        """Understand the cells of a row but for the place, for one column of values."""
        texts = iter([_text(raw) for raw in key])
        wrong: list[Note] = []
        text = next(texts) if self._of_indicator else ""
        indicator = self._indicator(one.pins, text, wrong)
        text = next(texts) if self._of_period else ""
        period = self._period(one.pins, text, wrong)
        text = next(texts) if self._of_claim else ""
        claim = self._claim(text, wrong)
        category = self._category(one.pins, list(texts), wrong)
        head = _Head(indicator, period, category, str(claim), tuple(wrong))
        if len(self._heads) >= MOST_KEPT:
            self._heads.clear()
        self._heads[one.index, key] = head
        return head

    def _indicator(self, pins: Pins, text: str, wrong: list[Note]) -> int:
        if pins.indicator:
            return pins.indicator
        if self.given.indicator and not self._of_indicator:
            return self.given.indicator
        found = self.register.indicator(text)
        if found.key is None:
            code = (
                ProblemCode.INDICATOR_AMBIGUOUS if found.rivals else ProblemCode.INDICATOR_UNKNOWN
            )
            wrong.append((code, self._of_indicator, text, ", ".join(found.rivals)))
        return found.key or 0

    def _period(self, pins: Pins, text: str, wrong: list[Note]) -> str:
        if pins.period:
            return pins.period
        if self.given.period and not self._of_period:
            return self.given.period
        found = period_of(text)
        if found is None:
            wrong.append((ProblemCode.PERIOD_UNKNOWN, self._of_period, text, ""))
        return found or ""

    def _claim(self, text: str, wrong: list[Note]) -> Claim:
        if not text:
            return self.given.claim
        found = CLAIM_OF.get(normalise(text))
        if found is None:
            wrong.append((ProblemCode.CLAIM_UNKNOWN, self._of_claim, text, ""))
        return found or self.given.claim

    def _category(self, pins: Pins, texts: Sequence[str], wrong: list[Note]) -> str:
        """Put the options that a row names together, in the order of their dimensions."""
        parts = pins.part.split(",") if pins.part else []
        for column, text in zip(self._of_parts, texts, strict=True):
            dimension = column.meaning.dimension if column.meaning else ""
            option = self.register.option(dimension, text) if dimension else None
            part = f"{dimension}={option}" if option else option
            if not dimension:
                part = self.register.part(text) if text else ""
            if part is None:
                wrong.append((ProblemCode.CATEGORY_UNKNOWN, column, text, ""))
            elif part:
                parts += part.split(",")
        return ",".join(sorted(parts))

    def _new_place(self, key: Key) -> tuple[int | None, tuple[Note, ...]]:
        """Find the place of a row: the innermost named, within the larger ones named beside it."""
        found = self._find_place(key)
        if len(self._places) >= MOST_KEPT:
            self._places.clear()
        self._places[key] = found
        return found

    def _find_place(self, key: Key) -> tuple[int | None, tuple[Note, ...]]:
        within = None
        for column, raw in zip(self._of_place, key, strict=True):
            text = _text(raw)
            if not text:
                continue
            if self.register.is_no_place(text):
                return None, ()
            assert column.meaning is not None, "found by its meaning"
            places = self.register.place(text, column.meaning.field, within)
            if len(places) != 1:
                code = ProblemCode.PLACES_RIVAL if places else ProblemCode.PLACE_UNKNOWN
                return None, ((code, column, text, Rivals.of(places) if places else ""),)
            within = places[0]
        if within is not None:
            return within.id, ()
        if not self._of_place:
            return self.given.place, ()
        return None, ((ProblemCode.PLACE_UNKNOWN, self._of_place[-1], "", ""),)


def _unread(raw: Raw) -> Said:
    """Tell of a cell whose indicator is not known only whether it states anything."""
    return Said(text=str(raw)) if str(raw).strip() else NOTHING


def _text(raw: Raw) -> str:
    if isinstance(raw, Decimal):
        return format(raw.normalize(), "f")
    return " ".join(raw.split())


def _picking(columns: Sequence[Column]) -> Callable[[Sequence[Any]], Key]:
    """Give what picks the cells of some columns from a row."""
    if not columns:
        return lambda _raws: ()
    if len(columns) == 1:
        index = columns[0].index
        return lambda raws: (raws[index],)
    return itemgetter(*(one.index for one in columns))
