"""Where an indicator differs: a map of the places around in steps of time, and the table of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext
from markupsafe import Markup

from athar.portal.commitments.wording import filled
from athar.portal.indicators import wording
from athar.portal.indicators.addresses import place_key
from athar.portal.indicators.page import PartOfPlace
from athar.portal.indicators.shown import Shown
from athar.reference.queries import MapShapes, map_of
from athar.rollups.queries import ended_on
from athar.ui import formatting
from athar.ui.charts.legend import equal_breaks, tally
from athar.ui.charts.maps import Area, area_of, choropleth


@dataclass(frozen=True, slots=True)
class Places:
    """The places around: steps in time, the map with its classes, the rows of the table."""

    periods: tuple[tuple[Markup, str, bool], ...]
    drawing: Markup
    classes: tuple[tuple[str, Markup, int], ...]
    rows: tuple[tuple[Markup, Markup], ...]
    outlines: Markup


def places_of(shown: Shown) -> Places:
    """Show the places around for one period. Queries: 1, none where there is no place."""
    page = shown.page
    is_drawn = bool(page.parts) and wording.is_numeric(page.indicator)
    shapes = map_of(one.place.id for one in page.parts) if is_drawn else None
    drawing, classes, outlines = _map(shown, shapes) if shapes else (Markup(), (), Markup())
    return Places(_periods(shown), drawing, classes, tuple(_rows(shown)), outlines)


def _periods(shown: Shown) -> tuple[tuple[Markup, str, bool], ...]:
    page = shown.page
    codes = sorted(page.periods, key=ended_on)
    return tuple(
        (wording.period(code), shown.of(period=code) + "#places", code == page.period)
        for code in codes
    )


def _map(
    shown: Shown, shapes: MapShapes
) -> tuple[Markup, tuple[tuple[str, Markup, int], ...], Markup]:
    """Colour the places in classes that hold for all periods, so that one sees what changes."""
    page = shown.page
    unit = "percent" if wording.is_percent(page.indicator) else "number"
    breaks = equal_breaks([one.value for one in page.elsewhere])
    areas = _areas(shown, shapes, page.parts)
    drawing = choropleth(areas, breaks, lang=shown.lang, unit=unit)
    classes = tuple(
        (step.css, formatting.interval(step, unit), n)
        for step, n in tally([one.value for one in areas], breaks)
    )
    credit = shapes.source.credit or shapes.source.source
    return drawing, classes, filled(gettext("Outlines: %(credit)s"), credit=formatting.bdi(credit))


def _areas(shown: Shown, shapes: MapShapes, parts: Sequence[PartOfPlace]) -> list[Area]:
    values: dict[int, Decimal | None] = {
        one.place.id: one.figure.value if one.figure else None for one in parts
    }
    return [
        area_of(shape, lang=shown.lang, value=values.get(shape.place.id)) for shape in shapes.shapes
    ]


def _rows(shown: Shown) -> list[tuple[Markup, Markup]]:
    indicator = shown.page.indicator
    parts = sorted(shown.page.parts, key=_rank, reverse=True)
    return [
        (
            Markup('<a href="{}">{}</a>').format(
                shown.of(place=place_key(one.place)), formatting.wording(one.place.names)
            ),
            wording.bare_figure(indicator, one.figure),
        )
        for one in parts
    ]


def _rank(one: PartOfPlace) -> tuple[bool, Decimal]:
    """Put the greatest value first, and last what is not known, in its order."""
    value = one.figure.value if one.figure else None
    return value is not None, value or Decimal(0)
