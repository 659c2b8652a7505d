"""What lists of stated values, and of figures put together of them, are narrowed by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan

from athar.reference.slices import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """Of which indicators, places and periods: None asks for nothing.

    Shape: keys of indicators and places, () for none of them; `category` "" is the whole; `since`
    and `until` are years in which the period begins.
    """

    indicators: tuple[int, ...] | None = None
    places: tuple[int, ...] | None = None
    category: str | None = None
    claim: str | None = None
    period: str | None = None
    since: int | None = None
    until: int | None = None


_LOOKUPS = {
    "indicators": "indicator_id",
    "places": "place_id",
    "category": "category__code",
    "claim": "claim",
    "period": "period",
    "since": "period__gte",
    "until": "period__lt",
}


def given_of(wanted: Narrowed, after: Sequence[Mark] | None, **more: Any) -> dict[str, Any]:
    """Give what is asked for by name, with what one list has more; a key alone is itself."""
    given: dict[str, Any] = {
        "indicators": _alone(wanted.indicators),
        "places": wanted.places,
        "category": wanted.category,
        "claim": wanted.claim,
        "period": wanted.period,
        "since": None if wanted.since is None else str(wanted.since),
        "until": None if wanted.until is None else str(wanted.until + 1),
        **more,
        "after": None if after is None else tuple(after),
    }
    return {name: value for name, value in given.items() if value is not None}


def _alone(keys: tuple[int, ...] | None) -> tuple[int, ...] | int | None:
    return keys[0] if keys and len(keys) == 1 else keys


def condition_of(given: Mapping[str, Any], key: Sequence[str], **more: str) -> Q:
    """Ask for what is given, after the row at which the last slice of that key ended.

    Shape: `more` are the columns of what one list has more.
    """
    wanted = Q()
    for name, column in {**_LOOKUPS, **more}.items():
        if name in given:
            several = isinstance(given[name], tuple)
            wanted &= Q(**{f"{column}__in" if several else column: given[name]})
    if "after" in given:
        wanted &= Q(TupleGreaterThan(Tuple(*map(F, key)), given["after"]))
    return wanted
