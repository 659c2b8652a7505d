"""Measured values with all their states: what stands, what stood before, and what stood then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from athar.evidence.models import Evidence
from athar.indicators.enums import Claim, NoNumber, ValueSource
from athar.indicators.models import Measurement
from athar.kernel.actor import public_name
from athar.kernel.quantity import from_scaled
from athar.rows.prepared import Prepared


class ValueKey(NamedTuple):
    """What makes a value one of its kind within its indicator."""

    place_id: int
    period: str
    category: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class Said:
    """What a value says: a number, a ratio, a text, or why there is none; the rest is None.

    Units: `value` in the indicator's unit.
    """

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    text: str = ""
    no_number: NoNumber | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in which file a value stood, and the text that stood there; all empty for a form."""

    sha256: str
    file_name: str
    cell: str
    written: str


@dataclass(frozen=True, slots=True)
class State:
    """One state of a value: what it said, who stated it, when, why and from where.

    Shape: `evidence_key` is the subject of the evidence that backs it ("measurement:9");
    `publication_number` tells since when the public saw it; `is_confirmed` that who stated it
    looked at what is unusual about it; `has_evidence` that the public sees what proves it;
    `is_return` that it says again what stood before an act that was taken back.
    """

    claim: Claim
    revision: int
    said: Said
    author_name: str
    recorded_at: dt.datetime
    reason: str
    publication_number: int | None
    source: ValueSource
    origin: Origin
    evidence_key: str
    is_confirmed: bool = False
    has_evidence: bool = False
    is_return: bool = False


def states_of(
    indicator_id: int, place_id: int, period: str, category: str, *, as_of: int | None = None
) -> tuple[State, ...]:
    """Give every state of the values of one key, each claim by itself, the newest first.

    Queries: 1.
    """
    then = () if as_of is None else (as_of,)
    rows = _STATES.objects(indicator_id, place_id, period, category, *then)
    return tuple(map(_state, rows))


def _states(
    indicator_id: int, place_id: int, period: str, category: str, as_of: int | None = None
) -> QuerySet[Measurement]:
    rows = Measurement.objects.filter(
        indicator_id=indicator_id, place_id=place_id, period=period, category__code=category
    ).select_related("event", "indicator")
    if as_of is not None:
        rows = rows.filter(event__publication_number__lte=as_of)
    key = Concat(Value("measurement:"), Cast(OuterRef("pk"), CharField()))
    shown = Evidence.objects.filter(subject=key, is_public=True)
    return rows.annotate(has_evidence=Exists(shown)).only(*_COLUMNS).order_by("claim", "-revision")


_COLUMNS = (
    *("claim", "revision", "value", "numerator", "denominator", "text", "no_number"),
    *("source", "cell", "written", "indicator__decimals"),
    *("event__actor_name", "event__recorded_at", "event__reason"),
    *("event__publication_number", "event__source"),
)
_STATES = Prepared(_states)


def _state(row: Any) -> State:
    event, source = row.event, row.event.source
    return State(
        claim=Claim(row.claim),
        revision=row.revision,
        said=said_of(row, row.indicator.decimals),
        author_name=public_name(event.actor_name),
        recorded_at=event.recorded_at,
        reason=event.reason if row.revision else "",
        publication_number=event.publication_number,
        source=ValueSource(row.source),
        origin=Origin(source.get("file", ""), source.get("name", ""), row.cell, row.written),
        evidence_key=f"measurement:{row.pk}",
        is_confirmed=bool(source.get("confirmed")),
        has_evidence=row.has_evidence,
        is_return="withdraws" in source,
    )


def values_as_of(
    indicator_id: int,
    number: int,
    *,
    place_ids: Collection[int] | None = None,
    categories: Collection[str] | None = None,
    periods: Collection[str] | None = None,
) -> dict[ValueKey, Said]:
    """Give the values of an indicator as the public saw them at a publication number.

    Shape: as they were stated; combining over territories is not part of it.
    Queries: 1.
    Source: docs/methods/as-of.md.
    """
    rows = Measurement.objects.filter(
        indicator_id=indicator_id, event__publication_number__lte=number
    )
    if place_ids is not None:
        rows = rows.filter(place__in=place_ids)
    if categories is not None:
        rows = rows.filter(category__code__in=categories)
    if periods is not None:
        rows = rows.filter(period__in=periods)
    columns = rows.order_by("revision").values_list(
        *("place_id", "period", "category__code", "claim", "indicator__decimals"),
        *("value", "numerator", "denominator", "text", "no_number"),
    )
    return {
        ValueKey(place_id, period, category, Claim(claim)): _said(decimals, *said)
        for place_id, period, category, claim, decimals, *said in columns
    }


def said_of(row: Measurement, decimals: int) -> Said:
    """Give what a stored value says, with the decimals of its indicator. Queries: 0."""
    return _said(*(decimals, row.value, row.numerator, row.denominator), *(row.text, row.no_number))


def _said(
    decimals: int,
    value: int | None,
    numerator: int | None,
    denominator: int | None,
    text: str,
    no_number: str,
) -> Said:
    return Said(
        value=_number(value, decimals),
        numerator=_number(numerator, decimals),
        denominator=_number(denominator, decimals),
        text=text,
        no_number=NoNumber(no_number) if no_number else None,
    )


def _number(scaled: int | None, decimals: int) -> Decimal | None:
    return None if scaled is None else from_scaled(scaled, decimals)
