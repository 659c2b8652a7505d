"""Maps of places: progress of the parts, number of projects in communes, or where a place lies."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext, pgettext
from markupsafe import Markup

from athar.portal import wording
from athar.portal.commitments.wording import filled
from athar.portal.places.index import Entry
from athar.portal.places.page import PlacePage, PlacePart
from athar.portal.plans.page import MAP_BREAKS
from athar.reference.enums import PlaceKind
from athar.reference.queries import MapShapes, PlaceRef, Shape, map_of, map_of_parts
from athar.ui import formatting
from athar.ui.addresses import reverse
from athar.ui.charts.legend import legend
from athar.ui.charts.maps import Area, area_of, category_map, choropleth, locator_map

#: Lower bounds of the steps above "none": 1, 2, 3–4, 5 and more.
COUNT_STEPS = (1, 2, 3, 5)
#: The same where every part holds many: in a region, a country.
LARGE_STEPS = (1, 10, 20, 30, 40)
#: How many places a map names: those with the most commitments; the table names them all.
NAMED = 9


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """A map, what it shows ("progress", "count" or "where"), its legend, the line of its source."""

    shows: str
    drawing: Markup
    keys: list[tuple[str, Markup]]
    source: str


def place_map(page: PlacePage, lang: str) -> PlaceMap | None:
    """Draw the parts of a place by what is known of them, else where it lies among its like.

    Shape: None when no outline is known. Queries: at most 2.
    """
    shapes = map_of_parts(page.place.id) if page.parts else None
    if shapes is not None:
        return _parts_map(page, shapes, lang)
    shapes = map_of(one.id for one in page.beside) if page.beside else None
    if shapes is None or page.place.id not in {one.place.id for one in shapes.shapes}:
        return None
    areas = [area_of(one, lang=lang, href=_address(one.place, lang)) for one in shapes.shapes]
    return PlaceMap("where", locator_map(areas, {page.place.code}), [], _source(shapes))


def index_map(entry: Entry, lang: str) -> PlaceMap | None:
    """Draw the parts of a place by their number of commitments. Queries: 1."""
    shapes = map_of_parts(entry.place.id)
    if shapes is None:
        return None
    return _count_map(shapes, {one.place.id: one.n for one in entry.parts}, lang)


def _parts_map(page: PlacePage, shapes: MapShapes, lang: str) -> PlaceMap:
    parts = {one.place.id: one for one in page.parts}
    if all(one.place.kind is PlaceKind.COMMUNE for one in page.parts):
        return _count_map(shapes, {key: one.figures.n_total for key, one in parts.items()}, lang)
    areas = [
        area_of(
            one,
            lang=lang,
            value=_progress(parts[one.place.id]),
            href=_address(one.place, lang),
        )
        for one in shapes.shapes
    ]
    keys = [(step.css, formatting.interval(step, "progress")) for step in legend(MAP_BREAKS)]
    drawing = choropleth(areas, MAP_BREAKS, lang=lang)
    return PlaceMap("progress", drawing, keys, _source(shapes))


def _progress(part: PlacePart) -> Decimal | None:
    physical = part.figures.physical
    return None if physical is None or physical.whole is None else Decimal(physical.whole)


def _count_map(shapes: MapShapes, n: Mapping[int, int], lang: str) -> PlaceMap:
    """Colour places by their number of commitments; none is a true zero, the palest ground."""
    steps = steps_for(max(n.values()))
    named = most(n, {one.place.id for one in shapes.shapes})
    areas = []
    for one in shapes.shapes:
        area = _counted(one, n[one.place.id], steps, lang)
        areas.append(area if one.place.id in named else replace(area, name=""))
    return PlaceMap("count", category_map(areas), count_keys(steps), _source(shapes))


def steps_for(largest: int) -> tuple[int, ...]:
    """Choose the lower bounds of the steps above "none" for numbers up to the largest."""
    return COUNT_STEPS if largest < LARGE_STEPS[1] else LARGE_STEPS


def count_keys(steps: tuple[int, ...]) -> list[tuple[str, Markup]]:
    """Give the legend of a map of numbers, "none" first."""
    keys = [("k0", none_words())]
    return keys + [(f"k{place}", _step_words(steps, place)) for place in range(1, len(steps) + 1)]


def none_words() -> Markup:
    """Say that nothing is there: a true zero, the palest ground."""
    return filled(pgettext("number of projects", "none"))


def most(n: Mapping[int, int], drawn: Collection[int]) -> set[int]:
    """Choose the places with the most commitments, at most NAMED; equals all or none of them."""
    ranked = sorted((one for one in drawn if n[one]), key=lambda one: -n[one])
    least = n[ranked[NAMED]] if len(ranked) > NAMED else 0
    return {one for one in ranked if n[one] > least}


def _counted(shape: Shape, n: int, steps: tuple[int, ...], lang: str) -> Area:
    step = sum(n >= low for low in steps)
    area = area_of(shape, lang=lang, href=_address(shape.place, lang), tint=f"m{step}")
    return replace(area, figure=wording.number(n))


def _step_words(steps: tuple[int, ...], place: int) -> Markup:
    low = steps[place - 1]
    if place == len(steps):
        return filled(gettext("%(bound)s and more"), bound=formatting.bdi(low))
    high = steps[place] - 1
    return formatting.bdi(low if low == high else f"{low}–{high}")


def _address(place: PlaceRef, lang: str) -> str:
    return reverse(
        "portal:place", kwargs={"lang": lang, "scheme": place.scheme, "code": place.code}
    )


def _source(shapes: MapShapes) -> str:
    return gettext("Outlines: %(credit)s") % {
        "credit": shapes.source.credit or shapes.source.source
    }
