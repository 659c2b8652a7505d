"""The address of the library is its state."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from athar.network.enums.experiences import Level
from athar.network.queries.experiences import LibraryFilter
from athar.portal.chosen import CODE, Chosen, read_sound
from athar.portal.search.choices import read_words


@dataclass(frozen=True, slots=True)
class Choices(Chosen):
    """What a reader asks for: words, one text per filter ("" leaves it out), after which code."""

    q: str = ""
    theme: str = ""
    member: str = ""
    level: str = ""
    proved: str = ""
    after: str = ""

    def wanted(self, keys: Collection[int] | None) -> LibraryFilter:
        """Give the filters as the library takes them; `keys` are those the words found."""
        return LibraryFilter(self.theme, self.member, self.level, bool(self.proved), keys)

    def without(self, name: str) -> str:
        """Write the choices without one of them, from the first page on."""
        return self.query(**{name: "", "after": ""})


def read_choices(query: Mapping[str, str]) -> Choices:
    """Read the choices of an address. Errors: BadRequest for what cannot be a choice at all."""
    return Choices(q=read_words(query), **read_sound(query, _SOUND))


_SOUND: Mapping[str, Callable[[str], object]] = {
    "theme": CODE.fullmatch,
    "member": CODE.fullmatch,
    "level": Level.values.__contains__,
    "proved": "1".__eq__,
    "after": CODE.fullmatch,
}
