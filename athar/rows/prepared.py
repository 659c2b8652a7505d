"""Reads that are written once as a queryset and then only run.

Building the SQL of a page's unions costs several times what running it does, and it is the same
each time but for a key or two.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import get_related_populators

Value = int | str | tuple[int, ...] | tuple[str, ...]
Key = TypeVar("Key", int, str)

#: Stand in for values while the SQL is built; nothing else in it is any of them.
_FIRST_WHOLE = 2_147_480_000
_TEXT = "\ue000stands for value {}\ue000"


def distinct(keys: Iterable[Key]) -> tuple[Key, ...]:
    """Give the different keys, the last one repeated up to a power of two.

    So reads are kept for a few sizes only.
    """
    found = sorted(set(keys))
    missing = (1 << (len(found) - 1).bit_length()) - len(found)
    return tuple(found + found[-1:] * missing)


@dataclass(frozen=True, slots=True)
class _Shape:
    """The SQL for values of one shape, and how its columns become Python values or objects.

    Shape: `joined` makes the objects that are joined to one; both are empty where none are made.
    """

    sql: str
    parameters: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]
    compiler: Any
    converters: Any
    names: tuple[str, ...]
    joined: tuple[Any, ...]


class Prepared:
    """A read given by a function that builds its queryset from some values.

    The function must put its values into filters as they are: whole numbers, texts, or tuples of
    either for `__in`, never empty; nothing else of it may depend on them.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._shapes: dict[Hashable, _Shape] = {}

    def rows(self, *values: Value) -> list[tuple[Any, ...]]:
        """Give the rows of a `values_list` for these values. Queries: 1."""
        return list(map(tuple, self._found(self._shape(values), values)))

    def objects(self, *values: Value) -> list[Any]:
        """Give the objects of a queryset for these values, with those joined. Queries: 1."""
        shape = self._shape(values)
        whole = shape.compiler.klass_info
        first, last = whole["select_fields"][0], whole["select_fields"][-1] + 1
        objects, alias = [], connection.alias
        for row in self._found(shape, values):
            made = whole["model"].from_db(alias, shape.names, row[first:last])
            for one in shape.joined:
                one.populate(row, made)
            for name, column in shape.compiler.annotation_col_map.items():
                setattr(made, name, row[column])
            objects.append(made)
        return objects

    def _found(self, shape: _Shape, values: Sequence[Value]) -> Iterable[Sequence[Any]]:
        """Run the SQL and turn its columns into Python values."""
        flat = [one for value in values for one in _parts(value)]
        parameters = list(shape.parameters)
        for place, position in shape.places:
            parameters[place] = flat[position]
        with connection.cursor() as cursor:
            cursor.execute(shape.sql, parameters)
            found: Iterable[Sequence[Any]] = cursor.fetchall()
        if shape.converters:
            return shape.compiler.apply_converters(found, shape.converters)  # type: ignore[no-any-return]  # Django's compiler has no types
        return found

    def _shape(self, values: Sequence[Value]) -> _Shape:
        sizes = (len(one) if isinstance(one, tuple) else None for one in values)
        key = (connection.vendor, *sizes)
        shape = self._shapes.get(key)
        if shape is None:
            shape = self._shapes[key] = self._compiled(values)
        return shape

    def _compiled(self, values: Sequence[Value]) -> _Shape:
        standing_in, stand_ins = _stand_ins(values)
        compiler = self._build(*standing_in).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        positions = {one: position for position, one in enumerate(stand_ins)}
        places = tuple(
            (place, positions[one])
            for place, one in enumerate(parameters)
            if isinstance(one, int | str) and one in positions
        )
        if {position for _place, position in places} != set(positions.values()):
            raise LookupError(f"{self._build.__name__} does not put every value into its SQL")
        expressions = [one[0] for one in compiler.select[: compiler.col_count]]
        converters = compiler.get_converters(expressions)
        made = _made_by(compiler) if compiler.klass_info else ((), ())
        return _Shape(sql, tuple(parameters), places, compiler, converters, *made)


def _made_by(compiler: Any) -> tuple[tuple[str, ...], tuple[Any, ...]]:
    """Give the fields of the objects that a read makes, and what makes those joined to them."""
    select, whole = compiler.select, compiler.klass_info
    names = tuple(select[column][0].target.attname for column in whole["select_fields"])
    joined = get_related_populators(  # type: ignore[call-arg]  # the stubs describe Django 6
        whole, select, connection.alias
    )
    return names, tuple(joined)


def _parts(value: Value) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _stand_ins(values: Sequence[Value]) -> tuple[list[Value], list[int | str]]:
    """Give something unmistakable of the same kind for each value, and all of it in one row."""
    row: list[int | str] = []

    def stand_in(value: int | str) -> int | str:
        n = len(row)
        row.append(_FIRST_WHOLE + n if isinstance(value, int) else _TEXT.format(n))
        return row[-1]

    shaped: list[Any] = [
        tuple(map(stand_in, one)) if isinstance(one, tuple) else stand_in(one) for one in values
    ]
    return shaped, row
