"""Tables as Parquet: typed, exact to the last digit, the same bytes however it was written."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import duckdb
import pytest

from athar.opendata import parquet
from athar.opendata.columns import Column, Kind, Table
from athar.opendata.parquet import NUMBER, parquet_file

KINDS = (Kind.CODE, Kind.NUMBER, Kind.COUNT, Kind.YES_NO, Kind.DAY, Kind.DEGREES, Kind.TEXT)
COLUMNS = tuple(Column(f"the_{kind}", kind, kind, kind) for kind in KINDS)
TEXT = '=SUM(1), "dit-on"\r\nencore\t\\ \u2028 التزام'
ROWS = (
    ("01.1", Decimal("-27.50"), 3, True, dt.date(2024, 2, 29), 35.5, TEXT),
    ("", Decimal(9223372036854775807), 0, False, dt.date(1, 1, 1), -6.0, ""),
    ("x", Decimal("-9223372036.854775807"), 2**62, None, dt.date(9999, 12, 31), 0.0, "null"),
    (None,) * 7,
)


@pytest.fixture
def read(tmp_path):
    """Give the rows of a table, and of what types they are, once it was written."""

    def reader(rows, **facts: str):
        path = tmp_path / "table.parquet"
        with parquet_file(Table(COLUMNS, iter(rows)), facts) as made:
            path.write_bytes(made.read())
        found = duckdb.sql(f"SELECT * FROM read_parquet('{path}')")
        return found.fetchall(), [str(one) for one in found.types], path

    return reader


def test_cells_come_back_as_they_were_with_their_types(read):
    rows, types, _path = read(ROWS)

    assert rows == list(ROWS)
    assert types == [
        *("VARCHAR", NUMBER.replace(" ", ""), "BIGINT", "BOOLEAN", "DATE", "DOUBLE", "VARCHAR")
    ]


def test_table_without_rows_still_has_its_columns(read):
    rows, types, _path = read([])

    assert (rows, len(types)) == ([], len(COLUMNS))


@pytest.mark.parametrize("at_once", [1, 3, 4])
def test_rows_keep_their_order_over_parts_and_bytes_do_not_move(read, monkeypatch, at_once):
    monkeypatch.setattr(parquet, "ROWS_AT_ONCE", at_once)
    rows, _types, path = read(ROWS * 3)
    first = path.read_bytes()

    again, _types, path = read(ROWS * 3)

    assert (rows, again) == ([*ROWS] * 3, [*ROWS] * 3)
    assert path.read_bytes() == first


def test_file_says_what_it_is(read):
    _rows, _types, path = read(ROWS, title="L'eau", publication="12")

    said = duckdb.sql(f"SELECT key, value FROM parquet_kv_metadata('{path}')").fetchall()
    assert {bytes(key).decode(): bytes(value).decode() for key, value in said} == {
        "title": "L'eau",
        "publication": "12",
    }


def test_nothing_is_left_on_the_disk(read, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    with parquet_file(Table(COLUMNS, iter(ROWS)), {}) as made:
        assert (made.read(4), list(tmp_path.iterdir())) == (b"PAR1", [])
