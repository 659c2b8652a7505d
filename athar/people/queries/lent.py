"""Whom something is told: who holds a role, and what was lent to whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from athar.kernel import clock
from athar.people.enums import Role
from athar.people.models import Account, Grant


@dataclass(frozen=True, slots=True)
class LentView:
    """A right that was lent to a person: by whom, since when and to the end of which day."""

    role: Role
    scope: str
    lent_by: str
    lent_at: dt.datetime
    last_on: dt.date


def lent_to(account_id: int) -> tuple[LentView, ...]:
    """Give what was lent to a person and counts now, the newest first. Queries: 1."""
    now = clock.now()
    rows = Grant.objects.filter(
        Q(lent_from__expires_at=None) | Q(lent_from__expires_at__gt=now),
        account=account_id,
        lent_from__isnull=False,
        lent_from__revoked_at=None,
        revoked_at=None,
        expires_at__gt=now,
    )
    return tuple(
        LentView(
            role=Role(row.role),
            scope=row.scope,
            lent_by=str(row.granted_by or ""),
            lent_at=row.granted_at,
            last_on=timezone.localdate((row.expires_at or now) - dt.timedelta(microseconds=1)),
        )
        for row in rows.select_related("granted_by").order_by("-granted_at", "-pk")
    )


def account_ids_with(roles: Collection[Role]) -> tuple[int, ...]:
    """Give the open accounts that hold one of the roles now, those of a demonstration left out.

    Queries: 1.
    """
    in_force = Q(grants__expires_at=None) | Q(grants__expires_at__gt=clock.now())
    rows = Account.objects.filter(
        in_force, grants__role__in=roles, grants__revoked_at=None, is_active=True, is_demo=False
    )
    return tuple(rows.order_by("pk").values_list("pk", flat=True).distinct())
