"""What a search gives: entries with the matched words marked, by kind."""

from __future__ import annotations

from dataclasses import dataclass

from athar.kernel.progress import ComputedStatus
from athar.kernel.text import Translated
from athar.search.enums import Kind, Manner


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """What a search is narrowed to; empty and None leave a filter out.

    Shape: `plan` and `lead` are codes; `place` is "scheme:code" and holds everything below it;
    `theme` is a key; `year` meets the planned period. What has no such thing is left out, so
    `status`, `lead` and `theme` leave commitments only.
    """

    kind: Kind | None = None
    plan: str = ""
    place: str = ""
    status: ComputedStatus | None = None
    year: int | None = None
    lead: str = ""
    theme: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, and whether it is one of the words found."""

    text: str
    is_match: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A text, or a part of one, cut where words were found; the pieces together are its words."""

    lang: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """Give the words without marks."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def has_match(self) -> bool:
        """Tell whether a word was found in it."""
        return any(piece.is_match for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found.

    Shape: `key` is its number in the store (of a method its place in the list). `plan_code` is
    the plan it belongs to, of a body the plan its list is read in; `scheme` is the scheme of a
    place's code, or what a body is in that plan: lead, funder or owner. `excerpt` is the part of
    the text around the first word found, None when there is nothing to show but the title.
    """

    kind: Kind
    key: int
    code: str
    plan_code: str
    scheme: str
    titles: Translated
    title: Passage
    excerpt: Passage | None


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind: how many, at least when `is_more`, and those shown."""

    kind: Kind
    n: int
    is_more: bool
    hits: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that no text holds, and the near one that was searched instead, as texts write it."""

    word: str
    instead: str


@dataclass(frozen=True, slots=True)
class SearchResults:
    """What a text finds.

    Shape: `words` are those searched, without the small ones; `n_words_left_out` came after the
    last one that is read. `groups` are the kinds with something found: the best first when all
    kinds are shown, in the order of kinds when one is chosen; then only that one has hits.
    `has_next` tells whether a page follows, for one kind only.
    """

    text: str
    lang: str
    filters: SearchFilter
    words: tuple[str, ...] = ()
    n_words_left_out: int = 0
    manner: Manner = Manner.NONE
    corrections: tuple[Correction, ...] = ()
    groups: tuple[Group, ...] = ()
    page: int = 1
    has_next: bool = False

    @property
    def n(self) -> int:
        """Give how many were found of the kinds asked for, at least when `is_more`."""
        return sum(group.n for group in self._asked)

    @property
    def is_more(self) -> bool:
        """Tell whether more were found than were counted."""
        return any(group.is_more for group in self._asked)

    @property
    def _asked(self) -> tuple[Group, ...]:
        kind = self.filters.kind
        return tuple(group for group in self.groups if kind in {None, group.kind})
