"""What a word that nobody understood may mean: the names most like it, in either script."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from athar.intake.enums import AliasKind, ProblemCode
from athar.intake.names.answers import Answers, Key, Met, key_of
from athar.intake.names.bodies import Bodies
from athar.intake.names.places import places_of_code
from athar.intake.names.questions import UnknownWord
from athar.intake.reports.problems import Problem
from athar.intake.vocabulary.keys import normalise
from athar.intake.vocabulary.words import STATUS_OF
from athar.kernel.progress import DeclaredStatus
from athar.reference.naming import read_designations
from athar.reference.queries import PlaceIndex, PlaceRef
from athar.reporting.enums import DeclaredStatusChoice
from athar.ui.site import Label

MOST = 5
MOST_WORDS = 100
"""How many words of a file get suggestions: a wrong column would ask for thousands."""
LEAST_ALIKE = 0.35
"""How much of two words must be the same for one to be suggested for the other."""

KIND_OF = {
    ProblemCode.UNKNOWN_PLACE: AliasKind.PLACE,
    ProblemCode.PLACE_AMBIGUOUS: AliasKind.PLACE,
    ProblemCode.PLACE_UNKNOWN: AliasKind.PLACE,
    ProblemCode.PLACES_RIVAL: AliasKind.PLACE,
    ProblemCode.UNKNOWN_BODY: AliasKind.BODY,
    ProblemCode.UNKNOWN_STATUS: AliasKind.STATUS,
}
"""What a word names that a problem is about."""

Suggestion = tuple[str, Label]
Named = TypeVar("Named")


class Likeness(Generic[Named]):
    """Finds what is named most like a text, by the runs of three letters that names share."""

    def __init__(self, names: Iterable[tuple[str, Named]]) -> None:
        self._names: list[tuple[int, Named]] = []
        self._with: defaultdict[str, list[int]] = defaultdict(list)
        for key, named in names:
            runs = _runs(key)
            for run in runs:
                self._with[run].append(len(self._names))
            self._names.append((len(runs), named))

    def like(self, key: str) -> dict[Named, float]:
        """Give what is named alike, and how much of its likest name is the same, up to 1."""
        runs = _runs(key)
        shared = Counter(number for run in runs for number in self._with.get(run, ()))
        found: dict[Named, float] = {}
        for number, n_shared in shared.items():
            n_runs, named = self._names[number]
            alike = 2 * n_shared / (n_runs + len(runs))
            if alike >= max(LEAST_ALIKE, found.get(named, 0)):
                found[named] = alike
        return found


def _runs(key: str) -> frozenset[str]:
    return frozenset(f" {word} "[at : at + 3] for word in key.split() for at in range(len(word)))


@dataclass
class Suggestions:
    """Suggests what the unknown words of one file may mean; what is not looked up costs nothing.

    Shape: `region` is the region of the plan, whose places come first.
    """

    places: PlaceIndex | None = None
    region: PlaceRef | None = None
    bodies: Bodies | None = None

    def of(self, kind: AliasKind, text: str) -> tuple[Suggestion, ...]:
        """Give at most 5 codes with their names, the likeliest first. Queries: 0."""
        match kind:
            case AliasKind.PLACE:
                return self._places(text)
            case AliasKind.BODY:
                return self._bodies(text)
            case AliasKind.STATUS:
                return self._statuses(text)

    def named(self, kind: AliasKind, code: str) -> tuple[Suggestion, ...]:
        """Give a code with its name, nothing when it is not known. Queries: 0."""
        match kind:
            case AliasKind.PLACE:
                found = places_of_code(self.places, code) if self.places and code else ()
                return tuple((code, place.names) for place in found[:1])
            case AliasKind.BODY:
                known = self.bodies.known if self.bodies else {}
                return ((code, known[code].names),) if code in known else ()
            case AliasKind.STATUS:
                names = dict(DeclaredStatusChoice.choices)
                return ((code, names[code]),) if code in names else ()

    def _places(self, text: str) -> tuple[Suggestion, ...]:
        found: dict[PlaceRef, float] = {}
        for reading in read_designations(text):
            for place, alike in self._like_places.like(reading.key).items():
                found[place] = max(alike, found.get(place, 0))
        best = max(found.values(), default=0)
        likely = [place for place, alike in found.items() if alike * 2 >= best]
        likely.sort(key=lambda place: (not self._is_near(place), -found[place], place.code))
        return tuple((place.code, place.names) for place in likely[:MOST])

    def _is_near(self, place: PlaceRef) -> bool:
        return self.region is not None and place.lies_in(self.region)

    @cached_property
    def _like_places(self) -> Likeness[PlaceRef]:
        return Likeness(self.places.spellings() if self.places else ())

    def _bodies(self, text: str) -> tuple[Suggestion, ...]:
        found = self._like_bodies.like(normalise(text))
        codes = sorted(found, key=lambda code: (-found[code], code))[:MOST]
        return tuple((code, self.bodies.known[code].names) for code in codes if self.bodies)

    @cached_property
    def _like_bodies(self) -> Likeness[str]:
        known = self.bodies.known.values() if self.bodies else ()
        return Likeness(
            (normalise(name), one.code)
            for one in known
            for name in (one.code, one.abbreviation, *one.names.values())
        )

    def _statuses(self, text: str) -> tuple[Suggestion, ...]:
        found = self._like_statuses.like(normalise(text))
        likely = sorted(found, key=lambda status: (-found[status], status))[:MOST]
        return tuple((one.value, DeclaredStatusChoice(one.value).label) for one in likely)

    @cached_property
    def _like_statuses(self) -> Likeness[DeclaredStatus]:
        return Likeness(STATUS_OF.items())


def words_of(
    problems: Iterable[Problem], answers: Answers, suggestions: Suggestions
) -> tuple[UnknownWord, ...]:
    """Give each word that was asked about once, then those that somebody settled, now or before.

    Shape: what was settled stands first among its own suggestions. Queries: 0.
    """
    asked: dict[Key, Met] = {}
    for problem in problems:
        if (kind := KIND_OF.get(problem.code)) is not None and problem.row is not None:
            said = answers.said(kind, problem.value)
            met = asked.setdefault(key_of(kind, problem.value), Met(problem.value, said))
            met.rows.add((problem.sheet, problem.row))
    settled = {key: Met(word.written, word.means) for key, word in answers.settled.items()}
    others = {key: met for key, met in (settled | answers.met).items() if key not in asked}
    words = []
    for number, ((kind, text), met) in enumerate((asked | others).items()):
        is_open = (kind, text) in asked or (kind, text) in answers.settled
        likely = suggestions.of(kind, met.written) if is_open and number < MOST_WORDS else ()
        choices = dict((*likely, *suggestions.named(kind, met.means)))
        first = [code for code in (met.means, *choices) if code in choices]
        words.append(
            UnknownWord(
                kind=kind,
                written=met.written,
                n_rows=len(met.rows),
                suggestions=tuple((code, choices[code]) for code in dict.fromkeys(first))[:MOST],
                means=met.means,
            )
        )
    return tuple(words)
