"""Dates in cells, with the precision their author gave."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from athar.intake.cells.reading import Reading, unknown, why_nothing
from athar.intake.enums import ProblemCode
from athar.intake.readers.sheet import Cell
from athar.kernel.periods import DatedOn, Edge, NotADate, Precision, parse_date

_EARLIEST, _LATEST = 1950, 2100
_SERIALS_SINCE = dt.date(1899, 12, 30)
_SERIALS = range(18_264, 73_415)  # 1950 to 2100


def read_date(cell: Cell, edge: Edge) -> Reading[DatedOn]:
    """Read a date; of a period named instead of a day, its first or last day by `edge`."""
    if why_nothing(cell) is not None:
        return Reading(None, cell.text.strip(), why_nothing(cell))
    dated = _dated(cell, edge)
    if dated is None:
        return unknown(cell, ProblemCode.DATE_NOT_UNDERSTOOD)
    if not _EARLIEST <= dated.on.year <= _LATEST:
        return unknown(cell, ProblemCode.DATE_IMPLAUSIBLE)
    return Reading(dated, cell.text.strip())


def _dated(cell: Cell, edge: Edge) -> DatedOn | None:
    if isinstance(cell.value, dt.date):
        return DatedOn(cell.value, Precision.DAY)
    if isinstance(cell.value, Decimal):
        return _from_number(cell.value, edge)
    if not isinstance(cell.value, str):
        return None
    try:
        return parse_date(" ".join(cell.text.split()), edge=edge)
    except NotADate:
        return None


def _from_number(number: Decimal, edge: Edge) -> DatedOn | None:
    """Read a number as a year, or as the days a workbook counts since 1900."""
    if number != int(number):
        return None
    if _EARLIEST <= number <= _LATEST:
        return parse_date(str(int(number)), edge=edge)
    if int(number) in _SERIALS:
        return DatedOn(_SERIALS_SINCE + dt.timedelta(days=int(number)), Precision.DAY)
    return None
