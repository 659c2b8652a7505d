"""Libraries and the definitions of indicators, as pages, files and the API show them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet

from athar.indicators.drafts import LimitsDraft
from athar.indicators.enums import (
    Accumulation,
    DirectionChoice,
    Frequency,
    Measure,
    ResultLevel,
    RuleChoice,
)
from athar.indicators.models import Dimension, Indicator, Library, Unit
from athar.kernel.text import Translated
from athar.reference.enums import PlaceKind
from athar.reference.models import DataSource
from athar.rows.prepared import Prepared, distinct

PUBLIC = Q(library__plan=None) | Q(library__plan__current_version__gt=0)
"""Indicators that the public sees: of shared libraries, and of plans that are published."""


@dataclass(frozen=True, slots=True)
class SourceView:
    """Where data was taken from, under which licence, and whom to credit."""

    title: str
    url: str
    licence: str
    credit: str


@dataclass(frozen=True, slots=True)
class LibraryView:
    """A library; `plan_code` is empty for a shared one."""

    id: int
    code: str
    title: Translated
    summary: Translated
    plan_code: str
    source: SourceView | None
    n_indicators: int


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit; its symbol may be empty, then the name stands beside the number."""

    code: str
    names: Translated
    symbols: Translated
    exponents: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class OptionView:
    """One option of a dimension, or one step of a scale with its value."""

    code: str
    names: Translated
    value: int | None = None


@dataclass(frozen=True, slots=True)
class DimensionView:
    """A way in which the values of an indicator are broken down; options in their order."""

    code: str
    names: Translated
    options: tuple[OptionView, ...]


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """The definition of an indicator, with its unit, its dimensions and its method sheet.

    Shape: `sheet` by part ("calculation", "source", "limits" …); `references` are (scheme, code);
    `plan_id` None for one of a shared library; `steps` from the worst to the best.
    """

    id: int
    library_id: int
    library_code: str
    library_title: Translated
    plan_id: int | None
    plan_code: str
    code: str
    title: Translated
    definition: Translated
    sheet: Mapping[str, Translated]
    level: ResultLevel
    measure: Measure
    unit: UnitView
    direction: DirectionChoice | None
    accumulation: Accumulation
    over_time: RuleChoice
    over_place: RuleChoice
    over_categories: RuleChoice
    decimals: int
    frequency: Frequency
    measured_at: PlaceKind | None
    dimensions: tuple[DimensionView, ...]
    steps: tuple[OptionView, ...]
    formula: str
    limits: LimitsDraft
    references: tuple[tuple[str, str], ...]
    source: SourceView | None
    is_sample: bool

    @property
    def subject(self) -> str:
        """Give the key under which evidence and history name it."""
        return f"indicator:{self.id}"


def libraries(*, drafts: bool = False) -> tuple[LibraryView, ...]:
    """Give the libraries that the public sees, shared ones first; or those of drafts too.

    Queries: 1.
    """
    seen = Q() if drafts else Q(plan=None) | Q(plan__current_version__gt=0)
    rows = (
        Library.objects.filter(seen)
        .select_related("plan", "source")
        .annotate(n=Count("indicators"))
        .order_by("plan_id", "position", "code")
    )
    found = [
        LibraryView(
            id=row.pk,
            code=row.code,
            title=row.title,
            summary=row.summary,
            plan_code=row.plan.code if row.plan else "",
            source=_source(row.source),
            n_indicators=row.n,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: bool(one.plan_code)))


def indicator_view(library: str, code: str, *, drafts: bool = False) -> IndicatorView | None:
    """Give an indicator by the codes of its library and its own, or None.

    Shape: with `drafts` also one that a plan owns which is not published.
    Queries: 2.
    """
    found = _views(_OF_CODES[drafts].objects(library, code))
    return found[0] if found else None


def units() -> tuple[UnitView, ...]:
    """Give the units that are known, in the order of their codes. Queries: 1."""
    return tuple(map(_unit, Unit.objects.order_by("code")))


def indicators_of(library: str, *, drafts: bool = False) -> tuple[IndicatorView, ...]:
    """Give the indicators of a library, in its order; with `drafts` also of an unpublished plan.

    Queries: 2.
    """
    return tuple(_views(_rows(Q(library__code=library), drafts=drafts)))


def indicators_by_id(ids: Collection[int], *, drafts: bool = False) -> dict[int, IndicatorView]:
    """Give public indicators by key; unknown keys are left out.

    Queries: 2, none without keys.
    """
    found = _views(_OF_KEYS[drafts].objects(distinct(ids))) if ids else ()
    return {one.id: one for one in found}


def _rows(wanted: Q, *, drafts: bool) -> QuerySet[Indicator]:
    rows = Indicator.objects.filter(wanted & (Q() if drafts else PUBLIC))
    joined = rows.select_related("library__plan", "library__source", "unit", "source")
    return joined.order_by("library__code", "position", "pk")


def _of_codes(*, drafts: bool) -> Prepared:
    return Prepared(lambda library, code: _rows(Q(library__code=library, code=code), drafts=drafts))


def _of_keys(*, drafts: bool) -> Prepared:
    return Prepared(lambda keys: _rows(Q(pk__in=keys), drafts=drafts))


_OF_CODES = {drafts: _of_codes(drafts=drafts) for drafts in (False, True)}
_OF_KEYS = {drafts: _of_keys(drafts=drafts) for drafts in (False, True)}
_DIMENSIONS = Prepared(
    lambda codes: Dimension.objects.filter(code__in=codes).values_list("code", "names", "options")
)


def _views(rows: Iterable[Indicator]) -> list[IndicatorView]:
    """Give indicators with their dimensions. Queries: 1, none where they have none."""
    rows = list(rows)
    codes = distinct(code for row in rows for code in row.dimensions)
    dimensions = {
        code: DimensionView(code, names, tuple(map(_option, options)))
        for code, names, options in (_DIMENSIONS.rows(codes) if codes else ())
    }
    return [_view(row, dimensions) for row in rows]


def _view(row: Indicator, dimensions: Mapping[str, DimensionView]) -> IndicatorView:
    plan = row.library.plan
    return IndicatorView(
        id=row.pk,
        library_id=row.library_id,
        library_code=row.library.code,
        library_title=row.library.title,
        plan_id=plan.pk if plan else None,
        plan_code=plan.code if plan else "",
        code=row.code,
        title=row.title,
        definition=row.definition,
        sheet={name: Translated(text) for name, text in row.sheet.items()},
        level=ResultLevel(row.level),
        measure=Measure(row.measure),
        unit=_unit(row.unit),
        direction=DirectionChoice(row.direction) if row.direction else None,
        accumulation=Accumulation(row.accumulation),
        over_time=RuleChoice(row.over_time),
        over_place=RuleChoice(row.over_place),
        over_categories=RuleChoice(row.over_categories),
        decimals=row.decimals,
        frequency=Frequency(row.frequency),
        measured_at=PlaceKind(row.measured_at) if row.measured_at else None,
        dimensions=tuple(dimensions[code] for code in row.dimensions),
        steps=tuple(map(_option, row.scale)),
        formula=row.formula,
        limits=LimitsDraft(**{name: Decimal(number) for name, number in row.limits.items()}),
        references=tuple((one["scheme"], one["code"]) for one in row.references),
        source=_source(row.source or row.library.source),
        is_sample=row.is_sample,
    )


def _unit(row: Unit) -> UnitView:
    return UnitView(row.code, row.names, row.symbols, row.exponents)


def _option(one: Mapping[str, Any]) -> OptionView:
    return OptionView(one["code"], Translated(one["names"]), one.get("value"))


def _source(source: DataSource | None) -> SourceView | None:
    if source is None:
        return None
    return SourceView(source.title, source.url, source.licence, source.credit)
