"""Near words: what somebody may have meant by a word that no text holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from athar.kernel.nearness import shared_ratio, slips
from athar.kernel.stems import without_article
from athar.search.engine import Expression, Leg, Term, counts, near_words
from athar.search.enums import Kind
from athar.search.queries.asking import Question
from athar.search.queries.results import Correction
from athar.search.tokens import SHORTEST_KNOWN, trigrams

_CANDIDATES = 60
#: How many near words stand for one at most.
_AT_MOST = 3
_LEAST_SHARED = 0.3
_LEAST_SHARED_OTHERWISE = 0.6
_EVERYTHING = ((Kind.PLAN, Kind.COMMITMENT),)


def unknown_words(question: Question) -> tuple[str, ...]:
    """Give the words that no text holds in any form. Queries: 1."""
    held = _held([question.everywhere(word) for word in question.words])
    return tuple(word for number, word in enumerate(question.words) if number not in held)


def correct(question: Question, unknown: Sequence[str]) -> tuple[Question, tuple[Correction, ...]]:
    """Give the question with near words for the unknown ones, and the nearest of each.

    Queries: 1 for each unknown word, 1 more when some are near.
    """
    begun = question.beginnings
    near = {word: found for word in unknown if (found := _near(word, is_begun=word in begun))}
    if not near:
        return question, ()
    also = {word: tuple(key for key, _written in found) for word, found in near.items()}
    nearest = tuple(Correction(word, found[0][1]) for word, found in near.items())
    return question.with_also(also), nearest


def _near(word: str, *, is_begun: bool) -> list[tuple[str, str]]:
    """Give the nearest words that texts still hold, as (word, the way written), nearest first.

    Shape: a word that is only begun is compared with the beginnings of others.
    """
    if len(word) < SHORTEST_KNOWN:
        return []
    bare = without_article(word)
    sought = dict.fromkeys((*trigrams(word), *trigrams(bare)))
    ranked = []
    for other, written in near_words(tuple(Term(one) for one in sought), _CANDIDATES):
        n_slips, shared, against = min(
            (slips(bare, one), -shared_ratio(trigrams(bare), trigrams(one)), one)
            for one in _compared(bare, without_article(other), is_begun=is_begun)
        )
        # hands seldom slip on the first letter: then much of the rest must agree
        enough = _LEAST_SHARED if bare[0] == against[0] else _LEAST_SHARED_OTHERWISE
        if n_slips <= _allowed(bare) and -shared >= enough:
            ranked.append((n_slips, shared, other, written))
    ranked.sort()
    nearest = [(other, written) for n, _shared, other, written in ranked if n == ranked[0][0]]
    return _still_held(nearest[:_AT_MOST])


def _compared(bare: str, other: str, *, is_begun: bool) -> set[str]:
    """Give what a word is compared with: another, and its beginnings when the word is begun."""
    if not is_begun:
        return {other}
    return {other, *(other[: len(bare) + more] for more in (-1, 0, 1))}


def _allowed(word: str) -> int:
    """Give how many slips a word may hold; a short one would soon be another word."""
    if len(word) <= 4:
        return 1
    return 2 if len(word) <= 8 else 3


def _still_held(near: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Leave out words that only texts held that are gone."""
    held = _held([Question((word,)).everywhere(word) for word, _written in near])
    return [one for number, one in enumerate(near) if number in held]


def _held(expressions: Iterable[Expression]) -> set[int]:
    """Give the numbers of the expressions that find anything at all. Queries: 1, none without."""
    legs = [Leg(one, 1, _EVERYTHING, number) for number, one in enumerate(expressions)]
    return {number for number, _range in counts(legs)}
