"""Figures of indicators one slice after another, with what they are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import QuerySet

from athar.indicators.queries.asking import Narrowed, condition_of, given_of
from athar.indicators.queries.codes import (
    IndicatorCodes,
    codes_of_categories,
    codes_of_indicators,
    codes_of_places,
    hidden_indicators,
)
from athar.reference.slices import Mark, Slice, cut
from athar.rollups.enums import MadeOf
from athar.rollups.models import Cell
from athar.rollups.queries.computed_streams import computed_rows, row_of_computed
from athar.rows.prepared import Prepared

_KEY = ("indicator_id", "category_id", "period", "place_id", "claim")


class CellRow(NamedTuple):
    """A figure by codes, with its parts; numbers are whole ones of 10^-decimals.

    Shape: see Cell; None where there is none, `made_of` empty for what was stated as it stands.
    What is computed from other indicators has none of the sums.
    """

    about: IndicatorCodes
    category: str
    period: str
    place: str
    claim: str
    value: int | None
    numerator: int | None
    denominator: int | None
    no_number: str
    made_of: str
    n_known: int
    n_expected: int
    total: int | None
    least: int | None
    greatest: int | None
    latest: int | None
    n_values: int | None
    # of a computed one, with all its digits
    worked: Decimal | None = None


_COLUMNS = (
    *_KEY,
    *("value", "numerator", "denominator", "no_number", "made_of", "n_known", "n_expected"),
    *("total", "least", "greatest", "latest", "n_values"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SoughtCells(Narrowed):
    """Which figures: `made_of` is how they came about, "" as they were stated.

    Shape: `has_computed` tells that computed indicators may be among them.
    """

    made_of: str | None = None
    has_computed: bool = True


def cell_slice(
    wanted: SoughtCells, *, after: Sequence[Mark] | None = None, limit: int
) -> Slice[CellRow]:
    """Give the next figures that are public: by indicator, category, period, place and claim.

    Shape: what is computed from other indicators stands after all else.
    Queries: 4, 1 where there is none, none where there can be none; where the list ends and
    computed ones may be among them those of `computed_rows` too.
    """
    if () in (wanted.indicators, wanted.places):
        return Slice(())
    rows: list[tuple[Any, ...]] = []
    is_past_stored = after is not None and int(str(after[0])) < 0
    if wanted.made_of != MadeOf.FORMULA and not is_past_stored:
        given = given_of(wanted, after, made_of=wanted.made_of)
        rows += _prepared(tuple(given), limit=limit + 1).rows(*given.values())
    if len(rows) <= limit and wanted.has_computed and wanted.made_of in (None, MadeOf.FORMULA):
        rows += _computed(wanted, after if is_past_stored else None, limit + 1 - len(rows))
    return cut(rows, limit, lambda row: row[:5], told)


def _computed(
    wanted: SoughtCells, after: Sequence[Mark] | None, limit: int
) -> Iterator[tuple[Any, ...]]:
    """Give computed figures as rows of the stored ones, without any sum."""
    asked = condition_of(given_of(replace(wanted, indicators=None), None), _KEY)
    for *key, one in computed_rows(asked, wanted.indicators, after=after, limit=limit):
        yield row_of_computed(key, one)


@lru_cache(maxsize=256)
def _prepared(names: tuple[str, ...], *, limit: int) -> Prepared:
    def build(*values: Any) -> QuerySet[Any, Any]:
        return _rows(dict(zip(names, values, strict=True)))[:limit]

    return Prepared(build)


def _rows(given: Mapping[str, Any]) -> QuerySet[Any, Any]:
    wanted = condition_of(given, _KEY, made_of="made_of")
    rows = Cell.objects.filter(wanted).exclude(indicator_id__in=hidden_indicators())
    return rows.order_by(*_KEY).values_list(*_COLUMNS)


def told(rows: Sequence[Sequence[Any]]) -> Iterable[CellRow]:
    """Give rows by codes. Queries: 3, none without rows."""
    if not rows:
        return
    abouts = codes_of_indicators(abs(row[0]) for row in rows)
    categories = codes_of_categories(row[1] for row in rows)
    places = codes_of_places(row[3] for row in rows)
    for indicator, category, period, place, *rest in rows:
        codes = (abouts[abs(indicator)], categories[category], period, places[place])
        yield CellRow(*codes, *rest)
