"""To whom one may delegate, what one delegates, and which delegation has ended."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from athar.kernel.text import Translated
from athar.people.models import Account
from athar.people.queries import (
    LentView,
    PersonLine,
    ended_loan,
    people_within,
    scopes_held,
)
from athar.people.rules import INSTALLATION, organisation_scope
from athar.plans.enums import BodyRole
from athar.plans.models import Commitment, CommitmentBody
from athar.plans.rules import plan_scopes
from athar.reporting.models import Report
from athar.reporting.rules import REPORTING_ROLES
from athar.reporting.scopes import scopes_of_commitments, within_reach


@dataclass(frozen=True, slots=True)
class Project:
    """A commitment as a list names it."""

    id: int
    code: str
    title: Translated


def colleagues_of(account: Account, text: str = "") -> tuple[PersonLine, ...]:
    """Give the people to whom somebody may delegate, by name; `text` as in every search.

    Shape: those of one's body, those who hold a role where one holds one, and those of the plans
    and of the leading bodies on whose projects one works.
    Queries: 5.
    """
    scopes = {scope for _role, scope in scopes_held(account, REPORTING_ROLES)}
    if not scopes:
        return ()
    reached = Commitment.objects.filter(within_reach(account, REPORTING_ROLES)).order_by()
    plans = set(reached.values_list("plan", "plan__owner").distinct())
    scopes |= {key for plan_id, owner_id in plans for key in plan_scopes(plan_id, owner_id)}
    bodies = CommitmentBody.objects.filter(~Q(role=BodyRole.SUPPORT), commitment__in=reached)
    own = {account.organisation_id} if account.organisation_id else set()
    leading = set(bodies.values_list("organisation", flat=True).distinct())
    scopes |= {organisation_scope(key) for key in leading | own}
    return tuple(one for one in people_within(scopes, text=text) if one.id != account.pk)


def projects_within(account: Account, ids: Collection[int]) -> tuple[Project, ...]:
    """Give those of some commitments on which somebody works, in the order of their plans.

    Queries: 1.
    """
    rows = Commitment.objects.filter(within_reach(account, REPORTING_ROLES), pk__in=ids)
    found = rows.order_by("plan", "position", "pk").values_list("pk", "code", "title")
    return tuple(Project(*one) for one in found)


def delegation_ended(account: Account, *, report_id: int) -> LentView | None:
    """Give the delegation by which somebody worked on a report, where it has ended.

    Shape: None when there was none, or one still counts. Queries: 7 at most.
    """
    row = Report.objects.filter(pk=report_id, round__isnull=False).first()
    if row is None:
        return None
    scopes = scopes_of_commitments([row.commitment_id])[row.commitment_id]
    return ended_loan(account.pk, (*scopes.wider, INSTALLATION))
