"""Removing what is kept of a person: the name goes, the acts stay."""

from __future__ import annotations

from collections.abc import Collection

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from athar.kernel import clock
from athar.kernel.actor import Actor, former_name
from athar.people import rules
from athar.people.models import AccessToken, Account, Grant, Invitation, SignIn
from athar.people.presence import forget_sessions
from athar.people.queries import is_last_administrator
from athar.trail.actions import Touched, record, rename_actor
from athar.trail.once import forget_answers
from athar.trail.refusing import acting

NOWHERE = "erased.invalid"
"""Where the address leads that stands for the one removed: nowhere (RFC 2606)."""


@acting("account.erasure_asked", "account:{account_id}")
def ask_erasure(*, by: Actor | None, account_id: int) -> bool:
    """Ask that one's data be erased; administrators are told until it is done or taken back.

    Shape: False when it was asked before.
    Errors: PermissionDenied.
    Queries: 2 and those of the record.
    """
    rules.require(rules.can_ask_erasure(by, account_id), "people.ask_erasure")
    rows = Account.objects.filter(pk=account_id, is_active=True, erasure_asked_at=None)
    if not rows.update(erasure_asked_at=clock.now()):
        return False
    record(kind="account.erasure_asked", by=by, subject=f"account:{account_id}")
    return True


@acting("account.erasure_recalled", "account:{account_id}")
def recall_erasure(*, by: Actor | None, account_id: int) -> bool:
    """Take back that one asked for erasure.

    Shape: False when nothing was asked.
    Errors: PermissionDenied.
    Queries: 2 and those of the record.
    """
    rules.require(rules.can_ask_erasure(by, account_id), "people.recall_erasure")
    rows = Account.objects.filter(pk=account_id, erasure_asked_at__isnull=False)
    if not rows.update(erasure_asked_at=None):
        return False
    record(kind="account.erasure_recalled", by=by, subject=f"account:{account_id}")
    return True


@acting("person.erased", "account:{account_id}")
def erase_person(*, by: Actor | None, account_id: int) -> bool:
    """Remove name, addresses and all that was a person's own; close the account for good.

    Shape: False when it was done before. The acts stay, as those of a former user. Rights are
    taken back, those lent from them too. What other packages keep follows from the event
    `person.erased`, in the same transaction.
    Errors: PermissionDenied, also for oneself; Account.DoesNotExist; ValidationError:
    last_administrator.
    Queries: about 30.
    """
    rules.require(rules.can_erase_person(by, account_id), "people.erase_person")
    account = Account.objects.select_for_update().get(pk=account_id)
    if account.erased_at is not None:
        return False
    if is_last_administrator(account_id):
        raise ValidationError(
            _("This is the last administrator: make another one first."), code="last_administrator"
        )
    more = EmailAddress.objects.filter(user=account).values_list("email", flat=True)
    addresses = {account.email, *more}
    touched = _take_rights_back(account_id)
    _remove_belongings(account, addresses)
    _remove_name(account, addresses)
    subject = f"account:{account_id}"
    closed = Touched(subject, {"is_erased": False}, {"is_erased": True})
    record(kind="person.erased", by=by, subject=subject, touched=[closed, *touched])
    return True


def _take_rights_back(account_id: int) -> list[Touched]:
    now = clock.now()
    held = Grant.objects.filter(
        Q(account=account_id) | Q(lent_from__account=account_id), revoked_at=None
    )
    touched = [
        Touched(f"grant:{row.pk}", {"role": row.role, "scope": row.scope}, None) for row in held
    ]
    Grant.objects.filter(pk__in=[row.pk for row in held]).update(revoked_at=now)
    # nobody may accept what is offered in the name of somebody who is gone
    waiting = Invitation.objects.filter(invited_by=account_id, accepted_at=None, withdrawn_at=None)
    waiting.update(withdrawn_at=now)
    return touched


def _remove_belongings(account: Account, addresses: Collection[str]) -> None:
    forget_sessions(account.pk, addresses)
    for model in (SignIn, AccessToken):
        model.objects.filter(account=account).delete()
    Authenticator.objects.filter(user=account).delete()
    EmailAddress.objects.filter(user=account).delete()
    sent = Q()
    for address in addresses:
        sent |= Q(email__iexact=address)
    Invitation.objects.filter(sent).delete()
    forget_answers(caller=f"account:{account.pk}")


def _remove_name(account: Account, addresses: Collection[str]) -> None:
    name = former_name(account.pk)
    words = [*addresses, *filter(None, [account.name])]
    account.name, account.email = name, f"{name}@{NOWHERE}"
    account.organisation, account.last_login = None, None
    account.is_active, account.erased_at, account.erasure_asked_at = False, clock.now(), None
    account.set_unusable_password()
    account.save()
    rename_actor(account_id=account.pk, name=name, words=words)
