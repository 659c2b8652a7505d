"""Who acts: the little that rules need to know of an account."""

from collections.abc import Iterable
from typing import Any, Protocol


def public_name(name: str) -> str:
    """Give the name of who acted as everybody may read it; empty for an address of e-mail.

    An account without a name stands in the record by its address, which is nobody's business.
    """
    return "" if "@" in name else name


class Actor(Protocol):
    """Somebody who may do things, by the grants they hold over scopes."""

    @property
    def pk(self) -> Any: ...

    @property
    def is_active(self) -> bool: ...

    def has_grant(self, role: str, scope_keys: Iterable[str]) -> bool:
        """Tell whether a grant in force gives `role` over one of the scopes."""
        ...
