"""Which target an indicator has at the end of a period, on its way from baseline to targets."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from athar.kernel.quantity import EXACT, settled

Point = tuple[date, Decimal]


class Trajectory(StrEnum):
    """How the targets between those that were typed are to be understood."""

    LINEAR = "linear"
    STEPPED = "stepped"
    TYPED = "typed"


def trajectories_of(*, is_flow: bool) -> tuple[Trajectory, ...]:
    """Give the trajectories an indicator may have; what is counted by period has typed ones only.

    Source: docs/methods/trajectories.md.
    """
    return (Trajectory.TYPED,) if is_flow else tuple(Trajectory)


def target_for(
    period_end: date,
    *,
    trajectory: Trajectory,
    baseline: Point | None,
    targets: Sequence[Point],
) -> Decimal | None:
    """Give the target at the end of a period.

    Shape: targets in any order; of two for one day the later in the sequence. None when there is
    no target: before the baseline, without any, or on a day that has none when they are typed.
    Source: docs/methods/trajectories.md.
    """
    if trajectory is Trajectory.TYPED:
        return dict(targets).get(period_end)
    way = _way(baseline, targets)
    passed = bisect_right(way, period_end, key=lambda point: point[0])
    if not passed:
        return None
    before = way[passed - 1]
    if trajectory is Trajectory.STEPPED or passed == len(way) or before[0] == period_end:
        return before[1]
    return _between(before, way[passed], period_end)


def _way(baseline: Point | None, targets: Sequence[Point]) -> list[Point]:
    """Give the points in the order of time; a target before the baseline is none of its way."""
    start = [baseline] if baseline else []
    later = [point for point in targets if baseline is None or point[0] >= baseline[0]]
    return sorted(dict([*start, *later]).items()) if later else []


def _between(before: Point, after: Point, day: date) -> Decimal:
    """Give the point of a straight line, by days."""
    gone, span = (day - before[0]).days, (after[0] - before[0]).days
    rise = EXACT.multiply(EXACT.subtract(after[1], before[1]), Decimal(gone))
    return settled(EXACT.add(before[1], EXACT.divide(rise, Decimal(span))))
