"""The list of indicators: what a library holds, narrowed by level, words and goal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet, TextField
from django.db.models.functions import Cast

from athar.indicators.enums import Frequency, ResultLevel
from athar.indicators.models import Indicator
from athar.indicators.queries.definitions import PUBLIC
from athar.kernel.text import Translated

_ADOPTED = Q(lines__removed_at=None, lines__plan__current_version__gt=0)


@dataclass(frozen=True, slots=True)
class IndicatorFilter:
    """What is asked of a list; "" leaves it out. `goal` is the number of a development goal."""

    library: str = ""
    level: str = ""
    text: str = ""
    goal: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator of a list; `n_plans` published plans answer for it."""

    id: int
    library_code: str
    code: str
    title: Translated
    level: ResultLevel
    unit: Translated
    frequency: Frequency
    references: tuple[tuple[str, str], ...]
    n_plans: int
    is_sample: bool


@dataclass(frozen=True, slots=True)
class IndicatorList:
    """A page of a list, or the whole of it, and how many there are in all."""

    rows: tuple[IndicatorRow, ...]
    total: int


def indicator_list(
    wanted: IndicatorFilter, *, page: int = 1, per_page: int | None = None
) -> IndicatorList:
    """Give public indicators in the order of their libraries; `per_page` None gives all.

    Queries: 2.
    """
    rows = _narrowed(wanted)
    total = rows.count()
    start = (page - 1) * (per_page or 0)
    end = start + per_page if per_page else None
    plans = Count("lines__plan", filter=_ADOPTED, distinct=True)
    shared_first = F("library__plan_id").asc(nulls_first=True)
    shown = rows.order_by(shared_first, "library__code", "position", "pk")[start:end]
    columns = shown.annotate(n_plans=plans).values_list(
        *("pk", "library__code", "code", "title", "level", "unit__names", "frequency"),
        *("references", "n_plans", "is_sample"),
    )
    return IndicatorList(tuple(_row(*one) for one in columns), total)


def _row(
    pk: int,
    library: str,
    code: str,
    title: Mapping[str, str],
    level: str,
    unit: Mapping[str, str],
    frequency: str,
    references: Sequence[Mapping[str, str]],
    n_plans: int,
    is_sample: bool,
) -> IndicatorRow:
    return IndicatorRow(
        id=pk,
        library_code=library,
        code=code,
        title=Translated(title),
        level=ResultLevel(level),
        unit=Translated(unit),
        frequency=Frequency(frequency),
        references=tuple((one["scheme"], one["code"]) for one in references),
        n_plans=n_plans,
        is_sample=is_sample,
    )


def _narrowed(wanted: IndicatorFilter) -> QuerySet[Indicator]:
    rows = Indicator.objects.filter(PUBLIC)
    if wanted.library:
        rows = rows.filter(library__code=wanted.library)
    if wanted.level:
        rows = rows.filter(level=wanted.level)
    if wanted.text:
        named = Q(code__icontains=wanted.text)
        for lang in settings.OFFERED_LANGUAGES:
            named |= Q(**{f"title__{lang}__icontains": wanted.text})
        rows = rows.filter(named)
    if wanted.goal:
        written = rows.annotate(written=Cast("references", TextField()))
        rows = written.filter(written__regex=_serving(wanted.goal))
    return rows


def _serving(goal: str) -> str:
    """Give the pattern of references to a goal; databases write the pairs in their own order."""
    code, scheme = rf'"code": "{goal}[".]', '"scheme": "sdg"'
    return rf"{scheme}[^}}]*{code}|{code}[^}}]*{scheme}"


def indicator_exists(library: str, code: str) -> bool:
    """Tell whether the public sees such an indicator. Queries: 1."""
    return Indicator.objects.filter(PUBLIC, library__code=library, code=code).exists()


def indicator_addresses() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give the codes of every public library with those of its indicators. Queries: 1."""
    rows = Indicator.objects.filter(PUBLIC).order_by("library__code", "position", "pk")
    found: dict[str, list[str]] = {}
    for library, code in rows.values_list("library__code", "code"):
        found.setdefault(library, []).append(code)
    return tuple((library, tuple(codes)) for library, codes in found.items())
