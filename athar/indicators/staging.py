"""Values on their way in: a temporary table beside the stored ones, compared as a set.

The table holds what a file states until all of it was checked; what differs from the latest
revision of its key then becomes a new revision, in one statement, whatever the number of rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db import connection

from athar.indicators.enums import Claim
from athar.indicators.models import Measurement
from athar.trail.models import Event

_Whole = int | None
Staged = tuple[int, int, str, int, str, _Whole, _Whole, _Whole, str, str, str, str]
"""Indicator, place, period, category, claim, numbers, text, no number, cell, written."""

_KEY = ("indicator_id", "place_id", "period", "category_id", "claim")
_NUMBERS = ("value", "numerator", "denominator")
_SAID = (*_NUMBERS, "text", "no_number")
_COLUMNS = (*_KEY, *_SAID, "cell", "written")
_KEYS_OF_ROWS = frozenset({"indicator_id", "place_id", "category_id"})
_TABLE = Measurement._meta.db_table
_STAGE = "values_on_their_way"


def _same_key(one: str, other: str) -> str:
    return " AND ".join(f"{one}.{name} = {other}.{name}" for name in _KEY)


# the latest revision of a key; SQLite knows no lateral join, PostgreSQL is quicker with one
_LATEST = (
    f"SELECT {{}} FROM {_TABLE} AS known WHERE {_same_key('known', 'stated')}"  # noqa: S608 - names of the models
    " ORDER BY known.revision DESC LIMIT 1"
)
_KNOWN = {
    "postgresql": f"LEFT JOIN LATERAL ({_LATEST.format('known.*')}) AS known ON TRUE",
    "sqlite": f"LEFT JOIN {_TABLE} AS known ON known.id = ({_LATEST.format('known.id')})",
}


def open_stage() -> None:
    """Make the table, empty. Queries: 2."""
    close_stage()
    columns = ", ".join(f"{name} {_type(name)}" for name in _COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {_STAGE} ({columns})")


def close_stage() -> None:
    """Take the table away. Queries: 1."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {_STAGE}")


def _type(name: str) -> str:
    return "bigint" if name in _KEYS_OF_ROWS or name in _NUMBERS else "text"


def stage(rows: Sequence[Staged]) -> None:
    """Add values to the table. Queries: 1."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {_STAGE} FROM STDIN") as copy:
                copy.write("".join(_lines(rows)))
            return
        places = ", ".join(["%s"] * len(_COLUMNS))
        cursor.executemany(f"INSERT INTO {_STAGE} VALUES ({places})", rows)  # noqa: S608 - own name


def _lines(rows: Iterable[Staged]) -> Iterator[str]:
    """Write values as PostgreSQL reads them in bulk."""
    for indicator, place, period, category, claim, value, over, under, *texts in rows:
        v, n, d = (r"\N" if one is None else one for one in (value, over, under))
        text, no_number, cell, written = map(_escaped, texts)
        yield (
            f"{indicator}\t{place}\t{period}\t{category}\t{claim}\t{v}\t{n}\t{d}"
            f"\t{text}\t{no_number}\t{cell}\t{written}\n"
        )


def _escaped(text: str) -> str:
    if not text or (text.isprintable() and "\\" not in text):
        return text
    for char, written in (("\\", r"\\"), ("\t", r"\t"), ("\n", r"\n"), ("\r", r"\r")):
        text = text.replace(char, written)
    return text


def staged_twice(most: int) -> list[tuple[str, str]]:
    """Give the cells whose value an earlier cell states too, each with that cell, at most so many.

    Queries: 1, and 1 more when there are any.
    """
    key = ", ".join(_KEY)
    order = "ctid" if connection.vendor == "postgresql" else "rowid"
    keys = f"SELECT {key} FROM {_STAGE} GROUP BY {key} HAVING count(*) > 1"  # noqa: S608 - own names
    with connection.cursor() as cursor:
        cursor.execute(f"{keys} LIMIT 1")
        if cursor.fetchone() is None:
            return []
        cursor.execute(
            f"SELECT stated.cell, first_value(stated.cell) OVER"  # noqa: S608 - own names
            f" (PARTITION BY {', '.join(f'stated.{name}' for name in _KEY)}"
            f" ORDER BY stated.{order})"
            f" FROM {_STAGE} AS stated JOIN ({keys}) AS twice ON {_same_key('twice', 'stated')}"
            f" ORDER BY stated.{order}"
        )
        pairs = (pair for pair in cursor if pair[0] != pair[1])
        return [pair for pair, _n in zip(pairs, range(most), strict=False)]


def is_own_declared(account_id: int) -> bool:
    """Tell whether any value about to be validated was declared by this account. Queries: 1."""
    declared = f"{_same_key('declared', 'stated')}".replace(
        "declared.claim = stated.claim", "declared.claim = %s"
    )
    later = declared.replace("declared.", "later.") + " AND later.revision > declared.revision"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT 1 FROM {_STAGE} AS stated"  # noqa: S608 - names of the models
            f" JOIN {_TABLE} AS declared ON {declared}"
            f" JOIN {Event._meta.db_table} AS act ON act.id = declared.event_id AND act.by_id = %s"
            f" WHERE stated.claim = %s AND NOT EXISTS (SELECT 1 FROM {_TABLE} AS later"
            f" WHERE {later}) LIMIT 1",
            [Claim.DECLARED, account_id, Claim.VALIDATED, Claim.DECLARED],
        )
        return cursor.fetchone() is not None


def append_staged(source: str, event_id: int) -> tuple[int, int]:
    """Add what differs from the latest revision of its key as the next one.

    Shape: how many values were new, and how many take the place of another.
    Queries: 2, and 1 more on PostgreSQL, which has to know how many rows there are.
    """
    said = " OR ".join(f"known.{name} {_differs()} stated.{name}" for name in _SAID)
    columns = ", ".join((*_COLUMNS, "revision", "source", "event_id"))
    stated = ", ".join(f"stated.{name}" for name in _COLUMNS)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ANALYZE {_STAGE}")
        cursor.execute(
            f"INSERT INTO {_TABLE} ({columns})"  # noqa: S608 - names of the models
            f" SELECT {stated}, coalesce(known.revision + 1, 0), %s, %s"
            f" FROM {_STAGE} AS stated {_KNOWN[connection.vendor]}"
            f" WHERE known.revision IS NULL OR {said}",
            [source, event_id],
        )
        n_written = cursor.rowcount
        cursor.execute(
            f"SELECT count(*) FROM {_TABLE} WHERE event_id = %s AND revision > 0",  # noqa: S608 - names of the models
            [event_id],
        )
        n_superseded = int(cursor.fetchone()[0])
    return n_written - n_superseded, n_superseded


def _differs() -> str:
    return "IS DISTINCT FROM" if connection.vendor == "postgresql" else "IS NOT"
