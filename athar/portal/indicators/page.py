"""What the page of an indicator shows, gathered once for HTML, JSON and CSV alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from athar.indicators.queries import (
    DimensionView,
    IndicatorView,
    LineView,
    indicator_view,
    lines_of_indicator,
)
from athar.kernel import clock
from athar.portal.indicators.choices import Choices
from athar.reference.enums import PlaceKind
from athar.reference.queries import (
    PlaceRef,
    Surroundings,
    countries,
    surroundings,
    surroundings_of,
)
from athar.rollups.queries import (
    Figure,
    Figures,
    Result,
    Series,
    Standing,
    figures_at,
    result_of,
    series_of,
    standing_of,
    widest_measured,
)
from athar.trail.moments import AsOf

WHOLE = ""
#: How many steps in time the places around can be compared in.
MOST_PERIODS = 12


@dataclass(frozen=True, slots=True)
class PartOfPlace:
    """A part of the place, or a place beside it, with its value for the period shown."""

    place: PlaceRef
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """An indicator at one place for one part of the whole, with what the public knows of it.

    Shape: `figures` are all values at the place, of every period, category and claim; `series`
    those of the chosen category; `result` compares it with the plan that answers for it there,
    None when none does; `lines` are all that adopt it. `parts` are the places below, or beside
    where nothing below is measured, for `period`; `elsewhere` their figures of all `periods`.
    `is_cut` of an earlier state of too many values: of the place only what was stated there, and
    nothing of the places around.
    """

    indicator: IndicatorView
    choices: Choices
    around: Surroundings
    category: str
    figures: tuple[Figure, ...]
    series: Series
    result: Result | None
    lines: tuple[LineView, ...]
    period: str
    periods: tuple[str, ...]
    parts: tuple[PartOfPlace, ...]
    elsewhere: tuple[Figure, ...]
    standing: Standing | None
    as_of: AsOf | None
    is_cut: bool = False

    @property
    def place(self) -> PlaceRef:
        """Give the place whose values are shown."""
        return self.around.place

    @property
    def headline(self) -> Figure | None:
        """Give the figure to be read first: the newest known, else the newest of all."""
        return self.series.last or self.series.newest

    @property
    def n_known(self) -> int:
        """Give how many of the parts have a number for the period."""
        return sum(one.figure is not None and one.figure.value is not None for one in self.parts)

    @property
    def dimension(self) -> DimensionView | None:
        """Give the dimension by which values are broken down on the page."""
        by = self.choices.by or self.category.partition("=")[0]
        found = {one.code: one for one in self.indicator.dimensions}
        return found.get(by) or next(iter(self.indicator.dimensions), None)


def gather_indicator(
    library: str, code: str, choices: Choices, as_of: AsOf | None = None
) -> IndicatorPage | None:
    """Gather the page of an indicator; None when there is none, or no such place.

    Shape: without a place in the address, that of the first plan that answers for it, else the
    widest place measured.
    Queries: at most 9, 1 more for a place in the address, 1 for what is measured in countries.
    """
    indicator = indicator_view(library, code)
    if indicator is None:
        return None
    lines = lines_of_indicator(indicator, as_of=as_of.number if as_of else None)
    around = _around(indicator, choices, lines)
    if around is None:
        return None
    figures = figures_at(indicator, (around.place.id,), as_of=as_of)
    category = _category(choices, around.place, lines, figures)
    own = tuple(one for one in figures if one.category == category)
    series = series_of(indicator, own)
    key = (around.place.id, category)
    line = next((one for one in lines if (one.place.id, one.category) == key), None)
    today = as_of.day if as_of else clock.today()
    shown = series.last or series.newest
    periods = _periods(choices, series)
    period = choices.period or (shown.period if shown else "")
    elsewhere = _elsewhere(indicator, around, category, periods, as_of)
    is_cut = figures.is_cut or elsewhere.is_cut
    return IndicatorPage(
        indicator=indicator,
        choices=choices,
        around=around,
        category=category,
        figures=figures,
        series=series,
        result=result_of(line, own, today=today) if line and not is_cut else None,
        lines=lines,
        period=period,
        periods=periods,
        parts=() if is_cut else _parts(indicator, around, elsewhere, period),
        elsewhere=() if is_cut else elsewhere,
        standing=standing_of(indicator, shown, series, as_of=as_of) if shown else None,
        as_of=as_of,
        is_cut=is_cut,
    )


def _periods(choices: Choices, series: Series) -> tuple[str, ...]:
    """Give the last periods in which something was stated here, and the one that is asked for."""
    codes = [one.period for one in series.headline][-MOST_PERIODS:]
    return tuple(dict.fromkeys([*([choices.period] if choices.period else []), *codes]))


def _around(
    indicator: IndicatorView, choices: Choices, lines: Sequence[LineView]
) -> Surroundings | None:
    if choices.place:
        scheme, _colon, code = choices.place.partition(":")
        found = surroundings(scheme, code)
    else:
        place = lines[0].place if lines else widest_measured(indicator)
        found = surroundings_of(place) if place else None
    if found is None or indicator.measured_at is not PlaceKind.COUNTRY:
        return found
    return replace(found, beside=countries())  # nothing lies above them


def _category(
    choices: Choices, place: PlaceRef, lines: Sequence[LineView], figures: Sequence[Figure]
) -> str:
    """Give the part of the whole that is shown: chosen, answered for by a plan, or the whole."""
    if choices.category is not None:
        return choices.category
    answered = [one.category for one in lines if one.place.id == place.id]
    if answered:
        return answered[0]
    known = {one.category for one in figures if one.value is not None}
    return WHOLE if WHOLE in known or not known else min(known)


def _elsewhere(
    indicator: IndicatorView,
    around: Surroundings,
    category: str,
    periods: tuple[str, ...],
    as_of: AsOf | None,
) -> Figures:
    """Give the figures of the places below and beside, in the same part and periods."""
    places = tuple({one.id for one in (*around.parts, *around.beside)})
    if not places or not periods:
        return Figures()
    return figures_at(indicator, places, category=category, periods=periods, as_of=as_of)


def _parts(
    indicator: IndicatorView, around: Surroundings, elsewhere: Sequence[Figure], period: str
) -> tuple[PartOfPlace, ...]:
    """Give the places below with their values, or those beside when only they have any.

    Shape: none where there is nothing to tell apart: a project's output is measured where the
    project is, and its neighbours owe nothing.
    """
    if not period:
        return ()
    by_place = {one.place_id: one for one in elsewhere if one.period == period}
    below = tuple(PartOfPlace(one, by_place.get(one.id)) for one in around.parts)
    beside = tuple(PartOfPlace(one, by_place.get(one.id)) for one in around.beside)
    has_own = any(one.place.id in by_place for one in below)
    found = below if has_own or not any(one.figure for one in beside) else beside
    is_told_apart = len({one.place_id for one in elsewhere}) > 1
    return found if is_told_apart or indicator.measured_at else ()
