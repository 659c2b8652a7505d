"""Who may state the money of a plan."""

from __future__ import annotations

from collections.abc import Collection

from athar.kernel.actor import Actor
from athar.people.enums import Role
from athar.people.rules import may
from athar.plans.rules import can_edit_plan


def can_state_funding(actor: Actor | None, scope_keys: Collection[str]) -> bool:
    """Tell whether funding and agreements may be stated: by who may edit the plan."""
    return can_edit_plan(actor, scope_keys)


def can_state_execution(actor: Actor | None, scope_keys: Collection[str]) -> bool:
    """Tell whether amounts committed and paid may be stated: by who may publish reports."""
    return may(actor, (Role.COORDINATOR, Role.PLAN_EDITOR), scope_keys)
