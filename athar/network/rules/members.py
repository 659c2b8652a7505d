"""Who may act for a member of the network."""

from __future__ import annotations

from collections.abc import Collection

from athar.kernel.actor import Actor
from athar.people.enums import Role
from athar.people.rules import holds, may


def member_scope(member_id: int) -> str:
    """Give the scope key of everything that belongs to a member."""
    return f"member:{member_id}"


def can_speak_for(actor: Actor | None, scope_keys: Collection[str]) -> bool:
    """Tell whether somebody may act in the name of a member: its focal point."""
    return may(actor, (Role.FOCAL_POINT,), scope_keys)


def can_keep_members(actor: Actor | None) -> bool:
    """Tell whether members and their statuses may be changed: by the administrator."""
    return may(actor, (Role.ADMINISTRATOR,), ())


def can_edit_member(actor: Actor | None, scope_keys: Collection[str]) -> bool:
    """Tell whether what a member says of itself, and who speaks for it, may be changed."""
    return can_speak_for(actor, scope_keys) or can_keep_members(actor)


def is_focal_point(actor: Actor | None, scope_keys: Collection[str]) -> bool:
    """Tell whether somebody may read what is kept for a member: its focal point only."""
    return holds(actor, (Role.FOCAL_POINT,), scope_keys)
