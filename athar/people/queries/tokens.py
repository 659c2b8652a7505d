"""Tokens of programs, and who shows one."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.utils import timezone

from athar.kernel import clock
from athar.people.enums import TokenKind
from athar.people.models import AccessToken, Account


@dataclass(frozen=True, slots=True)
class TokenView:
    """A token as its owner sees it: never the secret, only its last letters."""

    id: int
    name: str
    kind: TokenKind
    hint: str
    created_at: dt.datetime
    expires_at: dt.datetime
    revoked_at: dt.datetime | None
    is_in_force: bool

    @property
    def last_on(self) -> dt.date:
        """Give the last day on which it counts."""
        return timezone.localdate(self.expires_at - dt.timedelta(microseconds=1))


def tokens_of(account_id: int) -> tuple[TokenView, ...]:
    """Give every token a person ever made, newest first. Queries: 1."""
    now = clock.now()
    return tuple(
        TokenView(
            id=row.pk,
            name=row.name,
            kind=TokenKind(row.kind),
            hint=row.hint,
            created_at=row.created_at,
            expires_at=row.expires_at,
            revoked_at=row.revoked_at,
            is_in_force=row.revoked_at is None and row.expires_at > now,
        )
        for row in AccessToken.objects.filter(account_id=account_id).order_by("-pk")
    )


def token_digest(secret: str) -> str:
    """Give what is stored of the secret of a token, which is too long and random to be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who shows a token in force: its key, what it is for, and the account that made it."""

    token_id: int
    kind: TokenKind
    account: Account


def token_in_force(secret: str) -> Bearer | None:
    """Give who shows the token with this secret, None when it does not count. Queries: 1."""
    row = (
        AccessToken.objects.filter(
            digest=token_digest(secret),
            revoked_at=None,
            expires_at__gt=clock.now(),
            account__is_active=True,
        )
        .select_related("account")
        .first()
    )
    return Bearer(row.pk, TokenKind(row.kind), row.account) if row else None
