"""Registering bodies and people, and granting rights to them."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.people import rules
from athar.people.drafts import OrganisationDraft
from athar.people.enums import Role, TokenKind
from athar.people.models import AccessToken, Account, Grant, Organisation
from athar.people.queries import token_digest, tokens_of
from athar.people.validators import check_grant, check_organisations, check_token
from athar.trail.actions import Touched, record

STATED = ("kind", "names", "abbreviation", "parent_id", "place_id", "iati_identifier")


@transaction.atomic
def put_organisations(
    *, by: Actor | None, drafts: Sequence[OrganisationDraft], scope_keys: Collection[str] = ()
) -> int:
    """Register bodies and bring those already known up to date.

    Shape: the number of bodies added or changed; putting the same drafts again gives 0. Who only
    edits one of the plans in `scope_keys` may add bodies, not change them.
    Errors: PermissionDenied; ValidationError (see check_organisations).
    Queries: 1 to read; 7 more when something differs, 1 more when new bodies have parents.
    """
    rules.require(rules.can_add_organisations(by, scope_keys), "people.put_organisations")
    stored = {row.code: row for row in Organisation.objects.select_for_update()}
    check_organisations(drafts, stored.keys())
    codes = {row.pk: row.code for row in stored.values()}
    touched = [_restate(stored.get(draft.code), draft, codes) for draft in drafts]
    known = [row for row, change in touched if row.pk and change.after]
    rules.require(not known or rules.can_put_organisations(by), "people.put_organisations")
    new = Organisation.objects.bulk_create(row for row, _change in touched if not row.pk)
    stored |= {row.code: row for row in new}
    for draft in drafts:
        stored[draft.code].parent = stored[draft.parent_code] if draft.parent_code else None
    _overwrite([*known, *(row for row in new if row.parent_id)])
    changes = [
        Touched(f"organisation:{row.pk}", change.before, change.after)
        for row, change in touched
        if change.after
    ]
    if changes:
        record(kind="organisations.put", by=by, subject=rules.INSTALLATION, touched=changes)
    return len(changes)


def _restate(
    row: Organisation | None, draft: OrganisationDraft, codes: Mapping[int, str]
) -> tuple[Organisation, Touched]:
    """Bring a row in line with its draft, and say which of its fields differ."""
    before = None if row is None else _statement(row, codes.get(row.parent_id or 0))
    row = row or Organisation(code=draft.code)
    row.kind, row.names, row.abbreviation = draft.kind, draft.names, draft.abbreviation
    row.place_id, row.iati_identifier = draft.place_id, draft.iati_identifier
    after = _statement(row, draft.parent_code)
    if before is None:
        return row, Touched("", None, after)
    differing = {name for name in after if before[name] != after[name]}
    return row, Touched(
        "", {name: before[name] for name in differing}, {name: after[name] for name in differing}
    )


def _statement(row: Organisation, parent_code: str | None) -> dict[str, Any]:
    return {
        "code": row.code,
        "kind": str(row.kind),
        "names": dict(row.names),
        "abbreviation": row.abbreviation,
        "parent": parent_code,
        "place": row.place_id,
        "iati_identifier": row.iati_identifier,
    }


def _overwrite(rows: list[Organisation]) -> None:
    if rows:
        Organisation.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["id"], update_fields=STATED
        )


@transaction.atomic
def create_account(
    *,
    by: Actor | None,
    email: str,
    name: str = "",
    language: str = "ar",
    organisation_id: int | None = None,
    password: str | None = None,
) -> Account:
    """Make an account; without a password its owner signs in by a code sent to the address.

    Errors: PermissionDenied; ValidationError: email invalid, email_taken.
    Queries: 4.
    """
    rules.require(rules.can_manage_accounts(by), "people.create_account")
    validate_email(email.strip())
    if Account.objects.filter(email__iexact=email.strip()).exists():
        raise ValidationError(
            _("There is already an account for this address."), code="email_taken"
        )
    account = Account.objects.create_user(
        email, password, name=name, language=language, organisation_id=organisation_id
    )
    EmailAddress.objects.create(user=account, email=account.email, primary=True, verified=False)
    record(kind="account.created", by=by, subject=f"account:{account.pk}")
    return account


@transaction.atomic
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


@transaction.atomic
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
    Grant.objects.filter(pk=grant_id).update(revoked_at=clock.now())
    held = {"role": grant.role, "scope": grant.scope}
    record(
        kind="role.revoked",
        by=by,
        subject=f"account:{grant.account_id}",
        touched=[Touched(f"grant:{grant.pk}", held, None)],
        reason=reason,
    )
    return True


@transaction.atomic
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


@transaction.atomic
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
