"""Who decides what a person is told."""

from __future__ import annotations

from athar.kernel.actor import Actor


def can_choose_notices(actor: Actor | None, account_id: int) -> bool:
    """Tell whether what a person is told may be chosen: by that person, and nobody else.

    The same goes for the address of their calendar.
    """
    return actor is None or (actor.is_active and actor.pk == account_id)
