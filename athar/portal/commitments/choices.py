"""The address of a list is its state: read with care, written back the same way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields

from django.core.exceptions import BadRequest

from athar.kernel.progress import DeclaredStatus
from athar.portal.chosen import CODE, KEY, STATUSES, YEAR, Chosen, read_page, read_sound
from athar.rollups.enums import SortKey

#: What asks for commitments of which nothing is stated, such as those without a lead body.
NONE = "none"
_LONGEST_TEXT = 200
_DECLARED = frozenset({*(status.value for status in DeclaredStatus), NONE})


@dataclass(frozen=True, slots=True)
class Choices(Chosen):
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


FILTERS = tuple(one.name for one in fields(Choices) if one.name not in {"sort", "page"})


def read_choices(query: Mapping[str, str]) -> Choices:
    """Read the choices of an address.

    Shape: what is not a choice is left alone; a code that nothing has chooses nothing.
    Errors: BadRequest for what cannot be a choice at all.
    """
    return Choices(page=read_page(query), **read_sound(query, _SOUND))


def read_code(query: Mapping[str, str], name: str) -> str:
    """Read a code of an address, "" when it has none. Errors: BadRequest for what is no code."""
    value = query.get(name, "").strip()
    if value and not _is_code(value):
        raise BadRequest(f"{name}={value[:40]!r} is no code")
    return value


def _is_text(value: str) -> bool:
    return len(value) <= _LONGEST_TEXT and value.isprintable()


def _is_code(value: str) -> bool:
    return CODE.fullmatch(value) is not None


def _is_sort(value: str) -> bool:
    return value.removeprefix("-") in SortKey.values


_SOUND: Mapping[str, Callable[[str], bool]] = {
    "q": _is_text,
    "node": _is_code,
    "place": _is_code,
    "status": STATUSES.__contains__,
    "declared": _DECLARED.__contains__,
    "lead": _is_code,
    "funder": _is_code,
    "theme": lambda value: value == NONE or KEY.fullmatch(value) is not None,
    "year": lambda value: value == NONE or YEAR.fullmatch(value) is not None,
    "sort": _is_sort,
}
