"""Lists of commitments: filtered, counted beside each filter, sorted, cut into pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import F, OrderBy, QuerySet

from athar.kernel import clock
from athar.kernel.progress import Thresholds
from athar.kernel.text import normalise
from athar.people.models import Organisation
from athar.plans.models import CommitmentPlace, Node, Plan
from athar.reference.models import Place, Theme
from athar.rollups.contributions import NONE_STATED
from athar.rollups.enums import SortKey, SubjectKind
from athar.rollups.figures import Label, ListFilter, Listing, ListLabels, ListRow
from athar.rollups.models import Progress
from athar.rollups.past import Past
from athar.rollups.queries.commitments import OWN_COLUMNS, Own, figures
from athar.rollups.queries.facets import Item, choose
from athar.rollups.queries.past import in_order, items_of, rows_of
from athar.rollups.queries.readings import (
    Rhythm,
    published_plans,
    read_today,
    rhythms_of,
    thresholds,
)
from athar.rollups.queries.rows import Contract, list_row
from athar.rows.prepared import Prepared, distinct

PER_PAGE = 50
_SORTED_BY = {
    SortKey.CODE: "commitment__code",
    SortKey.AMOUNT: "amount",
    SortKey.PHYSICAL: "physical",
    SortKey.PLANNED_END: "planned_end_on",
    SortKey.SLIPPAGE: "slippage_first",
    SortKey.UPDATED: "last_reported_on",
}
_PLAN_ORDER = ("-plan__start_on", "plan__code", "commitment__position", "subject_id")
_PLAN_ORDER_REVERSED = ("plan__start_on", "-plan__code", "-commitment__position", "-subject_id")


def list_rows(
    plan_id: int | None = None,
    *,
    filters: ListFilter | None = None,
    sort: SortKey = SortKey.PLAN_ORDER,
    descending: bool = False,
    page: int = 1,
    per_page: int | None = PER_PAGE,
    past: Past | None = None,
) -> Listing:
    """Give a page of the commitments of one plan, or of all published plans.

    Shape: equal and unknown values stand in the order of the plan, unknown ones last in both
    directions. `per_page` None gives all (for CSV). A page that does not exist has no rows.
    `past` gives those of one plan as of a publication.
    Queries: 4; 0 of the past.
    """
    filters = filters or ListFilter()
    if past is None:
        plans = list(published_plans() if plan_id is None else Plan.objects.filter(pk=plan_id))
        items = _items(plans, filters.text, sort, descending=descending)
    else:
        plans = [past.plan]
        items = in_order(past, items_of(past, filters.text), sort, descending=descending)
    chosen, facets = choose(items, filters)
    size = per_page or max(len(chosen), 1)
    shown = chosen[(page - 1) * size : page * size] if page > 0 else []
    return Listing(
        rows=_rows(shown) if past is None else rows_of(past, shown),
        total=len(chosen),
        **amount_of(chosen, plans),
        page=page,
        n_pages=max(1, -(-len(chosen) // size)),
        sort=sort,
        descending=descending,
        facets=facets,
    )


def amount_of(chosen: Iterable[Item], plans: Iterable[Plan]) -> dict[str, Any]:
    """Give the sum of the known amounts; what an amendment removed is no longer planned."""
    planned = [item.amount for item in chosen if not item.n_removed]
    known = [amount for amount in planned if amount is not None]
    is_one_currency = len({plan.currency for plan in plans}) == 1
    return {
        "amount": sum(known, Decimal(0)) if known and is_one_currency else None,
        "amount_unknown": len(planned) - len(known),
    }


def list_labels(listing: Listing) -> ListLabels:
    """Give the words for the ids in a listing and in its facets. Queries: 4."""
    rows, facets = listing.rows, listing.facets

    def wanted(field: str, of_row: Callable[[ListRow], Iterable[int]]) -> set[int]:
        counted = {int(count.value) for count in facets.get(field, ())}
        return counted.union(*(of_row(row) for row in rows)) - {NONE_STATED}

    nodes = Node.objects.in_bulk(wanted("node_id", lambda row: row.node_ids))
    places = Place.objects.in_bulk(wanted("place_id", lambda row: row.place_ids))
    bodies = Organisation.objects.in_bulk(
        wanted("lead_id", lambda row: row.lead_ids)
        | wanted("funder_id", lambda row: row.funder_ids)
    )
    themes = Theme.objects.in_bulk(wanted("theme_id", lambda row: row.theme_ids))
    return ListLabels(
        nodes={pk: Label(pk, one.code, one.title) for pk, one in nodes.items()},
        places={pk: Label(pk, one.code, one.names) for pk, one in places.items()},
        bodies={pk: Label(pk, one.code, one.names) for pk, one in bodies.items()},
        themes={pk: Label(pk, one.code, one.names) for pk, one in themes.items()},
    )


def found_rows(plans: Sequence[Plan | Rhythm], text: str) -> QuerySet[Progress]:
    """Give the commitments of some plans in which every word of a text stands. Queries: 0."""
    rows = Progress.objects.filter(plan__in=[plan.pk for plan in plans])
    for word in normalise(text).split():
        rows = rows.filter(words__contains=word)
    return read_today(rows, plans)


def _items(plans: Sequence[Plan], text: str, sort: SortKey, *, descending: bool) -> list[Item]:
    """Give what a list chooses from, in order. Queries: 1, none without plans."""
    rhythms = rhythms_of(plans)
    if text.strip() or not rhythms:
        return [Item._make(row) for row in _in_order(plans, text, sort, descending=descending)]
    read = _all_items(clock.today(), rhythms, thresholds(), sort, descending)
    return [Item._make(row) for row in read.rows()]


@lru_cache(maxsize=32)
def _all_items(
    _today: dt.date,
    rhythms: tuple[Rhythm, ...],
    _limits: Thresholds,
    sort: SortKey,
    descending: bool,
) -> Prepared:
    """Prepare the read of a day: the day and the thresholds stand in its SQL."""
    return Prepared(lambda: _in_order(rhythms, "", sort, descending=descending))


def _in_order(
    plans: Sequence[Plan | Rhythm], text: str, sort: SortKey, *, descending: bool
) -> QuerySet[Any, Any]:
    rows = found_rows(plans, text).order_by(*_order(sort, descending=descending))
    return rows.values_list(*Item._fields)


def _order(sort: SortKey, *, descending: bool) -> tuple[OrderBy | str, ...]:
    if sort is SortKey.PLAN_ORDER:
        return _PLAN_ORDER_REVERSED if descending else _PLAN_ORDER
    return OrderBy(F(_SORTED_BY[sort]), descending=descending, nulls_last=True), *_PLAN_ORDER


_CONTRACT = (
    "plan_id",
    "plan__code",
    "commitment__code",
    "commitment__title",
    "commitment__is_sample",
    "commitment__node_id",
    "commitment__covers_whole_place",
)


def _rows(shown: Sequence[Item]) -> tuple[ListRow, ...]:
    keys = tuple(item.subject_id for item in shown)
    rows = _SHOWN.rows(keys) if 0 < len(keys) <= PER_PAGE else _shown(keys)
    found = {row[0]: row for row in rows}
    places = _places(keys)
    return tuple(
        _row(item, found[item.subject_id], places.get(item.subject_id, [])) for item in shown
    )


def _shown(keys: tuple[int, ...]) -> QuerySet[Any, Any]:
    rows = Progress.objects.filter(kind=SubjectKind.COMMITMENT, subject_id__in=keys)
    return rows.values_list(*OWN_COLUMNS, *_CONTRACT)


_SHOWN = Prepared(_shown)


def _places(keys: Collection[int]) -> Mapping[int, list[int]]:
    places: dict[int, list[int]] = {}
    rows = _LOCATED.rows(distinct(keys)) if 0 < len(keys) <= PER_PAGE else _located(tuple(keys))
    for commitment_id, place_id in rows:
        places.setdefault(commitment_id, []).append(place_id)
    return places


def _located(keys: tuple[int, ...]) -> QuerySet[Any, Any]:
    rows = CommitmentPlace.objects.filter(commitment__in=keys).order_by("pk")
    return rows.values_list("commitment_id", "place_id")


_LOCATED = Prepared(_located)


def _row(item: Item, row: tuple[Any, ...], place_ids: Iterable[int]) -> ListRow:
    own = Own._make(row[: len(OWN_COLUMNS)])
    contract = Contract._make(row[len(OWN_COLUMNS) :])
    return list_row(item.counted_in, contract, place_ids, figures(own))
