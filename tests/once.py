"""What many tests begin with, made once in a process and written again as the same rows.

Making even the small plan through the actions takes longer than most tests that begin with it.
The first test makes it; what stood in the tables before and after is compared, and later tests
take out the rows that went and insert those that came.
"""

from __future__ import annotations

import copy
import functools
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models.fields import AutoFieldMixin

from athar.kernel import clock

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a maker gave, the rows that went by table, and how to insert the rows that came."""

    given: Any
    gone: tuple[tuple[str, str], ...]
    inserts: tuple[str, ...]


_kept: dict[tuple[Any, ...], _Kept] = {}


class _OtherRowsError(Exception):
    """The tables hold other rows than when the maker worked."""


def made_once(make: Callable[..., Made]) -> Callable[..., Made]:
    """Write what a maker writes without making it again; it stands under `@pytest.fixture`.

    What it makes may follow from its arguments, the day and the tables alone, and nothing but rows
    may come of it: no file. It is made again when the tables hold another number of rows or a later
    one: databases do not count from one again after a test that was taken back. So it is outside a
    transaction, where work that waits for its end would be left out.
    """

    @functools.wraps(make)
    def written(**given: Any) -> Made:
        if not connection.in_atomic_block:
            return make(**given)
        key = (make, pickle.dumps(given), clock.today(), clock.is_frozen(), _standing())
        try:
            _write(_kept[key])
        except (KeyError, _OtherRowsError, IntegrityError):
            _kept[key] = _make(make, given)
        return copy.deepcopy(_kept[key].given)

    return written


def _write(kept: _Kept) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for table, row in kept.gone:
            cursor.execute(f"DELETE FROM {table} WHERE {_written(_tables()[table])} = %s", [row])
            if cursor.rowcount != 1:
                raise _OtherRowsError
        for insert in kept.inserts:
            cursor.execute(insert)


def _make(make: Callable[..., Any], given: dict[str, Any]) -> _Kept:
    before = rows_of_all_tables()
    made = make(**given)
    gone, inserts = [], []
    for table, rows in rows_of_all_tables().items():
        old, new = set(before[table]), set(rows)
        gone += [(table, row) for row in before[table] if row not in new]
        if came := [row for row in rows if row not in old]:
            columns = ", ".join(map(connection.ops.quote_name, _tables()[table]))
            inserts.append(f"INSERT INTO {table} ({columns}) VALUES {', '.join(came)}")
    if inserts and connection.vendor == "postgresql":  # takes many statements at once
        inserts = ["; ".join(inserts)]
    return _Kept(made, tuple(gone), tuple(inserts))


@functools.cache
def _tables() -> dict[str, list[str]]:
    """Give the columns of each table that a model describes, without those that are computed."""
    models = (one._meta for one in apps.get_models(include_auto_created=True))
    return {
        meta.db_table: [field.column for field in meta.local_concrete_fields if not field.generated]
        for meta in models
        if meta.managed and not meta.proxy
    }


def _standing() -> tuple[Any, ...]:
    """Give how many rows each table holds and, where the database counts them, the last one."""
    with connection.cursor() as cursor:
        cursor.execute(_standing_sql())
        return tuple(cursor.fetchone())


@functools.cache
def _standing_sql() -> str:
    counts = [f"(SELECT count(*) FROM {table})" for table in _tables()]
    models = (one._meta for one in apps.get_models(include_auto_created=True))
    last = [
        f"(SELECT max({meta.pk.column}) FROM {meta.db_table})"
        for meta in models
        if meta.db_table in _tables() and isinstance(meta.pk, AutoFieldMixin)
    ]
    return f"SELECT {', '.join(counts + last)}"


def _written(columns: list[str]) -> str:
    """Give the SQL that writes a row as it stands in an insert: "(1, 'REG', NULL)"."""
    quote = "quote_nullable" if connection.vendor == "postgresql" else "quote"
    each = (f"{quote}({connection.ops.quote_name(column)})" for column in columns)
    return "'(' || " + " || ', ' || ".join(each) + " || ')'"


def rows_of_all_tables() -> dict[str, list[str]]:
    """Give the rows of each table as SQL writes them."""
    with connection.cursor() as cursor:
        found = {}
        for table, columns in _tables().items():
            cursor.execute(f"SELECT {_written(columns)} FROM {table}")
            found[table] = [row for (row,) in cursor.fetchall()]
        return found
