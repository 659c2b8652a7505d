"""Numbers, words and reasons in the cells of values, each text read once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Context, Decimal

from athar.indicators.enums import Measure, NoNumber
from athar.indicators.queries import IndicatorView
from athar.intake.cells.figures import decimal_mark
from athar.intake.cells.reading import why_nothing
from athar.intake.enums import ProblemCode
from athar.intake.readers.sheet import Cell
from athar.intake.values.register import Register
from athar.intake.vocabulary.keys import normalise
from athar.intake.vocabulary.words import NO_NUMBER_OF
from athar.kernel.digits import (
    AmbiguousNumber,
    DecimalMark,
    NotANumber,
    parse_decimal,
    parse_percent,
)

Raw = str | Decimal
"""A cell as it is read: its text, or the number of a workbook."""

LONGEST_WRITTEN = 80
MOST_KEPT = 100_000
_OF_WORKBOOKS = Context(prec=15)
"""The digits that a workbook means; what follows is how a computer writes a fraction."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a cell states: a number, a text, why there is no number, or a fault; else NOTHING."""

    value: Decimal | None = None
    text: str = ""
    no_number: str = ""
    written: str = ""
    fault: ProblemCode | None = None


NOTHING = Said()


@dataclass(slots=True)
class Figures:
    """Reads the cells of one column for the indicators of one measure, remembering each."""

    register: Register
    mark: DecimalMark | None
    _known: dict[tuple[int, Raw], Said] = field(default_factory=dict)

    @classmethod
    def of(cls, cells: Iterable[Cell], register: Register) -> Figures:
        """Begin with the cells at the top of a column, which tell its decimal mark."""
        texts = [one.text for one in cells if isinstance(one.value, str)]
        return cls(register, decimal_mark(texts))

    def read(self, raw: Raw, indicator: int) -> Said:
        """Give what a cell states of an indicator."""
        found = self._known.get((indicator, raw))
        if found is None:
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            found = _read(raw, self.register.by_id[indicator], self.register, self.mark)
            self._known[indicator, raw] = found
        return found


def _read(raw: Raw, about: IndicatorView, register: Register, mark: DecimalMark | None) -> Said:
    if isinstance(raw, Decimal):
        return Said(_OF_WORKBOOKS.plus(raw))
    text = raw.strip()
    return _in_words(text, about, register) or _number(text, about, mark)


def _in_words(text: str, about: IndicatorView, register: Register) -> Said | None:
    """Read a text that is no number: a step of a scale, why there is none; None for a number."""
    if not text:
        return NOTHING
    if about.measure is Measure.QUALITATIVE:
        return Said(text=text)
    if (reason := why_nothing(Cell(text, text))) is not None:
        return Said(no_number=str(reason), written=text[:LONGEST_WRITTEN])
    step = register.step(about.id, text)
    return None if step is None else Said(Decimal(step), written=text[:LONGEST_WRITTEN])


def _number(text: str, about: IndicatorView, mark: DecimalMark | None) -> Said:
    read = parse_percent if about.measure is Measure.PERCENTAGE else parse_decimal
    try:
        value = read(text, decimal_mark=mark)
    except AmbiguousNumber:
        return Said(fault=ProblemCode.VALUE_AMBIGUOUS)
    except NotANumber:
        return Said(fault=ProblemCode.VALUE_NOT_A_NUMBER)
    is_plain = format(value, "f") == text
    return Said(value, written="" if is_plain else text[:LONGEST_WRITTEN])


def read_no_number(raw: Raw) -> str | None:
    """Give why there is no number as the column of reasons says it, None when nobody knows it."""
    text = str(raw).strip()
    if not text:
        return ""
    if text in set(NoNumber):
        return text
    reason = NO_NUMBER_OF.get(normalise(text))
    return str(reason) if reason else None
