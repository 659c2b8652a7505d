"""Who may propose that a commitment counts for another plan, and who answers."""

from __future__ import annotations

from collections.abc import Collection

from athar.kernel.actor import Actor
from athar.people.enums import Role
from athar.people.rules import may
from athar.plans.rules import can_edit_plan


def can_propose_accord(actor: Actor | None, contributing: Collection[str]) -> bool:
    """Tell whether the kind of a contribution may be stated: by who edits the plan that makes it.

    Shape: the scope keys of that plan.
    """
    return can_edit_plan(actor, contributing)


def can_answer_accord(actor: Actor | None, receiving: Collection[str]) -> bool:
    """Tell whether a contribution may be accepted or declined: by the other coordinator.

    Shape: the scope keys of the plan that is contributed to.
    """
    return may(actor, (Role.PLAN_COORDINATOR,), receiving)
