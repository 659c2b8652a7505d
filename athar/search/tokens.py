"""The tokens by which an entry is found, and the trigrams by which a misspelt word is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from athar.kernel.stems import spans, stems_in_text
from athar.kernel.text import normalise
from athar.rollups.enums import SubjectKind
from athar.search.enums import Part

#: A longer word is cut: no language we serve has one.
LONGEST_WORD = 60
LONGEST_WHOLE = 120
#: A word of the vocabulary holds so many letters at least; shorter ones are not corrected.
SHORTEST_KNOWN = 3
_PAD = "\ue000"

_FACETS = {
    SubjectKind.PLAN: "p",
    SubjectKind.NODE: "n",
    SubjectKind.PLACE: "l",
    SubjectKind.LEAD: "b",
    SubjectKind.FUNDER: "u",
    SubjectKind.THEME: "t",
    SubjectKind.YEAR: "y",
}


def words(text: str) -> list[str]:
    """Give the words of a text as they are searched."""
    return [word[:LONGEST_WORD] for word in normalise(text).split()]


def whole(text: str) -> str:
    """Give a whole title or code as one word: "PDR-0001" and "pdr 0001" are the same."""
    return normalise(text).replace(" ", "")[:LONGEST_WHOLE]


def facet(kind: SubjectKind, key: int) -> str:
    """Give the token of belonging to something, such as the plan 3 or the year 2025."""
    return f"{Part.FACET}{_FACETS[kind]}{key}"


def tokens_of(
    *,
    titles: Iterable[str],
    codes: Iterable[str] = (),
    bodies: Iterable[str] = (),
    spoken: Iterable[str] = (),
    facets: Iterable[str] = (),
) -> str:
    """Give the tokens of an entry, each once, in an order that is always the same.

    Shape: `codes` are found like titles, whole and word by word; `spoken` are the keys of ways of
    writing a place (reference.naming).
    """
    codes, titles = tuple(codes), tuple(titles)
    found = {f"{Part.WHOLE}{key}" for text in (*titles, *codes) if (key := whole(text))}
    found |= {f"{Part.SPOKEN}{key}" for key in spoken if key}
    found |= set(facets)
    for text in (*titles, *codes):
        found |= _of_text(text, Part.TITLE_WORD, Part.TITLE_STEM)
        found |= {f"{Part.FIRST_WORD}{word}" for word in words(text)[:1]}
    for text in bodies:
        found |= _of_text(text, Part.WORD, Part.STEM)
    return " ".join(sorted(found))


def _of_text(text: str, as_word: Part, as_stem: Part) -> set[str]:
    distinct = set(words(text))
    found = {f"{as_word}{word}" for word in distinct}
    return found | {f"{as_stem}{stem}" for word in distinct for stem in stems_in_text(word)}


def trigrams(word: str) -> tuple[str, ...]:
    """Give the runs of three letters of a word, its beginning and its end marked, each once."""
    padded = f"{_PAD}{word}{_PAD}"
    return tuple(dict.fromkeys(padded[at : at + 3] for at in range(len(padded) - 2)))


def written_words(text: str) -> Iterator[tuple[str, str]]:
    """Give the words of a text worth knowing for corrections, each as (word, the way written)."""
    for start, end in spans(text):
        key = normalise(text[start:end])
        if " " not in key and SHORTEST_KNOWN <= len(key) <= LONGEST_WORD and not key.isdecimal():
            yield key, text[start:end].lower()[:LONGEST_WHOLE]
