"""The record of a member's process, the cycles of its plans, and what its clock says today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.kernel.process import (
    Check,
    Consulted,
    Cycle,
    Kept,
    State,
    add_months,
    checks_before,
    checks_during,
    contrary_on,
    is_reviewed,
)
from athar.kernel.text import Translated
from athar.network.enums.process import VERDICTS, RecordKind
from athar.network.models import Consultation, Member, ProcessRecord
from athar.network.process_rules import process_rules
from athar.network.rules.process import can_see_desk_of_process
from athar.plans.enums import PlanKind
from athar.plans.models import Commitment, Plan

ACTION_PLANS = (PlanKind.NATIONAL_ACTION_PLAN, PlanKind.LOCAL_ACTION_PLAN)


@dataclass(frozen=True, slots=True)
class RecordView:
    """A line of the record."""

    id: int
    kind: RecordKind
    on: dt.date
    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationView:
    """A consultation; None is not known."""

    id: int
    title: str
    url: str
    timeline_on: dt.date | None
    opens_on: dt.date
    closes_on: dt.date | None
    n_received: int | None
    n_answered: int | None
    row_version: int


@dataclass(frozen=True, slots=True)
class CycleView:
    """One plan of a member, and what evaluators found of its process; None: nothing recorded."""

    plan_id: int
    code: str
    title: Translated
    cycle: Cycle
    is_contrary: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessRecordView:
    """All that is kept of a member's process, lines and plans in time."""

    member_id: int
    code: str
    names: Translated
    records: tuple[RecordView, ...]
    consultations: tuple[ConsultationView, ...]
    cycles: tuple[CycleView, ...]
    commitments: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ProcessDue:
    """What a member owes by a day: the requirement, or `plan`."""

    member: Translated
    requirement: str
    due_on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """What the clock of a member says today.

    Shape: `current` is the plan in force, else the last one that began, None without any;
    `is_kept` where the member recorded anything itself; `contrary` are the reasons with their
    days, soonest first; `plan_due_on` is the last day on which the next plan is in time.
    """

    current: CycleView | None
    is_kept: bool = False
    during: tuple[Check, ...] = ()
    before_next: tuple[Check, ...] = ()
    contrary: tuple[tuple[str, dt.date], ...] = ()
    plan_due_on: dt.date | None = None
    has_next_plan: bool = False
    would_be_reviewed: bool = False

    def deadlines(self, today: dt.date) -> tuple[tuple[str, dt.date], ...]:
        """Give what comes next, soonest first: the requirement or `plan`, and its last day."""
        found = {
            one.requirement: one.deadline
            for one in (*self.during, *self.before_next)
            if one.deadline and one.deadline >= today
        }
        if self.plan_due_on and not self.has_next_plan and self.plan_due_on >= today:
            found["plan"] = self.plan_due_on
        return tuple(sorted(found.items(), key=lambda pair: (pair[1], pair[0])))


def process_of(member_code: str) -> ProcessRecordView | None:
    """Give all that is kept of a member's process, None without such a member. Queries: 5."""
    member = Member.objects.select_related("place").filter(code=member_code).first()
    return None if member is None else _process(member)


def process_due(member_ids: Collection[int], until: dt.date) -> tuple[ProcessDue, ...]:
    """Give what falls due for some members until a day, and what they missed, soonest first.

    Shape: what was missed stands under the last day on which it was in time.
    Queries: 1, and 4 for each member.
    """
    found = []
    for member in Member.objects.select_related("place").filter(pk__in=member_ids):
        record = _process(member)
        told = clock_of(record, {})
        missed = {
            one.requirement: one.since - dt.timedelta(days=1)
            for one in (*told.during, *told.before_next)
            if one.state is State.UNMET and one.since
        }
        due = {key: day for key, day in told.deadlines(clock.today()) if day <= until}
        found += [ProcessDue(record.names, *one) for one in (due | missed).items()]
    return tuple(sorted(found, key=lambda one: (one.due_on, one.requirement)))


def _process(member: Member) -> ProcessRecordView:
    """Give all that is kept of a member, its place joined. Queries: 4."""
    records = tuple(
        RecordView(row.pk, RecordKind(row.kind), row.on, row.title, row.url)
        for row in ProcessRecord.objects.filter(member=member).order_by("on", "pk")
    )
    consulted = Consultation.objects.filter(member=member).order_by("opens_on", "pk")
    plans = Plan.objects.filter(
        place=member.place_id, place__isnull=False, kind__in=ACTION_PLANS, current_version__gt=0
    )
    cycles = tuple(_cycle(plan, records) for plan in plans.order_by("start_on", "pk"))
    current = _current(cycles, clock.today())
    kept = Commitment.objects.filter(first_version__isnull=False, removed_in_version=None)
    wanted = kept.filter(plan=current.plan_id) if current else kept.none()
    return ProcessRecordView(
        member_id=member.pk,
        code=member.code,
        names=member.place.names if member.place else member.names,
        records=records,
        consultations=tuple(map(_consultation, consulted)),
        cycles=cycles,
        commitments=tuple(wanted.order_by("pk").values_list("pk", flat=True)),
    )


def clock_of(found: ProcessRecordView, progress: Mapping[int, bool | None]) -> Clock:
    """Say how the process of a member stands today.

    Shape: `progress` tells of the commitments of the current plan whether they have any.
    Source: docs/methods/process.md. Queries: 0.
    """
    today, rules = clock.today(), process_rules().rules
    current = _current(found.cycles, today)
    if current is None:
        return Clock(current=None)
    later = [one for one in found.cycles if one.cycle.start_on > current.cycle.start_on]
    next_on = later[0].cycle.start_on if later else None
    due = add_months(current.cycle.end_on, rules.plan_months)
    kept = kept_of(found)
    during = checks_during(current.cycle, kept, rules, today)
    window = Cycle(current.cycle.start_on, next_on or due)
    before_next = checks_before(window, kept, rules, today)
    known = [progress.get(key) for key in found.commitments]
    broken = [one for one in during if one.state is State.UNMET]
    # of who keeps no record here nothing is known: it is not told what would follow
    contrary = {}
    if kept.since is not None:
        contrary = contrary_on(current.cycle, next_on, broken, known, rules)
    verdicts = [one.is_contrary for one in found.cycles if one not in (*later, current)]
    return Clock(
        current=current,
        is_kept=kept.since is not None,
        during=during,
        before_next=before_next,
        contrary=tuple(sorted(contrary.items(), key=lambda pair: (pair[1], pair[0]))),
        plan_due_on=due,
        has_next_plan=next_on is not None,
        would_be_reviewed=is_reviewed([*verdicts, bool(contrary)], rules),
    )


def kept_of(found: ProcessRecordView) -> Kept:
    """Give the days of what was recorded; verdicts of evaluators are no record of the member's."""

    def days(kind: RecordKind) -> list[dt.date]:
        return [one.on for one in found.records if one.kind is kind]

    own = [one.on for one in found.records if one.kind not in VERDICTS]
    own += [one.opens_on for one in found.consultations]
    return Kept(
        since=min(own, default=None),
        meetings=days(RecordKind.DIALOGUE),
        results=days(RecordKind.RESULTS),
        uploads=days(RecordKind.UPLOAD),
        outreach=days(RecordKind.OUTREACH),
        has_rules=bool(days(RecordKind.RULES)),
        has_site=bool(days(RecordKind.SITE)),
        consultations=tuple(
            Consulted(one.opens_on, one.closes_on, one.timeline_on, one.n_received, one.n_answered)
            for one in found.consultations
        ),
    )


def members_kept_by(actor: Actor) -> tuple[tuple[str, Translated], ...]:
    """Give the members whose process somebody keeps: code and names. Queries: 1 and its rights."""
    rows = Member.objects.select_related("place").order_by("code")
    return tuple(
        (row.code, row.place.names if row.place else row.names)
        for row in rows
        if can_see_desk_of_process(actor, row.scope_keys)
    )


def _consultation(row: Consultation) -> ConsultationView:
    names = ConsultationView.__dataclass_fields__
    return ConsultationView(**{name: getattr(row, name) for name in names})


def _current(cycles: Sequence[CycleView], today: dt.date) -> CycleView | None:
    begun = [one for one in cycles if one.cycle.start_on <= today]
    return begun[-1] if begun else None


def _cycle(plan: Plan, records: Collection[RecordView]) -> CycleView:
    cycle = Cycle(plan.start_on, plan.end_on)
    found = [
        one.kind is RecordKind.CONTRARY
        for one in records
        if one.kind in VERDICTS and plan.start_on <= one.on <= plan.end_on
    ]
    return CycleView(
        plan.pk, plan.code, plan.short_title or plan.title, cycle, found[-1] if found else None
    )
