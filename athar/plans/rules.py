"""Who may edit and publish plans."""

from __future__ import annotations

from collections.abc import Collection

from athar.kernel.actor import Actor
from athar.people.enums import Role
from athar.people.rules import may, organisation_scope

EDITING_ROLES = (Role.PLAN_EDITOR, Role.PLAN_COORDINATOR)
"""Who may change what a plan promises."""


def plan_scopes(plan_id: int, owner_id: int) -> tuple[str, ...]:
    """Give the scope keys of a plan: its own, and that of the body that owns it."""
    return (f"plan:{plan_id}", organisation_scope(owner_id))


def branch_scope(plan_id: int, path: str) -> str:
    """Give the scope key of a grouping of a plan and of all that stands below it."""
    return f"node:{plan_id}/{path.rstrip('/')}"


def can_start_plan(actor: Actor | None, owner_id: int) -> bool:
    """Tell whether a plan of a body may be created: by a plan editor of that body."""
    return may(actor, (Role.PLAN_EDITOR,), (organisation_scope(owner_id),))


def can_edit_plan(actor: Actor | None, scope_keys: Collection[str]) -> bool:
    """Tell whether a plan and what it promises may be changed: by its plan editor."""
    return may(actor, EDITING_ROLES, scope_keys)


def can_publish_plan(actor: Actor | None, scope_keys: Collection[str]) -> bool:
    """Tell whether a version of a plan may be published: by its plan editor."""
    return may(actor, (Role.PLAN_EDITOR,), scope_keys)
