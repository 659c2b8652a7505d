"""Who may add evidence, keep it from the public, and read what the public may not."""

from __future__ import annotations

from collections.abc import Collection

from athar.evidence.subjects import WorkedOn
from athar.kernel.actor import Actor
from athar.people.enums import Role
from athar.people.rules import holds, may

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

#: Who decides what of a plan the public sees.
_DECIDING = (
    Role.COORDINATOR,
    Role.VALIDATOR,
    Role.PLAN_EDITOR,
    Role.PLAN_COORDINATOR,
    Role.FOCAL_POINT,
    Role.ADMINISTRATOR,
)


def can_attach_evidence(actor: Actor | None, scope_keys: Collection[str]) -> bool:
    """Tell whether evidence may be attached to a thing within these scopes."""
    return may(actor, _ADDING, scope_keys)


def can_detach_evidence(actor: Actor | None, scope_keys: Collection[str]) -> bool:
    """Tell whether evidence may be taken off a draft within these scopes: by who may add it."""
    return may(actor, _ADDING, scope_keys)


def can_restrict_evidence(actor: Actor | None, scope_keys: Collection[str]) -> bool:
    """Tell whether evidence may be kept from the public, or given back to it."""
    return may(actor, _DECIDING, scope_keys)


def can_read_restricted(actor: Actor | None, scopes: WorkedOn) -> bool:
    """Tell whether a person may read what the public may not, and photographs as they came in.

    Shape: a project manager that of their own projects, all others also what stands in the plans
    of their body; where the subject names who reads it, nobody else.
    """
    if scopes.only:
        return holds(actor, scopes.only, scopes.wider)
    overseeing = [role for role in _ADDING if role is not Role.PROJECT_MANAGER]
    return holds(actor, overseeing, scopes.wider) or holds(
        actor, (Role.PROJECT_MANAGER,), scopes.own
    )
