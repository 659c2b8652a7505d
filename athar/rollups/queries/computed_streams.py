"""Figures of computed indicators one slice after another, worked out as they are read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db.models import F, Q
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleIn

from athar.indicators.enums import Claim
from athar.indicators.queries.formulas import Computed, public_computed
from athar.reference.slices import Mark
from athar.rollups.models import Cell
from athar.rollups.queries.cells import Figure, figures_where
from athar.rollups.queries.computed import measured_of, worked_out

_KEY = ("category_id", "period", "place_id", "claim")
#: How many keys are worked out at once.
_AT_ONCE = 200


def computed_rows(
    wanted: Q, indicator_ids: Collection[int] | None, *, after: Sequence[Mark] | None, limit: int
) -> list[tuple[Any, ...]]:
    """Give the next figures of computed indicators: by indicator, category, period, place, claim.

    Shape: the key, its first part below 0 so that they stand apart from the stored ones, then the
    figure; `wanted` is asked of their inputs, `after` is the key of the last one.
    Queries: 1; 1 more where there are any, and 2 for each 200 keys of the first input read.
    """
    asked, rules = public_computed(indicator_ids)
    first = -int(str(after[0])) if after else 0
    found = (
        (-key, *row)
        for key in asked
        if key >= first
        for row in _rows(key, rules, wanted, after[1:] if after and key == first else None)
    )
    return list(islice(found, limit))


def row_of_computed(key: Sequence[Any], one: Figure) -> tuple[Any, ...]:
    """Give a computed figure as a row of the stored ones: without any sum, its value at the end."""
    figure = (None, None, None, one.no_number or "", one.made_of, one.known, one.expected)
    return (*key, *figure, None, None, None, None, None, one.value)


def _rows(
    key: int, rules: Sequence[Computed], wanted: Q, after: Sequence[Mark] | None
) -> Iterator[tuple[Any, ...]]:
    """Go over the keys of its first input; where another one has no figure, there is none."""
    rules = _needed(key, rules)
    measured = measured_of(rules)
    fields = Tuple(*map(F, _KEY))
    anchors = Cell.objects.filter(wanted, indicator=min(measured)).order_by(*_KEY)
    while True:
        rows = anchors.filter(TupleGreaterThan(fields, after)) if after else anchors
        keys = list(rows.values_list(*_KEY, "category__code")[:_AT_ONCE])
        if not keys:
            return
        same_keys = TupleIn(fields, [one[:-1] for one in keys])
        given = figures_where(Q(indicator__in=measured) & Q(same_keys))
        worked = worked_out(rules, given)[key]
        for category_id, period, place_id, claim, category in keys:
            figure = worked.get((place_id, period, category, Claim(claim)))
            if figure:
                yield category_id, period, place_id, claim, figure
        after = keys[-1][:-1]


def _needed(key: int, rules: Sequence[Computed]) -> list[Computed]:
    """Give a computed indicator and the computed ones it rests on, in their order."""
    needed = {key}
    for rule in reversed(rules):
        if rule.id in needed:
            needed |= set(rule.inputs.values())
    return [rule for rule in rules if rule.id in needed]
