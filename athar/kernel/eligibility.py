"""Points of eligibility for the partnership: dated rules applied to what is known of a country."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import combinations

Fact = bool | Decimal | None
"""Whether a criterion is met, or what an index gives; None: not known."""


class Combine(StrEnum):
    """How the points of a metric follow from its criteria."""

    SUM = "sum"
    MAX = "max"
    FIRST = "first"


class Outcome(StrEnum):
    """What a number of points means."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    NOT_ENOUGH_DATA = "not_enough_data"


class Passed(StrEnum):
    """Whether the Values Check is passed."""

    PASSED = "passed"
    NOT_PASSED = "not_passed"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Criterion:
    """Something a country does or does not, and what it counts."""

    key: str
    points: int


@dataclass(frozen=True, slots=True)
class Band:
    """The points of an index above a value; `above` None: all the rest."""

    above: Decimal | None
    points: int


@dataclass(frozen=True, slots=True)
class Metric:
    """One of the measures of eligibility; `bands` where its one criterion is an index."""

    key: str
    combine: Combine
    criteria: tuple[Criterion, ...]
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a day: metrics of equal points, the share that passes, and the Values Check."""

    metrics: tuple[Metric, ...]
    points_per_metric: int
    pass_ratio: Decimal
    least_metrics: int
    values_keys: tuple[str, ...]
    values_threshold: Decimal


@dataclass(frozen=True, slots=True)
class MetricScore:
    """The points of one metric: the least and the most that what is known allows."""

    key: str
    least: int
    most: int

    @property
    def points(self) -> int | None:
        """Give the points, None while what is not known could change them."""
        return self.least if self.least == self.most else None


@dataclass(frozen=True, slots=True)
class Score:
    """Points of a country; `is_stated`: the total comes from a source, not from the metrics.

    Shape: `points` None and 0 of 0 when there is not enough data.
    """

    metrics: tuple[MetricScore, ...]
    points: int | None
    available: int
    needed: int
    outcome: Outcome
    is_stated: bool

    @property
    def n_missing(self) -> int:
        """Give how many points are missing; 0 when none are, or nothing can be said."""
        return 0 if self.points is None else max(0, self.needed - self.points)


@dataclass(frozen=True, slots=True)
class Path:
    """A set of reforms of which none can be left out, and the points it reaches."""

    reforms: tuple[str, ...]
    gained: int
    points: int


def score(rules: Rules, facts: Mapping[str, Fact], total: int | None = None) -> Score:
    """Count the points of a country, and tell whether they are enough.

    Shape: `total` is what a source states of a country of which not all metrics are known; it
    counts for all of them. A metric that is not known, or only in part, counts neither for nor
    against.
    """
    metrics = tuple(_scored(metric, facts) for metric in rules.metrics)
    known = [one.points for one in metrics if one.points is not None]
    n_counted = len(known)
    points = sum(known)
    is_stated = total is not None and n_counted < len(metrics)
    if total is not None and is_stated:
        n_counted, points = len(metrics), total
    if n_counted < rules.least_metrics:
        return Score(metrics, None, 0, 0, Outcome.NOT_ENOUGH_DATA, is_stated=False)
    available = n_counted * rules.points_per_metric
    needed = math.ceil(available * rules.pass_ratio)
    outcome = Outcome.ELIGIBLE if points >= needed else Outcome.NOT_ELIGIBLE
    return Score(metrics, points, available, needed, outcome, is_stated)


def with_reforms(
    rules: Rules, facts: Mapping[str, Fact], reforms: Sequence[str], total: int | None = None
) -> Score:
    """Count the points as they were if some criteria were met too.

    Shape: a stated total moves by as much as the metrics whose points are known.
    """
    before = score(rules, facts, total)
    after = {**facts, **dict.fromkeys(reforms, True)}
    if not before.is_stated or total is None:
        return score(rules, after, total)
    moved = zip(before.metrics, score(rules, after, total).metrics, strict=True)
    gained = sum((new.points or 0) - old.points for old, new in moved if old.points is not None)
    return score(rules, after, total + gained)


def reforms_open(rules: Rules, facts: Mapping[str, Fact]) -> tuple[str, ...]:
    """Give the criteria known not to be met whose metric is known, in the order of the rules.

    Shape: an index is no reform: nobody decides it.
    """
    return tuple(
        one.key
        for metric in rules.metrics
        if not metric.bands and _scored(metric, facts).points is not None
        for one in metric.criteria
        if facts.get(one.key) is False
    )


def cheapest_paths(
    rules: Rules, facts: Mapping[str, Fact], total: int | None = None
) -> tuple[Path, ...]:
    """Give every set of reforms that passes and needs all of them, the cheapest first.

    Shape: fewest reforms first, then fewest points beyond the threshold, then in the order of the
    rules; empty when nothing is missing, nothing can be said, or no reform is enough.
    """
    before = score(rules, facts, total)
    if before.outcome is not Outcome.NOT_ELIGIBLE or before.points is None:
        return ()
    found: list[Path] = []
    for reforms in _sets_of(reforms_open(rules, facts)):
        if any(set(one.reforms) <= set(reforms) for one in found):
            continue
        after = with_reforms(rules, facts, reforms, total)
        if after.outcome is Outcome.ELIGIBLE and after.points is not None:
            found.append(Path(reforms, after.points - before.points, after.points))
    return tuple(sorted(found, key=lambda one: (len(one.reforms), one.points)))


def values_check(rules: Rules, facts: Mapping[str, Fact]) -> Passed:
    """Tell whether a candidate passes the Values Check: enough in at least one of its indices."""
    values = [facts.get(key) for key in rules.values_keys]
    if any(isinstance(one, Decimal) and one >= rules.values_threshold for one in values):
        return Passed.PASSED
    return Passed.NOT_KNOWN if None in values else Passed.NOT_PASSED


def in_review(outcomes: Mapping[int, Outcome]) -> bool:
    """Tell whether a member is below the minimum in its last year known and in the one before."""
    last = max(outcomes, default=0)
    years = (outcomes.get(last), outcomes.get(last - 1))
    return years == (Outcome.NOT_ELIGIBLE, Outcome.NOT_ELIGIBLE)


def _sets_of(reforms: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for size in range(1, len(reforms) + 1):
        yield from combinations(reforms, size)


def _scored(metric: Metric, facts: Mapping[str, Fact]) -> MetricScore:
    if metric.bands:
        return _banded(metric, facts.get(metric.criteria[0].key))
    met = [one.points for one in metric.criteria if facts.get(one.key) is True]
    open_ = [one.points for one in metric.criteria if facts.get(one.key) is None]
    if metric.combine is Combine.SUM:
        return MetricScore(metric.key, sum(met), sum(met) + sum(open_))
    return MetricScore(metric.key, max(met, default=0), max([*met, *open_], default=0))


def _banded(metric: Metric, value: Fact) -> MetricScore:
    if not isinstance(value, Decimal):
        return MetricScore(metric.key, 0, max(band.points for band in metric.bands))
    points = next(band.points for band in metric.bands if band.above is None or value > band.above)
    return MetricScore(metric.key, points, points)
