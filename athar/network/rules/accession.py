"""Who walks a candidate's road, who answers it, and who enters the room they share."""

from __future__ import annotations

from collections.abc import Collection

from athar.kernel.actor import Actor
from athar.network.rules.members import can_speak_for, is_focal_point


def can_walk_road(actor: Actor | None, candidate: Collection[str]) -> bool:
    """Tell whether the road of a candidate may be walked: by its focal point, nobody else."""
    return can_speak_for(actor, candidate)


def can_answer_candidate(actor: Actor | None, mentor: Collection[str]) -> bool:
    """Tell whether a candidate may be answered: by the focal point of the member it asked."""
    return can_speak_for(actor, mentor)


def can_work_in_room(
    actor: Actor | None, candidate: Collection[str], mentor: Collection[str]
) -> bool:
    """Tell whether the shared room may be worked in: by the focal points of both."""
    return can_speak_for(actor, (*candidate, *mentor))


def can_enter_room(
    actor: Actor | None, candidate: Collection[str], mentor: Collection[str]
) -> bool:
    """Tell whether the shared room may be read: by the focal points of both, nobody else."""
    return is_focal_point(actor, (*candidate, *mentor))
