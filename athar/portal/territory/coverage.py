"""Who is not measured: indicators by places, or by periods; for page and machines alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from athar.indicators.enums import Frequency, NoNumber
from athar.indicators.queries import IndicatorView
from athar.portal.territory.choices import Choices
from athar.portal.territory.columns import Chosen, Column
from athar.portal.territory.ground import Ground
from athar.portal.territory.readings import (
    Readings,
    fitting_periods,
    known_figures,
    readings_of,
)
from athar.portal.territory.scorecard import Dated, Matrix
from athar.reference.enums import PROVINCIAL_KINDS, PlaceKind
from athar.reference.queries import PlaceRef
from athar.rollups.queries import Figure, period_of
from athar.trail.moments import AsOf

#: How many places, or periods, stand side by side.
SIDE_BY_SIDE = 24
MEASURED, MISSING, NOT_EXPECTED, SUPPRESSED = "measured", "missing", "not_expected", "suppressed"
_OF_NO_NUMBER: Mapping[NoNumber, str] = {
    NoNumber.NOT_DUE: NOT_EXPECTED,
    NoNumber.NOT_REPORTED: MISSING,
    NoNumber.NOT_APPLICABLE: NOT_EXPECTED,
    NoNumber.SUPPRESSED: SUPPRESSED,
}


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """One indicator with its state in each place or period: a key of statuses.COVERAGE."""

    column: Column
    period: str
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is measured and what is not.

    Shape: `places` stand side by side, or `periods` of one place (the oldest first): one of the
    two is empty. `is_cut` of an earlier state of too many values: nothing is known of it.
    """

    choices: Choices
    ground: Ground
    chosen: Chosen
    lines: tuple[CoverageLine, ...]
    places: tuple[PlaceRef, ...]
    periods: tuple[str, ...]
    offered_periods: tuple[str, ...] = ()
    is_cut: bool = False

    @property
    def n_columns(self) -> int:
        """Count what stands side by side, on all pages."""
        return len(self.places) or len(self.periods)

    @property
    def n_pages(self) -> int:
        """Count the pages of places or periods."""
        return max(1, -(-self.n_columns // SIDE_BY_SIDE))

    @property
    def page(self) -> int:
        """Give the page shown: the last one where more was asked for."""
        return min(self.choices.page, self.n_pages)

    @property
    def span(self) -> slice:
        """Give which of the places or periods the page shows."""
        return slice((self.page - 1) * SIDE_BY_SIDE, self.page * SIDE_BY_SIDE)

    def counts(self) -> Mapping[str, int]:
        """Count the states of all pages."""
        found = dict.fromkeys((MEASURED, MISSING, NOT_EXPECTED, SUPPRESSED), 0)
        for line in self.lines:
            for state in line.states:
                found[state] += 1
        return found


def coverage_by_place(matrix: Matrix) -> Coverage:
    """Read from a matrix who is measured: each indicator in its period, in every place."""
    rows = sorted(matrix.rows, key=lambda row: row.place.code)
    lines = []
    for n, one in enumerate(matrix.columns):
        figures = [row.cells[n].figure for row in rows]
        is_any = any(figures)
        lines.append(
            CoverageLine(
                one.column,
                one.period,
                tuple(
                    state_of(figure, is_expected=is_expected_at(row.place, one, is_any=is_any))
                    for row, figure in zip(rows, figures, strict=True)
                ),
            )
        )
    places = tuple(row.place for row in rows)
    return Coverage(
        matrix.choices,
        matrix.ground,
        matrix.chosen,
        tuple(lines),
        places,
        (),
        matrix.periods,
        matrix.is_cut,
    )


def is_expected_at(place: PlaceRef, one: Dated, *, is_any: bool) -> bool:
    """Tell whether an indicator should be known of a place.

    It should where it is to be measured, and where it is known of others beside it.
    """
    asked = one.column.indicator.measured_at
    return is_any or (asked is not None and _level(asked) == _level(place.kind))


def _level(kind: PlaceKind) -> PlaceKind:
    return PlaceKind.PROVINCE if kind in PROVINCIAL_KINDS else kind


def state_of(figure: Figure | None, *, is_expected: bool) -> str:
    """Give the state of a figure: what is withheld, was measured too."""
    if figure is not None and figure.value is not None:
        return MEASURED
    if figure is not None and figure.no_number:
        return _OF_NO_NUMBER[NoNumber(figure.no_number)]
    return MISSING if is_expected else NOT_EXPECTED


def gather_by_period(
    choices: Choices, ground: Ground, chosen: Chosen, as_of: AsOf | None = None
) -> Coverage:
    """Gather when a place was measured. Queries: 2; then at most 19.

    Shape: of all countries, whether any of them was.
    """
    here = [ground.place] if ground.place else list(ground.shown)
    known, figures = known_figures(
        ((one.indicator, one.category) for one in chosen.columns),
        [one.id for one in here],
        lambda _known: None,
        as_of=as_of,
    )
    readings = readings_of(figures, is_independent=choices.is_independent)
    due = {one.key: _due(one.indicator, known.get(one.pair, ())) for one in chosen.columns}
    periods = _in_order(code for codes in due.values() for code in codes)
    lines = tuple(
        CoverageLine(
            one,
            "",
            tuple(
                state_of(_best(one, here, readings, code), is_expected=code in due[one.key])
                for code in periods
            ),
        )
        for one in chosen.columns
    )
    return Coverage(choices, ground, chosen, lines, (), periods, periods[::-1], figures.is_cut)


def _in_order(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(codes), key=lambda code: (period_of(code).end, code)))


def _best(one: Column, places: Sequence[PlaceRef], readings: Readings, code: str) -> Figure | None:
    """Give what is known of any of the places: a number before the reason for none."""
    found = [readings.at(one.indicator.id, place.id, one.category, code) for place in places]
    known = [figure for figure in found if figure is not None]
    return next((figure for figure in known if figure.value is not None), next(iter(known), None))


def _due(indicator: IndicatorView, codes: Collection[str]) -> set[str]:
    """Give the periods in which an indicator was to be measured, as far as that can be told.

    Those in which anybody near measured it, and of a yearly one the years between.
    """
    fitting = fitting_periods(indicator, codes)
    due = set(fitting)
    if indicator.frequency is not Frequency.YEAR:
        return due
    years = [int(code) for code in fitting if len(code) == 4]
    for before, after in pairwise(years):
        due |= {str(year) for year in range(before + 1, after)}
    return due
