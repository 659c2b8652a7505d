"""How accounts are found and which of their grants are in force."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import BaseUserManager
from django.db.models import Q

from athar.kernel import clock

if TYPE_CHECKING:
    from athar.people.models import Account


class AccountDirectory(BaseUserManager["Account"]):
    """Finds accounts by e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Account:
        """Create an account; the address is stored in lower case."""
        account: Account = self.model(email=email.strip().lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


def active_grants_of(account: Account) -> frozenset[tuple[str, str]]:
    """Give the (role, scope) pairs in force now, read once per account object. Queries: 1, once.

    Shape: a right that was lent counts only while that of who lent it does.
    """
    held: tuple[_Held, ...] | None = account.__dict__.get("_active_grants")
    if held is None:
        held = account.__dict__["_active_grants"] = _held_by(account)
    now = clock.now()
    return frozenset(
        (role, scope)
        for role, scope, *ends in held
        if all(end is None or end > now for end in ends)
    )


_Held = tuple[str, str, dt.datetime | None, dt.datetime | None]
"""A role and its scope, when it ends, and when the right ends from which it was lent."""


def _held_by(account: Account) -> tuple[_Held, ...]:
    lent_in_force = Q(lent_from=None) | Q(lent_from__revoked_at=None)
    rows = account.grants.filter(lent_in_force, revoked_at=None)
    return tuple(rows.values_list("role", "scope", "expires_at", "lent_from__expires_at"))
