"""What erasing a person's data would do, and who asked for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from athar.kernel import clock
from athar.people.enums import Role
from athar.people.models import Account, Grant
from athar.people.queries.accounts import grants_of
from athar.people.queries.sign_ins import sign_ins_of
from athar.people.queries.tokens import tokens_of
from athar.people.rules import INSTALLATION

ANSWERED_WITHIN = dt.timedelta(days=30)
"""How soon somebody who asks is to be answered."""


@dataclass(frozen=True, slots=True)
class ErasureEffects:
    """What ends with an account: roles in force, those lent from them, tokens, browsers.

    Shape: `asked_at` is when the person asked for it, None when they did not.
    """

    asked_at: dt.datetime | None
    n_roles: int
    n_lent: int
    n_tokens: int
    n_browsers: int
    is_last_administrator: bool


def erasure_effects(account_id: int) -> ErasureEffects:
    """Give what erasing a person's data would end.

    Errors: Account.DoesNotExist.
    Queries: 6.
    """
    account = Account.objects.get(pk=account_id)
    lent = Grant.objects.filter(
        lent_from__account=account_id, revoked_at=None, expires_at__gt=clock.now()
    )
    return ErasureEffects(
        asked_at=account.erasure_asked_at,
        n_roles=sum(one.is_in_force for one in grants_of(account_id)),
        n_lent=lent.count(),
        n_tokens=sum(one.is_in_force for one in tokens_of(account_id)),
        n_browsers=len(sign_ins_of(account_id)),
        is_last_administrator=is_last_administrator(account_id),
    )


def is_last_administrator(account_id: int) -> bool:
    """Tell whether a person administers the installation, and nobody else does. Queries: 1."""
    in_force = Q(expires_at=None) | Q(expires_at__gt=clock.now())
    rows = Grant.objects.filter(
        in_force,
        role=Role.ADMINISTRATOR,
        scope=INSTALLATION,
        revoked_at=None,
        account__is_active=True,
    )
    return set(rows.values_list("account_id", flat=True)) == {account_id}


@dataclass(frozen=True, slots=True)
class ErasureAsked:
    """Somebody who asks that their data be erased, and the day by which they are answered."""

    account_id: int
    name: str
    due_on: dt.date


def erasures_asked() -> tuple[ErasureAsked, ...]:
    """Give who asks for erasure, the first to be answered first. Queries: 1."""
    rows = Account.objects.filter(erasure_asked_at__isnull=False).order_by("erasure_asked_at", "pk")
    return tuple(
        ErasureAsked(row.pk, str(row), _answer_due(row.erasure_asked_at))
        for row in rows
        if row.erasure_asked_at
    )


def _answer_due(asked_at: dt.datetime) -> dt.date:
    return timezone.localdate(asked_at + ANSWERED_WITHIN)
