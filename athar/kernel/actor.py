"""Who acts: the little that rules need to know of an account."""

import re
from collections.abc import Iterable
from typing import Any, Protocol


def public_name(name: str) -> str:
    """Give the name of who acted as everybody may read it; empty for an address of e-mail.

    An account without a name stands in the record by its address, which is nobody's business.
    """
    return "" if "@" in name else name


_FORMER = re.compile(r"former-user-(\d+)", re.ASCII)


def former_name(number: int) -> str:
    """Give what stands in the record for somebody whose name was removed: former-user-12."""
    return f"former-user-{number}"


def former_number(name: str) -> int | None:
    """Give the number of a former user, None for any other name."""
    found = _FORMER.fullmatch(name)
    return int(found[1]) if found else None


class Actor(Protocol):
    """Somebody who may do things, by the grants they hold over scopes."""

    @property
    def pk(self) -> Any: ...

    @property
    def is_active(self) -> bool: ...

    def has_grant(self, role: str, scope_keys: Iterable[str]) -> bool:
        """Tell whether a grant in force gives `role` over one of the scopes."""
        ...
