"""Lists of commitments: filtered, counted beside each filter, sorted, cut into pages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import F, OrderBy, QuerySet

from athar.kernel.text import normalise
from athar.people.models import Organisation
from athar.plans.models import CommitmentPlace, Node, Plan
from athar.reference.models import Place, Theme
from athar.rollups.contributions import NONE_STATED, read_memberships
from athar.rollups.enums import SortKey, SubjectKind
from athar.rollups.figures import Label, ListFilter, Listing, ListLabels, ListRow
from athar.rollups.models import Progress
from athar.rollups.queries.commitments import OWN_COLUMNS, Own, figures
from athar.rollups.queries.facets import Item, choose
from athar.rollups.queries.readings import published_plans, read_today

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
) -> Listing:
    """Give a page of the commitments of one plan, or of all published plans.

    Shape: equal and unknown values stand in the order of the plan, unknown ones last in both
    directions. `per_page` None gives all (for CSV). A page that does not exist has no rows.
    Queries: 4.
    """
    filters = filters or ListFilter()
    plans = list(published_plans() if plan_id is None else Plan.objects.filter(pk=plan_id))
    rows = _found(plans, filters.text).order_by(*_order(sort, descending=descending))
    items = [Item._make(row) for row in rows.values_list(*Item._fields)]
    chosen, facets = choose(items, filters)
    size = per_page or max(len(chosen), 1)
    shown = chosen[(page - 1) * size : page * size] if page > 0 else []
    return Listing(
        rows=_rows(shown),
        total=len(chosen),
        **_amount(chosen, plans),
        page=page,
        n_pages=max(1, -(-len(chosen) // size)),
        sort=sort,
        descending=descending,
        facets=facets,
    )


def _amount(chosen: Iterable[Item], plans: Iterable[Plan]) -> dict[str, Any]:
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


def _found(plans: Sequence[Plan], text: str) -> QuerySet[Progress]:
    rows = Progress.objects.filter(plan__in=[plan.pk for plan in plans])
    for word in normalise(text).split():
        rows = rows.filter(words__contains=word)
    return read_today(rows, plans)


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
    keys = [item.subject_id for item in shown]
    rows = Progress.objects.filter(kind=SubjectKind.COMMITMENT, subject_id__in=keys)
    found = {row[0]: row for row in rows.values_list(*OWN_COLUMNS, *_CONTRACT)}
    places = _places(keys)
    return tuple(
        _row(item, found[item.subject_id], places.get(item.subject_id, [])) for item in shown
    )


def _places(keys: Collection[int]) -> Mapping[int, list[int]]:
    places: dict[int, list[int]] = {}
    located = CommitmentPlace.objects.filter(commitment__in=keys).order_by("pk")
    for commitment_id, place_id in located.values_list("commitment_id", "place_id"):
        places.setdefault(commitment_id, []).append(place_id)
    return places


def _row(item: Item, row: tuple[Any, ...], place_ids: Iterable[int]) -> ListRow:
    contract = dict(zip(_CONTRACT, row[len(OWN_COLUMNS) :], strict=True))
    groups: dict[str, list[int]] = {kind: [] for kind in SubjectKind}
    for subject, _share in read_memberships(item.counted_in):
        groups[subject.kind].append(subject.id)
    return ListRow(
        plan_id=contract["plan_id"],
        plan_code=contract["plan__code"],
        code=contract["commitment__code"],
        title=contract["commitment__title"],
        is_sample=contract["commitment__is_sample"],
        node_id=contract["commitment__node_id"],
        node_ids=tuple(groups[SubjectKind.NODE]),
        place_ids=tuple(place_ids),
        covers_whole_place=contract["commitment__covers_whole_place"],
        lead_ids=_stated(groups[SubjectKind.LEAD]),
        funder_ids=_stated(groups[SubjectKind.FUNDER]),
        theme_ids=tuple(groups[SubjectKind.THEME]),
        figures=figures(Own._make(row[: len(OWN_COLUMNS)])),
    )


def _stated(ids: Iterable[int]) -> tuple[int, ...]:
    return tuple(one for one in ids if one != NONE_STATED)
