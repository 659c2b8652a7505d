"""The dates of OGP's table, in the six ways it writes them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from athar.kernel.digits import to_western
from athar.kernel.periods import DatedOn, Edge, NotADate, Precision, parse_date

_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_SERIAL = re.compile(r"\d{5}")
#: The day that spreadsheets count from: a year typed as a number becomes a day of 1905.
_DAY_ZERO = dt.date(1899, 12, 30)
_YEARS = range(1990, 2101)
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date as read: `is_either` when day and month might change places, `was_year` when a year
    had been turned into a day.
    """

    dated: DatedOn
    is_either: bool = False
    was_year: bool = False


def puts_day_first(texts: Iterable[str]) -> bool:
    """Tell whether dates of one plan are written day first: one cannot be read otherwise.

    The table writes the month first; a plan that does both is read month first.
    """
    pairs = [(int(found[1]), int(found[2])) for found in map(_NUMBERS.fullmatch, texts) if found]
    day_first = any(first > _MONTHS >= second for first, second in pairs)
    return day_first and not any(second > _MONTHS >= first for first, second in pairs)


def read_date(text: str, *, edge: Edge, day_first: bool = False) -> ReadDate:
    """Read "11/1/2021", "31/12/2014", "July 2014", "2014", the day of 1905 that was a year, a
    number of days since 1899, or any other date people write.

    Errors: NotADate.
    """
    written = to_western(text).strip()
    found = _NUMBERS.fullmatch(written)
    if found:
        return _of_numbers(
            text, *(int(one) for one in found.groups()), edge=edge, day_first=day_first
        )
    if _SERIAL.fullmatch(written):
        return _of_day(_DAY_ZERO + dt.timedelta(days=int(written)), edge)
    return ReadDate(parse_date(text, edge=edge))


def _of_numbers(
    text: str, first: int, second: int, year: int, *, edge: Edge, day_first: bool
) -> ReadDate:
    is_either = first <= _MONTHS and second <= _MONTHS and first != second
    month, day = (first, second) if first <= _MONTHS else (second, first)
    if is_either and day_first:
        month, day = second, first
    try:
        on = dt.date(year, month, day)
    except ValueError as error:
        raise NotADate(text) from error
    read = _of_day(on, edge)
    return ReadDate(read.dated, is_either=is_either and not read.was_year, was_year=read.was_year)


def _of_day(on: dt.date, edge: Edge) -> ReadDate:
    year = (on - _DAY_ZERO).days
    if year in _YEARS:
        return ReadDate(parse_date(str(year), edge=edge), was_year=True)
    return ReadDate(DatedOn(on, Precision.DAY))
