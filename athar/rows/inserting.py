"""Inserting many rows at once, where nobody asks for their keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

import orjson
from django.db import connection, models

#: Rows sent in one statement: what bounds the memory, however many there are.
BATCH = 5000

_AS_THEY_ARE = (models.CharField, models.TextField, models.IntegerField, models.ForeignKey)


def insert_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert rows given as tuples, without an object of the model for each.

    Shape: `columns` are names of fields, each row has one value for each (of a relation the key);
    every column the database does not fill by itself must be among them.
    Queries: 1 for each 5,000 rows.
    """
    fields = [model._meta.get_field(name) for name in columns]
    insert = _insert_whole if connection.vendor == "postgresql" else _insert_each
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH)):
        insert(model._meta.db_table, fields, batch)


def _insert_each(table: str, fields: Sequence[Any], rows: Sequence[Sequence[Any]]) -> None:
    """Insert with one prepared statement, run for each row."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    prepare = [_json if _is_json(field) else _preparing(field) for field in fields]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(table)} ({names}) VALUES ({places})",  # noqa: S608 - names of the models
            [[turn(one) for turn, one in zip(prepare, row, strict=True)] for row in rows],
        )


def _insert_whole(table: str, fields: Sequence[Any], rows: Sequence[Sequence[Any]]) -> None:
    """Insert with one statement that unfolds one JSON document; arrays cost psycopg far more."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    # types without their length: a text too long is refused, never cut
    types = (field.db_type(connection).partition("(")[0] for field in fields)
    typed = ", ".join(
        f"{quote(field.column)} {one}" for field, one in zip(fields, types, strict=True)
    )
    prepare = [(field.column, _same if _is_json(field) else _preparing(field)) for field in fields]
    document = orjson.dumps(
        [
            {column: turn(one) for (column, turn), one in zip(prepare, row, strict=True)}
            for row in rows
        ],
        default=dict,
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(table)} ({names})"  # noqa: S608 - names of the models
            f" SELECT {names} FROM json_to_recordset(%s::json) AS given({typed})",
            [document.decode()],
        )


def _is_json(field: Any) -> bool:
    return type(field) is models.JSONField


def _preparing(field: Any) -> Callable[[Any], Any]:
    """Give what turns a value of a field into one the database takes."""
    if isinstance(field, _AS_THEY_ARE):
        return _same
    return lambda value: field.get_db_prep_save(value, connection)


def _json(value: Any) -> str | None:
    return None if value is None else orjson.dumps(value, default=dict).decode()


def _same(value: Any) -> Any:
    return value
