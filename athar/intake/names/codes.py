"""The codes of a plan as people write them: without what all begin with, without leading zeros."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property

from athar.intake.cells.texts import read_code
from athar.intake.readers.sheet import Cell
from athar.intake.vocabulary.keys import normalise

_PARTS = re.compile(r"\d+|[^\W\d_]+")
_MARKS = " :.-–—|;,"

Parts = tuple[str, ...]


Titled = Iterable[tuple[str, Iterable[str]]]
"""Codes with the titles of their projects in all languages."""


class KnownCodes:
    """Finds the code of a plan that a text means: as registered, or the end of only one of them.

    Shape: `titled` is asked for only where a file has no codes.
    """

    def __init__(self, codes: Collection[str] = (), titled: Callable[[], Titled] = tuple) -> None:
        self.codes = frozenset(codes)
        self._titled = titled

    @cached_property
    def _by_title(self) -> Mapping[str, str | None]:
        found: dict[str, str | None] = {}
        for code, titles in self._titled():
            for key in set(map(normalise, titles)):
                found[key] = None if key in found else code
        return found

    def find_title(self, text: str) -> str | None:
        """Give the code of the only project with a title; None when none has it, or several do."""
        return self._by_title.get(normalise(text)) if text.strip() else None

    @cached_property
    def _by_end(self) -> Mapping[Parts, str | None]:
        found: dict[Parts, str | None] = {}
        for code in self.codes:
            for end in set(_ends(_parts(code))):
                found[end] = None if end in found else code
        return found

    def find(self, text: str) -> str | None:
        """Give the code that a text means: "pdr a1 p03 02", "A1-P3-2", "PDR-001 : Barrage".

        Shape: None when the text is no code of the plan, or may be several of them.
        """
        code = read_code(Cell(text, text))
        if code in self.codes:
            return code
        by_end = self._by_end.get(_parts(code)) if code else None
        first = next(iter(text.split()), "").strip(_MARKS)
        begun = read_code(Cell(first, first))
        return by_end or (begun if begun in self.codes else None)


def _parts(code: str) -> Parts:
    """Cut a code into its letters and numbers, the numbers without leading zeros."""
    return tuple(
        one.lstrip("0") or "0" if one.isdigit() else one for one in _PARTS.findall(code.upper())
    )


def _ends(parts: Parts) -> Iterator[Parts]:
    """Give how a code may be shortened: each of its ends, and its numbers alone."""
    yield from (parts[at:] for at in range(len(parts)))
    yield tuple(one for one in parts if one.isdigit())
