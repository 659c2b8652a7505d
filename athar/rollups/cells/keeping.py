"""Keeping figures exact in the transaction of an act: only what it reaches, set by set."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, OperationalError, connection
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from athar.indicators.drafts import WHOLE
from athar.indicators.models import Category, Indicator, Measurement
from athar.rollups.cells import reaching, steps, tables
from athar.rollups.cells.places import level_of, read_tree
from athar.rollups.models import Cell

_MANY = 1000
_PLAN = {
    "jit": "off",
    "join_collapse_limit": "1",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "enable_material": "off",
}
_OVERFLOWS = ("integer overflow", "out of range")
_STATED = "indicators_measurement"
_SAID = "value, numerator, denominator, no_number"
_KEYS = ", ".join(steps.KEY)
_N_STATED = (
    "CASE WHEN m.no_number = '' THEN 1 ELSE 0 END,"
    " CASE WHEN m.no_number IN ('not_applicable', 'not_due') THEN 0 ELSE 1 END"
)


def follow_event(event_id: int) -> None:
    """Bring figures up to date with the values that one act recorded.

    Errors: ValidationError when a sum passes what can be stored.
    Queries: 25, 1 for each dimension, 3 for each level of places (7 when there are parts of
    years), 2 more on PostgreSQL, whatever the number of values.
    """
    rows = Measurement.objects.filter(event_id=event_id)
    with _bounded():
        n_stated = _put_stated(f"m.event_id = {event_id}", is_new=True)
        source = f"SELECT {_KEYS} FROM {_STATED} WHERE event_id = {event_id}"  # noqa: S608 - own names and a key
        _put_together(source, rows, n_stated)


def rebuild_indicators(indicator_ids: Collection[int]) -> None:
    """Put all figures of some indicators together anew: their rules have changed.

    Errors: ValidationError when a sum passes what can be stored.
    """
    Cell.objects.filter(indicator__in=indicator_ids).delete()
    some = ", ".join(map(str, sorted(indicator_ids)))
    with _bounded():
        n_stated = _put_stated(f"m.indicator_id IN ({some})", is_new=False)
        source = f"SELECT {_KEYS} FROM {steps.TABLE} WHERE indicator_id IN ({some})"  # noqa: S608 - own names and keys
        _put_together(source, Measurement.objects.filter(indicator__in=indicator_ids), n_stated)


def _put_stated(condition: str, *, is_new: bool) -> int:
    """Write the latest values as they were stated, all of the newest act; give how many."""
    latest = (
        f" AND NOT EXISTS (SELECT 1 FROM {_STATED} n WHERE {steps.same_key('n', 'm')}"  # noqa: S608 - own names
        " AND n.revision > m.revision)"
    )
    columns = (*steps.KEY, *_SAID.split(", "))
    updated = ", ".join(
        f"{name} = excluded.{name}" for name in steps.COLUMNS if name not in steps.KEY
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {steps.TABLE} ({', '.join(columns)}, made_of, n_known, n_expected)"  # noqa: S608 - own names and keys
            f" SELECT {', '.join(f'm.{name}' for name in columns)}, '', {_N_STATED}"
            f" FROM {_STATED} m WHERE {condition}{'' if is_new else latest}"
            f" ON CONFLICT ({_KEYS}) DO UPDATE SET {updated}"
        )
        n_stated: int = cursor.rowcount
    return n_stated


def _put_together(source: str, rows: QuerySet[Measurement], n_stated: int) -> None:
    """Find what stated values reach; put it together from the smallest places to the largest."""
    about, place_ids = (
        set(rows.values_list(name, flat=True).distinct()) for name in ("indicator_id", "place_id")
    )
    whole_id = Category.objects.get_or_create(code=WHOLE)[0].pk
    kinds = Indicator.objects.filter(pk__in=about).exclude(measured_at="")
    levels = {level_of(one) for one in kinds.values_list("measured_at", flat=True).distinct()}
    tree = read_tree()
    tables.open_tables()
    tables.fill_places(tree, place_ids, levels)
    n_positions = tables.fill_parts(tables.breakdowns_of(about), whole_id)
    deepest = max(map(tree.depth, place_ids), default=0)
    with connection.cursor() as cursor, _planned(cursor, n_stated):
        cursor.execute(reaching.reach_wholes(source))
        cursor.execute(reaching.reach_years(source))
        cursor.execute(reaching.reach_above(source))
        for depth in range(deepest, -1, -1):
            cursor.execute(reaching.reach_years(reaching.reached_at(depth)))
            cursor.execute(reaching.reach_above(reaching.reached_at(depth)))
        if connection.vendor == "postgresql" and n_stated > _MANY:
            cursor.execute("ANALYZE cells_reach")
        cursor.execute(reaching.FORGET)
        cursor.execute(reaching.HAS_PARTS_OF_YEARS)
        has_parts = cursor.fetchone() is not None
        depths = range(deepest + 1)
        for statement in steps.statements(
            n_positions, whole_id, depths, has_parts_of_years=has_parts
        ):
            cursor.execute(statement)
    tables.empty_tables()


@contextmanager
def _planned(cursor: Any, n_stated: int) -> Iterator[None]:
    """Let PostgreSQL go from what is reached to its figures by their key, as SQLite does.

    It has counted neither the temporary tables nor what the act wrote, and would guess; where
    there is much it counts first.
    """
    if connection.vendor != "postgresql":
        yield
        return
    if n_stated > _MANY:
        cursor.execute(f"ANALYZE {steps.TABLE}, {', '.join(tables.COLUMNS)}")
    cursor.execute("; ".join(f"SET LOCAL {name} = {value}" for name, value in _PLAN.items()))
    yield
    cursor.execute("; ".join(f"SET LOCAL {name} TO DEFAULT" for name in _PLAN))


@contextmanager
def _bounded() -> Iterator[None]:
    """Say in words that a sum passes 64 bits; whatever was written is taken back with the act."""
    try:
        yield
    except (DataError, OperationalError) as error:
        if not any(word in str(error) for word in _OVERFLOWS):
            raise
        message = _("Added up, these values are larger than can be stored.")
        raise ValidationError(message, code="sum_out_of_bounds") from error
