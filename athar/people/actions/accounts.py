"""Opening, closing and reopening accounts."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from athar.kernel.actor import Actor
from athar.people import rules
from athar.people.models import Account
from athar.trail.actions import Touched, record
from athar.trail.refusing import acting


@acting("account.created", "accounts")
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


@acting("account.closed", "account:{account_id}")
def close_account(*, by: Actor | None, account_id: int, reason: str = "") -> bool:
    """Close an account: its sessions and tokens open nothing from then on, its acts stay.

    Shape: False when it was closed already.
    Errors: PermissionDenied, also for one's own account; Account.DoesNotExist.
    Queries: 4.
    """
    rules.require(rules.can_close_account(by, account_id), "people.close_account")
    return _set_open(by, account_id, reason, is_open=False)


@acting("account.reopened", "account:{account_id}")
def reopen_account(*, by: Actor | None, account_id: int, reason: str = "") -> bool:
    """Open a closed account again, with the roles that are still in force.

    Shape: False when it was open already.
    Errors: PermissionDenied; Account.DoesNotExist; ValidationError: account_erased.
    Queries: 4.
    """
    rules.require(rules.can_manage_accounts(by), "people.reopen_account")
    return _set_open(by, account_id, reason, is_open=True)


def _set_open(by: Actor | None, account_id: int, reason: str, *, is_open: bool) -> bool:
    account = Account.objects.select_for_update().get(pk=account_id)
    if account.is_active is is_open:
        return False
    if account.erased_at is not None:
        raise ValidationError(
            _("The data of this person was erased: the account stays closed."),
            code="account_erased",
        )
    Account.objects.filter(pk=account_id).update(is_active=is_open)
    subject = f"account:{account_id}"
    change = Touched(subject, {"is_open": not is_open}, {"is_open": is_open})
    kind = "account.reopened" if is_open else "account.closed"
    record(kind=kind, by=by, subject=subject, touched=[change], reason=reason)
    return True
