"""The map of chosen commitments as it is drawn: its colours, its points, its legend."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext
from markupsafe import Markup, escape

from athar.portal import wording
from athar.portal.commitments.wording import text_of
from athar.portal.map.page import MapPage
from athar.portal.places.maps import count_keys, most, none_words, steps_for
from athar.portal.plans.page import MAP_BREAKS
from athar.reference.queries import MapShapes
from athar.rollups.queries import PlaceTotals, Spot
from athar.ui import formatting, statuses
from athar.ui.addresses import reverse
from athar.ui.charts.legend import UNKNOWN, legend, round_breaks, step_of
from athar.ui.charts.maps import Area, category_map
from athar.ui.charts.pins import Pin

#: With more places than this, only those with the most commitments are named on the map.
ALL_NAMED = 16
#: With more than this, the names stand without their figures: the table has them.
ALL_FIGURES = 60
_MILLION = Decimal(1_000_000)
_HATCH, _NONE = "hatch", "m0"
#: Stands for the code of a place in an address.
_ANY = "ANY-PLACE"

Key = tuple[str, Markup]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A map with its legend and the looks of its points."""

    drawing: Markup
    keys: list[Key]
    pin_keys: list[statuses.Look]


@dataclass(frozen=True, slots=True)
class _Scale:
    """How one kind of figure is read, coloured and written."""

    breaks: tuple[Decimal, ...]
    value: Callable[[PlaceTotals], Decimal | None]
    write: Callable[[Decimal], str]
    keys: list[Key]


def draw(page: MapPage, address: str) -> Drawn | None:
    """Draw the map of a page; a place leads to the map of itself, when anything is there."""
    shapes = page.shapes
    if shapes is None:
        return None
    scale = _SCALES[page.choices.shown](page)
    spots = [one for one in page.territory.spots if _is_on(shapes, one)]
    drawing = category_map(
        _areas(page, shapes, scale, address),
        pins=[_pin(page, shapes, one) for one in spots],
        links=True,
    )
    looks = {look_of(one): None for one in spots}
    return Drawn(
        drawing,
        scale.keys,
        list(looks),
    )


def _areas(page: MapPage, shapes: MapShapes, scale: _Scale, address: str) -> list[Area]:
    # written once for all areas: a code of a place is never quoted
    to = address + page.choices.query(place=_ANY)
    n_drawn = len(shapes.shapes)
    named = _named(page, shapes) if n_drawn > ALL_NAMED else None
    lang, not_known = wording.lang(), gettext("not known")
    areas = []
    for shape in shapes.shapes:
        place, totals = shape.place, page.totals(shape.place)
        value = scale.value(totals) if totals else None
        figure = "" if value is None else scale.write(value)
        name = place.names.in_language(lang).text
        is_named = named is None or place.id in named
        areas.append(
            Area(
                key=place.code,
                name=name if is_named else "",
                path=shape.path,
                label_x=shape.label_x,
                label_y=shape.label_y,
                value=value,
                figure=figure if n_drawn <= ALL_FIGURES else "",
                tint=_tint(totals, value, scale),
                href=to.replace(_ANY, place.code) if totals else "",
                says=f"{name}: {figure or not_known}",
                is_chosen=page.is_among_neighbours and place == page.focus,
            )
        )
    return areas


def _named(page: MapPage, shapes: MapShapes) -> set[int]:
    """Choose the places with the most commitments among those that are drawn."""
    n = {one.id: totals.n_total if (totals := page.totals(one)) else 0 for one in page.drawn}
    return most(n, {one.place.id for one in shapes.shapes})


def steps(page: MapPage) -> dict[int, int | None]:
    """Give the step of the legend by place: 0 for nothing, None for what is not known."""
    scale = _SCALES[page.choices.shown](page)
    found: dict[int, int | None] = {}
    for one in page.drawn:
        totals = page.totals(one)
        value = scale.value(totals) if totals else None
        found[one.id] = (
            0 if totals is None else None if value is None else step_of(value, scale.breaks)
        )
    return found


def label_points(page: MapPage) -> dict[int, tuple[float, float]]:
    """Give the point, in degrees, at which each place is named that the drawing names."""
    shapes = page.shapes
    if shapes is None:
        return {}
    named = _named(page, shapes) if len(shapes.shapes) > ALL_NAMED else None
    return {
        one.place.id: shapes.projection.on_earth(one.label_x, one.label_y)
        for one in shapes.shapes
        if named is None or one.place.id in named
    }


def _tint(totals: PlaceTotals | None, value: Decimal | None, scale: _Scale) -> str:
    if totals is None:
        return _NONE
    return _HATCH if value is None else f"m{step_of(value, scale.breaks)}"


def _known(page: MapPage, value: Callable[[PlaceTotals], Decimal | None]) -> list[Decimal]:
    found = (value(one) for one in page.territory.places.values())
    return [one for one in found if one is not None]


def _of_count(page: MapPage) -> _Scale:
    steps = steps_for(int(max(_known(page, _n_of), default=Decimal(0))))
    breaks = tuple(Decimal(one) for one in steps[1:])
    return _Scale(breaks, _n_of, wording.number, count_keys(steps))


def _of_amount(page: MapPage) -> _Scale:
    breaks = round_breaks(_known(page, _millions))
    return _Scale(breaks, _millions, _write_millions, _keys(breaks, "number"))


def _of_progress(page: MapPage) -> _Scale:
    return _Scale(MAP_BREAKS, _progress, _write_percent, _keys(MAP_BREAKS, "progress"))


_SCALES: Mapping[str, Callable[[MapPage], _Scale]] = {
    "count": _of_count,
    "amount": _of_amount,
    "progress": _of_progress,
}


def _n_of(totals: PlaceTotals) -> Decimal:
    return Decimal(totals.n_total)


def _millions(totals: PlaceTotals) -> Decimal | None:
    planned = totals.planned
    return None if planned is None else planned / _MILLION


def _progress(totals: PlaceTotals) -> Decimal | None:
    whole = totals.physical.whole
    return None if whole is None else Decimal(whole)


def _write_millions(value: Decimal) -> str:
    return wording.number(value, 0 if value >= 10 else 1)


def _write_percent(value: Decimal) -> str:
    return wording.percent(value) or ""


def _keys(breaks: Sequence[Decimal], unit: str) -> list[Key]:
    known = legend(breaks, with_unknown=False)
    written = [(step.css, formatting.interval(step, unit)) for step in known]
    return [("k0", none_words()), *written, (UNKNOWN.css, escape(gettext("not known")))]


def look_of(spot: Spot) -> statuses.Look:
    """Give the look of a point; a completion nobody validated stays ●."""
    if spot.status == "completed" and not spot.is_validated:
        return statuses.DECLARED_COMPLETE
    return statuses.computed(spot.status)


def _is_on(shapes: MapShapes, spot: Spot) -> bool:
    x, y = shapes.locate(spot.longitude, spot.latitude)
    box = shapes.view_box
    return box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height


def _pin(page: MapPage, shapes: MapShapes, spot: Spot) -> Pin:
    x, y = shapes.locate(spot.longitude, spot.latitude)
    href = reverse(
        "portal:commitment",
        kwargs={"lang": wording.lang(), "plan": page.plan.code, "code": spot.code},
    )
    look = look_of(spot)
    return Pin(x, y, look.shape, f"{text_of(spot.title)} – {look.word}", href)
