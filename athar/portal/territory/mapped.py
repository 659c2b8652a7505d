"""The map of one indicator, with steps in time: its data, and how it is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext
from markupsafe import Markup

from athar.indicators.queries import IndicatorView, indicator_view
from athar.plans.queries import PlanCard, plans_then
from athar.portal.commitments.wording import filled
from athar.portal.territory import wording
from athar.portal.territory.choices import Choices
from athar.portal.territory.columns import Column, is_public
from athar.portal.territory.ground import Ground, ground_of
from athar.portal.territory.readings import (
    Known,
    Readings,
    in_time,
    known_figures,
    readings_of,
)
from athar.portal.territory.scorecard import (
    Dated,
    Row,
    dated,
    fitting,
    row_of,
    sorted_rows,
)
from athar.reference.queries import MapShapes, map_of
from athar.rollups.queries import Figure
from athar.trail.moments import AsOf
from athar.ui import formatting
from athar.ui.addresses import reverse
from athar.ui.charts.legend import equal_breaks, tally
from athar.ui.charts.maps import Area, category_map

#: With more places than this, only the highest and the lowest are named on the map.
ALL_NAMED, NAMED = 16, 5
#: How many steps in time are offered: the latest ones.
STEPS = 12
#: Stands for the code of a place in an address.
_ANY = "ANY-SCHEME/ANY-PLACE"


@dataclass(frozen=True, slots=True)
class IndicatorMap:
    """One indicator by territory in one period.

    Shape: `rows` one cell each, in the order chosen; `wider` are the places around, nearest
    first. `periods` are the steps in time, the oldest first. `shapes` None: no outline is known.
    `is_cut` of an earlier state of too many values: nothing is known of it.
    """

    indicator: IndicatorView
    choices: Choices
    ground: Ground
    column: Dated
    rows: tuple[Row, ...]
    wider: tuple[Row, ...]
    periods: tuple[str, ...]
    shapes: MapShapes | None
    is_cut: bool = False

    @property
    def known(self) -> tuple[Row, ...]:
        """Give the places whose value is known."""
        return tuple(row for row in self.rows if row.cells[0].value is not None)

    @property
    def unknown(self) -> tuple[Row, ...]:
        """Give the places whose value is not known."""
        return tuple(row for row in self.rows if row.cells[0].value is None)


def gather_indicator_map(
    library: str, code: str, choices: Choices, as_of: AsOf | None = None
) -> IndicatorMap | None:
    """Gather the map of an indicator; None without the indicator or the place.

    Queries: at most 9.
    """
    indicator = indicator_view(library, code)
    plans = plans_then(as_of) if as_of else None
    if indicator is None or not is_public(indicator, plans):
        return None
    return map_of_indicator(indicator, choices, as_of, plans)


def map_of_indicator(
    indicator: IndicatorView,
    choices: Choices,
    as_of: AsOf | None = None,
    plans: Sequence[PlanCard] | None = None,
) -> IndicatorMap | None:
    """Gather the map of an indicator that is known already.

    Shape: one set of colours for all steps in time, so that they can be compared.
    Queries: at most 7.
    """
    ground = ground_of(choices, plans)
    if ground is None:
        return None
    column = Column(indicator, choices.category)
    known, figures = known_figures(
        [(indicator, choices.category)],
        [one.id for one in ground.places],
        lambda known: _steps(column, known, choices.period),
        as_of=as_of,
    )
    steps = _steps(column, known, choices.period)
    readings = readings_of(figures, is_independent=choices.is_independent)
    when = dated(column, steps, readings, choices.period, ground.shown)
    when = replace(when, breaks=_breaks(column, ground, readings))
    rows = [row_of(one, [when], readings) for one in ground.shown]
    return IndicatorMap(
        indicator=indicator,
        choices=choices,
        ground=ground,
        column=when,
        rows=tuple(sorted_rows(rows, [when], choices.sort or f"-{column.key}", wording.lang())),
        wider=()
        if ground.is_among_neighbours
        else tuple(row_of(one, [when], readings) for one in ground.wider),
        periods=tuple(steps),
        shapes=map_of([one.id for one in ground.shown]),
        is_cut=figures.is_cut,
    )


def _steps(column: Column, known: Known, asked: str) -> list[str]:
    """Give the steps in time: the latest ones, and the period asked for."""
    codes = fitting(column, known)[-STEPS:]
    return sorted({*codes, asked} if asked else codes, key=in_time)


def _breaks(column: Column, ground: Ground, readings: Readings) -> tuple[Decimal, ...]:
    """Part the values of all steps in time into five classes of about as many places."""
    values = [
        one.value
        for place in ground.shown
        for one in readings.series(column.indicator.id, place.id, column.category)
        if one.value is not None
    ]
    return equal_breaks(values) if len(set(values)) > 1 else ()


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """A map with the words of its colours and how many places have each."""

    drawing: Markup
    classes: list[tuple[str, Markup, int]]


def draw(data: IndicatorMap, lang: str) -> DrawnMap | None:
    """Draw the map in five steps of green, the unknown hatched; None without any outline."""
    if data.shapes is None:
        return None
    by_place = {row.place.id: row for row in data.rows}
    named = _named(data)
    to = reverse(
        "portal:place_results", kwargs={"lang": lang, "scheme": "ANY-SCHEME", "code": "ANY-PLACE"}
    )
    areas = []
    for shape in data.shapes.shapes:
        figure = by_place[shape.place.id].cells[0].figure
        name = shape.place.names.in_language(lang).text
        value = _value_words(figure, data.indicator)
        areas.append(
            Area(
                key=shape.place.code,
                name=name if shape.place.id in named else "",
                path=shape.path,
                label_x=shape.label_x,
                label_y=shape.label_y,
                figure=value,
                tint=_tint(by_place[shape.place.id]),
                href=to.replace(_ANY, f"{shape.place.scheme}/{shape.place.code}"),
                says=f"{name}: {value or gettext('not known')}",
                is_chosen=data.ground.is_among_neighbours and shape.place == data.ground.place,
            )
        )
    return DrawnMap(category_map(areas, links=True), _classes(data))


def _value_words(figure: Figure | None, indicator: IndicatorView) -> str:
    if figure is None or figure.value is None:
        return ""
    return wording.written(figure.value, indicator)


def _tint(row: Row) -> str:
    if row.cells[0].value is None:
        return "hatch"
    return f"m{row.cells[0].step or 3}"


def _named(data: IndicatorMap) -> set[int]:
    """Choose the places named on the map: all of few, the highest and the lowest of many."""
    if len(data.rows) <= ALL_NAMED:
        return {row.place.id for row in data.rows}
    ranked = sorted(data.known, key=lambda row: row.cells[0].value or Decimal(0))
    return {row.place.id for row in (*ranked[:NAMED], *ranked[-NAMED:])}


def _classes(data: IndicatorMap) -> list[tuple[str, Markup, int]]:
    """Give the colours with their bounds and how many places are in each, the unknown last."""
    unit = "percent" if data.indicator.measure == "percentage" else "number"
    values = [row.cells[0].value for row in data.rows]
    if not data.column.breaks:
        n_unknown = len(data.unknown)
        return [("s-none", filled(gettext("not known")), n_unknown)] if n_unknown else []
    return [
        (step.css, formatting.interval(step, unit), n)
        for step, n in tally(values, data.column.breaks)
        if n or step.low is not None or step.high is not None
    ]
