"""Invitations: those that wait, and the one that a link names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.core import signing

from athar.kernel import clock
from athar.people.enums import Role
from athar.people.models import Invitation
from athar.people.rules import INSTALLATION

_SALT = "athar.invitation"


@dataclass(frozen=True, slots=True)
class InvitationView:
    """What is offered to whom, by whom, and until when the link opens."""

    id: int
    email: str
    name: str
    language: str
    role: Role
    scope: str
    role_expires_at: dt.datetime | None
    invited_by: str
    invited_at: dt.datetime
    expires_at: dt.datetime
    is_waiting: bool
    is_late: bool


def invitations_within(scopes: Collection[str]) -> tuple[InvitationView, ...]:
    """Give the invitations over some scopes that nobody accepted or withdrew, the newest first.

    Queries: 1.
    """
    rows = Invitation.objects.filter(accepted_at=None, withdrawn_at=None)
    if INSTALLATION not in scopes:
        rows = rows.filter(scope__in=list(scopes))
    return tuple(_view(row) for row in rows.select_related("invited_by").order_by("-pk"))


def link_key(invitation_id: int, turn: int) -> str:
    """Give the signed part of the address at which an invitation is accepted."""
    return signing.dumps([invitation_id, turn], salt=_SALT)


def turn_of(key: str) -> int:
    """Give the turn that a link names. Errors: BadSignature for a forged link."""
    turn: int = signing.loads(key, salt=_SALT)[1]
    return turn


def invitation_of(key: str) -> InvitationView | None:
    """Give the invitation that a link names; None when it is forged or another was sent since.

    Queries: 1, none for a forged link.
    """
    try:
        invitation_id, turn = signing.loads(key, salt=_SALT)
    except signing.BadSignature:
        return None
    found = Invitation.objects.filter(pk=invitation_id, turn=turn).select_related("invited_by")
    row = found.first()
    return _view(row) if row else None


def _view(row: Invitation) -> InvitationView:
    return InvitationView(
        id=row.pk,
        email=row.email,
        name=row.name,
        language=row.language,
        role=Role(row.role),
        scope=row.scope,
        role_expires_at=row.role_expires_at,
        invited_by=str(row.invited_by),
        invited_at=row.invited_at,
        expires_at=row.expires_at,
        is_waiting=row.accepted_at is None and row.withdrawn_at is None,
        is_late=row.expires_at <= clock.now(),
    )
