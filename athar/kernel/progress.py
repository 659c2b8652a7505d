"""Progress of commitments, axes and plans, and the statuses read from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Self

from athar.kernel.quantity import EXACT

_ZERO = Decimal(0)
_ONE = Decimal(1)
_HUNDRED = Decimal(100)
_DAYS_IN_MONTH = Decimal("365.25") / 12


class WeightRule(StrEnum):
    """How much each child counts in the progress of what holds it."""

    COST = "cost"
    EQUAL = "equal"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class Part:
    """One child of an axis or a plan: its weight, and its progress in percent."""

    weight: Decimal | None
    value: Decimal | None
    is_cancelled: bool = False
    is_validated_complete: bool = False


@dataclass(frozen=True, slots=True)
class Weighted:
    """Progress of a whole made of parts, with what is known and what was left out.

    Shape: numerator and denominator are in the unit of the weights; `expected` counts the
    parts that are not cancelled, `known` those of them that count, `complete` those finished.
    Two disjoint halves add up to the whole.
    """

    numerator: Decimal = _ZERO
    denominator: Decimal = _ZERO
    known: int = 0
    expected: int = 0
    cancelled: int = 0
    complete: int = 0

    @property
    def percent(self) -> Decimal | None:
        """Numerator over denominator in percent; None when nothing is known."""
        if not self.denominator:
            return None
        return self.numerator * _HUNDRED / self.denominator

    @property
    def is_complete(self) -> bool:
        """Whether every part that is not cancelled is finished, and there is one at least."""
        return 0 < self.expected == self.complete

    def __add__(self, other: Self) -> "Weighted":
        return Weighted(
            numerator=EXACT.add(self.numerator, other.numerator),
            denominator=EXACT.add(self.denominator, other.denominator),
            known=self.known + other.known,
            expected=self.expected + other.expected,
            cancelled=self.cancelled + other.cancelled,
            complete=self.complete + other.complete,
        )


def weighted(parts: Iterable[Part], rule: WeightRule) -> Weighted:
    """Give the progress of a whole: Σ(weight × value) / Σ(weight), values clipped to 0…100.

    Parts whose weight or value is unknown are left out of both sums; cancelled ones as well.
    Errors: ValueError on a negative weight.
    Source: methods.md §2.
    """
    total = Weighted()
    for part in parts:
        total += _one_part(part, rule)
    return total


def financial(pairs: Iterable[tuple[Decimal | None, Decimal | None, bool]]) -> Weighted:
    """Give financial progress: Σ paid / Σ amount, over (paid, amount, is_cancelled).

    Children with paid or amount unknown are left out of both sums; cancelled ones as well.
    Source: methods.md §2.
    """
    total = Weighted()
    for paid, amount, is_cancelled in pairs:
        if is_cancelled:
            total += Weighted(cancelled=1)
        elif paid is None or amount is None:
            total += Weighted(expected=1)
        else:
            complete = int(paid >= amount)
            total += Weighted(paid, amount, known=1, expected=1, complete=complete)
    return total


def _one_part(part: Part, rule: WeightRule) -> Weighted:
    if part.is_cancelled:
        return Weighted(cancelled=1)
    complete = int(part.is_validated_complete)
    weight = _ONE if rule is WeightRule.EQUAL else part.weight
    if weight is None or part.value is None:
        return Weighted(expected=1, complete=complete)
    if weight < 0:
        raise ValueError(f"A weight cannot be negative: {weight}.")
    share = EXACT.multiply(weight, max(_ZERO, min(part.value, _HUNDRED)))
    done = share.scaleb(-2, EXACT)
    return Weighted(done, weight, known=1, expected=1, complete=complete)


def planned_share(*, start: date | None, end: date | None, on: date | None) -> Decimal | None:
    """Give how much of the time planned has passed on a day, in percent, both ends included.

    Shape: 0 before the start, 100 from the end; None when a date is unknown or the end comes
    before the start.
    """
    if start is None or end is None or on is None or end < start:
        return None
    planned = (end - start).days + 1
    elapsed = max(0, min((on - start).days + 1, planned))
    return Decimal(elapsed) * _HUNDRED / Decimal(planned)


class DeclaredStatus(StrEnum):
    """What the lead body said in its last published report."""

    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"
    DELAYED = "delayed"
    AT_RISK = "at_risk"
    STOPPED = "stopped"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class ComputedStatus(StrEnum):
    """What the figures say, in the order in which statuses are always shown."""

    COMPLETED = "completed"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    NOT_DUE = "not_due"
    NO_DATA = "no_data"
    STALE = "stale"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where one status ends and the next begins (settings of the installation)."""

    on_track: Decimal = Decimal("0.9")
    at_risk: Decimal = Decimal("0.7")
    stale_periods: Decimal = Decimal("1.5")
    gap_points: Decimal = Decimal(20)


DEFAULT_THRESHOLDS = Thresholds()


@dataclass(frozen=True, slots=True)
class Computed:
    """A computed status with the planned share (percent) and the ratio that gave it, if any."""

    status: ComputedStatus
    ratio: Decimal | None = None
    planned: Decimal | None = None


def computed_status(
    *,
    declared: DeclaredStatus | None,
    physical: Decimal | None,
    planned_start: date | None,
    planned_end: date | None,
    reported_on: date | None,
    today: date,
    reporting_months: int,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> Computed:
    """Give the status that the figures justify, whatever was declared.

    The progress reported is compared with the time passed at the date of the figures, by the
    dates of the first adopted version.
    Source: methods.md §3.
    """
    recorded = _recorded_status(declared)
    if recorded is not None:
        return Computed(recorded)
    if planned_start is not None and today < planned_start:
        return Computed(ComputedStatus.NOT_DUE)
    if reported_on is None or physical is None:
        return Computed(ComputedStatus.NO_DATA)
    if _is_stale(reported_on, today, reporting_months, thresholds):
        return Computed(ComputedStatus.STALE)
    return _compared(physical, planned_start, planned_end, reported_on, thresholds)


def _compared(
    physical: Decimal,
    planned_start: date | None,
    planned_end: date | None,
    reported_on: date,
    thresholds: Thresholds,
) -> Computed:
    planned = planned_share(start=planned_start, end=planned_end, on=reported_on)
    if planned is None:
        return Computed(ComputedStatus.NO_DATA)
    if not planned:
        return Computed(ComputedStatus.NOT_DUE, planned=planned)
    ratio = physical / planned
    return Computed(_status_of_ratio(ratio, thresholds), ratio, planned)


def _recorded_status(declared: DeclaredStatus | None) -> ComputedStatus | None:
    if declared is DeclaredStatus.CANCELLED:
        return ComputedStatus.CANCELLED
    if declared is DeclaredStatus.COMPLETED:
        return ComputedStatus.COMPLETED
    return None


def _is_stale(
    reported_on: date, today: date, reporting_months: int, thresholds: Thresholds
) -> bool:
    allowed = thresholds.stale_periods * reporting_months * _DAYS_IN_MONTH
    return (today - reported_on).days > allowed


def _status_of_ratio(ratio: Decimal, thresholds: Thresholds) -> ComputedStatus:
    if ratio >= thresholds.on_track:
        return ComputedStatus.ON_TRACK
    if ratio >= thresholds.at_risk:
        return ComputedStatus.AT_RISK
    return ComputedStatus.OFF_TRACK


def slippage_days(planned_end: date | None, actual_or_forecast_end: date | None) -> int | None:
    """Give the days between the planned end and the actual or forecast one; late is positive.

    Source: methods.md §4.
    """
    if planned_end is None or actual_or_forecast_end is None:
        return None
    return (actual_or_forecast_end - planned_end).days


def gap_flag(
    physical: Decimal | None,
    financial: Decimal | None,
    *,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> bool:
    """Tell whether works and payments differ by more than the points allowed, either way."""
    if physical is None or financial is None:
        return False
    return abs(financial - physical) > thresholds.gap_points
