"""What imports declared and waits for somebody who validates it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from athar.kernel.actor import Actor
from athar.kernel.text import Translated
from athar.people.enums import Role
from athar.people.queries import OrganisationRef, organisations_by_id
from athar.plans.enums import BodyRole
from athar.plans.models import Commitment, CommitmentBody
from athar.reporting.checks import Check
from athar.reporting.declared import DECLARED, read_declared
from athar.reporting.drafts import ReportDraft
from athar.reporting.judging import is_refused
from athar.reporting.models import Report, ReportComment
from athar.reporting.queries.work import WorkFilter
from athar.reporting.scopes import within_reach


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredReport:
    """The newest report of a commitment as a file declared it, and what speaks against it.

    Shape: `note` is why it was sent back, empty where it was not; `is_own` says that the person
    who looks gave the file.
    """

    commitment_id: int
    code: str
    title: Translated
    draft: ReportDraft
    author_name: str
    published_at: dt.datetime | None
    checks: tuple[Check, ...]
    note: str
    is_own: bool

    @property
    def is_ready(self) -> bool:
        """Tell whether the person may validate it as it is."""
        return not (self.is_own or is_refused(self.checks))


def _waiting(actor: Actor, wanted: WorkFilter, *, is_returned: bool) -> QuerySet[Report]:
    reach = within_reach(actor, (Role.VALIDATOR,)) & wanted.commitments
    sent_back = Exists(ReportComment.objects.filter(report=OuterRef("pk"), is_return=True))
    rows = Report.objects.filter(
        DECLARED, commitment__in=Commitment.objects.filter(reach).values("pk")
    )
    return rows.filter(sent_back) if is_returned else rows.exclude(sent_back)


def n_declared(actor: Actor, wanted: WorkFilter | None = None) -> int:
    """Count what was declared and waits for somebody who validates. Queries: 2 at most."""
    return _waiting(actor, wanted or WorkFilter(), is_returned=False).count()


def plans_with_declared(actor: Actor) -> Mapping[int, int]:
    """Count what waits by plan, also what was sent back; a plan without is left out.

    Queries: 2 at most.
    """
    found: dict[int, int] = {}
    for is_returned in (False, True):
        rows = _waiting(actor, WorkFilter(), is_returned=is_returned)
        for plan_id in rows.values_list("commitment__plan", flat=True):
            found[plan_id] = found.get(plan_id, 0) + (not is_returned)
    return found


def bodies_of_declared(actor: Actor, plan_id: int) -> tuple[OrganisationRef, ...]:
    """Give the bodies that lead or own what waits in a plan, by code. Queries: 3 at most."""
    rows = _waiting(actor, WorkFilter(plan_id=plan_id), is_returned=False)
    roles = CommitmentBody.objects.filter(
        ~Q(role=BodyRole.SUPPORT), commitment__in=rows.values("commitment")
    )
    found = organisations_by_id(roles.values_list("organisation_id", flat=True))
    return tuple(sorted(found.values(), key=lambda one: one.code))


def declared_waiting(actor: Actor, wanted: WorkFilter, *, is_returned: bool = False) -> list[int]:
    """Give the commitments with declared reports that wait, or were sent back, in plan order.

    Queries: 2 at most.
    """
    rows = _waiting(actor, wanted, is_returned=is_returned)
    in_order = rows.order_by("commitment__position", "commitment")
    return list(in_order.values_list("commitment_id", flat=True))


def declared_reports(
    actor: Actor, plan_id: int, commitment_ids: Collection[int]
) -> tuple[DeclaredReport, ...]:
    """Give what is declared of commitments of a plan, with what is wrong or unusual in it.

    Shape: in plan order; the figures with the cell that each stood in, in the draft's entries.
    Queries: 6.
    """
    notes = ReportComment.objects.filter(report=OuterRef("pk"), is_return=True).order_by("-pk")
    rows = (
        Report.objects.filter(DECLARED, commitment__in=commitment_ids, commitment__plan=plan_id)
        .select_related("commitment")
        .annotate(note=Subquery(notes.values("text")[:1]))
    )
    reports = list(rows.order_by("commitment__position", "commitment"))
    found = read_declared(plan_id, reports)
    return tuple(
        DeclaredReport(
            commitment_id=row.commitment_id,
            code=row.commitment.code,
            title=row.commitment.title,
            draft=found[row.pk].draft,
            author_name=row.author_name,
            published_at=row.published_at,
            checks=found[row.pk].checks,
            note=row.note or "",
            is_own=row.authored_by_id == actor.pk,
        )
        for row in reports
    )
