"""People with what they may do, as they read it themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db.models import OuterRef, QuerySet
from django.utils import timezone

from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.people.accounts import active_grants_of
from athar.people.enums import Role
from athar.people.models import Account, Grant
from athar.people.queries.bodies import OrganisationRef, organisation_ref

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts as a second factor: an app, a passkey. Recovery codes stand in for one."""


@dataclass(frozen=True, slots=True)
class GrantView:
    """A role somebody holds within a scope; `is_in_force` says whether it counts now.

    Shape: `granted_by` names who gave it, empty for a command on the server.
    """

    id: int
    role: Role
    scope: str
    granted_at: dt.datetime
    expires_at: dt.datetime | None
    revoked_at: dt.datetime | None
    is_in_force: bool
    granted_by: str = ""

    @property
    def last_on(self) -> dt.date | None:
        """Give the last day on which it counts, None without end."""
        if self.expires_at is None:
            return None
        return timezone.localdate(self.expires_at - dt.timedelta(microseconds=1))


def grants_of(account_id: int) -> tuple[GrantView, ...]:
    """Give every grant a person ever had, newest first. Queries: 1."""
    now = clock.now()
    rows = (
        Grant.objects.filter(account_id=account_id)
        .select_related("granted_by", "lent_from__account")
        .order_by("-granted_at", "-pk")
    )
    return tuple(
        GrantView(
            id=row.pk,
            role=Role(row.role),
            scope=row.scope,
            granted_at=row.granted_at,
            expires_at=row.expires_at,
            revoked_at=row.revoked_at,
            is_in_force=_counts(row, now) and _lender_holds(row.lent_from, now),
            granted_by=str(row.granted_by or ""),
        )
        for row in rows
    )


def _counts(grant: Grant, now: dt.datetime) -> bool:
    return grant.revoked_at is None and (grant.expires_at is None or grant.expires_at > now)


def _lender_holds(grant: Grant | None, now: dt.datetime) -> bool:
    return grant is None or (grant.account.is_active and _counts(grant, now))


@dataclass(frozen=True, slots=True)
class AccountView:
    """A person as their own page shows them; `grants` are those in force, newest first.

    Shape: `n_recovery_codes` counts those still unused, 0 without a second factor.
    """

    id: int
    email: str
    name: str
    language: str
    organisation: OrganisationRef | None
    has_password: bool
    has_second_factor: bool
    n_recovery_codes: int
    grants: tuple[GrantView, ...]


def account_view(account_id: int) -> AccountView:
    """Give an account as its owner sees it.

    Errors: Account.DoesNotExist.
    Queries: 3.
    """
    row = Account.objects.select_related("organisation").get(pk=account_id)
    factors = {one.type: one for one in Authenticator.objects.filter(user_id=account_id)}
    codes = factors.get(Authenticator.Type.RECOVERY_CODES)
    return AccountView(
        id=row.pk,
        email=row.email,
        name=row.name,
        language=row.language,
        organisation=organisation_ref(row.organisation) if row.organisation else None,
        has_password=row.has_usable_password(),
        has_second_factor=not factors.keys().isdisjoint(SECOND_FACTORS),
        n_recovery_codes=len(codes.wrap().get_unused_codes()) if codes else 0,
        grants=tuple(grant for grant in grants_of(account_id) if grant.is_in_force),
    )


def must_add_second_factor(account: Account, roles: Collection[str]) -> bool:
    """Tell whether somebody holds one of the roles that need a second factor, and has none.

    Shape: never for an account of the demonstration, whose password everybody knows anyway.
    Queries: 2 at most, none without such roles; 1 of who is signed in.
    """
    if not roles or account.is_demo or not account.has_role(roles):
        return False
    if account.enters_with_second_factor is None:
        return not second_factors_of(account.pk).exists()
    return not account.enters_with_second_factor


def second_factors_of(account_id: int | OuterRef) -> QuerySet[Authenticator]:
    """Give what opens an account beside its password. Queries: 1."""
    rows: QuerySet[Authenticator] = Authenticator.objects.filter(user_id=account_id)
    return rows.filter(type__in=SECOND_FACTORS)


def account_by_email(email: str) -> Account | None:
    """Give the account of an address, whatever its case; None when there is none. Queries: 1."""
    return Account.objects.filter(email__iexact=email.strip()).first()


def has_demo_accounts() -> bool:
    """Tell whether accounts with a known password exist, beyond loopback a danger. Queries: 1."""
    return Account.objects.filter(is_demo=True, is_active=True).exists()


def scopes_held(actor: Actor, roles: Collection[Role]) -> tuple[tuple[str, str], ...]:
    """Give the (role, scope) pairs of these roles that a person holds now, in order.

    Queries: 1, once.
    """
    if not isinstance(actor, Account) or not actor.is_active:
        return ()
    return tuple(sorted(one for one in active_grants_of(actor) if one[0] in roles))
