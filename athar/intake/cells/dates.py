"""Dates in cells, with the precision their author gave."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from athar.intake.cells.reading import Reading, unknown, why_nothing
from athar.intake.enums import ProblemCode
from athar.intake.readers.sheet import Cell
from athar.kernel.digits import to_western
from athar.kernel.periods import DatedOn, Edge, NotADate, Precision, parse_date

_EARLIEST, _LATEST = 1950, 2100
_SERIALS_SINCE = dt.date(1899, 12, 30)
_SERIALS = range(18_264, 73_415)  # 1950 to 2100
_SERIAL_DIGITS = 5
_SINCE_1904 = dt.date(1904, 1, 1)
_DAYS_BEFORE_1904 = 1462
_THREE_NUMBERS = re.compile(
    r"\s*(?P<first>[0-9]{1,2})(?P<mark>[/.-])(?P<second>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{2}|[0-9]{4})"
    r"(?P<time>[T ]\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp][Mm])?)?\s*"
)
_SHORT_YEAR = re.compile(r"(?P<rest>.*[^\W\d]\.?)\s?[-/.'’]\s?(?P<year>[0-9]{2})")
"""A month by its name and two digits of the year, as "mars-26" and "12-Jan-23"."""
_MONTHS = 12


class DateOrder(StrEnum):
    """Which of the first two numbers of a date is the day, as a whole column shows it."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    OPEN = "open"


def date_order(texts: Iterable[str]) -> DateOrder:
    """Tell from all dates of a column whether the month comes first; open when none proves it."""
    found = [one for text in texts if (one := _THREE_NUMBERS.fullmatch(to_western(text)))]
    first = any(int(one["first"]) > _MONTHS for one in found)
    second = any(int(one["second"]) > _MONTHS for one in found)
    if first == second:
        return DateOrder.DAY_FIRST if first else DateOrder.OPEN
    return DateOrder.DAY_FIRST if first else DateOrder.MONTH_FIRST


def read_date(
    cell: Cell, edge: Edge, order: DateOrder = DateOrder.DAY_FIRST, *, since_1904: bool = False
) -> Reading[DatedOn]:
    """Read a date; of a period named instead of a day, its first or last day by `edge`."""
    if why_nothing(cell) is not None:
        return Reading(None, cell.text.strip(), why_nothing(cell))
    dated = _dated(cell, edge, order, since_1904=since_1904)
    if dated is None:
        return unknown(cell, ProblemCode.DATE_NOT_UNDERSTOOD)
    if not _EARLIEST <= dated.on.year <= _LATEST:
        return unknown(cell, ProblemCode.DATE_IMPLAUSIBLE)
    return Reading(dated, cell.text.strip())


def _dated(cell: Cell, edge: Edge, order: DateOrder, *, since_1904: bool) -> DatedOn | None:
    if isinstance(cell.value, dt.date):
        return DatedOn(cell.value, Precision.DAY)
    if isinstance(cell.value, Decimal):
        return _from_number(cell.value, edge, since_1904=since_1904)
    if not isinstance(cell.value, str):
        return None
    return _in_text(cell.text, edge, order, since_1904=since_1904)


@lru_cache(maxsize=16_384)
def _in_text(written: str, edge: Edge, order: DateOrder, *, since_1904: bool) -> DatedOn | None:
    """Read a date that is written as text; a plan repeats the same few hundreds of them."""
    text = " ".join(to_western(written).split())
    if len(text) == _SERIAL_DIGITS and text.isascii() and text.isdigit() and int(text) in _SERIALS:
        return _from_number(Decimal(text), edge, since_1904=since_1904)
    try:
        return parse_date(_day_first(text, order), edge=edge)
    except NotADate:
        return None


def _day_first(text: str, order: DateOrder) -> str:
    """Write a date of three numbers as day, month, whole year; other texts with a whole year."""
    found = _THREE_NUMBERS.fullmatch(text)
    if found is None:
        short = _SHORT_YEAR.fullmatch(text)
        return f"{short['rest']} 20{short['year']}" if short else text
    day, month = found["first"], found["second"]
    if order is DateOrder.MONTH_FIRST:
        day, month = month, day
    year = found["year"] if len(found["year"]) > 2 else f"20{found['year']}"
    return f"{day}/{month}/{year}"


def _from_number(number: Decimal, edge: Edge, *, since_1904: bool) -> DatedOn | None:
    """Read a number as a year, or as the days a workbook counts since 1900."""
    if number != int(number):
        return None
    if _EARLIEST <= number <= _LATEST:
        return parse_date(str(int(number)), edge=edge)
    if since_1904 and int(number) + _DAYS_BEFORE_1904 in _SERIALS:
        return DatedOn(_SINCE_1904 + dt.timedelta(days=int(number)), Precision.DAY)
    if int(number) in _SERIALS:
        return DatedOn(_SERIALS_SINCE + dt.timedelta(days=int(number)), Precision.DAY)
    return None
