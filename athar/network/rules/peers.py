"""Who may ask, answer, accept and moderate, and to whom a question is put."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from athar.kernel.actor import Actor
from athar.network.rules.members import can_speak_for, member_scope
from athar.people.enums import Role
from athar.people.rules import may

MOST_ASKED = 5
"""To how many members a question is put at most."""


def can_ask(actor: Actor | None, member_id: int) -> bool:
    """Tell whether somebody may ask and accept an answer in the name of a member."""
    return can_speak_for(actor, (member_scope(member_id),))


def can_answer(actor: Actor | None, *, asker_id: int, answerer_id: int) -> bool:
    """Tell whether somebody may answer in the name of a member what another one asked."""
    return asker_id != answerer_id and can_speak_for(actor, (member_scope(answerer_id),))


def can_moderate(actor: Actor | None) -> bool:
    """Tell whether a question or an answer may be hidden: by the moderator."""
    return may(actor, (Role.MODERATOR,), ())


@dataclass(frozen=True, slots=True)
class Peer:
    """What a member did in a policy area: how many commitments, and how many are completed."""

    member_id: int
    n_completed: int
    n_commitments: int
    has_same_level: bool


def routed(peers: Iterable[Peer]) -> tuple[Peer, ...]:
    """Choose whom to ask: who completed most in the area, then who works at the same level.

    Shape: at most MOST_ASKED, those without any commitment in the area are not asked.
    """
    able = [one for one in peers if one.n_commitments]
    able.sort(
        key=lambda one: (
            -one.n_completed, not one.has_same_level, -one.n_commitments, one.member_id,
        )
    )  # fmt: skip
    return tuple(able[:MOST_ASKED])
