"""Making tokens for programs and taking them back."""

from __future__ import annotations

import datetime as dt
import secrets

from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.people import rules
from athar.people.enums import TokenKind
from athar.people.models import AccessToken, Account
from athar.people.queries import token_digest, tokens_of
from athar.people.validators import check_token
from athar.trail.actions import Touched, record
from athar.trail.refusing import acting


@acting("token.created", "account:{account_id}")
def create_token(
    *,
    by: Actor | None,
    account_id: int,
    name: str,
    expires_at: dt.datetime,
    kind: TokenKind = TokenKind.READ,
) -> str:
    """Make a token with which a program reads more often, or writes as a person.

    Shape: the secret, which nobody can be shown again.
    Errors: PermissionDenied; Account.DoesNotExist; ValidationError (see check_token).
    Queries: 5.
    """
    rules.require(rules.can_make_token(by, account_id, kind), "people.create_token")
    owner = Account.objects.select_for_update().get(pk=account_id)
    now = clock.now()
    n_in_force = sum(one.is_in_force for one in tokens_of(account_id))
    check_token(name, expires_at - now, n_in_force)
    secret = f"athar_{secrets.token_urlsafe(32)}"
    token = AccessToken.objects.create(
        account=owner,
        name=name.strip(),
        kind=kind,
        digest=token_digest(secret),
        hint=secret[-4:],
        created_at=now,
        expires_at=expires_at,
    )
    made = {"name": token.name, "kind": str(kind), "expires_at": expires_at.isoformat()}
    record(
        kind="token.created",
        by=by,
        subject=f"account:{account_id}",
        touched=[Touched(f"token:{token.pk}", None, made)],
    )
    return secret


@acting("token.revoked", "token:{token_id}")
def revoke_token(*, by: Actor | None, token_id: int) -> bool:
    """Take a token back.

    Shape: False when it was already taken back.
    Errors: PermissionDenied; AccessToken.DoesNotExist.
    Queries: 4.
    """
    token = AccessToken.objects.select_for_update().get(pk=token_id)
    rules.require(rules.can_revoke_token(by, token.account_id), "people.revoke_token")
    if token.revoked_at is not None:
        return False
    AccessToken.objects.filter(pk=token_id).update(revoked_at=clock.now())
    record(
        kind="token.revoked",
        by=by,
        subject=f"account:{token.account_id}",
        touched=[Touched(f"token:{token.pk}", {"name": token.name}, None)],
    )
    return True
