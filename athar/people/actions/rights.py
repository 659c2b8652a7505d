"""Granting roles and taking them back."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.people import rules
from athar.people.enums import Role
from athar.people.models import Account, Grant
from athar.people.validators import check_grant
from athar.trail.actions import Touched, record
from athar.trail.refusing import acting


@acting("role.granted", "account:{account_id}")
def grant_role(
    *,
    by: Actor | None,
    account_id: int,
    role: Role,
    scope: str,
    expires_at: dt.datetime | None = None,
    reason: str = "",
) -> Grant:
    """Give a person a role within a scope, until a moment or until it is revoked.

    Shape: a grant in force for the same role and scope is closed and replaced.
    Errors: PermissionDenied; ValidationError: unknown_role, scope_malformed, already_expired.
    Queries: 4.
    """
    rules.require(rules.can_manage_rights(by, scope), "people.grant_role")
    check_grant(role, scope)
    now = clock.now()
    if expires_at is not None and expires_at <= now:
        raise ValidationError(_("A right cannot end before it begins."), code="already_expired")
    Grant.objects.filter(account_id=account_id, role=role, scope=scope, revoked_at=None).update(
        revoked_at=now
    )
    return _give(by, account_id, role, scope, expires_at=expires_at, reason=reason)


@acting("role.handed_over", "{scope}")
def hand_over_role(
    *, by: Actor | None, account_id: int | None, role: Role, scope: str, reason: str = ""
) -> None:
    """Let one person hold a role over a scope in the place of all who held it; None: nobody.

    Shape: who holds it already keeps it.
    Errors: PermissionDenied; ValidationError: unknown_role, scope_malformed, account_closed.
    Queries: 2 to read; 3 for each right taken back, 3 for the one given.
    """
    rules.require(rules.can_hand_over(by, role, scope), "people.hand_over_role")
    check_grant(role, scope)
    if account_id and not Account.objects.filter(pk=account_id, is_active=True).exists():
        raise ValidationError(_("This account is closed."), code="account_closed")
    held = Grant.objects.select_for_update().filter(role=role, scope=scope, revoked_at=None)
    holders = set()
    for grant in held:
        if grant.account_id == account_id:
            holders.add(account_id)
        else:
            _take_back(by, grant, reason=reason)
    if account_id and account_id not in holders:
        _give(by, account_id, role, scope, reason=reason)


def _give(
    by: Actor | None,
    account_id: int,
    role: Role,
    scope: str,
    *,
    expires_at: dt.datetime | None = None,
    reason: str = "",
) -> Grant:
    now = clock.now()
    grant = Grant.objects.create(
        account_id=account_id,
        role=role,
        scope=scope,
        granted_by_id=by.pk if by else None,
        granted_at=now,
        expires_at=expires_at,
    )
    until = expires_at.isoformat() if expires_at else None
    held = {"role": str(role), "scope": scope, "expires_at": until}
    record(
        kind="role.granted",
        by=by,
        subject=f"account:{account_id}",
        touched=[Touched(f"grant:{grant.pk}", None, held)],
        reason=reason,
    )
    return grant


@acting("role.revoked", "grant:{grant_id}")
def revoke_grant(*, by: Actor | None, grant_id: int, reason: str = "") -> bool:
    """Take a right back.

    Shape: False when it was already taken back.
    Errors: PermissionDenied; Grant.DoesNotExist.
    Queries: 4.
    """
    grant = Grant.objects.select_for_update().get(pk=grant_id)
    rules.require(rules.can_manage_rights(by, grant.scope), "people.revoke_grant")
    if grant.revoked_at is not None:
        return False
    _take_back(by, grant, reason=reason)
    return True


def _take_back(by: Actor | None, grant: Grant, *, reason: str = "") -> None:
    Grant.objects.filter(pk=grant.pk).update(revoked_at=clock.now())
    held = {"role": grant.role, "scope": grant.scope}
    record(
        kind="role.revoked",
        by=by,
        subject=f"account:{grant.account_id}",
        touched=[Touched(f"grant:{grant.pk}", held, None)],
        reason=reason,
    )
