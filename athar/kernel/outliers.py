"""Values that call for a second look, at entry and in files: questions, never verdicts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from athar.kernel.achievement import Direction
from athar.kernel.quantity import EXACT, exact_sum, settled

LEAST_KNOWN = 4
"""Fewer earlier values say too little of what is usual."""


class FlagKind(StrEnum):
    """What is unusual about a value."""

    OUT_OF_RANGE = "out_of_range"
    OUTLIER = "outlier"
    JUMP = "jump"
    REGRESSION = "regression"


@dataclass(frozen=True, slots=True)
class Limits:
    """Beyond what a value is flagged; None leaves that out.

    Units: minimum and maximum in the unit of the indicator, `z_score` in standard deviations,
    `jump` as a share of the value before (0.5 is 50 %).
    """

    minimum: Decimal | None = None
    maximum: Decimal | None = None
    z_score: Decimal | None = Decimal(3)
    jump: Decimal | None = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing that is unusual about a value, with the numbers to say it in words.

    Shape: `against` is the limit broken, the mean of the earlier values or the value before;
    `measure` how far the value is from it, signed: standard deviations, a share of the value
    before, or for a regression the difference; None for a limit.
    """

    kind: FlagKind
    value: Decimal
    against: Decimal
    measure: Decimal | None = None
    threshold: Decimal | None = None


def flags(
    value: Decimal | None,
    *,
    earlier: Sequence[Decimal | None],
    limits: Limits,
    direction: Direction | None = None,
    in_year: int = 1,
) -> tuple[Flag, ...]:
    """Give what is unusual about a value, given those of the periods before it.

    Shape: `earlier` in the order of time, None where unknown; `in_year` periods make a year, so
    that a quarter is compared with the same quarter. Without a direction nothing regresses.
    Source: docs/methods/outliers.md.
    """
    if value is None:
        return ()
    known = [one for one in earlier if one is not None]
    before = _a_year_before(earlier, in_year)
    found = (
        _out_of_range(value, limits),
        _outlier(value, known, limits.z_score),
        _jump(value, before, limits.jump),
        _regression(value, before, direction),
    )
    return tuple(flag for flag in found if flag)


def flags_in_batch(
    values: Sequence[Decimal | None],
    *,
    limits: Limits,
    direction: Direction | None = None,
    in_year: int = 1,
) -> Iterator[tuple[int, Flag]]:
    """Give each flag of a series with the place of its value, each judged by those before it."""
    for place, value in enumerate(values):
        for flag in flags(
            value, earlier=values[:place], limits=limits, direction=direction, in_year=in_year
        ):
            yield place, flag


def _a_year_before(earlier: Sequence[Decimal | None], in_year: int) -> Decimal | None:
    """Give the latest known value of the same part of a year; a gap is stepped over."""
    same_part = earlier[-in_year::-in_year]
    return next((one for one in same_part if one is not None), None)


def _out_of_range(value: Decimal, limits: Limits) -> Flag | None:
    if limits.minimum is not None and value < limits.minimum:
        return Flag(FlagKind.OUT_OF_RANGE, value, limits.minimum)
    if limits.maximum is not None and value > limits.maximum:
        return Flag(FlagKind.OUT_OF_RANGE, value, limits.maximum)
    return None


def _outlier(value: Decimal, known: Sequence[Decimal], threshold: Decimal | None) -> Flag | None:
    """Compare with mean and deviation; values that never changed have no usual distance."""
    if threshold is None or len(known) < LEAST_KNOWN or min(known) == max(known):
        return None
    count = Decimal(len(known))
    mean = EXACT.divide(exact_sum(known), count)
    apart = [EXACT.subtract(one, mean) for one in known]
    variance = EXACT.divide(exact_sum(EXACT.multiply(one, one) for one in apart), count)
    z_score = settled(EXACT.divide(EXACT.subtract(value, mean), EXACT.sqrt(variance)))
    if abs(z_score) <= threshold:
        return None
    return Flag(FlagKind.OUTLIER, value, settled(mean), z_score, threshold)


def _jump(value: Decimal, before: Decimal | None, threshold: Decimal | None) -> Flag | None:
    if threshold is None or not before:
        return None
    ratio = settled(EXACT.divide(EXACT.subtract(value, before), abs(before)))
    return Flag(FlagKind.JUMP, value, before, ratio, threshold) if abs(ratio) > threshold else None


def _regression(value: Decimal, before: Decimal | None, direction: Direction | None) -> Flag | None:
    if direction is None or before is None:
        return None
    change = EXACT.subtract(value, before)
    is_worse = change < 0 if direction is Direction.ASCENDING else change > 0
    return Flag(FlagKind.REGRESSION, value, before, change) if is_worse else None
