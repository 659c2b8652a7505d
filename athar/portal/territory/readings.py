"""Figures as pages hold them side by side: by what, where, when; and how one moved since."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from athar.indicators.enums import Claim, DirectionChoice, Frequency
from athar.indicators.queries import IndicatorView
from athar.kernel.periods import PeriodKind
from athar.rollups.queries import (
    Figure,
    Figures,
    TooMuchAtOnce,
    figures_shown,
    period_of,
    periods_shown,
)
from athar.trail.moments import AsOf


class Trend(StrEnum):
    """Where a value went since the one before."""

    UP = "up"
    DOWN = "down"
    SAME = "same"


def in_time(code: str) -> tuple[dt.date, dt.date]:
    """Give what periods are sorted by: their end, the longer one first."""
    period = period_of(code)
    return period.end, period.start


_KIND = {
    Frequency.SEMESTER: PeriodKind.SEMESTER,
    Frequency.QUARTER: PeriodKind.QUARTER,
    Frequency.MONTH: PeriodKind.MONTH,
}


def fitting_periods(indicator: IndicatorView, codes: Iterable[str]) -> list[str]:
    """Give the periods that are as long as an indicator is measured, else all; the oldest first."""
    ordered = sorted(codes, key=in_time)
    kind = _KIND.get(indicator.frequency, PeriodKind.YEAR)
    return [one for one in ordered if period_of(one).kind is kind] or ordered


@dataclass(frozen=True, slots=True)
class Readings:
    """The figures of one kind of claim, by indicator, place and category, then by period."""

    by_key: Mapping[tuple[int, int, str], Mapping[str, Figure]]

    def at(self, indicator: int, place: int, category: str, period: str) -> Figure | None:
        """Give the figure of one period, None when nothing was said of it."""
        return self.by_key.get((indicator, place, category), {}).get(period)

    def series(self, indicator: int, place: int, category: str) -> tuple[Figure, ...]:
        """Give the figures over time, the oldest first."""
        found = self.by_key.get((indicator, place, category), {})
        return tuple(found[code] for code in sorted(found, key=in_time))

    def before(self, figure: Figure) -> Figure | None:
        """Give the last known value before a figure, of a period of the same length."""
        kind = period_of(figure.period).kind
        known = [
            one
            for one in self.series(figure.indicator_id, figure.place_id, figure.category)
            if one.value is not None and period_of(one.period).kind is kind
        ]
        earlier = [one for one in known if in_time(one.period) < in_time(figure.period)]
        return earlier[-1] if earlier else None


def readings_of(figures: Iterable[Figure], *, is_independent: bool = False) -> Readings:
    """Set figures side by side; those of the other kind of claim are left out."""
    found: defaultdict[tuple[int, int, str], dict[str, Figure]] = defaultdict(dict)
    for one in figures:
        chosen = _claimed(one, is_independent=is_independent)
        if chosen is not None:
            found[one.indicator_id, one.place_id, one.category][one.period] = chosen
    return Readings(found)


Known = Mapping[tuple[int, str], Collection[str]]
"""The periods of which anything is known anywhere, by indicator and part of the whole."""


def known_figures(
    pairs: Iterable[tuple[IndicatorView, str]],
    place_ids: Collection[int],
    near: Callable[[Known], Collection[str] | None],
    *,
    as_of: AsOf | None,
) -> tuple[Known, Figures]:
    """Give when anything is known of some indicators, and their figures in the periods near.

    Shape: nothing at all of an earlier state of too many values.
    Queries: 2; then at most 19.
    """
    pairs = tuple(pairs)
    indicators = {one.id: one for one, _category in pairs}
    categories = {category for _one, category in pairs}
    try:
        known = periods_shown(pairs, as_of=as_of)
    except TooMuchAtOnce:
        return {}, Figures.of_too_many()
    figures = figures_shown(indicators.values(), place_ids, categories, near(known), as_of=as_of)
    return ({}, Figures.of_too_many()) if figures.is_cut else (known, figures)


def _claimed(one: Figure, *, is_independent: bool) -> Figure | None:
    """Give the figure of an evaluator, or that of who reports; None when there is none."""
    is_other = one.claim is Claim.INDEPENDENT
    if is_independent:
        return one if is_other else one.beside
    return None if is_other else one


@dataclass(frozen=True, slots=True)
class Moved:
    """How far a value moved since the one before; `is_better` None where no direction is set."""

    since: str
    by: Decimal
    trend: Trend
    is_better: bool | None


def moved(
    now: Figure | None, before: Figure | None, direction: DirectionChoice | None
) -> Moved | None:
    """Compare a value with the one before; None when either is unknown."""
    if now is None or before is None or now.value is None or before.value is None:
        return None
    by = now.value - before.value
    if not by:
        return Moved(before.period, by, Trend.SAME, None)
    is_rising = by > 0
    is_better = None if direction is None else is_rising is (direction == "ascending")
    return Moved(before.period, by, Trend.UP if is_rising else Trend.DOWN, is_better)
