"""What the lists of people and bodies are narrowed by, and which part of them is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from django.http import QueryDict

from athar.kernel.digits import to_western

PER_PAGE = 50
_LONGEST = 200
Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class Part(Generic[Line]):
    """One page of a list: its lines, how many there are in all, and the neighbouring pages."""

    lines: Sequence[Line]
    n_all: int
    page: int
    n_pages: int
    chosen: dict[str, str]

    def address(self, page: int) -> str:
        """Give the query of another page of the same choice, empty beyond the ends."""
        if not 1 <= page <= self.n_pages:
            return ""
        chosen = {name: text for name, text in self.chosen.items() if text}
        return "?" + urlencode({**chosen, "page": page})


def choices(query: QueryDict, names: Sequence[str]) -> dict[str, str]:
    """Give what was chosen, empty where nothing was, cut where it is longer than any name."""
    return {name: query.get(name, "").strip()[:_LONGEST] for name in names}


def part_of(
    lines: Sequence[Line], query: QueryDict, chosen: dict[str, str], per_page: int = PER_PAGE
) -> Part[Line]:
    """Cut a list into pages and give the one asked for; a page that is not there is the last."""
    n_pages = max(1, -(-len(lines) // per_page))
    asked = to_western(query.get("page", ""))[:9]
    page = min(max(1, int(asked)) if asked.isdecimal() else 1, n_pages)
    shown = lines[(page - 1) * per_page : page * per_page]
    return Part(shown, len(lines), page, n_pages, chosen)
