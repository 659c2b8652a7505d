"""Inviting people by mail, and what becomes of an invitation."""

from __future__ import annotations

import datetime as dt

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.people import rules
from athar.people.actions.accounts import create_account
from athar.people.actions.rights import grant_role
from athar.people.enums import Role
from athar.people.models import Account, Invitation
from athar.people.queries import account_by_email
from athar.people.validators import check_grant
from athar.trail.actions import Touched, record
from athar.trail.refusing import acting

LASTING = dt.timedelta(days=14)
"""How long the link of an invitation opens."""


@acting("invitation.sent", "{scope}")
def invite_person(
    *,
    by: Actor,
    email: str,
    role: Role,
    scope: str,
    base_url: str,
    name: str = "",
    language: str = "ar",
    organisation_id: int | None = None,
    role_expires_at: dt.datetime | None = None,
) -> int:
    """Offer a role by mail to whoever reads an address, whether there is an account or not.

    Shape: the key of the invitation; a job sends the mail, whose link begins with `base_url`.
    Errors: PermissionDenied; ValidationError: email invalid, unknown_role, scope_malformed,
    already_expired.
    Queries: 3.
    """
    rules.require(rules.can_manage_rights(by, scope), "people.invite_person")
    validate_email(email.strip())
    check_grant(role, scope)
    now = clock.now()
    if role_expires_at is not None and role_expires_at <= now:
        raise ValidationError(_("A right cannot end before it begins."), code="already_expired")
    row = Invitation.objects.create(
        email=email.strip().lower(),
        name=name.strip(),
        language=language,
        organisation_id=organisation_id,
        role=role,
        scope=scope,
        role_expires_at=role_expires_at,
        invited_by_id=by.pk,
        invited_at=now,
        expires_at=now + LASTING,
    )
    offered = {"role": str(role), "scope": scope}
    _record("invitation.sent", by, row, Touched(_subject(row), None, offered), base_url)
    return row.pk


@acting("invitation.resent", "invitation:{invitation_id}")
def resend_invitation(*, by: Actor | None, invitation_id: int, base_url: str) -> bool:
    """Send a new link, which voids those sent before.

    Shape: False when it was accepted or withdrawn.
    Errors: PermissionDenied; Invitation.DoesNotExist.
    Queries: 4.
    """
    row = Invitation.objects.select_for_update().get(pk=invitation_id)
    rules.require(rules.can_manage_rights(by, row.scope), "people.resend_invitation")
    if row.accepted_at or row.withdrawn_at:
        return False
    row.turn, row.mailed_at = row.turn + 1, None
    row.expires_at = clock.now() + LASTING
    row.save(update_fields=["turn", "mailed_at", "expires_at"])
    _record("invitation.sent", by, row, Touched(_subject(row), None, {"turn": row.turn}), base_url)
    return True


@acting("invitation.withdrawn", "invitation:{invitation_id}")
def withdraw_invitation(*, by: Actor | None, invitation_id: int) -> bool:
    """Take an invitation back: its link opens nothing any more.

    Shape: False when it was accepted or withdrawn.
    Errors: PermissionDenied; Invitation.DoesNotExist.
    Queries: 4.
    """
    row = Invitation.objects.select_for_update().get(pk=invitation_id)
    rules.require(rules.can_manage_rights(by, row.scope), "people.withdraw_invitation")
    if row.accepted_at or row.withdrawn_at:
        return False
    Invitation.objects.filter(pk=row.pk).update(withdrawn_at=clock.now())
    _record("invitation.withdrawn", by, row, Touched(_subject(row), {"role": row.role}, None))
    return True


@transaction.atomic
def accept_invitation(*, invitation_id: int, turn: int, password: str | None) -> Account:
    """Take what is offered: the account, made if there is none, and the role.

    Shape: only the signed link of the mail knows the turn, so that the address is confirmed. The
    password is that of a new account; one that exists keeps its own. The role is given in the
    name of who invited, and refused when they may no longer give it.
    Errors: ValidationError: invitation_over; PermissionDenied.
    Queries: at most 18.
    """
    row = Invitation.objects.select_for_update().filter(pk=invitation_id, turn=turn).first()
    now = clock.now()
    if row is None or row.accepted_at or row.withdrawn_at or row.expires_at <= now:
        raise ValidationError(_("This invitation is no longer valid."), code="invitation_over")
    account = account_by_email(row.email) or _open(row, password)
    if not account.is_active:
        raise ValidationError(_("This invitation is no longer valid."), code="invitation_over")
    grant_role(
        by=row.invited_by,
        account_id=account.pk,
        role=Role(row.role),
        scope=row.scope,
        expires_at=row.role_expires_at,
    )
    Invitation.objects.filter(pk=row.pk).update(accepted_at=now)
    _record("invitation.accepted", account, row, Touched(_subject(row), None, {"role": row.role}))
    return account


def _open(row: Invitation, password: str | None) -> Account:
    account = create_account(
        by=None,
        email=row.email,
        name=row.name,
        language=row.language,
        organisation_id=row.organisation_id,
        password=password,
    )
    EmailAddress.objects.filter(user=account).update(verified=True)
    return account


def _subject(row: Invitation) -> str:
    return f"invitation:{row.pk}"


def _record(
    kind: str, by: Actor | None, row: Invitation, change: Touched, base_url: str = ""
) -> None:
    source = {"base_url": base_url, "turn": row.turn} if base_url else {}
    record(kind=kind, by=by, subject=_subject(row), touched=[change], source=source)
