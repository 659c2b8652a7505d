"""The commitments of a list put on the ground: added up by place, and as points."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from athar.kernel.progress import ComputedStatus
from athar.kernel.text import Translated
from athar.plans.models import CommitmentPlace, Plan
from athar.rollups.enums import SortKey, SubjectKind
from athar.rollups.figures import ListFilter, Listing, Percentage
from athar.rollups.models import Progress
from athar.rollups.queries.facets import Item, choose
from athar.rollups.queries.groups import percentage, physical_of
from athar.rollups.queries.lists import amount_of, found_rows

_IN_PLACE = re.compile(rf" {SubjectKind.PLACE}:(\d+):")


class _Adds(NamedTuple):
    """What one commitment adds to a place, beside what it is chosen by; named as in the roll-up."""

    is_validated: bool
    n_cancelled: int
    n_validated_complete: int
    n_weighted: int
    weight_sum: int
    weighted_sum: int
    paid: Decimal | None


@dataclass(frozen=True, slots=True)
class PlaceTotals:
    """What the chosen commitments come to in one place; one in several places counts in each.

    Shape: a sum is None when no item of it is known; what was removed is no longer planned.
    Units: money in whole units of the plan's currency.
    """

    n_total: int
    physical: Percentage
    planned: Decimal | None
    planned_unknown: int
    paid: Decimal | None
    paid_unknown: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A chosen commitment at a point of the earth, in degrees, with its computed status."""

    code: str
    title: Translated
    place_id: int
    latitude: Decimal
    longitude: Decimal
    status: ComputedStatus
    is_validated: bool


@dataclass(frozen=True, slots=True)
class Territory:
    """The chosen commitments of a plan by place.

    Shape: `listing` is the list of them without rows: its counts, sum and facets. `places` holds
    the wanted places in which at least one counts; `n_elsewhere` of the list count in none of
    them. `spots` are the stated points, in order of code.
    """

    listing: Listing
    places: Mapping[int, PlaceTotals]
    n_elsewhere: int
    spots: tuple[Spot, ...]


def territory(
    plan_id: int, *, filters: ListFilter, wanted: Collection[int], is_place_kept: bool = True
) -> Territory:
    """Add up the commitments a list would hold in each of the wanted places.

    Shape: unless `is_place_kept`, `places` and `spots` are those of the list without its filter by
    place, so that a place can be seen among its neighbours.
    Errors: Plan.DoesNotExist. Queries: 3.
    """
    plan = Plan.objects.get(pk=plan_id)
    rows = _read(plan, filters.text)
    chosen, facets = choose(rows, filters)
    shown = chosen if is_place_kept else choose(rows, replace(filters, place_id=None))[0]
    groups, n_elsewhere = _by_place(shown, wanted)
    return Territory(
        listing=Listing(
            rows=(),
            total=len(chosen),
            **amount_of(chosen, [plan]),
            page=1,
            n_pages=1,
            sort=SortKey.PLAN_ORDER,
            descending=False,
            facets=facets,
        ),
        places={
            one: _totals(plan, [(item, rows[item]) for item in items])
            for one, items in groups.items()
        },
        n_elsewhere=n_elsewhere,
        spots=_spots(plan, {item.subject_id: (item, rows[item]) for item in shown}),
    )


def _read(plan: Plan, text: str) -> Mapping[Item, _Adds]:
    """Give what a list chooses from, each with what it adds up to. Queries: 1."""
    n = len(Item._fields)
    rows = found_rows([plan], text).values_list(*Item._fields, *_Adds._fields)
    return {Item._make(row[:n]): _Adds._make(row[n:]) for row in rows}


def _by_place(
    chosen: Iterable[Item], wanted: Collection[int]
) -> tuple[Mapping[int, list[Item]], int]:
    """Give the commitments of each wanted place, and how many are in none of them."""
    ids = {str(one): one for one in wanted}
    groups: defaultdict[int, list[Item]] = defaultdict(list)
    n_elsewhere = 0
    for item in chosen:
        found = [ids[key] for key in _IN_PLACE.findall(item.counted_in) if key in ids]
        for one in found:
            groups[one].append(item)
        n_elsewhere += not found
    return groups, n_elsewhere


def _totals(plan: Plan, group: Sequence[tuple[Item, _Adds]]) -> PlaceTotals:
    row = Progress(
        plan=plan,
        n_total=len(group),
        n_cancelled=sum(adds.n_cancelled for _, adds in group),
        n_validated_complete=sum(adds.n_validated_complete for _, adds in group),
        n_weighted=sum(adds.n_weighted for _, adds in group),
        weight_sum=sum(adds.weight_sum for _, adds in group),
        weighted_sum=sum(adds.weighted_sum for _, adds in group),
    )
    planned = [item.amount for item, _ in group if not item.n_removed]
    known = [amount for amount in planned if amount is not None]
    paid = [adds.paid for _, adds in group if adds.paid is not None]
    return PlaceTotals(
        n_total=len(group),
        physical=percentage(physical_of(row, plan.weight_rule)),
        planned=sum(known, Decimal(0)) if known else None,
        planned_unknown=len(planned) - len(known),
        paid=sum(paid, Decimal(0)) if paid else None,
        paid_unknown=len(group) - len(paid),
    )


def _spots(plan: Plan, shown: Mapping[int, tuple[Item, _Adds]]) -> tuple[Spot, ...]:
    rows = CommitmentPlace.objects.filter(
        commitment__plan=plan, latitude__isnull=False, longitude__isnull=False
    ).order_by("commitment__code", "pk")
    columns = ("commitment__code", "commitment__title", "place_id", "latitude", "longitude")
    spots = []
    for key, *row in rows.values_list("commitment_id", *columns):
        if key in shown:
            item, adds = shown[key]
            code, title, place_id, latitude, longitude = row
            status = ComputedStatus(item.status)
            spots.append(
                Spot(code, title, place_id, latitude, longitude, status, adds.is_validated)
            )
    return tuple(spots)
