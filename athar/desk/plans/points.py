"""The territory of a plan as a map on which points are picked, and what lies outside of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from athar.desk.plans.fields import Typed, code_in
from athar.kernel.points import NotAPoint, Point, parse_point
from athar.plans.queries import PlanView
from athar.reference.queries import (
    MapShapes,
    PlaceRef,
    Shape,
    map_of,
    parts_below,
    place_ref,
    places_named,
)
from athar.ui.charts.maps import Degrees, PickingMap, area_of, picking_map
from athar.ui.charts.outlines import contains


@dataclass(frozen=True, slots=True)
class Territory:
    """The place of a plan: its parts drawn as finely as they are known, over them the large ones.

    Shape: both None when the plan has no place, or no outlines are known.
    """

    finest: MapShapes | None = None
    parts: MapShapes | None = None

    def choose(self, readings: Sequence[Point]) -> Point:
        """Give the reading that lies in the territory; the first where none or nothing tells."""
        return next((one for one in readings if self._around(one)), readings[0])

    def _around(self, point: Point) -> list[Shape]:
        if self.finest is None:
            return []
        latitude, longitude = point
        x, y = self.finest.locate(longitude, latitude)
        return [one for one in self.finest.shapes if contains(one.path, x, y)]

    def caution(self, place: PlaceRef | None, point: Point) -> str:
        """Say that a point does not lie where it is said to lie; empty when it does.

        What no outline is known of is not doubted.
        """
        if self.finest is None:
            return ""
        around = self._around(point)
        if not around:
            return _("This point lies outside the territory of the plan.")
        if place and not any(_meet(place, one.place) for one in around):
            named = around[0].place.names.in_language(get_language() or "").text
            return _("This point lies outside the place chosen, in %(place)s.") % {"place": named}
        return ""


def _meet(one: PlaceRef, other: PlaceRef) -> bool:
    return one.lies_in(other) or other.lies_in(one)


def territory_of(plan: PlanView) -> Territory:
    """Give the territory of a plan. Queries: at most 4."""
    whole = place_ref(plan.place_id) if plan.place_id else None
    if whole is None:
        return Territory()
    below = parts_below([whole.id], levels=2)
    parts = map_of([one.id for one in below.get(whole.id, ())] or [whole.id])
    smaller = [one.id for key, ones in below.items() if key != whole.id for one in ones]
    return Territory(map_of(smaller) or parts, parts)


@dataclass(frozen=True, slots=True)
class Points:
    """The map of the form, and which points lie outside of their places, by the id of the input."""

    map: PickingMap | None
    credit: str
    cautions: Mapping[str, str]


def points_in(plan: PlanView, typed: Typed) -> Points:
    """Give the map on which points are picked, and what is doubtful of those typed. Queries: 5."""
    territory = territory_of(plan)
    source = territory.finest.source if territory.finest else None
    return Points(
        map=_drawn(territory),
        credit=(source.credit or source.source) if source else "",
        cautions=dict(_cautions(territory, typed)),
    )


def _cautions(territory: Territory, typed: Typed) -> Iterator[tuple[str, str]]:
    rows = list(zip(typed.get("place", ()), typed.get("place_point", ()), strict=False))
    keys = [code_in(place).partition(":")[::2] for place, _text in rows]
    places = places_named(keys)
    for n, (key, (_place, text)) in enumerate(zip(keys, rows, strict=True)):
        try:
            point = territory.choose(parse_point(text))
        except NotAPoint:
            continue
        if words := territory.caution(places.get(key), point):
            yield f"place_point-{n}", words


def _drawn(territory: Territory) -> PickingMap | None:
    finest, parts = territory.finest, territory.parts or territory.finest
    if finest is None or parts is None:
        return None
    lang = get_language() or ""
    areas = [
        area_of(one, lang=lang, says=f"{one.place.scheme}:{one.place.code}")
        for one in finest.shapes
    ]
    return picking_map(
        areas,
        [area_of(one, lang=lang) for one in parts.shapes],
        degrees=Degrees(*finest.degrees),
        rim_degrees=Degrees(*parts.degrees),
    )
