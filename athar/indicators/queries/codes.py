"""Codes in the place of keys, each read once: long lists join nothing but what orders them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Exists, Model, OuterRef, QuerySet

from athar.indicators.models import Category, Indicator
from athar.plans.models import PlanVersion
from athar.reference.models import Place
from athar.rows.prepared import Prepared, distinct


class IndicatorCodes(NamedTuple):
    """The indicator of a value by codes."""

    library: str
    code: str
    measure: str
    decimals: int
    unit: str


def read_by_key(model: type[Model], *columns: Any, **more: Any) -> Prepared:
    """Give the read of some columns of rows by their keys, the key first."""

    def build(keys: tuple[int, ...]) -> QuerySet[Any, Any]:
        rows = model._default_manager.filter(pk__in=keys).order_by().annotate(**more)
        found: QuerySet[Any, Any] = rows.values_list("pk", *columns, *more)
        return found

    return Prepared(build)


_INDICATORS = read_by_key(Indicator, "library__code", "code", "measure", "decimals", "unit__code")
_PLACES = read_by_key(Place, "scheme", "code")
_CATEGORIES = read_by_key(Category, "code")


def codes_of_indicators(keys: Iterable[int]) -> dict[int, IndicatorCodes]:
    """Give indicators by key. Queries: 1."""
    rows = _INDICATORS.rows(distinct(keys))
    return {key: IndicatorCodes(*codes) for key, *codes in rows}


def codes_of_places(keys: Iterable[int]) -> dict[int, str]:
    """Give places as "scheme:code" by key. Queries: 1."""
    return {key: f"{scheme}:{code}" for key, scheme, code in _PLACES.rows(distinct(keys))}


def codes_of_categories(keys: Iterable[int]) -> dict[int, str]:
    """Give the codes of categories by key. Queries: 1."""
    return dict(_CATEGORIES.rows(distinct(keys)))


def hidden_indicators(as_of: int | None = None) -> QuerySet[Any, Any]:
    """Give the keys of indicators of plans that are not public, or were not at a publication.

    Shape: to be left out by a filter of another read, which runs it once.
    """
    owned = Indicator.objects.filter(library__plan__isnull=False)
    if as_of is None:
        return owned.filter(library__plan__current_version=0).values("pk")
    then = PlanVersion.objects.filter(
        plan=OuterRef("library__plan"), event__publication_number__lte=as_of
    )
    return owned.filter(~Exists(then)).values("pk")
