"""What the texts of a file mean that no register knows: answers of a person, now or before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from athar.intake.enums import AliasKind
from athar.intake.memory.mapping import NEW_BODY, Word
from athar.intake.vocabulary.keys import normalise

Key = tuple[AliasKind, str]
"""A kind of thing and a text as texts are compared."""

_LONGEST_KEY = 200


def key_of(kind: AliasKind, text: str) -> Key:
    """Give what a text is looked up by."""
    return kind, normalise(text)[:_LONGEST_KEY]


@dataclass(slots=True)
class Met:
    """A text that an answer was found for, and the rows in which it stands."""

    written: str
    means: str
    rows: set[tuple[str, int]] = field(default_factory=set)


class Answers:
    """What texts of one file mean: as was said with the file, else as was confirmed before."""

    def __init__(
        self, settled: Iterable[Word] = (), known: Mapping[Key, str] | None = None
    ) -> None:
        self.settled = {key_of(word.kind, word.written): word for word in settled}
        self._known = known or {}
        self.met: dict[Key, Met] = {}

    def said(self, kind: AliasKind, text: str) -> str:
        """Give what was said with the file itself, empty when nothing was."""
        word = self.settled.get(key_of(kind, text))
        return word.means if word else ""

    def known(self, kind: AliasKind, text: str) -> str:
        """Give what was confirmed with earlier files, empty when nothing was."""
        return self._known.get(key_of(kind, text), "")

    def means(self, kind: AliasKind, text: str) -> str:
        """Give what a text means: what the file says wins; empty when nobody said anything."""
        return self.said(kind, text) or self.known(kind, text)

    def meet(self, kind: AliasKind, text: str, means: str, row: tuple[str, int]) -> None:
        """Note that an answer was taken for the text in a row."""
        met = self.met.setdefault(key_of(kind, text), Met(text, means))
        met.rows.add(row)

    def confirmed(self) -> tuple[Word, ...]:
        """Give the words that a person settled with this file and that were found in it.

        A new body is left out: once it is registered, its name finds it.
        """
        return tuple(
            word for key, word in self.settled.items() if key in self.met and word.means != NEW_BODY
        )
