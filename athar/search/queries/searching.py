"""Searching: from the words of a text to what it finds, the best first, by kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from athar.kernel.text import Translated
from athar.search import engine
from athar.search.engine import Expression, Leg
from athar.search.enums import Kind, Manner, kind_of
from athar.search.models import Entry
from athar.search.queries.asking import Question, read_question, spoken
from athar.search.queries.correcting import correct, unknown_words
from athar.search.queries.marking import Marker, shown_excerpt, shown_title
from athar.search.queries.narrowing import Narrowing, narrow
from athar.search.queries.results import (
    Correction,
    Group,
    Hit,
    SearchFilter,
    SearchResults,
)
from athar.search.tokens import words

PER_PAGE = 20
PER_GROUP = 5
#: How far pages go: whoever does not find it among so many needs other words.
LAST_PAGE = 25
#: More is not counted: "more than 1,000".
MOST_COUNTED = 1000
_PLACES_PER_WORD = 5
#: One letter begins everything.
_LEAST_TYPED = 2
#: Few things before many: a place is meant more often than one of the projects that name it.
_RANGES = (
    (Kind.PLAN, Kind.INDICATOR),
    (Kind.EXPERIENCE, Kind.EXPERIENCE),
    (Kind.COMMITMENT, Kind.COMMITMENT),
)
_SMALL_LIMIT = 40
_AS_TYPED = (
    *(Kind.PLACE, Kind.PLAN, Kind.INDICATOR, Kind.EXPERIENCE, Kind.NODE, Kind.BODY),
    *(Kind.COMMITMENT, Kind.METHOD),
)
_BEST_STEPS = 2


@dataclass(frozen=True, slots=True)
class _Found:
    """A way of asking that finds something: its question, its steps, how many by kind."""

    manner: Manner
    question: Question
    steps: tuple[Expression, ...]
    n: Mapping[Kind, int]
    corrections: tuple[Correction, ...] = ()


def search(
    text: str,
    *,
    lang: str,
    filters: SearchFilter | None = None,
    page: int = 1,
    per_page: int = PER_PAGE,
    per_group: int = PER_GROUP,
) -> SearchResults:
    """Find plans, groupings, commitments, places, bodies and methods by words in any language.

    Shape: without a kind, the first `per_group` of each; with one, a page of it. What holds every
    word comes first; when nothing does, near words are tried, then some of the words. A title
    counts more than a text, the word itself more than its forms; equals stand in the order in
    which they are stored. A page that does not exist has no hits.
    Queries: at most 9 when words are found, at most 16 when they have to be corrected, and those
    of `narrow`; 0 without words.
    """
    filters = filters or SearchFilter()
    question = read_question(text)
    if not question.words:
        return SearchResults(text, lang, filters)
    narrowing = narrow(filters)
    found = _find(question.with_also(_names_of_places(question)), narrowing)
    kinds = (filters.kind,) if filters.kind else tuple(found.n)
    first = (page - 1) * per_page if filters.kind else 0
    last = first + per_page if filters.kind else per_group
    ranked = _ranked(found, narrowing, kinds, last + 1) if page <= LAST_PAGE else {}
    shown = {kind: ranked.get(kind, [])[first:last] for kind in kinds}
    hits = _hits(shown, found.question, lang)
    return SearchResults(
        text=text,
        lang=lang,
        filters=filters,
        words=question.words,
        n_words_left_out=question.n_left_out,
        manner=found.manner,
        corrections=found.corrections,
        groups=tuple(
            Group(kind, min(found.n[kind], MOST_COUNTED), found.n[kind] > MOST_COUNTED, of_kind)
            for kind in _best_first(found, {} if filters.kind else ranked)
            for of_kind in [hits.get(kind, ())]
        ),
        page=page,
        has_next=bool(filters.kind) and page < LAST_PAGE and len(ranked.get(kinds[0], ())) > last,
    )


def _best_first(found: _Found, ranked: Mapping[Kind, list[tuple[int, int]]]) -> list[Kind]:
    """Put the kinds that hold something better before the others."""
    best = {kind: of_kind[0][0] for kind, of_kind in ranked.items() if of_kind}
    return sorted(found.n, key=lambda kind: best.get(kind, 0))


def suggest(text: str, *, lang: str, limit: int = 8) -> tuple[Hit, ...]:
    """Give what somebody may be about to type: things by their title, code or spelling.

    Shape: the last word may be the beginning of one; at most half of a kind when there are others.
    Only when no title holds the words, texts are asked, then near words.
    Queries: at most 6 when titles hold the words, at most 20 otherwise; 0 without words.
    """
    question = read_question(text, is_being_typed=True)
    if len("".join(question.words)) < _LEAST_TYPED:
        return ()
    question, best = _typed(question.with_also(_names_of_places(question)), limit)

    def rank(number: int) -> tuple[int, int, int]:
        return best[number], _AS_TYPED.index(kind_of(number)), number

    rows = _rows(_mixed(sorted(best, key=rank), limit))
    marker = Marker(question)
    return tuple(_hit(row, marker, lang, with_excerpt=False) for row in rows)


def _typed(question: Question, limit: int) -> tuple[Question, dict[int, int]]:
    """Give the question as it finds something, and the step that finds each entry first."""
    if best := _offered(question, limit):
        return question, best
    unknown = unknown_words(question)
    meant, corrections = correct(question, unknown)
    if not unknown or len(corrections) < len(unknown):
        return question, {}
    return meant, _offered(meant, limit)


def _offered(question: Question, limit: int) -> dict[int, int]:
    best: dict[int, int] = {}
    titles, anywhere = question.steps_typed(), question.steps()[-1]
    for step, expression in enumerate((*titles, anywhere)):
        if len(best) < limit and not (best and step == len(titles)):
            for _step, number in engine.ids([Leg(expression, _SMALL_LIMIT, _RANGES)]):
                best.setdefault(number, step)
    return best


def _mixed(ranked: Iterable[int], limit: int) -> list[int]:
    """Take the best, at most half of them of one kind as long as others follow."""
    taken: list[int] = []
    spare: list[int] = []
    n_of_kind: dict[Kind, int] = {}
    for number in ranked:
        kind = kind_of(number)
        n_of_kind[kind] = n_of_kind.get(kind, 0) + 1
        (taken if n_of_kind[kind] <= limit // 2 else spare).append(number)
    return [*taken, *spare][:limit]


def _names_of_places(question: Question) -> dict[str, tuple[str, ...]]:
    """Give for each word the names, of one word, of the places it is a way of writing.

    Queries: 1, 1 more when there are such places.
    """
    legs = [
        Leg(spoken(word), _PLACES_PER_WORD, ((Kind.PLACE, Kind.PLACE),), number)
        for number, word in enumerate(question.words)
    ]
    pairs = engine.ids(legs)
    if not pairs:
        return {}
    rows = Entry.objects.filter(pk__in={number for _step, number in pairs})
    titles = dict(rows.values_list("pk", "title"))
    names: dict[str, tuple[str, ...]] = {}
    for step, number in pairs:
        said = [words(name) for name in titles[number].values()]
        single = tuple(one[0] for one in said if len(one) == 1)
        names[question.words[step]] = (*names.get(question.words[step], ()), *single)
    return names


def _find(question: Question, narrowing: Narrowing) -> _Found:
    """Ask for all words, as beginnings too, then for near ones, then for some, until one finds."""
    for asked in (question, question.begun()):
        found = _attempt(Manner.ALL, asked, asked.steps(), narrowing)
        if found.n:
            return found
    unknown = unknown_words(question)
    asked, corrections = correct(question, unknown) if unknown else (question, ())
    if corrections and len(corrections) == len(unknown):
        found = _attempt(Manner.CORRECTED, asked, asked.steps(), narrowing, corrections)
        if found.n:
            return found
    found = _attempt(Manner.SOME, asked, asked.any_word(), narrowing, corrections)
    return found if found.n else _Found(Manner.NONE, asked, (), {}, corrections)


def _attempt(
    manner: Manner,
    question: Question,
    steps: tuple[Expression, ...],
    narrowing: Narrowing,
    corrections: tuple[Correction, ...] = (),
) -> _Found:
    steps = tuple((*step, *narrowing.terms) for step in steps)
    ranges = tuple((kind, kind) for kind in narrowing.kinds)
    n = engine.counts([Leg(steps[-1], MOST_COUNTED + 1, ranges)], narrowing.among)
    held = {narrowing.kinds[part]: one for (_step, part), one in sorted(n.items())}
    return _Found(manner, question, steps, held, corrections)


def _ranked(
    found: _Found, narrowing: Narrowing, kinds: Iterable[Kind], limit: int
) -> dict[Kind, list[tuple[int, int]]]:
    """Give (step, number) of the best of each kind, at most `limit`; each at its best step."""
    wanted = {kind: min(found.n.get(kind, 0), limit) for kind in kinds}
    ranked: dict[Kind, dict[int, int]] = {kind: {} for kind, n in wanted.items() if n}
    # the first two find the best by few tokens; the others are asked for what is still lacking
    for steps in ((0, 1), *((step,) for step in range(_BEST_STEPS, len(found.steps)))):
        ranges = tuple((kind, kind) for kind in ranked if len(ranked[kind]) < wanted[kind])
        if not ranges:
            break
        legs = [Leg(found.steps[step], limit, ranges, step) for step in steps]
        for step, number in engine.ids(legs, narrowing.among):
            ranked[kind_of(number)].setdefault(number, step)
    return {
        kind: sorted((step, number) for number, step in best.items())[:limit]
        for kind, best in ranked.items()
    }


def _hits(
    shown: Mapping[Kind, list[tuple[int, int]]], question: Question, lang: str
) -> dict[Kind, tuple[Hit, ...]]:
    numbers = [number for ranked in shown.values() for _step, number in ranked]
    marker = Marker(question)
    hits: dict[Kind, tuple[Hit, ...]] = {}
    for row in _rows(numbers):
        hit = _hit(row, marker, lang)
        hits[hit.kind] = (*hits.get(hit.kind, ()), hit)
    return hits


def _rows(numbers: list[int]) -> list[Entry]:
    """Read entries in the order of their numbers given."""
    if not numbers:
        return []
    rows = Entry.objects.defer("tokens").in_bulk(numbers)
    return [rows[number] for number in numbers if number in rows]


def _hit(row: Entry, marker: Marker, lang: str, *, with_excerpt: bool = True) -> Hit:
    titles, body = Translated(row.title), Translated(row.body)
    title = shown_title(marker, titles, lang)
    return Hit(
        kind=Kind(row.kind),
        key=row.pk - Kind(row.kind).first_id,
        code=row.code,
        plan_code=row.plan_code,
        scheme=row.scheme,
        titles=titles,
        title=title,
        excerpt=shown_excerpt(marker, title, titles, body) if with_excerpt else None,
    )
