"""Marking the words found in a text, by themselves, by their stem or by their beginning."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from athar.kernel.stems import spans, stems, stems_in_text
from athar.kernel.text import Translated, normalise
from athar.search.queries.asking import Question
from athar.search.queries.results import Passage, Piece

#: How long an excerpt is, and how much of it stands before the first word found.
LENGTH = 200
BEFORE = 60
_CUT = "…"


class Marker:
    """Knows which written words answer a question."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self._known: dict[str, bool] = {}

    @cached_property
    def _words(self) -> frozenset[str]:
        others = (other for more in self.question.also.values() for other in more)
        return frozenset((*self.question.words, *others))

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(stem for word in self._words for stem in stems(word))

    def answers(self, written: str) -> bool:
        """Tell whether a written word is one that was asked for."""
        if written not in self._known:
            self._known[written] = any(self._is_asked(word) for word in normalise(written).split())
        return self._known[written]

    def _is_asked(self, word: str) -> bool:
        return (
            word in self._words
            or word.startswith(self.question.beginnings)
            or not self._stems.isdisjoint(stems_in_text(word))
        )

    def mark(self, text: str, lang: str) -> Passage:
        """Cut a whole text where words were found."""
        return Passage(lang, tuple(self._pieces(text, 0, len(text))))

    def excerpt(self, text: str, lang: str) -> Passage | None:
        """Give the part of a text around the first word found, None when there is none."""
        first = next((start for start, end in spans(text) if self.answers(text[start:end])), None)
        return None if first is None else self._around(text, lang, first)

    def beginning(self, text: str, lang: str) -> Passage:
        """Give the beginning of a text, whatever is found in it."""
        return self._around(text, lang, 0)

    def _around(self, text: str, lang: str, place: int) -> Passage:
        start, end = _window(text, place)
        pieces = list(self._pieces(text, start, end))
        if start > 0:
            pieces.insert(0, Piece(_CUT, is_match=False))
        if end < len(text):
            pieces.append(Piece(_CUT, is_match=False))
        return Passage(lang, tuple(pieces))

    def _pieces(self, text: str, start: int, end: int) -> Iterator[Piece]:
        """Give what lies between two places of a text, neighbouring words found as one piece."""
        done = start
        for first, last in _joined(self._found(text, start, end), text):
            if first > done:
                yield Piece(text[done:first], is_match=False)
            yield Piece(text[first:last], is_match=True)
            done = last
        if done < end:
            yield Piece(text[done:end], is_match=False)

    def _found(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        for first, last in spans(text[start:end]):
            if self.answers(text[start + first : start + last]):
                yield start + first, start + last


def _joined(found: Iterator[tuple[int, int]], text: str) -> Iterator[tuple[int, int]]:
    """Make one of two marks with nothing but a space or a hyphen between them."""
    held: tuple[int, int] | None = None
    for first, last in found:
        if held and text[held[1] : first] in {" ", "-", "\u00a0"}:
            held = held[0], last
            continue
        if held:
            yield held
        held = first, last
    if held:
        yield held


def _window(text: str, place: int) -> tuple[int, int]:
    """Choose what to show around a place, cut between words."""
    start = max(0, place - BEFORE)
    if start:
        gap = text.find(" ", start, place)
        start = gap + 1 if gap >= 0 else place
    end = min(len(text), start + LENGTH)
    if end < len(text):
        gap = text.rfind(" ", place + 1, end)
        end = gap if gap > place else end
    return start, end


def shown_title(marker: Marker, titles: Translated, lang: str) -> Passage:
    """Give a title in a language, or in the one it has, with what was found in it."""
    wording = titles.in_language(lang)
    return marker.mark(wording.text, wording.lang)


def shown_excerpt(
    marker: Marker, title: Passage, titles: Translated, body: Translated
) -> Passage | None:
    """Give what shows best why an entry was found, beside its title.

    Shape: the text in the language of the title if a word is in it; else, unless the title shows
    one, the title or text in another language that does; else the beginning of the text.
    """
    text = body.get(title.lang, "")
    found = marker.excerpt(text, title.lang)
    if found is None and not title.has_match:
        others = ((lang, words) for one in (titles, body) for lang, words in one.items())
        for lang, words in others:
            if lang != title.lang and (found := marker.excerpt(words, lang)):
                break
    if found is None and text:
        return marker.beginning(text, title.lang)
    return found
