"""The address of a search is its state: read with care, written back the same way."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from athar.kernel.progress import ComputedStatus
from athar.portal.chosen import CODE, KEY, STATUSES, YEAR, Chosen, read_page, read_sound
from athar.search.queries import Kind, SearchFilter

_PLACE = re.compile(r"[a-z0-9-]{1,20}:[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
#: More of what somebody typed is not carried from page to page.
LONGEST_TEXT = 300


@dataclass(frozen=True, slots=True)
class Choices(Chosen):
    """What a reader asks for: the words, one text per filter ("" leaves it out), the page."""

    q: str = ""
    kind: str = ""
    plan: str = ""
    place: str = ""
    status: str = ""
    year: str = ""
    lead: str = ""
    theme: str = ""
    page: int = 1

    @property
    def filters(self) -> SearchFilter:
        """Give the filters as a search takes them."""
        return SearchFilter(
            kind=Kind(self.kind) if self.kind else None,
            plan=self.plan,
            place=self.place,
            status=ComputedStatus(self.status) if self.status else None,
            year=int(self.year) if self.year else None,
            lead=self.lead,
            theme=int(self.theme) if self.theme else None,
        )

    @property
    def in_force(self) -> Mapping[str, str]:
        """Give the filters, the kind apart, that leave something out."""
        return {name: value for name in NARROWING if (value := getattr(self, name))}


NARROWING = ("plan", "place", "status", "year", "lead", "theme")


def read_choices(query: Mapping[str, str]) -> Choices:
    """Read the choices of an address; whatever the words are, they can be asked for.

    Shape: what is not a choice is left alone; a code that nothing has chooses nothing.
    Errors: BadRequest for what cannot be a choice at all.
    """
    return Choices(q=read_words(query), page=read_page(query), **read_sound(query, _SOUND))


def read_words(query: Mapping[str, str]) -> str:
    """Read the words of an address: what cannot be printed parts them, what is too long is cut."""
    # one more than is read, so that whoever searches can say that something was left out
    text = query.get("q", "")[: LONGEST_TEXT + 1]
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


_SOUND: Mapping[str, Callable[[str], object]] = {
    "kind": Kind.values.__contains__,
    "plan": CODE.fullmatch,
    "place": _PLACE.fullmatch,
    "status": STATUSES.__contains__,
    "year": YEAR.fullmatch,
    "lead": CODE.fullmatch,
    "theme": KEY.fullmatch,
}
