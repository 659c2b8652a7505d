"""Holding a plan still while it is written, and refusing who may not write it."""

from __future__ import annotations

from athar.kernel.actor import Actor
from athar.people.rules import require
from athar.plans.models import Plan
from athar.plans.rules import can_edit_plan, can_publish_plan, plan_scopes


class StaleEdit(Exception):  # noqa: N818 - the name is what the editor reads
    """Somebody else changed the object since it was read."""


def hold_plan(plan_id: int) -> tuple[str, ...]:
    """Lock a plan until the transaction ends, and give the scope keys that rights over it may name.

    Shape: for what other packages write beside a plan, so that two writes follow one another.
    Errors: Plan.DoesNotExist.
    Queries: 1.
    """
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    return plan_scopes(plan.pk, plan.owner_id)


def plan_to_edit(by: Actor | None, plan_id: int) -> Plan:
    """Lock a plan that `by` may edit, until the transaction ends.

    Errors: PermissionDenied; Plan.DoesNotExist.
    Queries: 1.
    """
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    require(can_edit_plan(by, plan_scopes(plan.pk, plan.owner_id)), "plans.edit_plan")
    return plan


def plan_to_publish(by: Actor | None, plan_id: int) -> Plan:
    """Lock a plan of which `by` may publish a version, until the transaction ends.

    Errors: PermissionDenied; Plan.DoesNotExist.
    Queries: 1.
    """
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    require(can_publish_plan(by, plan_scopes(plan.pk, plan.owner_id)), "plans.publish_plan")
    return plan
