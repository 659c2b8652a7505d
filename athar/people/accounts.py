"""How accounts are found and which of their grants are in force."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
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
    """Give the (role, scope) pairs in force now, read once per account object. Queries: 1, once."""
    return frozenset((one.role, one.scope) for one in rights_of(account))


@dataclass(frozen=True, slots=True)
class Held:
    """A right in force; `lender…` tell who lent it, `lent_as` by which role of theirs.

    Shape: a right of one's own has no lender. `lender` is their name, else their address.
    """

    role: str
    scope: str
    expires_at: dt.datetime | None
    lender_ends_at: dt.datetime | None
    lender_id: int | None
    lender: str
    lent_as: str


def rights_of(account: Account) -> tuple[Held, ...]:
    """Give the rights in force now, read once per account object. Queries: 1, once.

    Shape: a right that was lent counts only while that of who lent it does.
    """
    # an attribute, not its `__dict__`: the account of a request stands behind a lazy one
    held = account.rights_read
    if held is None:
        held = account.rights_read = _held_by(account)
    now = clock.now()
    return tuple(
        one
        for one in held
        if all(end is None or end > now for end in (one.expires_at, one.lender_ends_at))
    )


LENDER_HOLDS = Q(lent_from=None) | Q(lent_from__revoked_at=None, lent_from__account__is_active=True)
"""Of grants: their own, or lent by somebody whose right was not withdrawn; it may have ended."""


def _held_by(account: Account) -> tuple[Held, ...]:
    rows = account.grants.filter(LENDER_HOLDS, revoked_at=None).values_list(
        *("role", "scope", "expires_at", "lent_from__expires_at", "lent_from__account"),
        *("lent_from__account__name", "lent_from__account__email", "lent_from__role"),
    )
    return tuple(
        Held(role, scope, ends, lender_ends, lender, name or email or "", lent_as or "")
        for role, scope, ends, lender_ends, lender, name, email, lent_as in rows
    )
