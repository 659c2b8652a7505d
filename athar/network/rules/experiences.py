"""Who may tell, review, publish and take up an experience."""

from __future__ import annotations

from athar.kernel.actor import Actor
from athar.network.enums.experiences import ExperienceState
from athar.network.rules.members import can_keep_members, can_speak_for, member_scope


def can_write_experience(actor: Actor | None, member_id: int) -> bool:
    """Tell whether an experience of a member may be written, handed in and published."""
    return can_speak_for(actor, (member_scope(member_id),))


def can_review_experience(actor: Actor | None, *, owner_id: int, reviewer_id: int) -> bool:
    """Tell whether somebody may review for one member what another one tells.

    Shape: who also speaks for the member that tells it never reviews it.
    """
    if owner_id == reviewer_id:
        return False
    speaks_for_both = actor is not None and can_speak_for(actor, (member_scope(owner_id),))
    return not speaks_for_both and can_speak_for(actor, (member_scope(reviewer_id),))


def can_adopt_experience(actor: Actor | None, *, owner_id: int, adopter_id: int) -> bool:
    """Tell whether somebody may say that a member took up what another one did."""
    return owner_id != adopter_id and can_speak_for(actor, (member_scope(adopter_id),))


def can_put_experiences(actor: Actor | None) -> bool:
    """Tell whether experiences may be brought in from their public sources."""
    return can_keep_members(actor)


def can_read_version(*, owner_id: int, state: ExperienceState, member_ids: frozenset[int]) -> bool:
    """Tell whether somebody who speaks for these members may read a version at the desk.

    Shape: drafts and what waits to be published are the owner's; what waits for a review is every
    peer's.
    """
    if owner_id in member_ids:
        return True
    return bool(member_ids) and state not in {ExperienceState.DRAFT, ExperienceState.REVIEWED}
