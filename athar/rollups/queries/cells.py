"""Current figures of indicators: by place, by period, by category, and who is not measured."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import groupby, starmap
from operator import attrgetter
from typing import Any

from django.db.models import Q, QuerySet

from athar.indicators.drafts import WHOLE
from athar.indicators.enums import Claim, Measure, NoNumber
from athar.kernel.aggregation import rate
from athar.kernel.quantity import from_scaled
from athar.rollups.enums import MadeOf
from athar.rollups.models import Cell
from athar.rows.prepared import Prepared, distinct

_HUNDRED, _ONE = Decimal(100), Decimal(1)
_COLUMNS = (
    *("indicator_id", "place_id", "category__code", "period", "claim"),
    *("value", "numerator", "denominator", "no_number", "made_of", "n_known", "n_expected"),
    *("indicator__decimals", "indicator__measure"),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """What an indicator is at a place, in a period, for a category, and who says so.

    Shape: `value` None = no number: `no_number` says why, None there = a text, or a figure whose
    parts are known in words only. `known` of `expected` parts are in a figure put together; a
    stated one is 1 of 1. `beside` is the independent figure of the same key, shown next to what
    the administration says, never mixed with it.
    Units: in the unit of the indicator, a percentage as percent; numerator and denominator counts.
    """

    indicator_id: int
    place_id: int
    period: str
    category: str
    claim: Claim
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    no_number: NoNumber | None
    made_of: MadeOf
    known: int
    expected: int
    beside: Figure | None = None

    @property
    def is_own(self) -> bool:
        """Tell whether it was stated as it stands, not put together."""
        return self.made_of is MadeOf.STATED

    @property
    def is_partial(self) -> bool:
        """Tell whether some of the parts it is made of are not known."""
        return self.known < self.expected


def figures_of_indicator(
    indicator_id: int,
    *,
    place_ids: Collection[int] | None = None,
    categories: Collection[str] | None = None,
    periods: Collection[str] | None = None,
) -> tuple[Figure, ...]:
    """Give the figures of one indicator, by place, category and period; None = all of them.

    Shape: see `headlines`. Queries: 1.
    """
    return _read(
        indicators=(indicator_id,), places=place_ids, categories=categories, periods=periods
    )


def figures_at_place(
    place_id: int,
    *,
    indicator_ids: Collection[int] | None = None,
    category: str = WHOLE,
    periods: Collection[str] | None = None,
) -> tuple[Figure, ...]:
    """Give the figures of one place, by indicator and period; None = all of them.

    Shape: see `headlines`. Queries: 1.
    """
    return _read(
        indicators=indicator_ids, places=(place_id,), categories=(category,), periods=periods
    )


def figures_for(
    indicator_ids: Collection[int],
    place_ids: Collection[int],
    *,
    category: str = WHOLE,
    periods: Collection[str] | None = None,
) -> tuple[Figure, ...]:
    """Give some indicators at some places, by indicator, place and period: a matrix, a comparison.

    Shape: see `headlines`. Queries: 1.
    """
    return figures_among(indicator_ids, place_ids, (category,), periods)


def figures_among(
    indicator_ids: Collection[int],
    place_ids: Collection[int],
    categories: Collection[str],
    periods: Collection[str] | None = None,
) -> tuple[Figure, ...]:
    """Give some indicators at some places for several categories; None = every period.

    Shape: see `headlines`. Queries: 1.
    """
    return _read(indicators=indicator_ids, places=place_ids, categories=categories, periods=periods)


def claimed_figures(
    indicator_ids: Collection[int],
    place_ids: Collection[int] | None,
    categories: Collection[str] | None,
    periods: Collection[str] | None,
) -> Iterable[Figure]:
    """Give every claim apart, in no order; None = all of them. Queries: as `figures_among`."""
    return _claimed(
        indicators=indicator_ids, places=place_ids, categories=categories, periods=periods
    )


def coverage(
    indicator_ids: Collection[int], place_ids: Collection[int], period: str
) -> dict[tuple[int, int], Figure | None]:
    """Give every pair of indicator and place with its figure of a period, None = not measured.

    Queries: 1.
    """
    found = figures_for(indicator_ids, place_ids, periods=(period,))
    by_pair = {(one.indicator_id, one.place_id): one for one in found}
    return {
        (indicator, place): by_pair.get((indicator, place))
        for indicator in indicator_ids
        for place in place_ids
    }


def headlines(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Choose what is shown of each key: the validated figure, else the declared one.

    Shape: a validated figure known for a smaller share of its parts than the declared one does
    not hide it. The independent figure stands beside, or alone where there is no other. In the
    order of indicator, place, category, period.
    """
    ordered = sorted(figures, key=_KEY)
    return tuple(_headline(list(some)) for _, some in groupby(ordered, _KEY))


_KEY = attrgetter("indicator_id", "place_id", "category", "period")


def _headline(figures: Sequence[Figure]) -> Figure:
    if len(figures) == 1:
        return figures[0]
    by_claim = {one.claim: one for one in figures}
    independent = by_claim.get(Claim.INDEPENDENT)
    validated, declared = by_claim.get(Claim.VALIDATED), by_claim.get(Claim.DECLARED)
    shown = validated or declared
    if validated and declared:
        is_wider = declared.known * validated.expected > validated.known * declared.expected
        shown = declared if is_wider else validated
    assert shown is not None, "two claims of a key are not both independent"
    return replace(shown, beside=independent) if independent else shown


_CONDITIONS = {
    "indicators": "indicator__in",
    "places": "place__in",
    "categories": "category__code__in",
    "periods": "period__in",
}


def _read(**asked: Collection[Any] | None) -> tuple[Figure, ...]:
    """Give the figures asked for; None asks for nothing. Queries: 1, none where there is none."""
    return headlines(_claimed(**asked))


def _claimed(**asked: Collection[Any] | None) -> Iterable[Figure]:
    given: dict[str, Any] = {
        name: distinct(keys) for name, keys in asked.items() if keys is not None
    }
    if () in given.values():
        return ()
    return starmap(figure_of, _prepared(tuple(given)).rows(*given.values()))


def figures_where(wanted: Q) -> Iterable[Figure]:
    """Give the figures that fulfil a condition, every claim apart, in no order. Queries: 1."""
    return starmap(figure_of, Cell.objects.filter(wanted).values_list(*_COLUMNS))


@lru_cache
def _prepared(names: tuple[str, ...]) -> Prepared:
    """Give the read that asks for these things."""

    def build(*keys: Any) -> QuerySet[Any, Any]:
        wanted = {_CONDITIONS[name]: some for name, some in zip(names, keys, strict=True)}
        return Cell.objects.filter(**wanted).values_list(*_COLUMNS)

    return Prepared(build)


# looked up rather than made of their codes each time: pages read figures by the hundred
_CLAIMS = {one.value: one for one in Claim}
_MADE_OF = {one.value: one for one in MadeOf}
_NO_NUMBERS = {"": None, **{one.value: one for one in NoNumber}}


def figure_of(
    indicator_id: int,
    place_id: int,
    category: str,
    period: str,
    claim: str,
    value: int | None,
    numerator: int | None,
    denominator: int | None,
    no_number: str,
    made_of: str,
    known: int,
    expected: int,
    decimals: int,
    measure: str,
) -> Figure:
    """Give a figure from whole numbers of 10^-decimals; a rate is divided here."""
    over = None if numerator is None else from_scaled(numerator, decimals)
    under = None if denominator is None else from_scaled(denominator, decimals)
    if over is None:
        shown = None if value is None else from_scaled(value, decimals)
    else:
        shown = rate(over, under, _HUNDRED if measure == Measure.PERCENTAGE else _ONE)
    return Figure(
        indicator_id,
        place_id,
        period,
        category,
        _CLAIMS[claim],
        shown,
        over,
        under,
        _NO_NUMBERS[no_number],
        _MADE_OF[made_of],
        known,
        expected,
    )
