"""Everything that is kept of a person, as they may take it away."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from athar.people.models import Account, Invitation
from athar.people.queries.accounts import GrantView, grants_of
from athar.people.queries.tokens import tokens_of
from athar.trail.models import Event


def personal_data(account_id: int) -> dict[str, Any]:
    """Give what is kept of a person: account, addresses, factors, roles, tokens, acts.

    Shape: plain values for JSON, times in ISO 8601, no secret among them; acts oldest first.
    Errors: Account.DoesNotExist.
    Queries: 7.
    """
    row = Account.objects.select_related("organisation").get(pk=account_id)
    addresses = EmailAddress.objects.filter(user=row).order_by("pk")
    factors = Authenticator.objects.filter(user=row).order_by("pk")
    invitations = Invitation.objects.filter(email=row.email).order_by("pk")
    acts = Event.objects.filter(by=row).order_by("pk")
    return {
        "account": {
            "email": row.email,
            "name": row.name,
            "language": row.language,
            "body": row.organisation.code if row.organisation else None,
            "created_at": row.created_at.isoformat(),
            "last_sign_in_at": row.last_login.isoformat() if row.last_login else None,
        },
        "addresses": list(addresses.values("email", "verified", "primary")),
        "second_factors": [
            {"kind": kind, "created_at": made.isoformat()}
            for kind, made in factors.values_list("type", "created_at")
        ],
        "roles": [_role(one) for one in grants_of(account_id)],
        "tokens": [
            {"name": one.name, "kind": one.kind.value, "created_at": one.created_at.isoformat()}
            for one in tokens_of(account_id)
        ],
        "invitations": [
            {"role": role, "scope": scope, "invited_at": at.isoformat()}
            for role, scope, at in invitations.values_list("role", "scope", "invited_at")
        ],
        "acts": [
            {"kind": kind, "subject": subject, "reason": reason, "recorded_at": at.isoformat()}
            for kind, subject, reason, at in acts.values_list(
                "kind", "subject", "reason", "recorded_at"
            )
        ],
    }


def _role(grant: GrantView) -> dict[str, Any]:
    return {
        "role": grant.role.value,
        "scope": grant.scope,
        "granted_at": grant.granted_at.isoformat(),
        "granted_by": grant.granted_by,
        "expires_at": grant.expires_at.isoformat() if grant.expires_at else None,
        "revoked_at": grant.revoked_at.isoformat() if grant.revoked_at else None,
    }
