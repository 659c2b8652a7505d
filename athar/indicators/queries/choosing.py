"""Which indicators stand side by side: a stretch of a library, or those a plan answers for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F, Q

from athar.indicators.enums import NUMERIC, Measure
from athar.indicators.models import Indicator, ResultLine
from athar.indicators.queries.definitions import PUBLIC, IndicatorView, indicators_by_id
from athar.kernel.text import Translated

#: What can be set side by side: quantities, and steps of a scale.
_COMPARABLE = Q(measure__in=[*NUMERIC, Measure.ORDINAL])


@dataclass(frozen=True, slots=True)
class IndicatorName:
    """An indicator as a list offers it."""

    library_code: str
    code: str
    title: Translated


@dataclass(frozen=True, slots=True)
class Adopted:
    """An indicator that an axis, or a plan as a whole (code and title empty), answers for."""

    node_code: str
    node_title: Translated
    indicator: IndicatorView
    category: str


def names_of(library: str, *, limit: int) -> tuple[IndicatorName, ...]:
    """Give the first public indicators of a library that can be compared. Queries: 1."""
    rows = Indicator.objects.filter(PUBLIC, _COMPARABLE, library__code=library)
    return tuple(
        IndicatorName(library, code, title)
        for code, title in rows.order_by("position", "pk").values_list("code", "title")[:limit]
    )


def stretch_of(library: str, *, start: int, limit: int) -> tuple[IndicatorView, ...]:
    """Give some public indicators of a library that can be compared, in its order. Queries: 3."""
    rows = Indicator.objects.filter(PUBLIC, _COMPARABLE, library__code=library)
    ids = list(rows.order_by("position", "pk").values_list("pk", flat=True)[start : start + limit])
    known = indicators_by_id(ids)
    return tuple(known[one] for one in ids)


def n_comparable(library: str) -> int:
    """Count the public indicators of a library that can be compared. Queries: 1."""
    return Indicator.objects.filter(PUBLIC, _COMPARABLE, library__code=library).count()


def indicators_named(names: Collection[tuple[str, str]]) -> dict[tuple[str, str], IndicatorView]:
    """Give public indicators by codes of library and indicator; unknown ones are left out.

    Queries: 3, none without names.
    """
    if not names:
        return {}
    wanted = Q()
    for library, code in names:
        wanted |= Q(library__code=library, code=code)
    ids = Indicator.objects.filter(wanted).values_list("pk", flat=True)
    return {(one.library_code, one.code): one for one in indicators_by_id(list(ids)).values()}


def adopted_by(plan_code: str) -> tuple[Adopted, ...]:
    """Give the indicators that a published plan and its axes answer for, in its order.

    Shape: results of single projects are left out; each indicator once in an axis.
    Queries: 3, 1 without any.
    """
    rows = ResultLine.objects.filter(
        plan__code=plan_code,
        plan__current_version__gt=0,
        commitment=None,
        removed_at=None,
        indicator__measure__in=[*NUMERIC, Measure.ORDINAL],
    ).order_by("position", "pk")
    lines = list(
        rows.values_list("node__code", "node__title", "indicator_id", "category__code").distinct()
    )
    if not lines:
        return ()
    known = indicators_by_id({pk for _code, _title, pk, _category in lines})
    unique = dict.fromkeys((code or "", pk, category) for code, _title, pk, category in lines)
    titles = {code or "": title or Translated() for code, title, _pk, _category in lines}
    return tuple(
        Adopted(code, titles[code], known[pk], category)
        for code, pk, category in unique
        if pk in known
    )


def adoptable_names(plan_id: int, *, most: int) -> tuple[IndicatorName, ...]:
    """Give indicators that a plan may adopt: its own first, then the shared ones. Queries: 1."""
    rows = Indicator.objects.filter(Q(library__plan=plan_id) | Q(library__plan=None))
    ordered = rows.order_by(
        F("library__plan").asc(nulls_last=True), "library__position", "position"
    )
    read = ordered.values_list("library__code", "code", "title")[:most]
    return tuple(IndicatorName(*one) for one in read)
