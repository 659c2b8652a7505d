"""The address of a list is its state: read with care, written back the same way."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from django.core.exceptions import BadRequest

from athar.kernel.progress import ComputedStatus, DeclaredStatus
from athar.rollups.enums import SortKey

#: What asks for commitments of which nothing is stated, such as those without a lead body.
NONE = "none"
_LONGEST_TEXT = 200
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_YEAR = re.compile(r"(19|20|21)\d\d", re.ASCII)
_KEY = re.compile(r"[1-9]\d{0,11}", re.ASCII)
_STATUSES = frozenset(status.value for status in ComputedStatus)
_DECLARED = frozenset({*(status.value for status in DeclaredStatus), NONE})


@dataclass(frozen=True, slots=True)
class Choices:
    """What a reader chose: one text per filter ("" leaves it out), the order, the page."""

    q: str = ""
    node: str = ""
    place: str = ""
    status: str = ""
    declared: str = ""
    lead: str = ""
    funder: str = ""
    theme: str = ""
    year: str = ""
    sort: str = ""
    page: int = 1

    @property
    def in_force(self) -> Mapping[str, str]:
        """Give the filters that leave something out."""
        return {name: value for name in FILTERS if (value := getattr(self, name))}

    @property
    def order(self) -> tuple[SortKey, bool]:
        """Give what the list is sorted by, and whether the largest comes first."""
        key = SortKey(self.sort.lstrip("-")) if self.sort else SortKey.PLAN_ORDER
        return key, self.sort.startswith("-")

    def query(self, **changes: str | int) -> str:
        """Write these choices, some changed, as "?node=A3&page=2"; "" when there are none.

        A change of anything but the page leads back to the first page.
        """
        first: dict[str, str | int] = {"page": 1} if changes else {}
        changed = replace(self, **{**first, **changes})  # type: ignore[arg-type]  # names are ours
        stated = {
            name: value
            for name in _NAMES
            if (value := getattr(changed, name)) and (name, value) != ("page", 1)
        }
        return f"?{urlencode(stated)}" if stated else ""


_NAMES = tuple(one.name for one in fields(Choices))
FILTERS = tuple(name for name in _NAMES if name not in {"sort", "page"})


def read_choices(query: Mapping[str, str]) -> Choices:
    """Read the choices of an address.

    Shape: what is not a choice is left alone; a code that nothing has chooses nothing.
    Errors: BadRequest for what cannot be a choice at all.
    """
    found: dict[str, str] = {}
    for name, is_sound in _SOUND.items():
        value = query.get(name, "").strip()
        if value and not is_sound(value):
            raise BadRequest(f"{name}={value[:40]!r} is no choice of this list")
        found[name] = value
    page = query.get("page", "").strip() or "1"
    if not re.fullmatch(r"[1-9]\d{0,5}", page, re.ASCII):
        raise BadRequest(f"page={page[:40]!r} is no page of this list")
    return Choices(page=int(page), **found)


def _is_text(value: str) -> bool:
    return len(value) <= _LONGEST_TEXT and value.isprintable()


def _is_code(value: str) -> bool:
    return _CODE.fullmatch(value) is not None


def _is_sort(value: str) -> bool:
    return value.removeprefix("-") in SortKey.values


_SOUND: Mapping[str, Callable[[str], bool]] = {
    "q": _is_text,
    "node": _is_code,
    "place": _is_code,
    "status": _STATUSES.__contains__,
    "declared": _DECLARED.__contains__,
    "lead": _is_code,
    "funder": _is_code,
    "theme": lambda value: value == NONE or _KEY.fullmatch(value) is not None,
    "year": lambda value: value == NONE or _YEAR.fullmatch(value) is not None,
    "sort": _is_sort,
}
