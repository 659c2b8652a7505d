"""Removing a plan that nobody but its editors ever saw."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.kernel.actor import Actor
from athar.people.rules import require
from athar.plans.models import Commitment, Plan
from athar.plans.rules import can_start_plan
from athar.trail.refusing import acting


@acting("plan.removed", "plan:{plan_id}")
def remove_plan(*, by: Actor | None, plan_id: int) -> None:
    """Remove a draft plan that holds nothing; the caller records the event.

    Errors: PermissionDenied; ValidationError: published, not_empty; Plan.DoesNotExist.
    Queries: 2, and those of what goes with the plan.
    """
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    require(can_start_plan(by, plan.owner_id), "plans.remove_plan")
    if plan.current_version:
        raise ValidationError(_("A plan that was published stays."), code="published")
    if Commitment.objects.filter(plan=plan).exists():
        raise ValidationError(_("A plan that holds commitments stays."), code="not_empty")
    plan.delete()
