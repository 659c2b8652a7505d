"""What the index of places shows: those near me, those a name finds, all the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import BadRequest

from athar.plans.queries import published_plans
from athar.reference.queries import PlaceRef, countries, parts_below, place_refs, search_places
from athar.rollups.queries import n_by_place

_LONGEST_TEXT = 100
#: How many places a name finds at most.
FOUND = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """A place in the index: how many commitments count in it, and its parts, if they are shown."""

    place: PlaceRef
    n: int
    parts: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A place a name finds, the place just above it, and how many commitments count in it."""

    place: PlaceRef
    above: PlaceRef | None
    n: int


@dataclass(frozen=True, slots=True)
class PlacesIndex:
    """The index of places.

    Shape: `near` are the places that published plans are about, with their parts, down to the
    parts of those when there is one such place; `beside` are the places next to them. `found` is
    what `q` finds, the best first, at most FOUND.
    """

    q: str
    found: tuple[Found, ...]
    near: tuple[Entry, ...]
    beside: tuple[PlaceRef, ...]
    countries: tuple[PlaceRef, ...]
    counts_projects: bool


def read_text(query: Mapping[str, str]) -> str:
    """Read what is searched. Errors: BadRequest for what cannot be the name of a place."""
    text = query.get("q", "").strip()
    if len(text) > _LONGEST_TEXT or not text.isprintable():
        raise BadRequest("q is no name of a place")
    return text


def gather_places(q: str = "") -> PlacesIndex:
    """Gather the index of places, and what a text finds. Queries: 6, with a text 8."""
    plans = published_plans()
    roots = _outermost(place_refs({one.place_id for one in plans if one.place_id}))
    below = parts_below([one.id for one in roots], levels=2 if len(roots) == 1 else 1)
    around = parts_below(one.parent_id for one in roots if one.parent_id)
    found = search_places(q, limit=FOUND) if q else ()
    above = place_refs(one.parent_id for one in found if one.parent_id) if found else {}
    listed = (*roots, *found, *(one for parts in below.values() for one in parts))
    n = n_by_place(one.id for one in listed)
    return PlacesIndex(
        q=q,
        found=tuple(Found(one, above.get(one.parent_id or 0), n.get(one.id, 0)) for one in found),
        near=tuple(_entry(one, below, n) for one in roots),
        beside=tuple(one for parts in around.values() for one in parts if one not in roots),
        countries=countries(),
        counts_projects=all(one.kind.counts_projects for one in plans),
    )


def _outermost(places: Mapping[int, PlaceRef]) -> list[PlaceRef]:
    """Leave out places that lie in another one."""
    kept: list[PlaceRef] = []
    for one in sorted(places.values(), key=lambda place: place.path):
        if not any(one.lies_in(other) for other in kept):
            kept.append(one)
    return kept


def _entry(place: PlaceRef, below: Mapping[int, Iterable[PlaceRef]], n: Mapping[int, int]) -> Entry:
    parts = tuple(_entry(one, below, n) for one in below.get(place.id, ()))
    return Entry(place, n.get(place.id, 0), parts)
