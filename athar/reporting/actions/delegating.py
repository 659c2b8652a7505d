"""Having somebody else report in one's place, or validate as one's deputy, until a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from functools import partial

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from athar.kernel.actor import Actor
from athar.people.enums import Role
from athar.people.lending import all_or_none, lend_role
from athar.people.rules import organisation_scope
from athar.plans.queries import scopes_of_plan
from athar.reporting.scopes import scopes_of_commitments
from athar.trail.refusing import acting

MOST_AT_ONCE = 200
"""How many reports are delegated in one act at most."""


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

    Shape: the key of the grant, which `take_back_role` ends early. Who coordinates the plan may
    have somebody report on a project of it in the place of its body.
    Errors: those of lend_role; ValueError unless one project or one body is named.
    Queries: 10 at most and those of the record.
    """
    if (commitment_id is None) == (organisation_id is None):
        raise ValueError("Name one project or one body.")
    scope = f"commitment:{commitment_id}"
    if organisation_id is not None:
        scope = organisation_scope(organisation_id)
    reach = scopes_of_commitments([commitment_id] if commitment_id else []).values()
    return lend_role(
        by=by,
        account_id=account_id,
        role=Role.PROJECT_MANAGER,
        scope=scope,
        wider=[key for one in reach for key in one.own],
        coordinated=[key for one in reach for key in one.wider],
        expires_at=_end_of(last_on),
        reason=reason,
    )


@acting("reports.delegated", "account:{account_id}")
def delegate_reports(
    *,
    by: Actor,
    account_id: int,
    commitment_ids: Collection[int],
    last_on: dt.date,
    reason: str = "",
) -> int:
    """Let somebody report on several projects, on all of them or none; give on how many.

    Errors: PermissionDenied where none of them may be delegated; ValidationError: nothing_chosen,
    too_many, and one entry for each project that is refused, whose `params["of"]` is its key.
    Queries: those of each delegate_reporting.
    """
    keys = sorted(set(commitment_ids))
    if not keys:
        raise ValidationError(_("Choose at least one report first."), code="nothing_chosen")
    if len(keys) > MOST_AT_ONCE:
        raise ValidationError(
            _("%(most)s reports at most are delegated at once."),
            code="too_many",
            params={"most": MOST_AT_ONCE},
        )

    def delegate(key: int) -> None:
        delegate_reporting(
            by=by, account_id=account_id, commitment_id=key, last_on=last_on, reason=reason
        )

    all_or_none((key, partial(delegate, key)) for key in keys)
    return len(keys)


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
