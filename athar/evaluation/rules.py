"""Who may state assessments."""

from __future__ import annotations

from collections.abc import Collection

from athar.kernel.actor import Actor
from athar.people.enums import Role
from athar.people.rules import may


def can_assess(actor: Actor | None, scope_keys: Collection[str]) -> bool:
    """Tell whether assessments of a plan's commitments may be stated: by its evaluator.

    The administrator may too, who imports what evaluators publish elsewhere. Who reports on a
    commitment or edits its plan may not judge it.
    """
    return may(actor, (Role.EVALUATOR, Role.ADMINISTRATOR), scope_keys)
