"""What was measured in a place, held against the places it lies in; for page and machines alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from athar.indicators.drafts import WHOLE
from athar.indicators.enums import Measure, RuleChoice
from athar.indicators.queries import IndicatorView, indicators_by_id
from athar.kernel.money import per_inhabitant
from athar.kernel.quantity import EXACT
from athar.portal.territory.readings import Moved, Readings, moved, readings_of
from athar.reference.queries import (
    PlaceRef,
    PopulationCount,
    PopulationSeries,
    population_series,
    surroundings,
)
from athar.rollups.queries import Figure, Figures, figures_shown, measured_at, period_of, stated_in
from athar.trail.moments import AsOf

#: How many indicators a page lists, and how many of them the page of a place shows.
PER_PAGE, FIRST = 60, 6
#: Per how many inhabitants counts are given.
PER_THOUSAND = Decimal(1000)
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Beside:
    """The same indicator and period in a wider place: what can be told apart of the two.

    Shape: of what adds up over territories `share` tells what part of the wider value this place
    is, in percent; of everything else `difference` how far this place lies above it. A wider value
    that lacks some of its parts is none to be held against.
    """

    place: PlaceRef
    figure: Figure | None
    difference: Decimal | None = None
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator in a place: its newest value known, how it moved, and the places around.

    Units: `per_thousand` is the value for every 1,000 inhabitants counted in `people`.
    """

    indicator: IndicatorView
    figure: Figure
    moved: Moved | None
    independent: Figure | None
    per_thousand: Decimal | None
    people: PopulationCount | None
    beside: tuple[Beside, ...]


@dataclass(frozen=True, slots=True)
class PlaceResults:
    """The results of a place, in the order of their libraries.

    Shape: `above` are the places it lies in, outermost first; `after` the key from which the next
    page goes on, None on the last one. `is_cut` of an earlier state of too many values: no line
    is given.
    """

    place: PlaceRef
    above: tuple[PlaceRef, ...]
    lines: tuple[Line, ...]
    after: int | None
    population: PopulationSeries
    is_cut: bool = False


def gather_results(
    scheme: str, code: str, *, after: int = 0, as_of: AsOf | None = None
) -> PlaceResults | None:
    """Gather the results of a place; None when there is none.

    Queries: 7, 3 without results; then see `results_in`.
    """
    around = surroundings(scheme, code)
    if around is None:
        return None
    return results_in(around.place, around.above, after=after, as_of=as_of)


def results_in(
    place: PlaceRef,
    above: tuple[PlaceRef, ...],
    *,
    after: int = 0,
    limit: int | None = None,
    population: PopulationSeries | None = None,
    as_of: AsOf | None = None,
) -> PlaceResults:
    """Gather the results of a place that is known already.

    Queries: 4 or 5, 1 without results; then at most 15, 2 without anything stated, and more where
    much was stated below the place that made no figure there.
    """
    limit = limit or PER_PAGE
    near = [place.id, *(one.id for one in above)]
    ids, known, figures = (
        _measured(near, after, limit) if as_of is None else _then(near, after, limit, as_of)
    )
    if population is None and ids:
        population = population_series([place.id]).get(place.id)
    population = population or PopulationSeries()
    if not ids:
        return PlaceResults(place, above, (), None, population, figures.is_cut)
    others = readings_of(figures, is_independent=True)
    readings = readings_of(figures)
    found = [
        _line(known[one], place, above, readings, others, population)
        for one in ids[:limit]
        if one in known
    ]
    lines = [one for one in found if one is not None]
    lines.sort(key=lambda one: (one.indicator.library_id, _LEVELS[one.indicator.level]))
    return PlaceResults(
        place, above, tuple(lines), ids[limit - 1] if len(ids) > limit else None, population
    )


_Measured = tuple[Sequence[int], Mapping[int, IndicatorView], Figures]
"""Keys of indicators, one more than a page holds when there are more; which they are; figures."""


def _measured(near: Sequence[int], after: int, limit: int) -> _Measured:
    """Give what is measured at a place, with its figures there and around. Queries: 4 or 5."""
    ids = measured_at(near[0], after=after, limit=limit + 1)
    if not ids:
        return (), {}, Figures()
    known = indicators_by_id(ids[:limit])
    return ids, known, figures_shown(known.values(), near, {WHOLE})


def _then(near: Sequence[int], after: int, limit: int, as_of: AsOf) -> _Measured:
    """Give the same as of a publication: what was stated there or below, if it made a figure."""
    ids: list[int] = []
    known: dict[int, IndicatorView] = {}
    figures: list[Figure] = []
    is_more = True
    while is_more and len(ids) <= limit:
        asked = limit + 1 if not ids else PER_PAGE
        some = stated_in(near[0], number=as_of.number, after=after, limit=asked)
        is_more = len(some) == asked
        if not some:
            break
        after = some[-1]
        views = indicators_by_id(some)
        found = figures_shown(views.values(), near, {WHOLE}, as_of=as_of)
        if found.is_cut:
            return (), {}, Figures.of_too_many()
        here = {one.indicator_id for one in found if one.place_id == near[0]}
        ids += [one for one in some if one in here]
        known |= views
        figures += found
    return ids[: limit + 1], known, Figures(figures)


_LEVELS: Mapping[str, int] = {"impact": 0, "outcome": 1, "output": 2}


def _line(
    indicator: IndicatorView,
    place: PlaceRef,
    above: Sequence[PlaceRef],
    readings: Readings,
    others: Readings,
    population: PopulationSeries,
) -> Line | None:
    series = readings.series(indicator.id, place.id, "")
    alone = others.series(indicator.id, place.id, "")
    newest = _newest(series) or _newest(alone)
    if newest is None:
        return None
    own = readings if newest in series else others
    people = _people(population, newest)
    return Line(
        indicator=indicator,
        figure=newest,
        moved=moved(newest, own.before(newest), indicator.direction),
        independent=_newest(alone) if own is readings else None,
        per_thousand=per_thousand(newest.value, indicator, people),
        people=people,
        beside=tuple(
            _beside(one, newest, indicator, own.at(indicator.id, one.id, "", newest.period))
            for one in reversed(above)
        ),
    )


def _newest(series: Sequence[Figure]) -> Figure | None:
    """Give the newest value known, else the newest of all, which says why there is none."""
    known = [one for one in series if one.value is not None]
    return next(reversed(known or [*series]), None)


def _people(population: PopulationSeries, figure: Figure) -> PopulationCount | None:
    """Give the last count of inhabitants at the end of a period."""
    year = period_of(figure.period).end.year
    return next((one for one in reversed(population.counts) if one.year <= year), None)


def adds_up(indicator: IndicatorView) -> bool:
    """Tell whether the values of territories add up to that of the place they lie in."""
    return indicator.measure is Measure.UNIT and indicator.over_place is RuleChoice.SUM


def per_thousand(
    value: Decimal | None, indicator: IndicatorView, people: PopulationCount | None
) -> Decimal | None:
    """Give a count for every 1,000 inhabitants; None for what is no count, or counts them all."""
    if not adds_up(indicator) or indicator.unit.code == "person" or value is None:
        return None
    counted = people.inhabitants if people else None
    return per_inhabitant(EXACT.multiply(value, PER_THOUSAND), counted)


def _beside(
    place: PlaceRef, own: Figure, indicator: IndicatorView, figure: Figure | None
) -> Beside:
    wide = figure.value if figure else None
    if figure is None or wide is None or figure.is_partial:
        return Beside(place, figure)
    if own.value is None or indicator.measure is Measure.ORDINAL:
        return Beside(place, figure)
    if not adds_up(indicator):
        return Beside(place, figure, difference=EXACT.subtract(own.value, wide))
    share = EXACT.divide(EXACT.multiply(own.value, _HUNDRED), wide) if wide else None
    return Beside(place, figure, share=share)
