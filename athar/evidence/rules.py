"""Who may add evidence."""

from __future__ import annotations

from collections.abc import Collection

from athar.kernel.actor import Actor
from athar.people.enums import Role
from athar.people.rules import may

_ADDING = (
    Role.PROJECT_MANAGER,
    Role.COORDINATOR,
    Role.VALIDATOR,
    Role.PLAN_EDITOR,
    Role.PLAN_COORDINATOR,
    Role.FOCAL_POINT,
    Role.EVALUATOR,
    Role.ADMINISTRATOR,
)


def can_attach_evidence(actor: Actor | None, scope_keys: Collection[str]) -> bool:
    """Tell whether evidence may be attached to a thing within these scopes."""
    return may(actor, _ADDING, scope_keys)
