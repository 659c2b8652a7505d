"""How accounts are found and which of their grants are in force."""

from __future__ import annotations

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
    held: frozenset[tuple[str, str]] | None = account.__dict__.get("_active_grants")
    if held is None:
        now = clock.now()
        held = frozenset(
            account.grants.filter(
                Q(expires_at=None) | Q(expires_at__gt=now), revoked_at=None
            ).values_list("role", "scope")
        )
        account.__dict__["_active_grants"] = held
    return held
