"""Words and their stems: what the forms of a word share, in Arabic, French and English.

The stock stemmers are not used: the Arabic one turns التزام into تزام and misses الالتزامات. A word
keeps every stem it may have, with its first letters and without them; forms that share one match.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from athar.kernel.digits import Characters
from athar.kernel.plurals import SINGULARS
from athar.kernel.text import normalise

#: What is left of a word holds at least so many letters; shorter ones say nothing.
SHORTEST = 3
_REMEMBERED = 100_000

_ARTICLES = ("وبال", "ولل", "وال", "بال", "كال", "فال", "ال", "لل")
# "and", "in", "for" are written together with what follows; only longer words are looked into
_PARTICLES = ("و", "ب", "ل")
_SHORTEST_AFTER_PARTICLE = 4
# here the first letter belongs to the word: وزارة, وكالة, برنامج, بلدية, لجنة …
_WHOLE = (
    *("وادي", "واجه", "واقع", "وثاي", "وثيق", "وحد", "وداد", "ورش", "وزار", "وساي", "وسيط"),
    *("وضع", "وطن", "وظيف", "وقاي", "وكال", "ولاي", "بحر", "برنام", "برام", "بطاق", "بلد"),
    *("بناي", "بنيات", "بني", "بيان", "بيداغ", "بيي", "بواب", "لوحات", "لوجست", "لقاح", "لقاء"),
)
_ARABIC_ENDINGS = (
    *("ياتها", "ياتهم", "اتها", "اتهم", "يتها", "يات", "ات", "تها", "تهم"),
    *("ون", "ين", "ها", "هم", "يه", "ه", "ي", "ا"),
)
_LATIN_ENDINGS = (
    *(("eaux", "eau"), ("aux", "al"), ("eux", "eu"), ("oux", "ou"), ("ies", "i"), ("s", "")),
)
_LATIN_FORMS = (*(("eus", "eu"), ("eur", "eu"), ("tric", "teu"), ("iv", "if"), ("y", "i")),)
_SHORTEST_LATIN = 4
_SHORTEST_BEFORE_FORM = 2

_SHAPE = Characters(lambda char: "x" if normalise(f"x{char}x") != "x x" else " ")


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Give where each written word of a text begins and ends, with its vowel signs."""
    start = None
    for place, kind in enumerate(text.translate(_SHAPE) + " "):
        if kind == "x":
            start = place if start is None else start
        elif start is not None:
            yield start, place
            start = None


@lru_cache(maxsize=_REMEMBERED)
def stems(word: str) -> tuple[str, ...]:
    """Give the stems a normalised word may have, the one nearest to the word first.

    Shape: never empty; a word that begins like an article keeps its own stem too, since التزام
    does not begin with one. A leading و is never taken off.
    """
    if _is_arabic(word):
        return _once((_arabic(word), *(_arabic(rest) for rest in _without_article(word))))
    return (_latin(word),)


@lru_cache(maxsize=_REMEMBERED)
def stems_in_text(word: str) -> tuple[str, ...]:
    """Give the stems of a word of a text: those of `stems`, and those behind a glued particle.

    Shape: "وتطوان" (and Tetouan) is also found as تطوان; وزان is a name and stays whole.
    """
    found = stems(word)
    if not _is_arabic(word) or word.startswith(_WHOLE) or not word.startswith(_PARTICLES):
        return found
    rest = word[1:]
    if len(rest) < _SHORTEST_AFTER_PARTICLE or word.startswith(_ARTICLES):
        return found
    return _once((*found, _arabic(rest)))


def _once(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def without_article(word: str) -> str:
    """Give a normalised word without the article it seems to begin with."""
    return next(_without_article(word), word) if _is_arabic(word) else word


def _is_arabic(word: str) -> bool:
    return "\u0600" <= word[:1] <= "\u06ff"


def _without_article(word: str) -> Iterator[str]:
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= SHORTEST:
            yield word[len(article) :]
            return


def _arabic(word: str) -> str:
    """Bring a broken plural to its singular, else take one ending off."""
    if word in _SINGULARS:
        return _SINGULARS[word]
    bare = _without_ending(word)
    return _SINGULARS.get(bare, bare)


def _without_ending(word: str) -> str:
    for ending in _ARABIC_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word[: -len(ending)]
    return word


def _latin(word: str) -> str:
    """Take plurals and feminines off, alike in French and in English."""
    if word in _SINGULARS:
        return _SINGULARS[word]
    if len(word) < _SHORTEST_LATIN or not word.isalpha():
        return word
    word = _single(word)
    for ending, instead in _LATIN_ENDINGS:
        if word.endswith(ending):
            word = word.removesuffix(ending) + instead
            break
    if word.endswith("e") and len(word) > SHORTEST:
        word = word[:-1]
    word = _single(word)
    for ending, instead in _LATIN_FORMS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_BEFORE_FORM:
            return word.removesuffix(ending) + instead
    return word


def _single(word: str) -> str:
    """Make a doubled last letter single: naturelle, naturel."""
    return word[:-1] if len(word) > SHORTEST and word[-1] == word[-2] else word


# the keys are as `normalise` leaves words, the stems as the rules leave the singular
_SINGULARS: dict[str, str] = {}
_SINGULARS.update(
    {
        normalise(many): (_without_ending if _is_arabic(normalise(one)) else _latin)(normalise(one))
        for many, one in SINGULARS.items()
    }
)
