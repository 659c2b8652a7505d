"""The values that one act brought, each with what it took the place of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from athar.indicators.enums import Claim
from athar.indicators.models import Measurement
from athar.indicators.queries.values import Said, said_of


@dataclass(frozen=True, slots=True)
class Brought:
    """A value that an act brought; `before` is what it superseded, None for a new one."""

    indicator_id: int
    place_id: int
    period: str
    category: str
    claim: Claim
    cell: str
    before: Said | None
    after: Said


def values_brought(event_id: int, *, most: int) -> tuple[Brought, ...]:
    """Give what an act superseded and then what it added, at most so many of each.

    Shape: in the order of the file.
    Queries: 3.
    """
    rows = Measurement.objects.filter(event=event_id).order_by("pk")
    rows = rows.select_related("indicator", "category")
    superseded = _with_earlier(rows.filter(revision__gt=0))[:most]
    added = rows.filter(revision=0)[:most]
    found = list(superseded)
    earlier = Measurement.objects.in_bulk([row.earlier_id for row in found])
    return (
        *(_brought(row, earlier[row.earlier_id]) for row in found),
        *(_brought(row, None) for row in added),
    )


def _with_earlier(rows: QuerySet[Measurement]) -> QuerySet[Any]:
    keys = ("indicator", "place", "period", "category", "claim")
    earlier = Measurement.objects.filter(
        **{name: OuterRef(name) for name in keys}, revision=OuterRef("before")
    )
    numbered = rows.annotate(before=F("revision") - 1)
    return numbered.annotate(earlier_id=Subquery(earlier.values("pk")[:1]))


def _brought(row: Measurement, earlier: Measurement | None) -> Brought:
    decimals = row.indicator.decimals
    return Brought(
        *(row.indicator_id, row.place_id, row.period, row.category.code, Claim(row.claim)),
        cell=row.cell,
        before=said_of(earlier, decimals) if earlier else None,
        after=said_of(row, decimals),
    )
