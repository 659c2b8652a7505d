"""What is wrong or unusual in a report that was read, against what is known of its commitment."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from athar.kernel.achievement import Direction
from athar.kernel.outliers import FlagKind, Limits, flags
from athar.kernel.progress import (
    DEFAULT_THRESHOLDS,
    ComputedStatus,
    DeclaredStatus,
    Thresholds,
    computed_status,
)
from athar.plans.validators import is_amount
from athar.reporting.checks import Check, CheckCode, Severity
from athar.reporting.drafts import ReportDraft
from athar.reporting.typed import Reading, ValueDraft
from athar.reporting.validators import is_percent

MOST_SENTENCES = 3
HELD_UP = frozenset({DeclaredStatus.DELAYED, DeclaredStatus.AT_RISK, DeclaredStatus.STOPPED})
"""The declared statuses that need an obstacle and a corrective action."""
_SENTENCE = re.compile(r"[.!?؟。]+(?:\s|$)|\n+")
_HUNDRED = Decimal(100)
_OF_FLAG = {
    FlagKind.OUT_OF_RANGE: CheckCode.VALUE_OUT_OF_RANGE,
    FlagKind.OUTLIER: CheckCode.VALUE_OUTLIER,
    FlagKind.JUMP: CheckCode.VALUE_JUMP,
    FlagKind.REGRESSION: CheckCode.VALUE_REGRESSION,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What the last published report said; None is unknown."""

    as_of_on: dt.date
    declared: DeclaredStatus | None = None
    physical: Decimal | None = None
    committed: Decimal | None = None
    paid: Decimal | None = None
    actual_start_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Usual:
    """What an indicator's value is held against: those before it, in time, and its limits."""

    earlier: tuple[Decimal | None, ...] = ()
    limits: Limits = field(default_factory=Limits)
    direction: Direction | None = None
    in_year: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a report is judged by.

    Shape: `open_milestones` are those that no published report says to be reached, by key whether
    they exist at all; `open_actions` the corrective actions of which it must be said what became.
    Units: `jump_points` in points of percent.
    """

    today: dt.date
    amount: Decimal | None = None
    planned_start: dt.date | None = None
    planned_end: dt.date | None = None
    reporting_months: int = 6
    last: Before | None = None
    n_evidence: int = 0
    milestones: frozenset[int] = frozenset()
    open_milestones: frozenset[int] = frozenset()
    open_actions: frozenset[int] = frozenset()
    lines: Mapping[int, Usual] = field(default_factory=dict)
    jump_points: Decimal = Decimal(30)
    thresholds: Thresholds = DEFAULT_THRESHOLDS


def judge(reading: Reading, known: Known) -> tuple[Check, ...]:
    """Give what is wrong with a report, and what is unusual, in the order of its form."""
    return (
        *reading.problems,
        *_figures(reading.draft),
        *_days(reading, known.today),
        *_words(reading.draft),
        *_completion(reading, known),
        *_held_up(reading, known),
        *_named(reading, known),
        *_compared(reading.draft, known),
        *_values(reading, known),
        *_sameness(reading, known.last),
    )


def is_refused(checks: tuple[Check, ...]) -> bool:
    """Tell whether a report with these cannot be submitted."""
    return any(one.severity is Severity.REFUSE for one in checks)


def _figures(draft: ReportDraft) -> Iterator[Check]:
    if not is_percent(draft.physical):
        yield Check(CheckCode.PERCENT_OUT_OF_RANGE, "physical")
    for name in ("committed", "paid"):
        if not is_amount(getattr(draft, name)):
            yield Check(CheckCode.AMOUNT_OUT_OF_RANGE, name)


def _days(reading: Reading, today: dt.date) -> Iterator[Check]:
    draft = reading.draft
    start, end = draft.actual_start_on, draft.actual_end_on
    if start is not None and end is not None and end < start:
        yield Check(CheckCode.ENDS_BEFORE_START, "actual_end_on", {"start": start, "end": end})
    happened = {"actual_start_on": start, "actual_end_on": end} | {
        f"milestone.{key}": day for key, day in reading.milestones.items()
    }
    for name, day in happened.items():
        if day is not None and day > today:
            yield Check(CheckCode.DAY_TO_COME, name, {"day": day})


def _words(draft: ReportDraft) -> Iterator[Check]:
    if draft.declared_status is None:
        yield Check(CheckCode.STATUS_MISSING, "declared_status")
    for lang, text in draft.narrative.items():
        n = n_sentences(text)
        if n > MOST_SENTENCES:
            params = {"n": n, "most": MOST_SENTENCES}
            yield Check(CheckCode.TOO_MANY_SENTENCES, f"narrative.{lang}", params)


def n_sentences(text: str) -> int:
    """Count the sentences of a text; a decimal point ends none."""
    return sum(1 for part in _SENTENCE.split(text) if part.strip())


def _completion(reading: Reading, known: Known) -> Iterator[Check]:
    draft = reading.draft
    is_said_complete = draft.declared_status is DeclaredStatus.COMPLETED
    if not is_said_complete and draft.physical != _HUNDRED:
        return
    about = "declared_status" if is_said_complete else "physical"
    if not known.n_evidence:
        yield Check(CheckCode.COMPLETE_WITHOUT_EVIDENCE, about)
    left = known.open_milestones - reading.milestones.keys()
    if left:
        yield Check(CheckCode.COMPLETE_WITH_OPEN_MILESTONES, about, {"n": len(left)})


def is_held_up(draft: ReportDraft, known: Known) -> bool:
    """Tell whether a report needs an obstacle and a corrective action.

    Source: methods.md §3.
    """
    computed = computed_status(
        declared=draft.declared_status,
        physical=draft.physical,
        planned_start=known.planned_start,
        planned_end=known.planned_end,
        reported_on=draft.as_of_on,
        today=draft.as_of_on,
        reporting_months=known.reporting_months,
        thresholds=known.thresholds,
    )
    return draft.declared_status in HELD_UP or computed.status is ComputedStatus.OFF_TRACK


def _held_up(reading: Reading, known: Known) -> Iterator[Check]:
    is_needed = is_held_up(reading.draft, known)
    obstacle, action = reading.obstacle, reading.action
    if (is_needed or obstacle or action) and not (obstacle and obstacle.reason):
        yield Check(CheckCode.OBSTACLE_MISSING, "obstacle.reason")
    if (is_needed or action) and not (action and action.is_whole):
        yield Check(CheckCode.ACTION_MISSING, _first_missing(reading))
    for key in sorted(known.open_actions):
        said = reading.follow_ups.get(key)
        if said is None or said.outcome is None:
            yield Check(CheckCode.FOLLOW_UP_MISSING, f"follow_up.{key}.outcome")


def _first_missing(reading: Reading) -> str:
    action = reading.action
    if action is None or not action.text:
        return "action.text"
    return "action.due_on" if action.owner else "action.owner"


def _named(reading: Reading, known: Known) -> Iterator[Check]:
    """Refuse what is said of steps, actions and indicators that are not the commitment's."""
    named = {
        **{f"milestone.{key}": key in known.milestones for key in reading.milestones},
        **{f"follow_up.{key}.outcome": key in known.open_actions for key in reading.follow_ups},
        **{one.field: one.line_id in known.lines for one in reading.values},
    }
    for name, is_known in named.items():
        if not is_known:
            yield Check(CheckCode.UNKNOWN_FIELD, name)


def _compared(draft: ReportDraft, known: Known) -> Iterator[Check]:
    last = known.last
    for name in ("physical", "committed", "paid") if last else ():
        now, before = getattr(draft, name), getattr(last, name)
        if now is not None and before is not None and now < before:
            yield Check(CheckCode.REGRESSION, name, {"now": now, "before": before})
    if last and draft.physical is not None and last.physical is not None:
        rise = draft.physical - last.physical
        if rise > known.jump_points:
            params = {"now": draft.physical, "before": last.physical, "points": rise}
            yield Check(CheckCode.JUMP, "physical", params)
    yield from _money(draft, known)


def _money(draft: ReportDraft, known: Known) -> Iterator[Check]:
    paid, committed = draft.paid, draft.committed
    if paid is not None and committed is not None and paid > committed:
        params = {"paid": paid, "committed": committed}
        yield Check(CheckCode.PAID_ABOVE_COMMITTED, "paid", params)
    if paid is None or not known.amount or draft.physical is None:
        return
    ahead = paid * _HUNDRED / known.amount - draft.physical
    if ahead > known.thresholds.gap_points:
        yield Check(CheckCode.PAYMENTS_AHEAD, "paid", {"points": ahead.quantize(Decimal("0.1"))})


def _values(reading: Reading, known: Known) -> Iterator[Check]:
    for one in reading.values:
        usual = known.lines.get(one.line_id)
        if usual is not None:
            yield from _unusual(one, usual)


def _unusual(one: ValueDraft, usual: Usual) -> Iterator[Check]:
    for flag in flags(
        one.value,
        earlier=usual.earlier,
        limits=usual.limits,
        direction=usual.direction,
        in_year=usual.in_year,
    ):
        params = {"now": flag.value, "against": flag.against, "measure": flag.measure}
        yield Check(_OF_FLAG[flag.kind], one.field, params)


def _sameness(reading: Reading, last: Before | None) -> Iterator[Check]:
    """Ask about a report that says what the last one said, and nothing else."""
    draft = reading.draft
    more = (draft.narrative, reading.milestones, reading.values, reading.obstacle, reading.action)
    if last is None or any(more) or reading.follow_ups:
        return
    said = (draft.declared_status, draft.physical, draft.committed, draft.paid)
    if said == (last.declared, last.physical, last.committed, last.paid):
        yield Check(CheckCode.NOTHING_CHANGED)
