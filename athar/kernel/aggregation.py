"""One value made of many: over periods, places or categories, by the rule of the indicator."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from athar.kernel.quantity import EXACT, exact_sum, settled

_ONE = Decimal(1)


class Rule(StrEnum):
    """How the values of the parts make the value of the whole."""

    SUM = "sum"
    LAST = "last"
    MAX = "max"
    MIN = "min"
    WEIGHTED_MEAN = "weighted_mean"
    RATIO_OF_SUMS = "ratio_of_sums"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Part:
    """One period, place or category: its value, or the counts of which its rate is made.

    Shape: a rate has numerator and denominator; a mean has its weight; None is unknown.
    """

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    weight: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Combined:
    """The value of the whole, and for how many of its parts something is known.

    Shape: value None when the rule gives none. Numerator and denominator are the two sums of a
    rate (Σn, Σd) or of a mean (Σw·v, Σw), so that a larger whole can be made of them in turn.
    """

    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    known: int
    expected: int


def combine(rule: Rule, parts: Iterable[Part], *, factor: Decimal = _ONE) -> Combined:
    """Give the value of a whole from its parts; unknown parts are left out, never counted as 0.

    Shape: parts in the order of time for `last`. A rate is Σ numerator / Σ denominator × factor
    (100 for percent), None when the denominators sum to 0; a mean is Σ weight × value / Σ weight.
    Errors: ValueError on a negative weight.
    Source: docs/methods/aggregation.md.
    """
    given = list(parts)
    if rule is Rule.RATIO_OF_SUMS:
        return _quotient([(p.numerator, p.denominator) for p in given], factor)
    if rule is Rule.WEIGHTED_MEAN:
        return _quotient([_weighed(part) for part in given], _ONE)
    values = [part.value for part in given if part.value is not None]
    value = _OF_VALUES[rule](values) if values else None
    return Combined(value, None, None, len(values), len(given))


def rate(
    numerator: Decimal | None, denominator: Decimal | None, factor: Decimal = _ONE
) -> Decimal | None:
    """Give numerator / denominator × factor; None when one is unknown or the denominator is 0."""
    if numerator is None or not denominator:
        return None
    return settled(EXACT.divide(EXACT.multiply(numerator, factor), denominator))


def _nothing(values: Sequence[Decimal]) -> None:
    """Some values say nothing together: an index of two places, a step on a scale."""


_OF_VALUES: dict[Rule, Callable[[Sequence[Decimal]], Decimal | None]] = {
    Rule.SUM: exact_sum,
    Rule.LAST: lambda values: values[-1],
    Rule.MAX: max,
    Rule.MIN: min,
    Rule.NONE: _nothing,
}


def _weighed(part: Part) -> tuple[Decimal | None, Decimal | None]:
    if part.value is None or part.weight is None:
        return None, None
    if part.weight < 0:
        raise ValueError(f"A weight cannot be negative: {part.weight}.")
    return EXACT.multiply(part.weight, part.value), part.weight


def _quotient(pairs: Sequence[tuple[Decimal | None, Decimal | None]], factor: Decimal) -> Combined:
    known = [(above, below) for above, below in pairs if above is not None and below is not None]
    if not known:
        return Combined(None, None, None, 0, len(pairs))
    numerator, denominator = exact_sum(n for n, _ in known), exact_sum(d for _, d in known)
    value = rate(numerator, denominator, factor)
    return Combined(value, numerator, denominator, len(known), len(pairs))
