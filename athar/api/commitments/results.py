"""The results of a commitment: where from, where to, how far it has come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from athar.indicators.enums import Claim, NoNumber, ResultLevel, TrajectoryChoice
from athar.indicators.queries import PlannedView
from athar.kernel.achievement import Outcome
from athar.kernel.text import Translated
from athar.rollups.queries import Figure, Result


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPlace:
    """The place a result is measured at."""

    scheme: str
    code: str
    names: Translated


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedResult:
    """A baseline or a target in force."""

    period: str
    value: Decimal
    revision: Annotated[int, "0 was never changed."]
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalOf:
    """The target that the value is compared with."""

    on: dt.date
    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredOf:
    """The newest value that counts."""

    period: str
    category: str
    claim: Claim
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    no_number: NoNumber | None
    is_own: Annotated[bool, "Stated as it is, not put together from its parts."]
    known: int
    expected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultOf:
    """One line of the results framework with what was measured of it."""

    plan: str
    node: str | None
    commitment: str | None
    library: str
    indicator: str
    level: ResultLevel
    place: ResultPlace
    category: str
    trajectory: TrajectoryChoice
    baselines: tuple[PlannedResult, ...]
    targets: tuple[PlannedResult, ...]
    is_sample: bool
    actual: Annotated[Decimal | None, "What is compared: the latest value, of a flow the sum."]
    goal: GoalOf | None
    achieved_percent: Annotated[Decimal | None, "One decimal, as printed; below 0 a regression."]
    outcome: Outcome | None
    known: int | None
    expected: int | None
    last: MeasuredOf | None


def results_of_commitment(results: Iterable[Result]) -> tuple[ResultOf, ...]:
    """Give lines as the API holds them."""
    return tuple(map(_result, results))


def _result(one: Result) -> ResultOf:
    line, share = one.line, one.achievement
    place = line.place
    return ResultOf(
        plan=line.plan_code,
        node=line.node_code or None,
        commitment=line.commitment_code or None,
        library=line.indicator.library_code,
        indicator=line.indicator.code,
        level=line.level,
        place=ResultPlace(scheme=place.scheme, code=place.code, names=place.names),
        category=line.category,
        trajectory=line.trajectory,
        baselines=tuple(map(_planned, line.baselines)),
        targets=tuple(map(_planned, line.targets)),
        is_sample=line.is_sample,
        actual=one.actual,
        goal=GoalOf(on=one.goal.on, value=one.goal.value) if one.goal else None,
        achieved_percent=one.percent,
        outcome=share.outcome if share else None,
        known=share.known if share else None,
        expected=share.expected if share else None,
        last=_measured(one.last) if one.last else None,
    )


def _planned(one: PlannedView) -> PlannedResult:
    return PlannedResult(
        period=one.period, value=one.value, revision=one.revision, reason=one.reason or None
    )


def _measured(one: Figure) -> MeasuredOf:
    return MeasuredOf(
        period=one.period,
        category=one.category,
        claim=one.claim,
        value=one.value,
        numerator=one.numerator,
        denominator=one.denominator,
        no_number=one.no_number,
        is_own=one.is_own,
        known=one.known,
        expected=one.expected,
    )
