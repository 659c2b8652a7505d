"""Figures of indicators as of a publication: put together anew from what was stated by then."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import itemgetter, or_
from typing import Any

from django.db.models import Q, QuerySet

from athar.indicators.drafts import WHOLE
from athar.indicators.enums import RuleChoice
from athar.indicators.models import Category, Indicator, Measurement
from athar.reference.models import Place
from athar.rollups.cells import apart, steps, tables
from athar.rollups.cells.places import level_of, read_tree
from athar.rollups.queries.cells import Figure, figure_of

#: So many values are read at most. Beyond, what was stated at the places asked for is all that is
#: given: a figure is left out rather than put together of some of its parts.
MOST = 40_000
_KEY = ("indicator_id", "category_id", "period", "place_id", "claim")
_SAID = ("value", "numerator", "denominator", "no_number")
_LENGTH_OF_YEAR = 4
_REVISION = len(_KEY)
_PLACE = _KEY.index("place_id")
_Stated = dict[Sequence[Any], Sequence[Any]]
Row = Sequence[Any]
"""The columns of `steps.COLUMNS`."""


class TooMuchAtOnce(ValueError):  # noqa: N818 - named for the field, as in the interfaces
    """More values would have to be put together than are read at once."""


@dataclass(slots=True)
class Then:
    """Reads figures of indicators as of a publication, every claim apart; None = all there were.

    Shape: from the values stated by then, by the steps that keep the figures of today; rules and
    territory are those of today. `is_cut` once too many values would have been put together: then
    only what was stated at the places themselves was given.
    Queries: at most 10, 3 where nothing had been stated.
    Source: docs/methods/as-of.md.
    """

    number: int
    place_ids: Collection[int] | None = None
    categories: Collection[str] | None = None
    periods: Collection[str] | None = None
    is_cut: bool = False

    def __call__(self, indicator_ids: Collection[int]) -> Iterator[Figure]:
        """Give the figures of indicators by key."""
        asked = (indicator_ids, self.place_ids, self.categories, self.periods)
        found = rows_then(*asked, number=self.number)
        if found is None:
            self.is_cut = True
            found = _stated_there(*asked, number=self.number)
        return figures_of(found)


def figures_of(rows: Collection[Row]) -> Iterator[Figure]:
    """Give rows of the stores as figures. Queries: 2, none without rows."""
    if not rows:
        return
    codes = dict(Category.objects.values_list("pk", "code"))
    about = Indicator.objects.in_bulk({row[0] for row in rows})
    for key, category, period, place, claim, *rest in rows:
        said = rest[: len(steps.FIGURES)]
        how = (about[key].decimals, about[key].measure)
        given: Row = (key, place, codes[category], period, claim, *said, *how)
        yield figure_of(*given)


def rows_then(
    indicator_ids: Collection[int],
    place_ids: Collection[int] | None,
    categories: Collection[str] | None,
    periods: Collection[str] | None,
    *,
    number: int,
) -> list[Row] | None:
    """Give figures as the stores would have held them, in no order; None of too many values."""
    indicators = Indicator.objects.in_bulk(indicator_ids)
    rows = _stated(indicators, _parts_of(categories, periods), number)
    paths = None if place_ids is None else _outermost(place_ids)
    alone = [key for key, one in indicators.items() if one.over_place == RuleChoice.NONE]
    if len(alone) == len(indicators):
        where = _at(place_ids)
    else:
        where = (_at(place_ids) & Q(indicator__in=alone)) | (
            _below(paths) & ~Q(indicator__in=alone)
        )
    stated = _latest(rows.filter(where), MOST)
    if not stated:
        return None if stated is None else []
    kept = set(
        Category.objects.filter(Q() if categories is None else Q(code__in=categories)).values_list(
            "pk", flat=True
        )
    )
    return [
        row
        for row in apart.put_together(stated, _ground(indicators.values(), paths, stated))
        if row[1] in kept
        and (periods is None or row[2] in periods)
        and (place_ids is None or row[3] in place_ids)
    ]


def _stated_there(
    indicator_ids: Collection[int],
    place_ids: Collection[int] | None,
    categories: Collection[str] | None,
    periods: Collection[str] | None,
    *,
    number: int,
) -> list[Row]:
    wanted = _at(place_ids)
    if categories is not None:
        wanted &= Q(category__code__in=categories)
    if periods is not None:
        wanted &= Q(period__in=periods)
    stated = _latest(_stated(indicator_ids, wanted, number), None) or {}
    return [apart.stated_cell(*one) for one in stated.items()]


def _stated(indicator_ids: Collection[int], wanted: Q, number: int) -> QuerySet[Measurement]:
    return Measurement.objects.filter(
        wanted, indicator__in=indicator_ids, event__publication_number__lte=number
    )


def _at(place_ids: Collection[int] | None) -> Q:
    return Q() if place_ids is None else Q(place__in=place_ids)


def _parts_of(categories: Collection[str] | None, periods: Collection[str] | None) -> Q:
    """Ask for what figures of some categories and periods are put together from."""
    wanted = Q()
    if categories is not None and WHOLE not in categories:
        wanted &= Q(category__code__in=categories)
    if periods is not None:
        years = [one for one in periods if len(one) == _LENGTH_OF_YEAR]
        within = (Q(period__startswith=f"{year}-") for year in years)
        wanted &= reduce(or_, within, Q(period__in=periods))
    return wanted


def _outermost(place_ids: Collection[int]) -> list[str]:
    """Give the paths of places, those within another of them left out. Queries: 1."""
    found: list[str] = []
    for path in (
        Place.objects.filter(pk__in=place_ids).order_by("path").values_list("path", flat=True)
    ):
        if not found or not path.startswith(found[-1]):
            found.append(path)
    return found


def _below(paths: Collection[str] | None) -> Q:
    if paths is None:
        return Q()
    return reduce(or_, (Q(place__path__startswith=path) for path in paths), Q(pk__in=()))


def _latest(rows: QuerySet[Measurement], most: int | None) -> _Stated | None:
    """Give what was stated last of each key; None where more than so many rows would be read."""
    columns = rows.values_list(*_KEY, "revision", *_SAID)
    read = list(columns if most is None else columns[: most + 1])
    if most is not None and len(read) > most:
        return None
    in_time = sorted(read, key=itemgetter(_REVISION))
    return {row[:_REVISION]: row[_REVISION + 1 :] for row in in_time}


def _ground(
    indicators: Collection[Indicator], paths: list[str] | None, stated: Collection[Row]
) -> apart.Ground:
    """Give rules, parts, and the places in which anything was stated, as they are today.

    Queries: 4.
    """
    tree = read_tree(paths)
    reached = {above for place in {key[_PLACE] for key in stated} for above in tree.above(place)}
    levels = {level_of(one.measured_at) for one in indicators if one.measured_at}
    whole = Category.objects.filter(code=WHOLE).values_list("pk", flat=True).first()
    whole_id = whole or 0
    rules = {one: json.dumps(one.dimensions) for one in indicators}
    return apart.Ground(
        indicators=[
            (one.pk, one.over_time, one.over_place, one.over_categories, one.measured_at, parts)
            for one, parts in rules.items()
        ],
        places=tree.rows(reached),
        held=tree.measured(reached, levels),
        parts=list(tables.parts_of(set(rules.values()), whole_id)),
        whole_id=whole_id,
        depths={tree.depth(one) for one in reached},
    )
