"""Who keeps the record of a member's process."""

from __future__ import annotations

from collections.abc import Collection

from athar.kernel.actor import Actor
from athar.network.rules.members import can_speak_for, is_focal_point


def can_keep_process(actor: Actor | None, member: Collection[str]) -> bool:
    """Tell whether meetings, publications and consultations may be recorded: by the focal point."""
    return can_speak_for(actor, member)


def can_see_desk_of_process(actor: Actor | None, member: Collection[str]) -> bool:
    """Tell whether the forms of the record are shown: to the focal point of the member."""
    return is_focal_point(actor, member)
