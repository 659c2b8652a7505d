"""How far the lines of a results framework have come: what was measured beside what was planned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from athar.indicators.enums import NUMERIC, Accumulation, Claim, Frequency
from athar.indicators.queries import IndicatorView, LineView, PlannedView
from athar.kernel.achievement import (
    Achievement,
    Direction,
    Outcome,
    Step,
    achieved,
    achieved_flow,
    achieved_stock,
)
from athar.kernel.periods import Period, PeriodKind, parse_period
from athar.kernel.quantity import EXACT, exact_sum
from athar.kernel.trajectories import Trajectory, target_for
from athar.rollups.queries.cells import Figure

_TENTH = Decimal("0.1")
_KIND = {
    Frequency.YEAR: PeriodKind.YEAR,
    Frequency.SEMESTER: PeriodKind.SEMESTER,
    Frequency.QUARTER: PeriodKind.QUARTER,
    Frequency.MONTH: PeriodKind.MONTH,
    Frequency.DECADE: PeriodKind.YEAR,
}


@lru_cache(maxsize=4096)
def period_of(code: str) -> Period:
    """Give the period that a stored code names."""
    return parse_period(code)


def ended_on(code: str) -> dt.date:
    """Give the last day of the period that a stored code names."""
    return period_of(code).end


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one place and category in the order of time.

    Shape: of each period, `own` holds what was validated, else what was declared; `independent`
    holds what others found. Only where nobody else states a number, they are the headline.
    """

    own: tuple[Figure, ...] = ()
    independent: tuple[Figure, ...] = ()

    @property
    def headline(self) -> tuple[Figure, ...]:
        """Give the values of which the last one is the figure to be read first."""
        is_known = any(one.value is not None for one in self.own)
        has_other = any(one.value is not None for one in self.independent)
        return self.independent if has_other and not is_known else self.own

    @property
    def last(self) -> Figure | None:
        """Give the newest value that is known; nothing is carried forward to later periods."""
        return next((one for one in reversed(self.headline) if one.value is not None), None)

    @property
    def newest(self) -> Figure | None:
        """Give the newest of all, which may say that there is no number, or a text."""
        return self.headline[-1] if self.headline else None


def series_of(indicator: IndicatorView, figures: Iterable[Figure]) -> Series:
    """Part the values of one place and category by who stands behind them.

    Shape: the periods are those in which the indicator is measured; where none is, all of them.
    """
    given = sorted(figures, key=_in_time)
    kind = _KIND.get(indicator.frequency)
    fitting = [one for one in given if period_of(one.period).kind is kind] or given
    own = [one for one in fitting if one.claim is not Claim.INDEPENDENT]
    others = (one if one.claim is Claim.INDEPENDENT else one.beside for one in fitting)
    return Series(tuple(own), tuple(one for one in others if one))


def _in_time(one: Figure) -> tuple[dt.date, dt.date]:
    period = period_of(one.period)
    return period.end, period.start


@dataclass(frozen=True, slots=True)
class Goal:
    """The target that a value is compared with; `is_typed` unless it lies between two others."""

    on: dt.date
    value: Decimal
    is_typed: bool


@dataclass(frozen=True, slots=True)
class Result:
    """A line of a results framework, what was measured of it, and how far it has come.

    Shape: `actual` is what was compared with `goal`: the latest value, of a flow the sum over the
    periods elapsed. `achievement` is None for what takes no percentage: words and steps. `is_cut`
    of an earlier state of which too many values would have to be put together: only what was
    stated at the place itself is in `series`, and no achievement is given.
    """

    line: LineView
    series: Series
    actual: Decimal | None
    goal: Goal | None
    achievement: Achievement | None
    is_cut: bool = False

    @property
    def percent(self) -> Decimal | None:
        """Give the percentage achieved as it is printed everywhere: one decimal, half up."""
        exact = self.achievement.percent if self.achievement else None
        return None if exact is None else exact.quantize(_TENTH, ROUND_HALF_UP, EXACT)

    @property
    def last(self) -> Figure | None:
        """Give the newest value that counts: measured after the baseline."""
        return _latest(self.line, self.series)

    @property
    def target(self) -> PlannedView | None:
        """Give the last target that was set: where the plan is to arrive."""
        return max(self.line.targets, key=lambda one: ended_on(one.period), default=None)


def result_of(line: LineView, figures: Iterable[Figure], *, today: dt.date) -> Result:
    """Compare what was measured for a line with what was planned, by how its values accumulate.

    Source: docs/methods/achievement.md.
    """
    series = series_of(line.indicator, figures)
    last = _latest(line, series)
    actual = last.value if last else None
    if line.indicator.measure not in NUMERIC:
        return Result(line, series, actual, None, None)
    direction = _direction(line)
    if direction is None:
        return Result(line, series, actual, None, _without_direction(actual))
    if line.indicator.accumulation is Accumulation.FLOW:
        return _flow(line, series, direction, today)
    if line.indicator.accumulation is Accumulation.STOCK:
        return _stock(line, series, direction)
    baseline, goal = line.baseline, _final(line)
    share = achieved(
        baseline=baseline.value if baseline else None,
        target=goal.value if goal else None,
        actual=actual,
        direction=direction,
    )
    return Result(line, series, actual, goal, share)


def _latest(line: LineView, series: Series) -> Figure | None:
    """Give the newest value known; what was measured by the day of the baseline is the baseline."""
    last, baseline = series.last, line.baseline
    if last and baseline and ended_on(last.period) <= ended_on(baseline.period):
        return None
    return last


def _without_direction(actual: Decimal | None) -> Achievement:
    outcome = Outcome.NO_DATA if actual is None else Outcome.UNDEFINED
    return Achievement(None, outcome, known=int(actual is not None))


def _direction(line: LineView) -> Direction | None:
    """Give the declared direction, else the one that leads from the baseline to the target."""
    if line.indicator.direction:
        return Direction(line.indicator.direction)
    baseline, goal = line.baseline, _final(line)
    if baseline is None or goal is None or goal.value == baseline.value:
        return None
    return Direction.ASCENDING if goal.value > baseline.value else Direction.DESCENDING


def _final(line: LineView) -> Goal | None:
    points = _points(line.targets)
    return Goal(*max(points, key=lambda one: one[0]), is_typed=True) if points else None


def _points(planned: Iterable[PlannedView]) -> list[tuple[dt.date, Decimal]]:
    return [(ended_on(one.period), one.value) for one in planned]


def goal_on(line: LineView, day: dt.date) -> Goal | None:
    """Give the target of a line for a day, by its trajectory; None when there is none."""
    baseline, targets = line.baseline, _points(line.targets)
    start = (ended_on(baseline.period), baseline.value) if baseline else None
    way = Trajectory(line.trajectory)
    value = target_for(day, trajectory=way, baseline=start, targets=targets)
    if value is None:
        return None
    return Goal(day, value, is_typed=day in dict(targets))


def _stock(line: LineView, series: Series, direction: Direction) -> Result:
    baseline = line.baseline
    since = ended_on(baseline.period) if baseline else dt.date.min
    periods = [one for one in series.headline if ended_on(one.period) > since]
    goals = [goal_on(line, ended_on(one.period)) for one in periods]
    steps = [
        Step(one.value, goal.value if goal else None)
        for one, goal in zip(periods, goals, strict=True)
    ]
    share = achieved_stock(
        steps, baseline=baseline.value if baseline else None, direction=direction
    )
    known = [n for n, step in enumerate(steps) if step.actual is not None]
    last = known[-1] if known else None
    if last is None:
        return Result(line, series, None, _final(line), share)
    return Result(line, series, steps[last].actual, goals[last], share)


def _flow(line: LineView, series: Series, direction: Direction, today: dt.date) -> Result:
    """Add up the periods that have elapsed; a target over several of them is that of the end."""
    overall, each = _parted(line.targets)
    values = {one.period: one.value for one in series.headline}
    periods = sorted({*values, *(one.period for one in each)}, key=ended_on)
    elapsed = [code for code in periods if ended_on(code) <= today]
    targets = {one.period: one.value for one in each}
    steps = [Step(values.get(code), targets.get(code)) for code in elapsed]
    final = overall.value if overall and ended_on(overall.period) <= today else None
    share = achieved_flow(steps, direction=direction, final_target=final)
    counted = [step for step in steps if step.actual is not None]
    if final is None:
        counted = [step for step in counted if step.target is not None]
    actual = exact_sum(step.actual for step in counted if step.actual is not None)
    goal = _flow_goal(counted, overall, final, elapsed)
    return Result(line, series, actual if counted else None, goal, share)


def _parted(targets: Sequence[PlannedView]) -> tuple[PlannedView | None, list[PlannedView]]:
    """Part the target of the whole plan, which spans others or several years, from the others."""
    overall = next((one for one in targets if _is_overall(one, targets)), None)
    return overall, [one for one in targets if one is not overall]


def _is_overall(one: PlannedView, targets: Sequence[PlannedView]) -> bool:
    period = period_of(one.period)
    spans = any(
        other is not one
        and period.start <= period_of(other.period).start
        and period_of(other.period).end <= period.end
        for other in targets
    )
    return spans or period.start.year < period.end.year


def _flow_goal(
    counted: Sequence[Step],
    overall: PlannedView | None,
    final: Decimal | None,
    elapsed: Sequence[str],
) -> Goal | None:
    if overall and (final is not None or not counted):
        return Goal(ended_on(overall.period), overall.value, is_typed=True)
    targets = [step.target for step in counted if step.target is not None]
    if not targets:
        return None
    return Goal(ended_on(elapsed[-1]), exact_sum(targets), is_typed=False)
