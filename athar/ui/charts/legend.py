"""The steps of a map's colours: their bounds, and round bounds where nobody chose any."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import floor, log10


@dataclass(frozen=True, slots=True)
class Step:
    """One colour of a legend: from `low` (None: open) up to, not including, `high`."""

    css: str
    low: Decimal | None
    high: Decimal | None


#: Closes every legend of a map that leaves something unknown.
UNKNOWN = Step("s-none", None, None)


def legend(breaks: Sequence[Decimal], *, with_unknown: bool = True) -> tuple[Step, ...]:
    """Give the steps between ascending breaks, palest first, unknown last."""
    bounds = [None, *breaks, None]
    steps = tuple(
        Step(f"k{place}", low, high) for place, (low, high) in enumerate(pairwise(bounds), start=1)
    )
    return (*steps, UNKNOWN) if with_unknown else steps


def step_of(value: Decimal, breaks: Sequence[Decimal]) -> int:
    """Give the step, from 1, of a value among ascending breaks; a break opens the next step."""
    return bisect_right(breaks, value) + 1


def tally(
    values: Sequence[Decimal | None], breaks: Sequence[Decimal]
) -> tuple[tuple[Step, int], ...]:
    """Count how many values stand in each step of a legend, and how many are not known.

    The unknown closes the legend even where there is none: what changes in time keeps its place.
    """
    counts = [0] * (len(breaks) + 2)
    for value in values:
        counts[-1 if value is None else step_of(value, breaks) - 1] += 1
    return tuple(zip(legend(breaks), counts, strict=True))


def equal_breaks(values: Sequence[Decimal | None], *, steps: int = 5) -> tuple[Decimal, ...]:
    """Choose breaks that put about as many known values into each step.

    Equal values share a step, so that there may be fewer breaks than one fewer than `steps`.
    """
    known = sorted(value for value in values if value is not None)
    if not known:
        return (Decimal(0),)
    found = {known[len(known) * place // steps] for place in range(1, steps)}
    return tuple(sorted(found - {known[0]})) or (known[0],)


def round_breaks(values: Sequence[Decimal | None], *, steps: int = 5) -> tuple[Decimal, ...]:
    """Choose round, evenly spaced breaks for the known values: at most one fewer than `steps`.

    Equal values need no more than one break.
    """
    known = [value for value in values if value is not None]
    if not known:
        return (Decimal(0),)
    low, high = min(known), max(known)
    if low == high:
        return (low,)
    raw = (high - low) / steps
    power = Decimal(10) ** floor(log10(raw))
    for factor in ("1", "2", "2.5", "5", "10", "20"):
        step = Decimal(factor) * power
        first = (low / step).to_integral_value(rounding="ROUND_FLOOR") * step + step
        count = int((high - first) / step) + 1
        if count < steps:
            break
    return tuple(_plain(first + step * place) for place in range(max(count, 1)))


def _plain(value: Decimal) -> Decimal:
    """Write 10 rather than 1E+1."""
    return Decimal(f"{value.normalize():f}")
