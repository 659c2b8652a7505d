"""Who may keep libraries and frameworks, and who may state values."""

from __future__ import annotations

from collections.abc import Collection

from athar.indicators.enums import Claim
from athar.kernel.actor import Actor
from athar.people.enums import Role
from athar.people.rules import may
from athar.plans.rules import can_edit_plan

_CLAIMED_BY = {
    Claim.DECLARED: (Role.PROJECT_MANAGER, Role.COORDINATOR, Role.PLAN_EDITOR, Role.FOCAL_POINT),
    Claim.VALIDATED: (Role.VALIDATOR,),
    Claim.INDEPENDENT: (Role.EVALUATOR,),
}

STATING_ROLES = tuple(dict.fromkeys(role for roles in _CLAIMED_BY.values() for role in roles))
"""The roles that may state values of some kind, each over what it is granted for."""


def library_scope(library_id: int) -> str:
    """Give the scope key of everything in a library."""
    return f"library:{library_id}"


def can_keep_library(actor: Actor | None, scope_keys: Collection[str]) -> bool:
    """Tell whether a library and its indicators may be changed.

    A plan's own library by who may edit the plan, a shared one by its administrator.
    """
    return can_edit_plan(actor, scope_keys) or may(actor, (Role.ADMINISTRATOR,), scope_keys)


def can_keep_framework(actor: Actor | None, scope_keys: Collection[str]) -> bool:
    """Tell whether lines, baselines and targets of a plan may be set: by who may edit the plan."""
    return can_edit_plan(actor, scope_keys)


def can_claim(actor: Actor | None, claim: Claim, scope_keys: Collection[str]) -> bool:
    """Tell whether values may be stated with this claim.

    What is declared by those who report, what is validated by a validator, what is independent by
    an evaluator: nobody can lend a value more weight than their own office has.
    """
    return may(actor, _CLAIMED_BY[claim], scope_keys)


def claims_for(actor: Actor | None, scope_keys: Collection[str]) -> tuple[Claim, ...]:
    """Give the claims with which values may be stated."""
    return tuple(claim for claim in Claim if can_claim(actor, claim, scope_keys))
