"""Numbers, amounts of money and percentages in cells, in the format their column shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from athar.intake.cells.reading import Reading, unknown, why_nothing
from athar.intake.enums import ProblemCode
from athar.intake.readers.sheet import Cell
from athar.intake.vocabulary.keys import normalise
from athar.intake.vocabulary.words import STATUS_OF, find_unit
from athar.kernel.digits import (
    AmbiguousNumber,
    DecimalMark,
    NotANumber,
    parse_decimal,
    parse_percent,
)
from athar.kernel.quantity import EXACT, OutOfBounds, to_scaled

_HUNDREDTH = Decimal("0.01")
_ENOUGH = 3
_SYMBOLS = re.compile(r"^\s*(?:R(?=\s*\d)|[$€£₦₵]|F\s?CFA\b|CFA\b)|(?:[$€£₦₵]|F\s?CFA|CFA)\s*$")
"""Signs of currencies beside a number; words that name one are units."""
_MOST_DIGITS = 30  # more than any amount; numbers of workbooks may have three hundred
_NOTE_MARK = re.compile(r"(?<=[^\W_])\s*(?:\(\s*(?:[0-9]|[*]+)\s*\)|[*]+)\s*$")
"""The mark of a footnote behind an amount: "2 400 000 (1)", "12,5 MDH*"."""
_MARKS: tuple[DecimalMark, DecimalMark] = (",", ".")


def decimal_mark(texts: Iterable[str]) -> DecimalMark | None:
    """Give the decimal mark with which all numbers among texts read; None when both or none do."""
    bare = [
        _bare(_NOTE_MARK.sub("", text))[1] for text in texts if any(char.isdigit() for char in text)
    ]
    numbers = [text for text in bare if any(_reads(text, mark) for mark in _MARKS)]
    fitting = [mark for mark in _MARKS if all(_reads(text, mark) for text in numbers)]
    return fitting[0] if len(fitting) == 1 else None


def grouping_mark(texts: Iterable[str]) -> DecimalMark | None:
    """Give the decimal mark of whole things, where the mark that is written groups thousands."""
    found = {char for text in texts for char in text if char in ",."}
    return ("." if found == {","} else ",") if len(found) == 1 else None


def _reads(text: str, mark: DecimalMark) -> bool:
    try:
        parse_decimal(text, decimal_mark=mark)
    except NotANumber:
        return False
    return True


def common_mark(marks: Iterable[DecimalMark | None]) -> DecimalMark | None:
    """Give the mark that all columns that tell one agree on."""
    told = {mark for mark in marks if mark}
    return told.pop() if len(told) == 1 else None


def _bare(text: str) -> tuple[Decimal | None, str]:
    """Give the unit written beside a number, and the number without it or a percent sign."""
    stripped = _SYMBOLS.sub("", text.strip().rstrip("%٪")).strip()
    letters = "".join(char if char.isalpha() else " " for char in stripped).strip()
    if not letters:
        return None, stripped
    unit, rest = find_unit(normalise(letters))
    if unit is None or rest:
        return None, stripped
    start, end = stripped.find(letters[0]), stripped.rfind(letters[-1])
    return unit, f"{stripped[:start]} {stripped[end + 1 :].lstrip('.')}".strip()


def read_number(cell: Cell, mark: DecimalMark | None = None) -> Reading[Decimal]:
    """Read a bare number."""
    reason = why_nothing(cell)
    if reason is not None:
        return Reading(None, cell.text.strip(), reason)
    if isinstance(cell.value, Decimal):
        return Reading(cell.value, cell.text)
    if not isinstance(cell.value, str):
        return unknown(cell, ProblemCode.NUMBER_NOT_UNDERSTOOD)
    try:
        return Reading(parse_decimal(cell.text, decimal_mark=mark), cell.text.strip())
    except AmbiguousNumber:
        return unknown(cell, ProblemCode.NUMBER_AMBIGUOUS)
    except NotANumber:
        return unknown(cell, _fault_of_text(cell))


def _fault_of_text(cell: Cell) -> ProblemCode:
    is_status = normalise(cell.text) in STATUS_OF
    return ProblemCode.TEXT_IN_NUMBER if is_status else ProblemCode.NUMBER_NOT_UNDERSTOOD


def read_money(cell: Cell, *, unit: Decimal, mark: DecimalMark | None = None) -> Reading[Decimal]:
    """Read an amount in whole currency units; a unit written in the cell wins over the column's.

    Units: the result is rounded to hundredths, as a workbook's formulas leave more decimals.
    """
    reason = why_nothing(cell)
    if reason is not None:
        return Reading(None, cell.text.strip(), reason)
    if isinstance(cell.value, str):
        return _money_in_text(cell.text, unit, mark)
    return _amount(cell, read_number(cell, mark), unit)


@lru_cache(maxsize=16_384)
def _money_in_text(text: str, unit: Decimal, mark: DecimalMark | None) -> Reading[Decimal]:
    """Read an amount that is written as text; a plan repeats the same few thousands of them."""
    cell = Cell(text, text)
    plain = _NOTE_MARK.sub("", text)
    own_unit, bare = _bare(plain)
    written = bare if own_unit or bare != plain.strip() else plain
    return _amount(cell, read_number(Cell(written, written), mark), own_unit or unit)


def _amount(cell: Cell, given: Reading[Decimal], unit: Decimal) -> Reading[Decimal]:
    if given.value is None:
        return Reading(None, cell.text.strip(), given.no_number, given.fault)
    amount = EXACT.multiply(given.value, unit)
    if amount.adjusted() > _MOST_DIGITS:
        return unknown(cell, ProblemCode.AMOUNT_OUT_OF_RANGE)
    rounded = amount.quantize(_HUNDREDTH, ROUND_HALF_UP, EXACT)
    if rounded < 0:
        return unknown(cell, ProblemCode.AMOUNT_NEGATIVE)
    try:
        to_scaled(rounded, 2)
    except OutOfBounds:
        return unknown(cell, ProblemCode.AMOUNT_OUT_OF_RANGE)
    return Reading(rounded, cell.text.strip())


@dataclass(frozen=True, slots=True)
class PercentColumn:
    """How a column writes percentages: whether fractions of one occur beside plain numbers."""

    mark: DecimalMark | None = None
    has_fractions: bool = False

    is_of_fractions: bool = False

    @classmethod
    def of(cls, cells: Sequence[Cell], common: DecimalMark | None = None) -> PercentColumn:
        """Look at the cells of a column; `common` is the mark of the columns beside it.

        Bare numbers that never exceed one, with several fractions among them, are all fractions.
        """
        texts = [cell.text for cell in cells if isinstance(cell.value, str)]
        mark = decimal_mark(texts) or common
        bare = [value for cell in cells if (value := _bare_percent(cell, mark)) is not None]
        n_fractions = sum(0 < value < 1 for value in bare)
        formatted = any(cell.is_percent_formatted for cell in cells)
        has_signs = any("%" in text or "٪" in text for text in texts)
        at_most_one = all(0 <= value <= 1 for value in bare)
        return cls(
            mark,
            has_fractions=formatted or n_fractions > 0,
            is_of_fractions=n_fractions >= _ENOUGH and at_most_one and not (formatted or has_signs),
        )


def _bare_percent(cell: Cell, mark: DecimalMark | None) -> Decimal | None:
    """Give the number of a cell that neither a sign nor its format calls a percentage."""
    if isinstance(cell.value, Decimal):
        return None if cell.is_percent_formatted else cell.value
    if not isinstance(cell.value, str) or "%" in cell.text or "٪" in cell.text:
        return None
    try:
        return parse_percent(cell.text, decimal_mark=mark)
    except NotANumber:
        return None


def read_percent(cell: Cell, column: PercentColumn) -> Reading[Decimal]:
    """Read a percentage, 0 to 100.

    A cell formatted as percent holds a fraction of one; a number with a percent sign, or above
    one, is taken as it is. A bare fraction, or a bare 1 in a column where fractions occur, may be
    either: nobody but its author knows.
    """
    reason = why_nothing(cell)
    if reason is not None:
        return Reading(None, cell.text.strip(), reason)
    value = _percent_value(cell, column)
    if isinstance(value, ProblemCode):
        return unknown(cell, value)
    if not 0 <= value <= 100:
        return unknown(cell, ProblemCode.PERCENT_OUT_OF_RANGE)
    return Reading(value.quantize(_HUNDREDTH, ROUND_HALF_UP), cell.text.strip())


def _percent_value(cell: Cell, column: PercentColumn) -> Decimal | ProblemCode:
    if isinstance(cell.value, Decimal):
        if cell.is_percent_formatted or column.is_of_fractions:
            return EXACT.multiply(cell.value, Decimal(100))
        value, has_sign = cell.value, False
    elif isinstance(cell.value, str):
        has_sign = "%" in cell.text or "٪" in cell.text
        try:
            value = parse_percent(cell.text, decimal_mark=column.mark)
        except NotANumber:
            return _fault_of_text(cell)
        if column.is_of_fractions:
            return EXACT.multiply(value, Decimal(100))
    else:
        return ProblemCode.NUMBER_NOT_UNDERSTOOD
    is_open = 0 < value < 1 or (value == 1 and column.has_fractions)
    return ProblemCode.PERCENT_AMBIGUOUS if is_open and not has_sign else value
