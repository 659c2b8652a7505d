"""Saying when the steps of a commitment were reached."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.kernel.actor import Actor
from athar.people.enums import Role
from athar.people.rules import may, require
from athar.plans.models import Commitment, Milestone
from athar.plans.rules import plan_scopes
from athar.trail.refusing import acting


@acting("milestones.reached", "commitment:{commitment_id}")
def reach_milestones(
    *, by: Actor | None, commitment_id: int, days: Mapping[int, dt.date]
) -> dict[int, dt.date]:
    """State when milestones of a commitment were reached, as a published report says.

    Shape: those that differ, by key. It takes part in the transaction of the caller, who records
    the event.
    Errors: PermissionDenied; ValidationError: unknown_milestone; Commitment.DoesNotExist.
    Queries: 2, and 1 for each milestone that differs.
    """
    plan = Commitment.objects.values_list("plan_id", "plan__owner_id").get(pk=commitment_id)
    roles = (Role.VALIDATOR, Role.COORDINATOR, Role.PLAN_EDITOR)
    require(may(by, roles, plan_scopes(*plan)), "plans.reach_milestones")
    rows = Milestone.objects.filter(commitment=commitment_id, pk__in=days)
    stored = dict(rows.values_list("pk", "done_on"))
    if stored.keys() != days.keys():
        raise ValidationError(
            _("This step is not one of the commitment."), code="unknown_milestone"
        )
    differing = {key: day for key, day in sorted(days.items()) if stored[key] != day}
    for key, day in differing.items():
        Milestone.objects.filter(pk=key).update(done_on=day)
    return differing
