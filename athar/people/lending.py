"""Lending a right for a time: to who reports in one's place, to who validates as one's deputy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.people.enums import LENT_ROLES, Role
from athar.people.models import Account, Grant
from athar.people.rules import INSTALLATION, can_manage_rights, require
from athar.people.validators import check_grant
from athar.trail.actions import Touched, record
from athar.trail.refusing import acting

LONGEST = dt.timedelta(days=184)
"""How long a right may be lent at most: half a year."""


@acting("role.lent", "account:{account_id}")
def lend_role(
    *,
    by: Actor,
    account_id: int,
    role: Role,
    scope: str,
    expires_at: dt.datetime,
    wider: Collection[str] = (),
    coordinated: Collection[str] = (),
    reason: str = "",
) -> int:
    """Lend a role that one holds, over one scope and until a moment; give the key of the grant.

    Shape: `wider` are the scopes that reach `scope`: a manager of a body may lend one project of
    it. `coordinated` are those over which it is enough to coordinate: who may report in the place
    of a body may have somebody else do it. What was lent to somebody is theirs to use, not to
    lend on, and counts only while the lender's own right does.
    Errors: PermissionDenied for who does not hold the role themselves; ValidationError:
    role_not_lent, to_oneself, account_closed, already_held, already_expired, lasts_too_long, and
    those of check_grant.
    Queries: 6 and those of the record.
    """
    check_grant(role, scope)
    if role not in LENT_ROLES:
        raise ValidationError(_("This role cannot be delegated."), code="role_not_lent")
    own = _own_grant(by, role, (scope, *wider), coordinated)
    now = clock.now()
    _check_term(expires_at, now, own)
    _check_person(by, account_id)
    _make_room(account_id, role, scope, now)
    grant = Grant.objects.create(
        account_id=account_id,
        role=role,
        scope=scope,
        granted_by_id=by.pk,
        granted_at=now,
        expires_at=expires_at,
        lent_from=own,
    )
    lent = {"role": str(role), "scope": scope, "expires_at": expires_at.isoformat()}
    record(
        kind="role.lent",
        by=by,
        subject=f"account:{account_id}",
        touched=[Touched(f"grant:{grant.pk}", None, {**lent, "lent_from": own.pk})],
        reason=reason.strip(),
    )
    return grant.pk


@acting("roles.lent", "account:{account_id}")
def lend_rights(
    *,
    by: Actor,
    account_id: int,
    grant_ids: Collection[int],
    expires_at: dt.datetime,
    reason: str = "",
) -> int:
    """Lend several of one's rights as they are held, all of them or none; give how many.

    Shape: who gets all of them is one's deputy.
    Errors: PermissionDenied for a right of somebody else, or where none may be lent;
    ValidationError: nothing_chosen, and one entry for each that is refused, whose
    `params["of"]` is its (role, scope).
    Queries: 1 and those of each lend_role.
    """
    if not grant_ids:
        raise ValidationError(_("Choose what you delegate."), code="nothing_chosen")
    rows = Grant.objects.filter(pk__in=grant_ids, account=by.pk).order_by("role", "scope", "pk")
    wanted = [(Role(row.role), row.scope) for row in rows]
    require(len(wanted) == len(set(grant_ids)), "people.lend_rights")

    def lend(role: Role, scope: str) -> None:
        lend_role(
            by=by, account_id=account_id, role=role, scope=scope,
            expires_at=expires_at, reason=reason,
        )  # fmt: skip

    all_or_none((one, partial(lend, *one)) for one in wanted)
    return len(wanted)


def all_or_none(wanted: Iterable[tuple[object, Callable[[], object]]]) -> None:
    """Do each of some acts within the transaction of the caller; where any is refused, refuse all.

    Shape: each act with what names it.
    Errors: PermissionDenied where all were refused for want of a right; else ValidationError, one
    entry for each that was refused, whose `params["of"]` names it.
    """
    refused: list[ValidationError] = []
    n_done = 0
    for key, act in wanted:
        try:
            act()
            n_done += 1
        except PermissionDenied:
            message = _("You hold no right over this that you could delegate.")
            refused.append(ValidationError(message, code="not_held", params={"of": key}))
        except ValidationError as refusal:
            refused += [
                ValidationError(one.message, one.code, {**(one.params or {}), "of": key})
                for one in refusal.error_list
            ]
    if not n_done and {one.code for one in refused} == {"not_held"}:
        raise PermissionDenied("people.lend_role")
    if refused:
        raise ValidationError(refused)


@acting("role.taken_back", "grant:{grant_id}")
def take_back_role(*, by: Actor | None, grant_id: int, reason: str = "") -> bool:
    """Take back a right that was lent: by who lent it, or an administrator.

    Shape: False when it was taken back already.
    Errors: PermissionDenied; Grant.DoesNotExist, also for a right that nobody lent.
    Queries: 2 and those of the record.
    """
    rows = Grant.objects.select_for_update(of=("self",)).filter(lent_from__isnull=False)
    grant = rows.get(pk=grant_id)
    is_lender = by is not None and by.is_active and grant.granted_by_id == by.pk
    require(is_lender or can_manage_rights(by, grant.scope), "people.take_back_role")
    if grant.revoked_at is not None:
        return False
    Grant.objects.filter(pk=grant_id).update(revoked_at=clock.now())
    held = {"role": grant.role, "scope": grant.scope}
    record(
        kind="role.taken_back",
        by=by,
        subject=f"account:{grant.account_id}",
        touched=[Touched(f"grant:{grant.pk}", held, None)],
        reason=reason.strip(),
    )
    return True


def _own_grant(
    by: Actor, role: Role, scopes: Collection[str], coordinated: Collection[str]
) -> Grant:
    """Give the right of one's own that is lent: the one that lasts longest.

    Errors: PermissionDenied.
    """
    over = Q(role=role, scope__in=(*scopes, INSTALLATION))
    if coordinated:
        over |= Q(role=Role.COORDINATOR, scope__in=(*coordinated, INSTALLATION))
    now = clock.now()
    rows = Grant.objects.select_for_update(of=("self",)).filter(
        Q(expires_at=None) | Q(expires_at__gt=now),
        over,
        account=by.pk,
        account__is_active=True,
        revoked_at=None,
        lent_from=None,
    )
    found = sorted(rows, key=lambda one: (one.expires_at is not None, one.expires_at))
    if not found or not by.is_active:
        raise PermissionDenied("people.lend_role")
    return found[0]


def _check_term(expires_at: dt.datetime, now: dt.datetime, own: Grant) -> None:
    if expires_at <= now:
        raise ValidationError(_("A right cannot end before it begins."), code="already_expired")
    if expires_at > now + LONGEST or (own.expires_at and expires_at > own.expires_at):
        raise ValidationError(
            _("A right is lent for half a year at most, and never longer than one holds it."),
            code="lasts_too_long",
        )


def _check_person(by: Actor, account_id: int) -> None:
    if account_id == by.pk:
        raise ValidationError(_("Nobody delegates to themselves."), code="to_oneself")
    if not Account.objects.filter(pk=account_id, is_active=True).exists():
        raise ValidationError(_("This account is closed."), code="account_closed")


def _make_room(account_id: int, role: Role, scope: str, now: dt.datetime) -> None:
    """Close an expired grant of the same role and scope; refuse where one is in force."""
    held = Grant.objects.filter(account_id=account_id, role=role, scope=scope, revoked_at=None)
    held.filter(expires_at__lte=now).update(revoked_at=now)
    if held.exists():
        raise ValidationError(_("This person holds the right already."), code="already_held")
