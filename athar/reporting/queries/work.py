"""What waits for a person: to report, to validate, returned, silent; and who owes what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Window

from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.kernel.text import Translated
from athar.people.enums import Role
from athar.plans.enums import BodyRole
from athar.plans.models import Commitment, CommitmentBody, CommitmentPlace
from athar.reporting.enums import ReportState
from athar.reporting.models import Assignment, Report, ReportComment, Round
from athar.reporting.queries.grids import MOST_ROUNDS, RECEIVED, Grid, completion_grid
from athar.reporting.rules import REPORTING_ROLES
from athar.reporting.scopes import within_reach

SILENT_AFTER = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class WorkFilter:
    """Which part of the work is shown; None leaves a filter out.

    Shape: `place_path` names a place and all within it, `node_path` a grouping of the plan ("A1/")
    and all below it.
    """

    plan_id: int | None = None
    place_path: str | None = None
    node_path: str | None = None
    organisation_id: int | None = None

    @property
    def commitments(self) -> Q:
        """Give the filter as a condition on commitments."""
        wanted = Q()
        if self.plan_id is not None:
            wanted &= Q(plan=self.plan_id)
        if self.node_path is not None:
            wanted &= Q(node__path__startswith=self.node_path)
        if self.place_path is not None:
            within = CommitmentPlace.objects.filter(place__path__startswith=self.place_path)
            wanted &= Q(pk__in=within.values("commitment"))
        if self.organisation_id is not None:
            led = CommitmentBody.objects.filter(
                ~Q(role=BodyRole.SUPPORT), organisation=self.organisation_id
            )
            wanted &= Q(pk__in=led.values("commitment"))
        return wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """One thing that waits: the report of a commitment in a round.

    Shape: `report_id` None while nobody started it. `last_on` is the day of the last published
    report, None when there is none; `note` why a report was returned.
    """

    report_id: int | None
    round_id: int
    round_code: str
    commitment_id: int
    code: str
    title: Translated
    plan_code: str
    organisation_id: int | None
    due_on: dt.date | None
    state: ReportState | None
    last_on: dt.date | None = None
    note: str = ""

    def days_late(self, today: dt.date) -> int:
        """Give the days since it was due, 0 while it is not late."""
        return max(0, (today - self.due_on).days) if self.due_on else 0


@dataclass(frozen=True, slots=True)
class Lane:
    """How many things wait, and the first of them."""

    count: int
    first: tuple[WorkItem, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """All that waits for a person on a day.

    Shape: `plans` are (key, code, title) of the plans within reach that have rounds; the grid is
    that of the plan asked for, else of the one with the newest round.
    """

    today: dt.date
    to_report: Lane
    to_validate: Lane
    returned: Lane
    silent: Lane
    plans: tuple[tuple[int, str, Translated], ...]
    grid: Grid


def my_work(actor: Actor, wanted: WorkFilter | None = None, *, limit: int = 5) -> Work:
    """Give what waits for a person.

    Shape: who is no reporter, coordinator or validator anywhere has nothing. With `limit` 0 each
    lane is counted only.
    Queries: 9 at most, whatever the number of commitments and rounds.
    """
    wanted, today = wanted or WorkFilter(), clock.today()
    chosen = wanted.commitments
    reach = within_reach(actor, REPORTING_ROLES) & chosen
    reporting = within_reach(actor, (Role.PROJECT_MANAGER, Role.COORDINATOR)) & chosen
    own = within_reach(actor, (Role.PROJECT_MANAGER,)) & chosen
    validating = within_reach(actor, (Role.VALIDATOR,)) & chosen
    rounds = _rounds(within_reach(actor, REPORTING_ROLES))
    plan_id = wanted.plan_id or (rounds[-1].plan_id if rounds else None)
    of_plan = [one for one in rounds if one.plan_id == plan_id]
    plans = {one.plan_id: (one.plan_id, one.plan.code, one.plan.title) for one in rounds}
    return Work(
        today=today,
        to_report=_owed(_unreported(reporting, today), limit),
        to_validate=_reports(_to_validate(actor, validating), limit),
        returned=_reports(_returned(actor, own, chosen), limit, with_note=True),
        silent=_owed(_silent(reach, rounds, today), limit),
        plans=tuple(plans.values()),
        grid=completion_grid(of_plan[-MOST_ROUNDS:], reach),
    )


def _rounds(reach: Q) -> list[Round]:
    """Give the rounds of the plans within reach, the newest last."""
    plans = Commitment.objects.filter(reach).values("plan")
    rows = Round.objects.filter(plan__in=plans).select_related("plan")
    return list(rows.order_by("due_on", "pk"))


def _within(reach: Q) -> Q:
    return Q() if reach == Q() else Q(commitment__in=Commitment.objects.filter(reach).values("pk"))


def _unreported(reach: Q, today: dt.date) -> QuerySet[Assignment]:
    """Give what is owed in open rounds and nobody handed over; returned ones are in their lane."""
    begun = (*RECEIVED, ReportState.RETURNED)
    made = Report.objects.filter(
        round=OuterRef("round"), commitment=OuterRef("commitment"), state__in=begun
    )
    rows = Assignment.objects.filter(
        _within(reach), round__closed_at=None, round__opens_on__lte=today
    )
    return rows.exclude(Exists(made)).order_by("due_on", "commitment__position", "pk")


def _silent(reach: Q, rounds: Iterable[Round], today: dt.date) -> QuerySet[Assignment]:
    """Give what is more than 30 days late in the last round of each plan that is due so long."""
    last = {one.plan_id: one.pk for one in rounds if today - one.due_on > SILENT_AFTER}
    made = Report.objects.filter(
        round=OuterRef("round"), commitment=OuterRef("commitment"), state__in=RECEIVED
    )
    rows = Assignment.objects.filter(
        _within(reach), round__in=last.values(), due_on__lt=today - SILENT_AFTER
    )
    return rows.exclude(Exists(made)).order_by("due_on", "commitment__position", "pk")


def _to_validate(actor: Actor, reach: Q) -> QuerySet[Report]:
    own = Q(authored_by=actor.pk) | Q(submitted_by=actor.pk) | Q(checked_by=actor.pk)
    rows = Report.objects.filter(_within(reach), state=ReportState.SUBMITTED).exclude(
        pk__in=Report.objects.filter(own, state=ReportState.SUBMITTED).values("pk")
    )
    return rows.order_by("submitted_at", "pk")


def _returned(actor: Actor, reach: Q, chosen: Q) -> QuerySet[Report]:
    written = Q(authored_by=actor.pk) & _within(chosen)
    rows = Report.objects.filter(
        _within(reach) | written, state=ReportState.RETURNED, round__closed_at=None
    )
    return rows.order_by("round__due_on", "pk")


_NAMED = ("commitment__code", "commitment__title", "commitment__plan__code")


def _owed(rows: QuerySet[Assignment], limit: int) -> Lane:
    if not limit:
        return Lane(rows.count(), ())
    started = Report.objects.filter(
        round=OuterRef("round"), commitment=OuterRef("commitment"), withdrawal=None
    )
    last = Report.objects.filter(commitment=OuterRef("commitment"), is_current=True)
    found = rows.annotate(
        n=Window(Count("pk")),
        report_id=Subquery(started.values("pk")[:1]),
        state=Subquery(started.values("state")[:1]),
        last_on=Subquery(last.values("as_of_on")[:1]),
    ).values_list(
        *("n", "report_id", "round_id", "round__code", "commitment_id", *_NAMED),
        *("organisation_id", "due_on", "state", "last_on"),
    )[:limit]
    return _lane(found)


def _reports(rows: QuerySet[Report], limit: int, *, with_note: bool = False) -> Lane:
    if not limit:
        return Lane(rows.count(), ())
    owed = Assignment.objects.filter(round=OuterRef("round"), commitment=OuterRef("commitment"))
    last = Report.objects.filter(commitment=OuterRef("commitment"), is_current=True)
    notes = ReportComment.objects.filter(report=OuterRef("pk"), is_return=True).order_by("-pk")
    extra = {"note": Subquery(notes.values("text")[:1])} if with_note else {}
    found = rows.annotate(
        n=Window(Count("pk")),
        due_on=Subquery(owed.values("due_on")[:1]),
        last_on=Subquery(last.values("as_of_on")[:1]),
        **extra,
    ).values_list(
        *("n", "pk", "round_id", "round__code", "commitment_id", *_NAMED),
        *("organisation_id", "due_on", "state", "last_on", *extra),
    )[:limit]
    return _lane(found)


def _lane(found: Iterable[tuple[Any, ...]]) -> Lane:
    count, items = 0, []
    for n, report_id, round_id, round_code, commitment_id, code, title, plan, body, *rest in found:
        due_on, state, last_on, *note = rest
        count = n
        items.append(
            WorkItem(
                report_id=report_id,
                round_id=round_id,
                round_code=round_code,
                commitment_id=commitment_id,
                code=code,
                title=title,
                plan_code=plan,
                organisation_id=body,
                due_on=due_on,
                state=ReportState(state) if state else None,
                last_on=last_on,
                note=note[0] or "" if note else "",
            )
        )
    return Lane(count, tuple(items))
