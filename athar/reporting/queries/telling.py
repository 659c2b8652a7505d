"""What people are told of: reports that are owed, and corrective actions that fall due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.kernel.text import Translated
from athar.people.enums import Role
from athar.plans.models import Commitment
from athar.reporting.enums import Outcome, ReportState
from athar.reporting.models import Assignment, CorrectiveAction, FollowUp, Report
from athar.reporting.past import public_reports
from athar.reporting.queries.grids import RECEIVED
from athar.reporting.scopes import within_reach


@dataclass(frozen=True, slots=True)
class Owed:
    """A report that a body owes and nobody handed over.

    Shape: `writer_id` is who began it, else who wrote the last one of the commitment for the body;
    None when nobody did, or their account is closed.
    """

    commitment_id: int
    code: str
    title: Translated
    organisation_id: int
    body: Translated
    due_on: dt.date
    writer_id: int | None


def owed_reports(
    actor: Actor, roles: Collection[Role], due_by: dt.date | None = None
) -> tuple[Owed, ...]:
    """Give what is owed in open rounds over what the roles reach, the first due first.

    Shape: returned reports are left out; with `due_by` only what is due by then.
    Queries: 2.
    """
    today = clock.today()
    made = Report.objects.filter(
        round=OuterRef("round"),
        commitment=OuterRef("commitment"),
        state__in=(*RECEIVED, ReportState.RETURNED),
    )
    rows = Assignment.objects.filter(
        _over(within_reach(actor, roles)), round__closed_at=None, round__opens_on__lte=today
    ).exclude(Exists(made))
    if due_by is not None:
        rows = rows.filter(due_on__lte=due_by)
    found = rows.annotate(writer=Coalesce(_began(), _wrote_last())).order_by("due_on", "pk")
    return tuple(
        Owed(*row)
        for row in found.values_list(
            *("commitment_id", "commitment__code", "commitment__title", "organisation_id"),
            *("organisation__names", "due_on", "writer"),
        )
    )


def _over(reach: Q) -> Q:
    return Q(commitment__in=Commitment.objects.filter(reach).values("pk"))


def _began() -> Subquery:
    begun = Report.objects.filter(
        round=OuterRef("round"), commitment=OuterRef("commitment"), withdrawal=None
    )
    return _writer(begun)


def _wrote_last() -> Subquery:
    last = Report.objects.filter(
        commitment=OuterRef("commitment"), is_current=True, round__isnull=False, is_on_behalf=False
    )
    return _writer(last)


def _writer(reports: QuerySet[Report]) -> Subquery:
    return Subquery(reports.filter(authored_by__is_active=True).values("authored_by")[:1])


@dataclass(frozen=True, slots=True)
class Left:
    """A report under way whose author's account is closed: somebody has to take it over."""

    code: str
    title: Translated
    body: Translated
    due_on: dt.date


def left_reports(actor: Actor, roles: Collection[Role]) -> tuple[Left, ...]:
    """Give the reports of open rounds, begun and not handed over, whose author left.

    Queries: 2.
    """
    rows = Assignment.objects.filter(
        _over(within_reach(actor, roles)), round__closed_at=None
    ).filter(Exists(_begun_by(Q(authored_by__is_active=False))))
    found = rows.order_by("due_on", "pk")
    return tuple(
        Left(*row)
        for row in found.values_list(
            *("commitment__code", "commitment__title", "organisation__names", "due_on")
        )
    )


def _begun_by(author: Q) -> QuerySet[Report]:
    return Report.objects.filter(
        author,
        round=OuterRef("round"),
        commitment=OuterRef("commitment"),
        withdrawal=None,
        state__in=(ReportState.DRAFT, ReportState.RETURNED),
    )


def n_begun_by(account_id: int) -> int:
    """Count the reports of open rounds that a person began and that are not handed over.

    Queries: 1.
    """
    rows = Assignment.objects.filter(round__closed_at=None)
    return rows.filter(Exists(_begun_by(Q(authored_by=account_id)))).count()


@dataclass(frozen=True, slots=True)
class DueAction:
    """A corrective action whose day is near or has passed, and that is not over."""

    id: int
    code: str
    title: Translated
    text: Translated
    due_on: dt.date


def due_actions(actor: Actor, roles: Collection[Role], due_by: dt.date) -> tuple[DueAction, ...]:
    """Give published corrective actions due by a day over what the roles reach, first due first.

    Shape: one that the last published follow-up calls done or dropped is over.
    Queries: 2.
    """
    said = FollowUp.objects.filter(
        action=OuterRef("pk"), report__in=Report.objects.filter(public_reports(None))
    ).order_by("-report__as_of_on", "-pk")
    rows = CorrectiveAction.objects.filter(
        _over(within_reach(actor, roles)),
        obstacle__report__in=Report.objects.filter(public_reports(None)),
        due_on__lte=due_by,
    ).annotate(outcome=Subquery(said.values("outcome")[:1]))
    found = rows.filter(Q(outcome=None) | Q(outcome=Outcome.UNDER_WAY)).order_by("due_on", "pk")
    return tuple(
        DueAction(*row)
        for row in found.values_list(
            *("pk", "commitment__code", "commitment__title", "text", "due_on")
        )
    )
