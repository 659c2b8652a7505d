"""Percentage achieved of an indicator: its baseline, target and actual value."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from athar.kernel.quantity import EXACT, exact_sum

_HUNDRED = Decimal(100)
_TOLERANCE = Decimal("0.005")


class Direction(StrEnum):
    """Whether an indicator is meant to rise or to fall."""

    ASCENDING = "ascending"
    DESCENDING = "descending"


class Outcome(StrEnum):
    """What a percentage achieved means, or why there is none."""

    NO_DATA = "no_data"
    UNDEFINED = "undefined"
    REGRESSION = "regression"
    NORMAL = "normal"
    REACHED = "reached"
    EXCEEDED = "exceeded"


@dataclass(frozen=True, slots=True)
class Achievement:
    """A percentage achieved and what it means; the percentage is None when there is none.

    Shape: over several periods, `known` of the `expected` ones had figures and count.
    """

    percent: Decimal | None
    outcome: Outcome
    known: int = 1
    expected: int = 1


@dataclass(frozen=True, slots=True)
class Step:
    """What one elapsed period had as target and as actual value."""

    actual: Decimal | None
    target: Decimal | None


class ContradictoryDirection(ValueError):  # noqa: N818 - named for the field, as in the interfaces
    """The target lies on the wrong side of the baseline for the declared direction."""

    def __init__(self, baseline: Decimal, target: Decimal, direction: Direction) -> None:
        super().__init__(f"{direction}: the target {target} contradicts the baseline {baseline}.")
        self.baseline = baseline
        self.target = target
        self.direction = direction


def check_direction(
    *, baseline: Decimal | None, target: Decimal | None, direction: Direction
) -> None:
    """Refuse a target that lies on the wrong side of the baseline.

    Errors: ContradictoryDirection, with both numbers.
    Source: methods.md §1.
    """
    if baseline is None or target is None:
        return
    if _is_beyond(baseline, target, direction):
        raise ContradictoryDirection(baseline, target, direction)


def achieved(
    *,
    baseline: Decimal | None,
    target: Decimal | None,
    actual: Decimal | None,
    direction: Direction,
) -> Achievement:
    """Give the way gone from baseline to target, in percent.

    Shape: below 0 is a regression, above 100 is kept. No actual value is "no data", never 0;
    no target, or a target that contradicts the direction, is "undefined".
    Source: methods.md §1.
    """
    if actual is None:
        return Achievement(None, Outcome.NO_DATA, known=0)
    if target is None:
        return Achievement(None, Outcome.UNDEFINED)
    if baseline is None:
        return _judged(_share_of_target(target, actual, direction))
    if _is_beyond(baseline, target, direction):
        return Achievement(None, Outcome.UNDEFINED)
    if target == baseline:
        return _judged(_share_of_level(target, actual, direction))
    return _judged(_way_gone(baseline, target, actual))


def achieved_flow(
    steps: Iterable[Step], *, direction: Direction, final_target: Decimal | None = None
) -> Achievement:
    """Give Σ actual / Σ target over the elapsed periods; with `final_target`, over that.

    Periods without actual or target are left out of both sums. As a missing period is not a
    period of 0, `final_target` (at the end of the plan) counts only when none is missing.
    Source: methods.md §1.
    """
    elapsed = list(steps)
    pairs = [(s.actual, s.target) for s in elapsed if s.actual is not None and s.target is not None]
    actuals = [s.actual for s in elapsed if s.actual is not None]
    if final_target is not None and elapsed and len(actuals) == len(elapsed):
        known, actual, target = len(actuals), exact_sum(actuals), final_target
    elif pairs:
        known, actual, target = (
            len(pairs),
            exact_sum(a for a, _ in pairs),
            exact_sum(t for _, t in pairs),
        )
    else:
        outcome = Outcome.UNDEFINED if actuals else Outcome.NO_DATA
        return Achievement(None, outcome, known=0, expected=len(elapsed))
    share = achieved(baseline=None, target=target, actual=actual, direction=direction)
    return Achievement(share.percent, share.outcome, known, len(elapsed))


def achieved_stock(
    steps: Iterable[Step], *, baseline: Decimal | None, direction: Direction
) -> Achievement:
    """Give the latest actual value against the target of its own period; nothing is summed.

    Shape: steps in the order of time. `known` below `expected` tells that periods are missing.
    Source: methods.md §1.
    """
    elapsed = list(steps)
    reported = [step for step in elapsed if step.actual is not None]
    last = reported[-1] if reported else Step(actual=None, target=None)
    share = achieved(baseline=baseline, target=last.target, actual=last.actual, direction=direction)
    return Achievement(share.percent, share.outcome, len(reported), len(elapsed))


def aggregated_rate(
    parts: Iterable[tuple[Decimal | None, Decimal | None]],
) -> tuple[Decimal | None, int, int]:
    """Give Σ numerator / Σ denominator of (numerator, denominator) pairs; rates are not averaged.

    Shape: (rate, known, expected); the rate is None when no pair is known or they sum to 0.
    Source: methods.md §1.
    """
    given = list(parts)
    known = [(n, d) for n, d in given if n is not None and d is not None]
    total = exact_sum(d for _, d in known)
    rate = exact_sum(n for n, _ in known) / total if total else None
    return rate, len(known), len(given)


def parts_add_up(total: Decimal, parts: Iterable[Decimal]) -> bool:
    """Tell whether the parts of a disaggregation give the whole, within 0.5 % of it.

    Source: methods.md §1.
    """
    difference = EXACT.subtract(exact_sum(parts), total)
    return abs(difference) <= EXACT.multiply(abs(total), _TOLERANCE)


def _way_gone(baseline: Decimal, target: Decimal, actual: Decimal) -> Decimal:
    gone = EXACT.multiply(EXACT.subtract(actual, baseline), _HUNDRED)
    return gone / EXACT.subtract(target, baseline)


def _share_of_target(target: Decimal, actual: Decimal, direction: Direction) -> Decimal | None:
    """Compare with the target alone; None where signs make a quotient meaningless."""
    if target < 0:
        return None
    if direction is Direction.ASCENDING:
        return actual * _HUNDRED / target if target else None
    return target * _HUNDRED / actual if actual > 0 else _HUNDRED


def _share_of_level(level: Decimal, actual: Decimal, direction: Direction) -> Decimal | None:
    """Compare with a level to be held: at it or on its good side is all that was asked."""
    if actual == level or _is_beyond(actual, level, direction):
        return _HUNDRED
    return _share_of_target(level, actual, direction)


def _is_beyond(value: Decimal, limit: Decimal, direction: Direction) -> bool:
    return value > limit if direction is Direction.ASCENDING else value < limit


def _judged(percent: Decimal | None) -> Achievement:
    if percent is None:
        return Achievement(None, Outcome.UNDEFINED)
    if percent < 0:
        return Achievement(percent, Outcome.REGRESSION)
    if percent < _HUNDRED:
        return Achievement(percent, Outcome.NORMAL)
    reached = percent == _HUNDRED
    return Achievement(percent, Outcome.REACHED if reached else Outcome.EXCEEDED)
