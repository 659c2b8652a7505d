"""Saying when the steps of a commitment were reached, and how reports on a plan are validated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.kernel.actor import Actor
from athar.people.enums import Role
from athar.people.rules import may, require
from athar.plans.actions.locking import plan_to_publish
from athar.plans.models import Commitment, Milestone
from athar.plans.rules import plan_scopes
from athar.trail.actions import Touched, record
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


@acting("plan.steps_set", "plan:{plan_id}")
def set_validation_steps(*, by: Actor | None, plan_id: int, steps: int) -> bool:
    """Say by how many different people a report on a plan is validated: one or two.

    Shape: False when it was so already. Reports under way follow the new number.
    Errors: PermissionDenied; Plan.DoesNotExist; ValidationError: steps_not_one_or_two.
    Queries: 2 and those of the record.
    """
    plan = plan_to_publish(by, plan_id)
    if steps not in {1, 2}:
        message = _("Reports are validated in one step or in two.")
        raise ValidationError(message, code="steps_not_one_or_two")
    before: dict[str, Any] = {"validation_steps": plan.validation_steps}
    if plan.validation_steps == steps:
        return False
    plan.validation_steps = steps
    plan.save(update_fields=["validation_steps"])
    touched = [Touched(f"plan:{plan_id}", before, {"validation_steps": steps})]
    record(kind="plan.steps_set", by=by, subject=f"plan:{plan_id}", touched=touched)
    return True
