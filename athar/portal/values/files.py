"""Stated values written as files, a few at a time however many there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import chain, islice
from typing import IO, Any

import orjson
from django.db import connection

from athar.indicators.queries import ValueLine, ValuesWanted, copied_values, value_lines
from athar.kernel.periods import parse_period
from athar.opendata.choices import NO, YES
from athar.opendata.columns import Table
from athar.opendata.delimited import BYTE_ORDER_MARK, csv_lines
from athar.opendata.dictionary import columns
from athar.opendata.parquet import parquet_file

COLUMNS = ValueLine._fields
#: Beside them, of files that machines read by type: between which days a period lies.
DAYS = ("period_start_on", "period_end_on")
_OBJECTS_AT_ONCE = 500


def values_csv(wanted: ValuesWanted) -> Iterator[str | bytes]:
    """Give the values as CSV; PostgreSQL writes the lines itself, in no order."""
    if connection.vendor == "postgresql":
        head = f"{BYTE_ORDER_MARK}{','.join(COLUMNS)}\n".encode()
        return chain([head], copied_values(wanted))
    return csv_lines(COLUMNS, _cells(wanted))


def values_table(wanted: ValuesWanted) -> Table:
    """Give the values as a table of the columns of the CSV."""
    return Table(columns(COLUMNS), _cells(wanted))


def _cells(wanted: ValuesWanted) -> Iterator[tuple[Any, ...]]:
    for *cells, is_superseded in value_lines(wanted):
        yield (*cells, YES if is_superseded else NO)


def values_parquet(wanted: ValuesWanted, facts: Mapping[str, str]) -> IO[bytes]:
    """Give the values as a Parquet file, with the days of their periods."""
    rows = ((*line, *_days(line.period)) for line in value_lines(wanted))
    return parquet_file(Table(columns((*COLUMNS, *DAYS)), rows), facts)


@lru_cache(maxsize=4096)
def _days(code: str) -> tuple[dt.date, dt.date]:
    period = parse_period(code)
    return period.start, period.end


def values_json(wanted: ValuesWanted) -> Iterator[bytes]:
    """Give the values as one JSON object; numbers are decimal strings, None is unknown."""
    said = orjson.dumps({"publication": wanted.as_of})
    yield said[:-1] + b',"values":['
    lines = iter(value_lines(wanted))
    mark = b""
    while some := list(islice(lines, _OBJECTS_AT_ONCE)):
        objects = [orjson.dumps(one._asdict(), default=_plain) for one in some]
        yield mark + b",".join(objects)
        mark = b","
    yield b"]}"


def _plain(value: Any) -> str:
    assert isinstance(value, Decimal | dt.date), "the only kinds that JSON does not have"
    return format(value, "f") if isinstance(value, Decimal) else value.isoformat()
