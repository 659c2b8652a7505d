"""What a reader chose is the state of an address: read with care, written back the same way."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlencode

from django.core.exceptions import BadRequest

from athar.kernel.progress import ComputedStatus

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
YEAR = re.compile(r"(19|20|21)\d\d", re.ASCII)
KEY = re.compile(r"[1-9]\d{0,11}", re.ASCII)
STATUSES = frozenset(status.value for status in ComputedStatus)
_PAGE = re.compile(r"[1-9]\d{0,5}", re.ASCII)


class Chosen:
    """Choices as a dataclass holds them: a text for each, "" leaves it out; a page if any."""

    __slots__ = ()
    if TYPE_CHECKING:
        __dataclass_fields__: ClassVar[dict[str, Any]]

    def query(self, **changes: str | int) -> str:
        """Write these choices, some changed, as "?node=A3&page=2"; "" when there are none.

        A change of anything but the page leads back to the first page.
        """
        names = [one.name for one in fields(self)]
        first: dict[str, str | int] = {"page": 1} if changes and "page" in names else {}
        changed = replace(self, **{**first, **changes})
        stated = {
            name: value
            for name in names
            if (value := getattr(changed, name)) and (name, value) != ("page", 1)
        }
        return f"?{urlencode(stated)}" if stated else ""


def read_sound(
    query: Mapping[str, str], sound: Mapping[str, Callable[[str], object]]
) -> dict[str, str]:
    """Read the choices of an address by name; what is not a choice is left alone.

    Errors: BadRequest for what cannot be a choice at all.
    """
    found = {name: query.get(name, "").strip() for name in sound}
    for name, value in found.items():
        if value and not sound[name](value):
            raise BadRequest(f"{name}={value[:40]!r} is no choice here")
    return found


def read_page(query: Mapping[str, str]) -> int:
    """Read the number of a page of an address. Errors: BadRequest for what is none."""
    page = query.get("page", "").strip() or "1"
    if not _PAGE.fullmatch(page):
        raise BadRequest(f"page={page[:40]!r} is no page")
    return int(page)
