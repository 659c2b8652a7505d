"""Commitments of published plans one slice after another, as machines read them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.db.models import Q, QuerySet

from athar.kernel import clock
from athar.kernel.progress import Thresholds
from athar.kernel.text import Translated, normalise
from athar.people.models import Organisation
from athar.plans.models import CommitmentPlace, Node
from athar.reference.models import Place, Theme
from athar.reference.slices import Key, Mark, Slice, cut, in_order
from athar.rollups.contributions import NONE_STATED, NOTHING_DECLARED
from athar.rollups.enums import SortKey, SubjectKind
from athar.rollups.figures import CommitmentFigures
from athar.rollups.models import Progress
from athar.rollups.queries.commitments import OWN_COLUMNS, Own, figures
from athar.rollups.queries.readings import published_plans, read_today, thresholds
from athar.rows.prepared import Prepared

#: As many commitments as are remembered with all that their figures are computed from.
_REMEMBERED = 2048
#: What asks for commitments of which nothing is stated, as in the lists of the pages.
NONE = "none"


@dataclass(frozen=True, slots=True)
class Sought:
    """Which commitments are asked for, by code; "" leaves a filter out, "none" = none stated.

    Shape: the filters of the lists of the pages, over every published plan. A place may be named
    "scheme:code"; a theme by "taxonomy:code" or by its key. What names nothing finds nothing.
    """

    plan: str = ""
    q: str = ""
    node: str = ""
    place: str = ""
    status: str = ""
    declared: str = ""
    lead: str = ""
    funder: str = ""
    theme: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class CommitmentCodes:
    """A commitment with its figures and the codes of all it belongs to.

    Shape: `nodes` from the top down; places as (scheme, code), themes as (taxonomy, code), with
    the wider themes they stand in; the rest by code.
    """

    plan: str
    code: str
    title: Translated
    is_sample: bool
    nodes: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    covers_whole_place: bool
    leads: tuple[str, ...]
    funders: tuple[str, ...]
    themes: tuple[tuple[str, str], ...]
    figures: CommitmentFigures


_CONTRACT = (
    "plan__code",
    "commitment__code",
    "commitment__title",
    "commitment__is_sample",
    "commitment__node__path",
    "commitment__covers_whole_place",
    "counted_in",
)
_SORTED_BY: Mapping[SortKey, Key] = {
    SortKey.CODE: Key("commitment__code"),
    SortKey.AMOUNT: Key("amount", may_be_unknown=True),
    SortKey.PHYSICAL: Key("physical", may_be_unknown=True),
    SortKey.PLANNED_END: Key("planned_end_on", may_be_unknown=True),
    SortKey.SLIPPAGE: Key("slippage_first", may_be_unknown=True),
    SortKey.UPDATED: Key("last_reported_on", may_be_unknown=True),
}
_LAST = Key("subject_id")
_PLAN_ORDER = (
    Key("plan__start_on", is_descending=True),
    Key("plan__code"),
    Key("commitment__position"),
    _LAST,
)


def commitment_order(sort: SortKey | None, *, descending: bool = False) -> tuple[Key, ...]:
    """Give the columns by which commitments are put in order.

    Shape: None is the order in which they were registered, which no change of a plan moves.
    """
    if sort is None:
        return (_LAST,)
    if sort is SortKey.PLAN_ORDER:
        return tuple(Key(one.column, one.is_descending != descending) for one in _PLAN_ORDER)
    key = _SORTED_BY[sort]
    return (Key(key.column, descending, key.may_be_unknown), _LAST)


def commitment_slice(
    sought: Sought,
    *,
    order: Sequence[Key],
    after: Sequence[Mark] | None = None,
    limit: int,
) -> Slice[CommitmentCodes]:
    """Give the next commitments the public may see, with their figures.

    Queries: 4, 3 when no theme is stated; 1 more for each filter by node, place, lead, funder,
    theme or status.
    """
    n_own = len(OWN_COLUMNS) + len(_CONTRACT)
    if tuple(order) == (_LAST,) and sought == Sought(plan=sought.plan):
        first = int(str(after[0])) if after else 0
        whole = _registered(limit + 1, is_of_plan=bool(sought.plan))
        read = whole.rows(first, sought.plan) if sought.plan else whole.rows(first)
        return cut(read, limit, lambda row: (row[0],), _made)
    columns = (*OWN_COLUMNS, *_CONTRACT, *(key.column for key in order))
    rows = in_order(_found(sought), order, after).values_list(*columns)
    return cut(rows[: limit + 1], limit, lambda row: tuple(row[n_own:]), _made)


@cache
def _registered(n: int, *, is_of_plan: bool) -> Prepared:
    """Give the read of whole lists in the order of registration, the way they are harvested."""

    def build(after: int, plan: str = "") -> QuerySet[Any, Any]:
        rows = _public().filter(subject_id__gt=after)
        if is_of_plan:
            rows = rows.filter(plan__code=plan)
        return rows.order_by("subject_id").values_list(*OWN_COLUMNS, *_CONTRACT)[:n]

    return Prepared(build)


def _public() -> QuerySet[Progress]:
    return Progress.objects.filter(
        kind=SubjectKind.COMMITMENT,
        plan__current_version__gt=0,
        commitment__first_version__isnull=False,
    )


def _found(sought: Sought) -> QuerySet[Progress]:
    rows = _public()
    if sought.plan:
        rows = rows.filter(plan__code=sought.plan)
    if sought.status:
        rows = read_today(rows, published_plans()).filter(Q(("status", sought.status)))
    if sought.declared:
        nothing = sought.declared == NOTHING_DECLARED
        rows = rows.filter(declared_status="" if nothing else sought.declared)
    for word in normalise(sought.q).split():
        rows = rows.filter(words__contains=word)
    for test in _memberships(sought):
        rows = rows.filter(test)
    return rows


def _memberships(sought: Sought) -> Iterable[Q]:
    """Give one test for each filter by what a commitment counts in; ids are looked up by code."""
    if sought.node:
        yield _member(SubjectKind.NODE, sought.node, _nodes(sought))
    if sought.place:
        scheme, colon, code = sought.place.rpartition(":")
        named = Q(code=code, scheme=scheme) if colon else Q(code=code)
        yield _member(SubjectKind.PLACE, sought.place, Place.objects.filter(named))
    for kind, code in ((SubjectKind.LEAD, sought.lead), (SubjectKind.FUNDER, sought.funder)):
        if code:
            yield _member(kind, code, Organisation.objects.filter(code=code))
    if sought.theme:
        yield _member(SubjectKind.THEME, sought.theme, _themes(sought.theme))
    if sought.year:
        year = NONE_STATED if sought.year == NONE else int(sought.year)
        yield Q(counted_in__contains=f" {SubjectKind.YEAR}:{year}:")


def _nodes(sought: Sought) -> QuerySet[Node]:
    rows = Node.objects.filter(code=sought.node)
    return rows.filter(plan__code=sought.plan) if sought.plan else rows


def _themes(text: str) -> QuerySet[Theme]:
    taxonomy, colon, code = text.partition(":")
    if colon:
        return Theme.objects.filter(taxonomy=taxonomy, code=code)
    return Theme.objects.filter(pk=int(text) if text.isdigit() else 0)


_MAY_LACK = frozenset({SubjectKind.NODE, SubjectKind.THEME})


def _member(kind: SubjectKind, asked: str, named: QuerySet[Any]) -> Q:
    if asked == NONE and kind in _MAY_LACK:
        return ~Q(counted_in__contains=f" {kind}:")
    keys = [NONE_STATED] if asked == NONE else named.values_list("pk", flat=True)
    wanted = Q(pk__in=())
    for key in keys:
        wanted |= Q(counted_in__contains=f" {kind}:{key}:")
    return wanted


def _made(rows: Sequence[tuple[Any, ...]]) -> Iterable[CommitmentCodes]:
    own = [Own._make(row[: len(OWN_COLUMNS)]) for row in rows]
    contracts = [row[len(OWN_COLUMNS) : len(OWN_COLUMNS) + len(_CONTRACT)] for row in rows]
    groups = [_groups(contract[-1]) for contract in contracts]
    places = _places([one.subject_id for one in own])
    bodies, themes = _codes(groups)
    for one, contract, group in zip(own, contracts, groups, strict=True):
        plan, code, title, is_sample, path, is_everywhere, _counted_in = contract
        yield CommitmentCodes(
            plan=plan,
            code=code,
            title=title,
            is_sample=is_sample,
            nodes=tuple(path.split("/")[:-1]) if path else (),
            places=tuple(places.get(one.subject_id, ())),
            covers_whole_place=is_everywhere,
            leads=tuple(bodies[key] for key in group[SubjectKind.LEAD] if key),
            funders=tuple(bodies[key] for key in group[SubjectKind.FUNDER] if key),
            themes=tuple(themes[key] for key in group[SubjectKind.THEME]),
            figures=_figures(one, clock.today(), thresholds()),
        )


@lru_cache(maxsize=_REMEMBERED)
def _figures(own: Own, day: dt.date, limits: Thresholds) -> CommitmentFigures:
    """Compute the figures of a commitment once for the same facts, day and thresholds."""
    return figures(own, day)


_NAMED = frozenset({SubjectKind.LEAD.value, SubjectKind.FUNDER.value, SubjectKind.THEME.value})


@lru_cache(maxsize=_REMEMBERED)
def _groups(counted_in: str) -> Mapping[str, Sequence[int]]:
    groups: dict[str, list[int]] = {kind: [] for kind in _NAMED}
    for token in counted_in.split():
        kind, key, _share = token.split(":")
        if kind in _NAMED:
            groups[kind].append(int(key))
    return groups


_PLACES = Prepared(
    lambda keys: (
        CommitmentPlace.objects.filter(commitment__in=keys)
        .order_by("pk")
        .values_list("commitment_id", "place__scheme", "place__code")
    )
)
_BODIES = Prepared(
    lambda keys: Organisation.objects.filter(pk__in=keys).order_by().values_list("pk", "code")
)
_THEMES = Prepared(
    lambda keys: Theme.objects.filter(pk__in=keys).order_by().values_list("pk", "taxonomy", "code")
)


def _places(keys: Collection[int]) -> Mapping[int, list[tuple[str, str]]]:
    places: dict[int, list[tuple[str, str]]] = {}
    for key, scheme, code in _PLACES.rows(tuple(keys)) if keys else ():
        places.setdefault(key, []).append((scheme, code))
    return places


def _codes(
    groups: Sequence[Mapping[str, Sequence[int]]],
) -> tuple[Mapping[int, str], Mapping[int, tuple[str, str]]]:
    def wanted(*kinds: str) -> tuple[int, ...]:
        return tuple({key for group in groups for kind in kinds for key in group[kind] if key})

    bodies, themes = wanted(SubjectKind.LEAD, SubjectKind.FUNDER), wanted(SubjectKind.THEME)
    codes = _BODIES.rows(bodies) if bodies else ()
    named = _THEMES.rows(themes) if themes else ()
    return dict(codes), {pk: (taxonomy, code) for pk, taxonomy, code in named}
