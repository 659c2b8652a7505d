"""The temporary tables beside the figures: what a change reaches, places, parts of a whole."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence

from django.db import connection
from django.db.models import Exists, OuterRef

from athar.indicators.drafts import WHOLE
from athar.indicators.models import Category, Dimension, Indicator
from athar.reference.models import Place
from athar.rollups.cells.places import Tree
from athar.rollups.models import Cell

#: Name and columns; texts and whole numbers are all that SQLite, PostgreSQL and DuckDB call alike.
COLUMNS = {
    "cells_reach": (
        "indicator_id bigint NOT NULL, category_id bigint NOT NULL, period varchar(21) NOT NULL,"
        " place_id bigint NOT NULL, claim varchar(11) NOT NULL, depth integer NOT NULL,"
        " PRIMARY KEY (indicator_id, category_id, period, place_id, claim)"
    ),
    "cells_place": (
        "place_id bigint NOT NULL UNIQUE, parent_id bigint NOT NULL, depth integer NOT NULL,"
        " level varchar(30) NOT NULL, n_alike integer NOT NULL,"
        " PRIMARY KEY (parent_id, level, place_id)"
    ),
    "cells_held": (
        "place_id bigint NOT NULL, level varchar(30) NOT NULL, n integer NOT NULL,"
        " is_unit integer NOT NULL, PRIMARY KEY (place_id, level)"
    ),
    "cells_part": (
        "breakdown text NOT NULL, position integer NOT NULL, category_id bigint NOT NULL,"
        " n_options integer NOT NULL, whole_id bigint NOT NULL,"
        " PRIMARY KEY (breakdown, position, category_id)"
    ),
}
Part = tuple[str, int, int, int, int]
"""List of dimensions, position of one, category of one option, number of options, the whole."""


def open_tables() -> None:
    """Make the tables where the connection has none yet; they are left empty. Queries: 4."""
    with connection.cursor() as cursor:
        for name, columns in COLUMNS.items():
            cursor.execute(f"CREATE TEMPORARY TABLE IF NOT EXISTS {name} ({columns})")


def empty_tables() -> None:
    """Empty the tables for the next act; what fails is taken back whole. Queries: 4."""
    verb = "TRUNCATE" if connection.vendor == "postgresql" else "DELETE FROM"
    with connection.cursor() as cursor:
        for name in COLUMNS:
            cursor.execute(f"{verb} {name}")


def fill(name: str, rows: Iterable[Sequence[int | str | None]]) -> None:
    """Add rows to a table. Queries: 1, none for no rows."""
    given = list(rows)
    if not given:
        return
    places = f"({', '.join(['%s'] * len(given[0]))})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            values = ", ".join([places] * len(given))
            flat = [one for row in given for one in row]
            cursor.execute(f"INSERT INTO {name} VALUES {values}", flat)  # noqa: S608 - own name
        else:
            cursor.executemany(f"INSERT INTO {name} VALUES {places}", given)  # noqa: S608 - own name


def fill_places(tree: Tree, place_ids: Collection[int], levels: Collection[str]) -> None:
    """Add the places that a change in some can reach, and those beside them with figures.

    Queries: 3.
    """
    reached = {above for one in place_ids for above in tree.above(one)}
    beside = set(tree.around(place_ids)) - reached
    figures = Cell.objects.filter(place=OuterRef("pk"))
    known = Place.objects.filter(Exists(figures), pk__in=beside).values_list("pk", flat=True)
    around = sorted({*reached, *known})
    fill("cells_place", tree.rows(around))
    fill("cells_held", tree.measured(around, levels))


def fill_parts(breakdowns: Collection[str], whole_id: int) -> int:
    """Add what is part of what; give the largest number of dimensions. Queries: 3."""
    rows = list(parts_of(breakdowns, whole_id))
    fill("cells_part", rows)
    return max((row[1] + 1 for row in rows), default=0)


def parts_of(breakdowns: Iterable[str], whole_id: int) -> Iterable[Part]:
    """Give the categories that are one option of one dimension, by list of dimensions. Queries: 2.

    A combination of several dimensions is part of none of them: it is shown, never added up.
    """
    options = {code: len(some) for code, some in Dimension.objects.values_list("code", "options")}
    single = [
        (pk, next(iter(parts)))
        for pk, parts in Category.objects.exclude(code=WHOLE).values_list("pk", "parts")
        if len(parts) == 1
    ]
    for breakdown in breakdowns:
        codes = json.loads(breakdown)
        for pk, code in single:
            if code in codes:
                yield breakdown, codes.index(code), pk, options[code], whole_id


def breakdowns_of(indicator_ids: Collection[int] | None) -> set[str]:
    """Give the lists of dimensions of indicators as the database writes them. Queries: 1."""
    rows = Indicator.objects.exclude(dimensions=[])
    if indicator_ids is not None:
        rows = rows.filter(pk__in=indicator_ids)
    return {json.dumps(one) for one in rows.values_list("dimensions", flat=True)}
