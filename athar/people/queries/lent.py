"""What was lent to whom until when, what may be lent, and whom something is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.people.accounts import LENDER_HOLDS, Held, rights_of
from athar.people.enums import LENT_ROLES, Role
from athar.people.models import Account, Grant
from athar.people.rules import INSTALLATION

_NEARLY_OVER = dt.timedelta(days=3)


@dataclass(frozen=True, slots=True)
class LentView:
    """A right that was lent: by whom, to whom, since when and to the end of which day."""

    id: int
    role: Role
    scope: str
    lent_by: str
    lent_to: str
    lent_at: dt.datetime
    last_on: dt.date

    @property
    def is_nearly_over(self) -> bool:
        """Tell whether it ends within three days."""
        return _is_near(self.last_on)


@dataclass(frozen=True, slots=True)
class LendableView:
    """A right of one's own that may be lent; `last_on` None without end."""

    id: int
    role: Role
    scope: str
    last_on: dt.date | None


@dataclass(frozen=True, slots=True)
class StandIn:
    """Somebody in whose place one acts, by which role and to the end of which day."""

    name: str
    role: Role
    last_on: dt.date

    @property
    def is_nearly_over(self) -> bool:
        """Tell whether it ends within three days."""
        return _is_near(self.last_on)


def _is_near(day: dt.date) -> bool:
    return day - clock.today() <= _NEARLY_OVER


def lent_to(account_id: int) -> tuple[LentView, ...]:
    """Give what was lent to a person and counts now, the newest first. Queries: 1."""
    return _views(_lent_now().filter(account=account_id))


def lent_by(account_id: int) -> tuple[LentView, ...]:
    """Give what a person lent to others and counts now, the newest first. Queries: 1."""
    return _views(_lent_now().filter(lent_from__account=account_id))


def lendable(account_id: int) -> tuple[LendableView, ...]:
    """Give the rights of one's own that may be lent, in order of role and scope. Queries: 1."""
    now = clock.now()
    rows = Grant.objects.filter(
        Q(expires_at=None) | Q(expires_at__gt=now),
        account=account_id,
        account__is_active=True,
        role__in=LENT_ROLES,
        revoked_at=None,
        lent_from=None,
    )
    return tuple(
        LendableView(row.pk, Role(row.role), row.scope, _last_day(row.expires_at))
        for row in rows.order_by("role", "scope", "pk")
    )


def stands_in_for(account: Account) -> tuple[StandIn, ...]:
    """Give for whom a person acts now, each once for a role and a last day. Queries: 1, once."""
    found = {
        StandIn(one.lender, Role(one.role), day)
        for one in rights_of(account)
        if one.lender_id is not None and (day := _last_day(_end_of(one)))
    }
    return tuple(sorted(found, key=lambda one: (one.last_on, one.name, one.role)))


def borrowed(actor: Actor | None, rights: Iterable[tuple[Role, Collection[str]]]) -> Held | None:
    """Give the lent right by which somebody acts; None when a right of their own allows the act.

    Shape: `rights` are the roles that allow it, each over its scopes. Queries: 1, once.
    """
    if not isinstance(actor, Account):
        return None
    allowed = {(role, key) for role, keys in rights for key in (*keys, INSTALLATION)}
    found = [one for one in rights_of(actor) if (one.role, one.scope) in allowed]
    return found[0] if found and all(one.lender_id is not None for one in found) else None


def ended_loan(account_id: int, scope_keys: Collection[str]) -> LentView | None:
    """Give the right over one of the scopes that was lent and counts no longer, the last to end.

    Shape: None when there was none, or another one counts. Queries: 2 at most.
    """
    rows = Grant.objects.filter(account=account_id, lent_from__isnull=False, scope__in=scope_keys)
    if rows.filter(pk__in=_lent_now().values("pk")).exists():
        return None
    ended = sorted(_views(rows), key=lambda one: one.last_on)
    return ended[-1] if ended else None


def _lent_now() -> QuerySet[Grant]:
    now = clock.now()
    return Grant.objects.filter(
        Q(lent_from__expires_at=None) | Q(lent_from__expires_at__gt=now),
        LENDER_HOLDS,
        lent_from__isnull=False,
        revoked_at=None,
        expires_at__gt=now,
    )


def _views(rows: QuerySet[Grant]) -> tuple[LentView, ...]:
    found = rows.select_related("account", "lent_from__account").order_by("-granted_at", "-pk")
    return tuple(
        LentView(
            id=row.pk,
            role=Role(row.role),
            scope=row.scope,
            lent_by=str(row.lent_from.account) if row.lent_from else "",
            lent_to=str(row.account),
            lent_at=row.granted_at,
            last_on=_last_of(row),
        )
        for row in found
    )


def _last_of(row: Grant) -> dt.date:
    """Give the last day of a right that was lent: the first of all that ended or ends it."""
    lender = row.lent_from
    ends = [row.expires_at, row.revoked_at]
    ends += [lender.expires_at, lender.revoked_at] if lender else []
    return _last_day(min(one for one in ends if one)) or clock.today()


def _end_of(one: Held) -> dt.datetime | None:
    return min((end for end in (one.expires_at, one.lender_ends_at) if end), default=None)


def _last_day(end: dt.datetime | None) -> dt.date | None:
    return end and timezone.localdate(end - dt.timedelta(microseconds=1))


def account_ids_with(roles: Collection[Role]) -> tuple[int, ...]:
    """Give the open accounts that hold one of the roles now, those of a demonstration left out.

    Queries: 1.
    """
    in_force = Q(grants__expires_at=None) | Q(grants__expires_at__gt=clock.now())
    rows = Account.objects.filter(
        in_force, grants__role__in=roles, grants__revoked_at=None, is_active=True, is_demo=False
    )
    return tuple(rows.order_by("pk").values_list("pk", flat=True).distinct())
