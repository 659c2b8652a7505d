"""Everything that is kept of a person, as they may take it away."""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from athar.kernel.actor import public_name
from athar.people.models import Account, Grant, Invitation
from athar.people.queries.accounts import GrantView, grants_of
from athar.people.queries.sign_ins import SignInView, sign_ins_of
from athar.people.queries.tokens import tokens_of
from athar.trail.models import Event


def personal_data(account_id: int) -> dict[str, Any]:
    """Give what is kept of a person: account, addresses, factors, browsers, rights, tokens, acts.

    Shape: plain values for JSON, times in ISO 8601, no secret among them; acts oldest first, their
    own and those of others on their account.
    Errors: Account.DoesNotExist.
    Queries: 10.
    """
    row = Account.objects.select_related("organisation").get(pk=account_id)
    addresses = EmailAddress.objects.filter(user=row).order_by("pk")
    factors = Authenticator.objects.filter(user=row).order_by("pk")
    invitations = Invitation.objects.filter(email=row.email).order_by("pk")
    lent = Grant.objects.filter(lent_from__account=row).select_related("account").order_by("pk")
    acts = Event.objects.filter(by=row).order_by("pk")
    on_account = Event.objects.filter(subject=f"account:{row.pk}").exclude(by=row).order_by("pk")
    return {
        "account": _account(row),
        "addresses": list(addresses.values("email", "verified", "primary")),
        "second_factors": [
            {"kind": kind, "created_at": made.isoformat()}
            for kind, made in factors.values_list("type", "created_at")
        ],
        "browsers": [_browser(one) for one in sign_ins_of(account_id)],
        "roles": [_role(one) for one in grants_of(account_id)],
        "rights_lent": [_lent(one) for one in lent],
        "tokens": [
            {"name": one.name, "kind": one.kind.value, "created_at": one.created_at.isoformat()}
            for one in tokens_of(account_id)
        ],
        "invitations": [
            {"role": role, "scope": scope, "invited_at": at.isoformat()}
            for role, scope, at in invitations.values_list("role", "scope", "invited_at")
        ],
        "acts": [_act(one) for one in acts],
        "acts_on_the_account": [
            {**_act(one), "by": public_name(one.actor_name) or None} for one in on_account
        ],
    }


def _account(row: Account) -> dict[str, Any]:
    return {
        "email": row.email,
        "name": row.name,
        "language": row.language,
        "body": row.organisation.code if row.organisation else None,
        "created_at": row.created_at.isoformat(),
        "last_sign_in_at": _moment(row.last_login),
        "erasure_asked_at": _moment(row.erasure_asked_at),
    }


def _browser(one: SignInView) -> dict[str, Any]:
    return {
        "browser": one.browser,
        "system": one.system,
        "signed_in_at": one.began_at.isoformat(),
        "last_seen_at": one.seen_at.isoformat(),
    }


def _lent(grant: Grant) -> dict[str, Any]:
    return {
        "role": grant.role,
        "scope": grant.scope,
        "lent_to": str(grant.account),
        "lent_at": grant.granted_at.isoformat(),
        "expires_at": _moment(grant.expires_at),
        "revoked_at": _moment(grant.revoked_at),
    }


def _act(event: Event) -> dict[str, Any]:
    return {
        "kind": event.kind,
        "subject": event.subject,
        "reason": event.reason,
        "recorded_at": event.recorded_at.isoformat(),
    }


def _moment(at: dt.datetime | None) -> str | None:
    return at.isoformat() if at else None


def _role(grant: GrantView) -> dict[str, Any]:
    return {
        "role": grant.role.value,
        "scope": grant.scope,
        "granted_at": grant.granted_at.isoformat(),
        "granted_by": grant.granted_by,
        "expires_at": _moment(grant.expires_at),
        "revoked_at": _moment(grant.revoked_at),
    }
