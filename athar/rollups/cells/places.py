"""The tree of places as figures need it: who lies in whom, on which level, how many there are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Q

from athar.reference.enums import PROVINCIAL_KINDS, PlaceKind
from athar.reference.models import Place

_PROVINCIAL = str(PlaceKind.PROVINCE)


def level_of(kind: str) -> str:
    """Give the level of a kind of place: provinces and prefectures are one."""
    return _PROVINCIAL if kind in PROVINCIAL_KINDS else kind


@dataclass(frozen=True, slots=True)
class Tree:
    """Places by key, with what lies directly in each."""

    parents: dict[int, int | None]
    levels: dict[int, str]
    children: dict[int | None, list[int]]
    _depths: dict[int, int] = field(default_factory=dict)

    def depth(self, place_id: int) -> int:
        """Give how many places a place lies in."""
        found = self._depths.get(place_id)
        if found is None:
            parent = self.parents[place_id]
            found = 0 if parent is None else self.depth(parent) + 1
            self._depths[place_id] = found
        return found

    def around(self, place_ids: Collection[int] | None) -> list[int]:
        """Give the places that a change in some can reach, with all that lies beside them."""
        if place_ids is None:
            return list(self.parents)
        above = {one for place in place_ids for one in self.above(place)}
        beside = {child for one in above for child in self.children[one]}
        return sorted(above | beside)

    def above(self, place_id: int) -> Iterator[int]:
        """Give a place and those it lies in, from the smallest."""
        one: int | None = place_id
        while one is not None:
            yield one
            one = self.parents[one]

    def rows(self, place_ids: Collection[int]) -> Iterator[tuple[int, int, int, str, int]]:
        """Give place, parent (0 for none), depth, level, how many of its level its parent has."""
        alike = Counter((self.parents[one], level) for one, level in self.levels.items())
        for one in place_ids:
            parent, level = self.parents[one], self.levels[one]
            yield one, parent or 0, self.depth(one), level, alike[parent, level]

    def measured(
        self, place_ids: Collection[int], levels: Collection[str]
    ) -> Iterator[tuple[int, str, int, int]]:
        """Give, by place and level, how many places of the level it holds, and if it is one.

        Shape: what lies within a place of the level is not counted again; 0 has no row.
        """
        for level in sorted(levels):
            held: dict[int, int] = {}
            for one in place_ids:
                n = self._held(one, level, held)
                if n:
                    yield one, level, n, int(self.levels[one] == level)

    def _held(self, place_id: int, level: str, held: dict[int, int]) -> int:
        if self.levels[place_id] == level:
            return 1
        if place_id not in held:
            held[place_id] = sum(
                self._held(child, level, held) for child in self.children[place_id]
            )
        return held[place_id]


def read_tree(within: Collection[str] | None = None) -> Tree:
    """Give the tree of all places, or of those below some paths, cut off above them. Queries: 1."""
    rows = Place.objects.order_by("pk")
    if within is not None:
        rows = rows.filter(reduce(or_, (Q(path__startswith=path) for path in within)))
    parents: dict[int, int | None] = {}
    levels: dict[int, str] = {}
    children: dict[int | None, list[int]] = defaultdict(list)
    for one, parent, kind in rows.values_list("pk", "parent_id", "kind"):
        parents[one], levels[one] = parent, level_of(kind)
        children[parent].append(one)
    if within is not None:
        parents |= {one: None for one, above in parents.items() if above not in parents}
    return Tree(parents, levels, children)
