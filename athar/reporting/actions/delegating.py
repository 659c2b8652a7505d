"""Having somebody else report in one's place, or validate as one's deputy, until a day."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from athar.kernel.actor import Actor
from athar.people.enums import Role
from athar.people.lending import lend_role
from athar.people.rules import organisation_scope
from athar.plans.queries import scopes_of_plan
from athar.reporting.scopes import scopes_of_commitments


def delegate_reporting(
    *,
    by: Actor,
    account_id: int,
    last_on: dt.date,
    commitment_id: int | None = None,
    organisation_id: int | None = None,
    reason: str = "",
) -> int:
    """Let somebody report on one project, or on all of a body, to the end of a day.

    Shape: the key of the grant, which `take_back_role` ends early.
    Errors: those of lend_role; ValueError unless one project or one body is named.
    Queries: 10 at most and those of the record.
    """
    if (commitment_id is None) == (organisation_id is None):
        raise ValueError("Name one project or one body.")
    scope = f"commitment:{commitment_id}"
    if organisation_id is not None:
        scope = organisation_scope(organisation_id)
    wider = [
        key
        for one in scopes_of_commitments([commitment_id] if commitment_id else []).values()
        for key in one.own
    ]
    return lend_role(
        by=by,
        account_id=account_id,
        role=Role.PROJECT_MANAGER,
        scope=scope,
        wider=wider,
        expires_at=_end_of(last_on),
        reason=reason,
    )


def name_deputy(
    *, by: Actor, account_id: int, plan_id: int, last_on: dt.date, reason: str = ""
) -> int:
    """Let somebody validate the reports on a plan as one's deputy, to the end of a day.

    Shape: the key of the grant, which `take_back_role` ends early.
    Errors: those of lend_role.
    Queries: 7 at most and those of the record.
    """
    return lend_role(
        by=by,
        account_id=account_id,
        role=Role.VALIDATOR,
        scope=f"plan:{plan_id}",
        wider=scopes_of_plan(plan_id),
        expires_at=_end_of(last_on),
        reason=reason,
    )


def _end_of(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min))
