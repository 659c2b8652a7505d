"""Any indicators of any places on one axis of time; for page and machines alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from athar.indicators.enums import NUMERIC
from athar.indicators.queries import IndicatorView, LibraryView, libraries
from athar.indicators.queries.choosing import IndicatorName, indicators_named, names_of
from athar.plans.queries import plans_then
from athar.portal.territory.choices import MOST, Asked
from athar.portal.territory.columns import is_public, public_among
from athar.portal.territory.readings import Readings, fitting_periods, in_time, readings_of
from athar.reference.queries import PlaceRef, places_named, search_places, surroundings
from athar.rollups.queries import Figure, Figures, figures_shown
from athar.trail.moments import AsOf

#: How many indicators of a library are offered, and how many places a name finds.
OFFERED, FOUND = 200, 8
#: How many periods the table shows; the file holds all of them.
PERIODS = 12


@dataclass(frozen=True, slots=True)
class Run:
    """One indicator in one place over time, the oldest value first.

    Shape: `category` is the part of the whole shown; an indicator not broken down so has none.
    """

    indicator: IndicatorView
    place: PlaceRef
    category: str
    figures: tuple[Figure, ...]

    @property
    def by_period(self) -> Mapping[str, Figure]:
        return {one.period: one for one in self.figures}


@dataclass(frozen=True, slots=True)
class Panel:
    """What is drawn in one chart: runs of one unit."""

    unit_code: str
    runs: tuple[Run, ...]

    @property
    def is_known(self) -> bool:
        """Tell whether there is anything to draw."""
        return any(one.value is not None for run in self.runs for one in run.figures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What is compared, and what could be added to it.

    Shape: `unknown` are the names of the address that nothing has; `not_drawn` the indicators
    whose values are words. `found` are places that a name found; `offered` are places near the
    first one chosen. `is_cut` of an earlier state of too many values: no figure is in `runs`.
    """

    asked: Asked
    indicators: tuple[IndicatorView, ...]
    not_drawn: tuple[IndicatorView, ...]
    places: tuple[PlaceRef, ...]
    runs: tuple[Run, ...]
    panels: tuple[Panel, ...]
    unknown: tuple[str, ...]
    libraries: tuple[LibraryView, ...]
    library: str
    names: tuple[IndicatorName, ...]
    found: tuple[PlaceRef, ...]
    offered: tuple[PlaceRef, ...]
    is_cut: bool = False

    @property
    def is_wrong(self) -> bool:
        """Tell whether the address asks for what there is not."""
        return bool(self.asked.wrong or self.unknown or self.asked.too_many)

    @property
    def periods(self) -> tuple[str, ...]:
        """Give every period of which something was said, the oldest first."""
        codes = {one.period for run in self.runs for one in run.figures}
        return tuple(sorted(codes, key=in_time))


def gather_comparison(asked: Asked, as_of: AsOf | None = None) -> Comparison:
    """Gather a comparison. Queries: at most 9; then 19."""
    plans = plans_then(as_of) if as_of else None
    named = indicators_named(asked.indicators)
    known = {name: one for name, one in named.items() if is_public(one, plans)}
    places = places_named(asked.places)
    chosen = tuple(known[one] for one in asked.indicators if one in known)
    drawn = tuple(one for one in chosen if one.measure in NUMERIC)
    here = tuple(places[one] for one in asked.places if one in places)
    figures, runs = _runs(drawn, here, asked, as_of)
    given = libraries() if plans is None else public_among(libraries(), plans)
    library = _library(asked, given)
    return Comparison(
        asked=asked,
        indicators=chosen,
        not_drawn=tuple(one for one in chosen if one not in drawn),
        places=here,
        runs=runs,
        panels=panels_of(runs),
        unknown=tuple(
            ":".join(one)
            for one in (*asked.indicators, *asked.places)
            if one not in known and one not in places
        ),
        libraries=given,
        library=library,
        names=names_of(library, limit=OFFERED) if library else (),
        found=search_places(asked.find, limit=FOUND) if asked.find else (),
        offered=_near(here),
        is_cut=figures.is_cut,
    )


def _library(asked: Asked, given: Sequence[LibraryView]) -> str:
    """Give the library whose indicators are offered: asked for, that of the last one, the first."""
    codes = [one.code for one in given if one.n_indicators]
    last = [library for library, _code in asked.indicators[-1:]]
    return next((one for one in (asked.library, *last, *codes) if one in codes), "")


def _near(places: Sequence[PlaceRef]) -> tuple[PlaceRef, ...]:
    """Give the places above, beside and below the first one. Queries: 2."""
    around = surroundings(places[0].scheme, places[0].code) if places else None
    if around is None:
        return ()
    near = dict.fromkeys((*around.above, *around.beside, *around.parts))
    return tuple(one for one in near if one not in places)


def _runs(
    indicators: Sequence[IndicatorView],
    places: Sequence[PlaceRef],
    asked: Asked,
    as_of: AsOf | None,
) -> tuple[Figures, tuple[Run, ...]]:
    if not indicators or not places:
        return Figures(), ()
    parts = {one.id: _category(one, asked.category) for one in indicators}
    figures = figures_shown(
        indicators, [one.id for one in places], set(parts.values()), as_of=as_of
    )
    readings = readings_of(() if figures.is_cut else figures, is_independent=bool(asked.claim))
    return figures, tuple(
        Run(one, place, parts[one.id], _series(readings, one, place, parts[one.id]))
        for one in indicators
        for place in places
    )


def _category(indicator: IndicatorView, asked: str) -> str:
    """Give the part asked for where the indicator is broken down so, else the whole."""
    own = {one.code for one in indicator.dimensions}
    wanted = {one.partition("=")[0] for one in asked.split(",") if one}
    return asked if wanted <= own else ""


def _series(
    readings: Readings, indicator: IndicatorView, place: PlaceRef, category: str
) -> tuple[Figure, ...]:
    """Give the values of the commonest length of period: years are not joined with months."""
    found = readings.series(indicator.id, place.id, category)
    codes = set(fitting_periods(indicator, [one.period for one in found]))
    return tuple(one for one in found if one.period in codes)


def panels_of(runs: Sequence[Run]) -> tuple[Panel, ...]:
    """Part runs into charts: all in one where they share a unit and are few, else by indicator."""
    units = {one.indicator.unit.code for one in runs}
    if len(units) == 1 and len(runs) <= MOST:
        return (Panel(units.pop(), tuple(runs)),)
    by_indicator: dict[int, list[Run]] = {}
    for one in runs:
        by_indicator.setdefault(one.indicator.id, []).append(one)
    return tuple(Panel(few[0].indicator.unit.code, tuple(few)) for few in by_indicator.values())
