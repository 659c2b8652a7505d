"""What a heading says of its column: the field, the language, the year, the unit of money."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from athar.intake.tables.profiles import Profile
from athar.intake.vocabulary.fields import (
    DATES,
    LANGUAGE_WORDS,
    MONEY,
    PERCENTS,
    TRANSLATED,
    WORDS,
    Field,
    TableKind,
)
from athar.intake.vocabulary.keys import normalise
from athar.intake.vocabulary.payers import body_in, is_split, is_sum, looks_like_body, payer_of
from athar.intake.vocabulary.roots import Root, guesses, has_roots
from athar.intake.vocabulary.words import find_unit
from athar.kernel.calendar_words import ENDS, MONTHS

PATH_MARK = " › "
EXACT = 1000
LEAST = 300
_ORDER = 500
"""How much less sure a column that counts 1, 2, 3 … is of being the codes, or anything else."""

_YEAR = re.compile(r"(?:^|(?<= ))(?P<year>(?:19|20)\d\d)(?= |$)")
_AS_OF = re.compile(
    r"(?:^|(?<= ))(?:(?:situation|etat|arretee?s?) )?"
    r"(?:(?:au|a|jusqu au|jusqu a|as of|at|الي غايه|الي حدود|الي|حتي|بتاريخ|لغايه|في) )?"
    rf"(?:(?:(?:{'|'.join(ENDS)}) )?(?:\d{{1,2}} )?(?:\d{{1,2}}|[tq][1-4]|{'|'.join(MONTHS)})"
    rf"|(?<=[ai] )(?:{'|'.join(ENDS)})) (?:19|20)\d\d(?= |$)"
)
"""The day or month as of which the figures of a column are: no year that they are spent in."""
_NOISE = re.compile(r"(?:^|(?<= ))(?:pct|percent|taux en|s|en)(?= |$)")
_ARABIC = re.compile(r"[\u0600-\u06ff]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading taken apart: its words, and what was said in them besides the field."""

    path: str
    keys: tuple[str, ...]
    language: str = ""
    year: int | None = None
    unit: Decimal | None = None

    @property
    def is_empty(self) -> bool:
        return not any(self.keys) and self.year is None

    @property
    def own(self) -> str:
        """The innermost heading as it is written."""
        return self.path.rpartition(PATH_MARK)[2]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column holds; `score` tells how sure the words make it.

    `funder` names who pays in a column of shares: a `Payer`, or the name of a body; `status` is the
    one that a column of marks stands for; `dimension` the one whose options stand below.
    """

    field: Field
    language: str = ""
    year: int | None = None
    unit: Decimal | None = None
    score: int = 0
    funder: str = ""
    status: str = ""
    dimension: str = ""

    @property
    def place(self) -> tuple[Field, str, int | None, str]:
        """What only one column of a table can be."""
        return self.field, self.language, self.year, self.status or normalise(self.funder)


def read_heading(parts: Sequence[str]) -> Heading:
    """Take the texts above a column apart, outermost first.

    Shape: `keys` holds the words of all parts together, then of the last, then of the first.
    """
    shown = [" ".join(part.split()) for part in parts if part.strip()]
    path = PATH_MARK.join(shown)
    read = [_read_part(part) for part in shown]
    keys = tuple(dict.fromkeys((" ".join(filter(None, (key for key, *_ in read))),
                                *(key for key, *_ in reversed(read)))))  # fmt: skip
    return Heading(
        path=path,
        keys=keys,
        language=next((language for _k, language, _y, _u in reversed(read) if language), ""),
        year=next((year for _k, _l, year, _u in reversed(read) if year), None),
        unit=next((unit for *_, unit in reversed(read) if unit), None),
    )


def _read_part(part: str) -> tuple[str, str, int | None, Decimal | None]:
    unit, key = find_unit(normalise(part))
    key = _AS_OF.sub(" ", key)
    years = {found["year"] for found in _YEAR.finditer(key)}
    # "Coût 2022-2027" is a cost over years, not the share of one of them
    year = int(years.pop()) if len(years) == 1 else None
    key = " ".join(_YEAR.sub(" ", key).split())
    # "Coût en MDH" leaves "en" behind, which then is no language
    language, key = ("", key.removesuffix(" en")) if unit else _language(key)
    return " ".join(_NOISE.sub(" ", key).split()), language, year, unit


def _language(key: str) -> tuple[str, str]:
    """Give the language a heading names, and the heading without it."""
    for language, words in _language_keys().items():
        for word in words:
            if key != word and (f" {key} ").endswith(f" {word} "):
                return language, key.removesuffix(word).strip()
    if key.endswith(" en"):
        return "en", key.removesuffix(" en")
    return "", key


@lru_cache(maxsize=1)
def _language_keys() -> Mapping[str, tuple[str, ...]]:
    return {
        language: tuple(sorted(map(normalise, words), key=len, reverse=True))
        for language, words in LANGUAGE_WORDS.items()
    }


@lru_cache(maxsize=1)
def _phrases() -> Mapping[TableKind, tuple[tuple[str, Field], ...]]:
    return {
        kind: tuple(
            (" ".join(_NOISE.sub(" ", normalise(phrase)).split()), field)
            for field, phrases in fields.items()
            for phrase in phrases
        )
        for kind, fields in WORDS.items()
    }


@lru_cache(maxsize=4096)
def _scores(kind: TableKind, key: str) -> Mapping[Field, int]:
    """Give the fields that words may mean, with how sure they make them."""
    scores: dict[Field, int] = {}
    n_words = len(key.split())
    for phrase, field in _phrases()[kind]:
        if phrase == key:
            score = EXACT
        elif f" {phrase} " in f" {key} ":
            score = EXACT * 8 // 10 * len(phrase.split()) // n_words
        else:
            continue
        scores[field] = max(score, scores.get(field, 0))
    return scores


@lru_cache(maxsize=65_536)
def best_score(text: str) -> int:
    """Give how sure a text makes some field of some table: `EXACT` when it is a known heading."""
    heading = read_heading([text])
    scores = (max(_scores(kind, heading.keys[0]).values(), default=0) for kind in WORDS)
    return max(scores) if heading.keys and heading.keys[0] else 0


def meanings(heading: Heading, kind: TableKind) -> tuple[Meaning, ...]:
    """Give what a heading may mean in a table of this kind, the surest first."""
    best = guessed(heading) if kind is TableKind.PROJECTS else {}
    for rank, key in enumerate(heading.keys):
        for field, score in _scores(kind, key).items() if key else ():
            best[field] = max(best.get(field, 0), score - rank * 50)
    found = [
        _meaning(heading, field, score)
        for field, score in best.items()
        if score >= LEAST and _fits(heading, field)
    ]
    if kind is TableKind.PROJECTS:
        found += _shares(heading)
    return tuple(sorted(found, key=lambda one: -one.score))


def guessed(heading: Heading) -> dict[Field, int]:
    """Give what the single words of a heading make of it, with how sure they are."""
    has_percent = any(sign in heading.path for sign in "%٪")
    best: dict[Field, int] = {}
    for rank, key in enumerate(heading.keys):
        for field, score in guesses(key, has_percent=has_percent).items():
            best[field] = max(best.get(field, 0), score - rank * 50)
    return best


def names_projects(heading: Heading) -> bool:
    """Tell whether a heading speaks of the names of projects, among other words."""
    return any(has_roots(key, {Root.NAME, Root.PROJECT}) for key in heading.keys)


def _shares(heading: Heading) -> Iterator[Meaning]:
    """Give the share that a heading names: of the region, its partners, one body; of a year."""
    parts = heading.path.split(PATH_MARK)
    payers = [payer for key in heading.keys if (payer := payer_of(key))]
    funder = str(payers[0]) if payers else ""
    score = EXACT + 50 if payers else LEAST
    if not funder:
        keys = [_read_part(part)[0] for part in parts]
        named = [body_in(part) for part in parts if looks_like_body(body_in(part))]
        if any(is_split(key) for key in keys[:-1]) and keys[-1] and not is_sum(keys[-1]):
            funder, score = named[-1] if named else body_in(parts[-1]), EXACT - 40
        elif named and heading.unit is not None:
            funder, score = named[-1], EXACT // 2
    if funder and heading.year is not None:
        yield Meaning(Field.FUNDING_YEAR, "", heading.year, heading.unit, score, funder)
    elif funder:
        yield Meaning(Field.SHARE, "", None, heading.unit, score, funder)


def _fits(heading: Heading, field: Field) -> bool:
    """Refuse what the rest of the heading contradicts: a year on a status, dirhams on a date."""
    if field is Field.FUNDING_YEAR:
        return heading.year is not None
    if heading.unit is not None and field in DATES | PERCENTS:
        return False
    return heading.year is None or field in MONEY


def _meaning(heading: Heading, field: Field, score: int) -> Meaning:
    own_year = heading.year if field is Field.FUNDING_YEAR else None
    return Meaning(
        field=field,
        language=_written_in(heading) if field in TRANSLATED else "",
        year=own_year,
        unit=heading.unit if field in MONEY or field is Field.FUNDERS else None,
        score=score,
    )


def _written_in(heading: Heading) -> str:
    if heading.language:
        return heading.language
    return "ar" if _ARABIC.search(heading.path) else ""


def assign(
    headings: Sequence[Heading],
    kind: TableKind,
    settled: Mapping[str, Meaning | None] | None = None,
    profiles: Sequence[Profile] = (),
) -> dict[int, Meaning]:
    """Give each column the surest meaning no surer column has taken.

    Shape: column → meaning; `settled` maps heading paths to what a person decided, None for a
    column to be left out. A meaning that the cells contradict is none.
    """
    settled = settled or {}
    chosen: dict[int, Meaning] = {}
    candidates: list[tuple[int, int, Meaning]] = []
    for column, heading in enumerate(headings):
        if (key := normalise(heading.path)) in settled:
            if (meaning := settled[key]) is not None:
                chosen[column] = replace(meaning, score=2 * EXACT)
        elif not heading.is_empty:
            profile = profiles[column] if column < len(profiles) else Profile()
            candidates += [
                (-one.score + _ORDER * profile.is_counting, column, one)
                for one in meanings(heading, kind)
                if profile.may_hold(one.field)
            ]
    taken = {meaning.place for meaning in chosen.values()}
    for _score, column, meaning in sorted(candidates, key=lambda one: one[:2]):
        if column not in chosen and meaning.place not in taken:
            chosen[column] = meaning
            taken.add(meaning.place)
    return dict(sorted(chosen.items()))
