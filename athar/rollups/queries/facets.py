"""Choosing the commitments of a list, and counting what each other choice would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from athar.kernel.progress import ComputedStatus, DeclaredStatus
from athar.rollups.contributions import NONE_STATED, NOTHING_DECLARED, read_memberships
from athar.rollups.enums import SubjectKind
from athar.rollups.figures import FacetCount, ListFilter

_BY_MEMBERSHIP = {
    "node_id": SubjectKind.NODE,
    "place_id": SubjectKind.PLACE,
    "lead_id": SubjectKind.LEAD,
    "funder_id": SubjectKind.FUNDER,
    "theme_id": SubjectKind.THEME,
    "year": SubjectKind.YEAR,
}
_COMPUTED_ORDER = tuple(status.value for status in ComputedStatus)
_DECLARED_ORDER = (*(status.value for status in DeclaredStatus), NOTHING_DECLARED)
_MAY_LACK = frozenset({SubjectKind.NODE, SubjectKind.THEME})


class Item(NamedTuple):
    """A commitment of a list: what it is chosen by, and what it adds to the sum."""

    subject_id: int
    status: str
    declared_status: str
    counted_in: str
    amount: Decimal | None
    n_removed: int


Test = Callable[[Item], bool]
Facets = Mapping[str, tuple[FacetCount, ...]]


def choose(items: Iterable[Item], filters: ListFilter) -> tuple[list[Item], Facets]:
    """Give the items that pass every filter, and the counts of values for each filter.

    Shape: the counts beside a filter are those of the items that pass all the others.
    """
    tests = tuple(_tests(filters).items())
    chosen: list[Item] = []
    but_for: dict[str, list[Item]] = {name: [] for name, _test in tests}
    for item in items:
        failed = [name for name, passes in tests if not passes(item)]
        if not failed:
            chosen.append(item)
        elif len(failed) == 1:
            but_for[failed[0]].append(item)
    return chosen, _facets(chosen, but_for)


def _tests(filters: ListFilter) -> dict[str, Test]:
    tests: dict[str, Test] = {}
    for name, kind in _BY_MEMBERSHIP.items():
        wanted = getattr(filters, name)
        if wanted is not None:
            tests[name] = _member(kind, wanted)
    if filters.computed is not None:
        tests["computed"] = lambda item: item.status == filters.computed
    if filters.declared is not None:
        tests["declared"] = lambda item: (
            (item.declared_status or NOTHING_DECLARED) == filters.declared
        )
    return tests


def _member(kind: SubjectKind, wanted: int) -> Test:
    if wanted == NONE_STATED and kind in _MAY_LACK:
        any_of_kind = f" {kind}:"
        return lambda item: any_of_kind not in item.counted_in
    token = f" {kind}:{wanted}:"
    return lambda item: token in item.counted_in


def _facets(chosen: list[Item], but_for: Mapping[str, list[Item]]) -> Facets:
    def counted_for(name: str) -> list[Item]:
        return chosen + but_for.get(name, [])

    shared = _members(chosen)
    facets = {}
    for name, kind in _BY_MEMBERSHIP.items():
        counts = shared + _members(but_for[name]) if but_for.get(name) else shared
        facets[name] = _by_falling_count(
            {one: n for (of_kind, one), n in counts.items() if of_kind == kind}
        )
    computed = Counter(item.status for item in counted_for("computed"))
    declared = Counter(item.declared_status or NOTHING_DECLARED for item in counted_for("declared"))
    facets["computed"] = _in_order(computed, _COMPUTED_ORDER)
    facets["declared"] = _in_order(declared, _DECLARED_ORDER)
    facets["year"] = tuple(sorted(facets["year"], key=lambda count: count.value))
    return facets


def _members(items: Iterable[Item]) -> Counter[tuple[str, int]]:
    """Count the groups; whole tokens first, so that each different one is read once."""
    tokens = Counter("".join(item.counted_in for item in items).split())
    members: Counter[tuple[str, int]] = Counter()
    for token, n in tokens.items():
        for subject, _share in read_memberships(token):
            members[subject] += n
    return members


def _by_falling_count(counts: Mapping[int, int]) -> tuple[FacetCount, ...]:
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(FacetCount(value, n) for value, n in ranked)


def _in_order(counts: Mapping[str, int], order: Iterable[str]) -> tuple[FacetCount, ...]:
    return tuple(FacetCount(value, counts[value]) for value in order if counts.get(value))
