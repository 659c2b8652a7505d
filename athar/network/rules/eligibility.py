"""Who may say what is known of a country's eligibility."""

from __future__ import annotations

from collections.abc import Collection

from athar.kernel.actor import Actor
from athar.network.rules.members import can_keep_members, can_speak_for


def can_record_facts(
    actor: Actor | None, scope_keys: Collection[str], *, is_candidate: bool
) -> bool:
    """Tell whether facts may be recorded: by the administrator, and of a candidate as drafts by
    its focal point.
    """
    return can_keep_members(actor) or (is_candidate and can_speak_for(actor, scope_keys))
