"""One round as those who run it see it: which body owes which report, and how each stands."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, Subquery

from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.kernel.text import Translated
from athar.people.queries import OrganisationRef, organisations_by_id
from athar.plans.models import Commitment
from athar.plans.rules import plan_scopes
from athar.reporting.enums import ReportState
from athar.reporting.models import Assignment, Report, Round
from athar.reporting.queries.grids import RECEIVED, Grid, completion_grid
from athar.reporting.rounds import RoundView, round_view
from athar.reporting.rules import REPORTING_ROLES, can_run_rounds
from athar.reporting.scopes import within_reach


class Standing(StrEnum):
    """How what is owed stands on a day."""

    PUBLISHED = "published"
    VALIDATED = "validated"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    UNDER_WAY = "under_way"
    NOT_BEGUN = "not_begun"
    LATE = "late"
    MISSED = "missed"


_HANDED_OVER = {
    ReportState.PUBLISHED: Standing.PUBLISHED,
    ReportState.VALIDATED: Standing.VALIDATED,
    ReportState.SUBMITTED: Standing.SUBMITTED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedReport:
    """The report of one commitment that a body owes in a round.

    Shape: `report_id` None while nobody began it; `node_path` the grouping of the plan, "" for
    none; `reminded_at` None when nobody was asked again.
    """

    commitment_id: int
    code: str
    title: Translated
    node_path: str
    organisation: OrganisationRef
    due_on: dt.date
    reminded_at: dt.datetime | None
    report_id: int | None
    standing: Standing

    @property
    def is_received(self) -> bool:
        """Tell whether its body handed it over."""
        return self.standing in set(_HANDED_OVER.values())


@dataclass(frozen=True, slots=True)
class RoundOwed:
    """A round with what is owed in it, as far as a person may see it."""

    round: RoundView
    plan_id: int
    plan_code: str
    plan_title: Translated
    plan_days: tuple[dt.date, dt.date]
    currency: str
    may_run: bool
    reports: tuple[OwedReport, ...]

    @property
    def n_received(self) -> int:
        """Give how many were handed over."""
        return sum(one.is_received for one in self.reports)

    @property
    def missing(self) -> tuple[OwedReport, ...]:
        """Give what nobody handed over."""
        return tuple(one for one in self.reports if not one.is_received)


def round_owed(actor: Actor | None, round_id: int) -> RoundOwed | None:
    """Give a round and what is owed in it.

    Shape: who runs the rounds of the plan sees all of it; others what is within the reach of
    their roles, and None when that is nothing. In the order of the plan.
    Queries: 4 at most, whatever the number of commitments.
    """
    row = Round.objects.select_related("plan").filter(pk=round_id).first()
    if row is None:
        return None
    may_run = can_run_rounds(actor, plan_scopes(row.plan_id, row.plan.owner_id))
    reach = Q() if may_run else within_reach(actor, REPORTING_ROLES)
    view = round_view(row, clock.today())
    reports = tuple(_owed(view, reach))
    if not reports and not may_run:
        return None
    plan = row.plan
    days = (plan.start_on, plan.end_on)
    return RoundOwed(view, plan.pk, plan.code, plan.title, days, plan.currency, may_run, reports)


def completion_of_plan(plan_id: int) -> Grid:
    """Give every round of a plan, the earliest first, with how many reports came. Queries: 4."""
    return completion_grid(list(Round.objects.filter(plan=plan_id).order_by("due_on", "pk")))


def commitments_owed(
    cells: Collection[tuple[int, int]], *, missing: bool = False
) -> dict[int, list[int]]:
    """Give the commitments that bodies owe reports on in rounds, by round.

    Shape: `cells` are (round, body); with `missing` those that nobody handed over. Queries: 1.
    """
    rows = Assignment.objects.filter(
        round__in={one for one, _body in cells}, organisation__in={body for _one, body in cells}
    ).order_by("pk")
    if missing:
        made = Report.objects.filter(
            round=OuterRef("round"), commitment=OuterRef("commitment"), state__in=RECEIVED
        )
        rows = rows.exclude(Exists(made))
    found: defaultdict[int, list[int]] = defaultdict(list)
    for round_id, body, commitment in rows.values_list("round", "organisation", "commitment"):
        if (round_id, body) in cells:
            found[round_id].append(commitment)
    return dict(found)


def _owed(view: RoundView, reach: Q) -> Iterable[OwedReport]:
    rows = Assignment.objects.filter(round=view.id)
    if reach != Q():
        rows = rows.filter(commitment__in=Commitment.objects.filter(reach).values("pk"))
    made = Report.objects.filter(
        round=OuterRef("round"), commitment=OuterRef("commitment"), withdrawal=None
    )
    found = list(
        rows.annotate(
            report_id=Subquery(made.values("pk")[:1]), state=Subquery(made.values("state")[:1])
        )
        .order_by("commitment__position", "pk")
        .values_list(
            *("commitment_id", "commitment__code", "commitment__title", "commitment__node__path"),
            *("organisation_id", "due_on", "reminded_at", "report_id", "state"),
        )
    )
    bodies = organisations_by_id({row[4] for row in found})
    today = clock.today()
    for commitment_id, code, title, path, body, due_on, reminded_at, report_id, state in found:
        yield OwedReport(
            commitment_id=commitment_id,
            code=code,
            title=title,
            node_path=path or "",
            organisation=bodies[body],
            due_on=due_on,
            reminded_at=reminded_at,
            report_id=report_id,
            standing=_standing(state, due_on, today, is_closed=view.closed_at is not None),
        )


def _standing(state: str | None, due_on: dt.date, today: dt.date, *, is_closed: bool) -> Standing:
    if state in RECEIVED:
        return _HANDED_OVER[ReportState(state)]
    if is_closed:
        return Standing.MISSED
    if state == ReportState.RETURNED:
        return Standing.RETURNED
    if due_on < today:
        return Standing.LATE
    return Standing.UNDER_WAY if state else Standing.NOT_BEGUN
