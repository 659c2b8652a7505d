"""What somebody asks: the words of a text, and the expressions that find them, best first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from athar.kernel.stems import stems
from athar.kernel.text import normalise
from athar.reference.naming import place_key, read_designations
from athar.search.engine import Either, Expression, Term
from athar.search.enums import Part
from athar.search.tokens import LONGEST_WORD, whole

#: More of a text is not read: nobody types it, and nothing would hold all its words.
LONGEST_TEXT = 300
MOST_WORDS = 8
_SHORTEST_BEGINNING = 3
_SMALL_WORDS = frozenset(
    normalise(
        "في من على إلى عن مع أو و ما هو هي هذا هذه التي الذي "
        "de la le les des du d l un une et en au aux pour par sur dans ou a "
        "the of and in on for to an with at by or"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Question:
    """The words asked for.

    Shape: `also` gives for a word other words that stand for it: a place's names in all languages,
    near words of one that no text holds. `keys` find a title, a code or a place as a whole.
    `beginnings` are the words that may be the beginning of a longer one.
    """

    words: tuple[str, ...] = ()
    n_left_out: int = 0
    keys: Either = ()
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    beginnings: tuple[str, ...] = ()

    def with_also(self, also: Mapping[str, tuple[str, ...]]) -> Question:
        """Give the same question with more words that stand for its own."""
        merged = {**self.also}
        for word, others in also.items():
            merged[word] = tuple(dict.fromkeys((*merged.get(word, ()), *others)))
        return replace(self, also=merged)

    def begun(self) -> Question:
        """Give the same question, its words taken for the beginnings of longer ones."""
        long = tuple(word for word in self.words if len(word) >= _SHORTEST_BEGINNING)
        return replace(self, beginnings=long)

    def steps(self) -> tuple[Expression, ...]:
        """Give what is looked for, from the best to the widest; the last one holds all others.

        Shape: as a whole; words in the title; their forms there; words anywhere; their forms
        anywhere. Beginnings of words count as forms.
        """
        titles, anywhere = (Part.TITLE_WORD,), (Part.TITLE_WORD, Part.WORD)
        return (
            (self.keys,),
            tuple(_exactly(word, titles) for word in self.words),
            tuple(self._widely(word, title_only=True) for word in self.words),
            tuple(_exactly(word, anywhere) for word in self.words),
            tuple((*self._widely(word), *self.keys) for word in self.words),
        )

    def steps_typed(self) -> tuple[Expression, ...]:
        """Give what is looked for while the words are typed: titles, the begun ones first."""
        first, rest = self.words[0], self.words[1:]
        places = [key for key in self.keys if key.token.startswith(Part.SPOKEN)]
        begun = (
            Term(f"{Part.FIRST_WORD}{first}", first in self.beginnings),
            *(Term(key.token, is_beginning=True) for key in places),
        )
        return (
            (self.keys,),
            (begun, *(self._widely(word, title_only=True) for word in rest)),
            tuple(self._widely(word, title_only=True) for word in self.words),
        )

    def any_word(self) -> tuple[Expression, ...]:
        """Give what finds some of the words, in a title first."""
        return (
            (_merged(self._widely(word, title_only=True) for word in self.words),),
            (_merged(self._widely(word) for word in self.words),),
        )

    def everywhere(self, word: str) -> Expression:
        """Give what finds one word in any form."""
        return ((*self._widely(word), *(self.keys if len(self.words) == 1 else ())),)

    def _widely(self, word: str, *, title_only: bool = False) -> Either:
        parts = (Part.TITLE_WORD,) if title_only else (Part.TITLE_WORD, Part.WORD)
        of_stems = (Part.TITLE_STEM,) if title_only else (Part.TITLE_STEM, Part.STEM)
        others = self.also.get(word, ())
        found = [Term(f"{part}{word}", word in self.beginnings) for part in parts]
        found += [Term(f"{part}{other}") for part in parts for other in others]
        found += [
            Term(f"{part}{stem}")
            for part in of_stems
            for one in (word, *others)
            for stem in stems(one)
        ]
        return tuple(dict.fromkeys(found))


def _exactly(word: str, parts: Iterable[Part]) -> Either:
    return tuple(Term(f"{part}{word}") for part in parts)


def _merged(groups: Iterable[Either]) -> Either:
    return tuple(dict.fromkeys(term for group in groups for term in group))


def read_question(text: str, *, is_being_typed: bool = False) -> Question:
    """Read the words of whatever was typed; what is neither letter nor digit parts them.

    Shape: small words are left out unless there is nothing else; at most MOST_WORDS are read.
    """
    said = normalise(text[:LONGEST_TEXT]).split()
    words = [word for word in said if word not in _SMALL_WORDS] or said
    distinct = tuple(dict.fromkeys(word[:LONGEST_WORD] for word in words))
    read = distinct[:MOST_WORDS]
    typed = tuple(word for word in read[-1:] if is_being_typed and len(word) > 1)
    return Question(
        words=read,
        n_left_out=len(distinct[MOST_WORDS:]) + (len(text) > LONGEST_TEXT),
        keys=_keys(text[:LONGEST_TEXT]) if distinct else (),
        beginnings=typed,
    )


def _keys(text: str) -> Either:
    spoken = (Term(f"{Part.SPOKEN}{one.key}") for one in read_designations(text) if one.key)
    return tuple(dict.fromkeys((Term(f"{Part.WHOLE}{whole(text)}"), *spoken)))


def spoken(word: str) -> Expression:
    """Give what finds the places a word may be the name of."""
    return ((Term(f"{Part.SPOKEN}{place_key(word)}"),),)
