"""A table as CSV: exact, safe in a spreadsheet, the same whatever stands around a cell."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athar.opendata.delimited import _LINES_AT_ONCE, csv_bytes, csv_lines
from athar.plans.enums import BodyRole

PLAIN = ("PDR-001", "سد واد لاو", Decimal("1.50"), 3, dt.date(2025, 6, 30), None)
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.dates(),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12),
    st.text(alphabet='=+-@\t\r\n,"aE1.ش ', max_size=6),
    st.sampled_from(BodyRole),
    st.datetimes(),
)


def cells_of(written: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written.decode(), newline="")))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (Decimal(0), "0"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.00000001"), "0.00000001"),
        (Decimal("-2.50"), "-2.50"),
        (-3, "-3"),
        (True, "True"),
        (dt.date(2025, 6, 30), "2025-06-30"),
        (dt.datetime(2025, 6, 30, 8, tzinfo=dt.UTC), "2025-06-30T08:00:00+00:00"),
        (BodyRole.LEAD, "lead"),
        ("=1+1", "'=1+1"),
        ("+212", "'+212"),
        ("@cmd", "'@cmd"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("-1+cmd", "'-1+cmd"),
        ("-12.5", "-12.5"),
        ('"=1"', '"=1"'),
        ("a,=b", "a,=b"),
    ],
)
@pytest.mark.parametrize(
    "beside", [(), ("plain",), ("=1",), (dt.datetime(2025, 1, 1, tzinfo=dt.UTC),)]
)
def test_cell_is_written_alike_whatever_stands_beside_it(value, written, beside):
    header, row = cells_of(csv_bytes(["a", "b"], [(value, *beside)]))

    assert (header, row[0]) == (["a", "b"], written)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=4))
def test_lines_written_together_are_those_written_alone(rows):
    together = cells_of(csv_bytes(["a", "b"], rows))

    alone = [cells_of(csv_bytes(["a", "b"], [row]))[1] for row in rows]
    assert together == [["a", "b"], *alone]


def test_long_table_is_written_some_lines_at_a_time():
    lines = csv_lines(list("abcdef"), (PLAIN for _ in range(_LINES_AT_ONCE + 1)))

    sizes = [part.count("\r\n") for part in lines]

    assert sizes == [1, _LINES_AT_ONCE, 1]


def test_empty_table_has_its_header_and_the_mark_that_spreadsheets_ask_for():
    written = "".join(csv_lines(["code", "title"], []))

    assert (written, csv_bytes(["code", "title"], [])) == (
        "\ufeffcode,title\r\n",
        b"code,title\r\n",
    )
