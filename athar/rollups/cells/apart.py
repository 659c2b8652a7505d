"""Putting a few figures together apart from the stores, by SQLite in memory: nothing is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from athar.rollups.cells import steps, tables

Row = Sequence[Any]
_CELLS = (
    f"CREATE TABLE {steps.TABLE} (indicator_id integer NOT NULL, category_id integer NOT NULL,"
    " period text NOT NULL, place_id integer NOT NULL, claim text NOT NULL,"
    " value integer, numerator integer, denominator integer, no_number text NOT NULL,"
    " made_of text NOT NULL, n_known integer NOT NULL, n_expected integer NOT NULL,"
    " total integer, least integer, greatest integer, latest integer, n_values integer,"
    f" PRIMARY KEY ({', '.join(steps.KEY)})) WITHOUT ROWID"
)
_INDICATORS = (
    "CREATE TABLE indicators_indicator (id integer PRIMARY KEY, over_time text, over_place text,"
    " over_categories text, measured_at text, dimensions text)"
)
_COLUMNS = ", ".join(steps.COLUMNS)
_BY_PLACE = f"CREATE INDEX by_place ON {steps.TABLE} (place_id, indicator_id, category_id)"
_PLACES = ("cells_place", "cells_held", "cells_part")
_NOT_EXPECTED = frozenset({"not_applicable", "not_due"})


@dataclass(frozen=True, slots=True)
class Ground:
    """What figures are put together by, as rows of the tables that `steps` reads."""

    indicators: Iterable[Row]
    places: Iterable[Row]
    held: Iterable[Row]
    parts: Sequence[tables.Part]
    whole_id: int
    depths: Collection[int]


def put_together(stated: Mapping[Row, Row], ground: Ground) -> list[Row]:
    """Give the figures that stated values make, the stated ones among them.

    Shape: `stated` maps the key to value, numerator, denominator, reason for no number; a row has
    the columns of the stores.
    Errors: sqlite3.Error when a sum passes 64 bits.
    """
    with closing(sqlite3.connect(":memory:")) as database:
        for statement in (_CELLS, _INDICATORS, _BY_PLACE):
            database.execute(statement)
        for name in _PLACES:
            database.execute(f"CREATE TABLE {name} ({tables.COLUMNS[name]})")
        rows = (stated_cell(key, said) for key, said in stated.items())
        _fill(database, f"{steps.TABLE} ({_COLUMNS})", len(steps.COLUMNS), rows)
        _fill(database, "indicators_indicator", 6, ground.indicators)
        for name, some in zip(_PLACES, (ground.places, ground.held, ground.parts), strict=True):
            _fill(database, name, {"cells_held": 4}.get(name, 5), some)
        # without it figures are looked through by indicator for each place: 40,000 values in 16 s
        database.execute("ANALYZE")
        for statement in steps.statements(
            max((part[1] + 1 for part in ground.parts), default=0),
            ground.whole_id,
            ground.depths,
            has_parts_of_years=any(len(key[2]) != 4 for key in stated),
            rules=steps.Rules.of(lambda query: database.execute(query).fetchall()),
        ):
            database.execute(statement)
        return database.execute(f"SELECT {_COLUMNS} FROM {steps.TABLE}").fetchall()  # noqa: S608 - own names


def _fill(database: sqlite3.Connection, table: str, n_columns: int, rows: Iterable[Row]) -> None:
    marks = ", ".join("?" * n_columns)
    database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 - own names


def stated_cell(key: Row, said: Row) -> Row:
    """Give the figure of a value as it was stated; it has no parts."""
    no_number = said[-1]
    counts = (int(not no_number), int(no_number not in _NOT_EXPECTED))
    return (*key, *said, "", *counts, *(None for _part in steps.PARTS))
