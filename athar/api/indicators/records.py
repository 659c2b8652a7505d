"""Libraries and indicators as programs read them; null is unknown, never zero."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from athar.api.addresses import indicator_code, indicator_id, pages
from athar.indicators.enums import (
    Accumulation,
    DirectionChoice,
    Frequency,
    Measure,
    ResultLevel,
    RuleChoice,
)
from athar.indicators.queries import (
    DimensionView,
    IndicatorView,
    LibraryView,
    OptionView,
    SourceView,
)
from athar.kernel.text import Translated


@dataclass(frozen=True, slots=True)
class SourceOf:
    """Where data was taken from."""

    title: str
    url: str | None
    licence: str | None
    credit: str | None


@dataclass(frozen=True, slots=True)
class LibraryItem:
    """A collection of indicators, shared or owned by a plan."""

    code: Annotated[str, "It never changes."]
    title: Translated
    summary: Translated
    plan: Annotated[str | None, "Code of the plan that owns it; null: any plan may adopt from it."]
    source: SourceOf | None
    n_indicators: int


@dataclass(frozen=True, slots=True)
class UnitOf:
    """A unit of measurement."""

    code: str
    names: Translated
    symbols: Translated


@dataclass(frozen=True, slots=True)
class Reference:
    """What an indicator is called elsewhere, such as a goal of sustainable development."""

    scheme: Annotated[str, "`sdg`, …"]
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorItem:
    """An indicator: what is measured, in what unit, and how its values are put together."""

    id: Annotated[str, "Permanent identifier; it never changes."]
    url: Annotated[Translated, "Its page by language."]
    indicator: Annotated[str, "As filters and rows of values name it: `library/code`."]
    library: Annotated[str, "Code of its library."]
    code: str
    plan: Annotated[str | None, "Code of the plan that owns it."]
    title: Translated
    definition: Translated
    level: Annotated[ResultLevel, "What was made, what it changed, what it led to."]
    measure: Annotated[Measure, "What kind of value it takes."]
    unit: UnitOf
    direction: Annotated[DirectionChoice | None, "Whether it is meant to rise or to fall."]
    accumulation: Annotated[Accumulation, "How values of successive periods belong together."]
    decimals: Annotated[int, "How many it keeps."]
    frequency: Frequency
    references: tuple[Reference, ...]
    is_sample: Annotated[bool, "Invented, to show how the platform works: do not quote."]


@dataclass(frozen=True, slots=True)
class OptionOf:
    """One part of a dimension, or one step of a scale with its value."""

    code: str
    names: Translated
    value: int | None


@dataclass(frozen=True, slots=True)
class DimensionOf:
    """A way in which values are broken down; its options together are the whole."""

    code: Annotated[str, "As categories name it: `sex` of `sex=female`."]
    names: Translated
    options: tuple[OptionOf, ...]


@dataclass(frozen=True, slots=True)
class PlannedOf:
    """A baseline or a target of one period."""

    period: str
    value: Annotated[Decimal, "In `unit`."]
    revision: Annotated[int, "0 as first set; each change adds one."]
    reason: Annotated[str | None, "Why it was changed."]


@dataclass(frozen=True, slots=True)
class FigureOf:
    """A figure of one period."""

    period: str
    claim: Annotated[str, "`declared`, `validated` or `independent`."]
    value: Annotated[Decimal | None, "In `unit`."]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineOf:
    """One line of a plan's results framework, and how far it has come."""

    plan: Annotated[str, "Code of the plan."]
    node: Annotated[str | None, "Code of the axis or programme whose result it is."]
    commitment: Annotated[str | None, "Code of the commitment whose result it is."]
    level: ResultLevel
    place: Annotated[str, "The place as `scheme:code`."]
    category: Annotated[str, "Empty: the whole; else a part of it."]
    trajectory: Annotated[str, "What the target is between two periods: `linear`, `stepped` …"]
    baseline: PlannedOf | None
    targets: Annotated[tuple[PlannedOf, ...], "Oldest first."]
    last: Annotated[FigureOf | None, "The newest value measured after the baseline."]
    achieved_percent: Annotated[
        Decimal | None, "Way gone from baseline to target; below 0 it went back, above 100 beyond."
    ]
    outcome: Annotated[str | None, "`normal`, `reached`, `exceeded`, `regression`, `no_data` …"]
    known: Annotated[int | None, "Periods that count in the percentage …"]
    expected: Annotated[int | None, "… of so many elapsed."]
    is_sample: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorDetail(IndicatorItem):
    """An indicator with its method sheet, its dimensions, and what plans aim at with it."""

    sheet: Annotated[Mapping[str, Translated], "Parts of the method sheet by name."]
    over_time: Annotated[RuleChoice, "How values of periods make that of a longer one."]
    over_place: Annotated[RuleChoice, "How values of territories make that of a larger one."]
    over_categories: Annotated[RuleChoice, "How values of parts make that of the whole."]
    measured_at: Annotated[str | None, "Kind of territory on which it is measured."]
    dimensions: tuple[DimensionOf, ...]
    scale: Annotated[tuple[OptionOf, ...], "From the worst to the best."]
    formula: Annotated[str | None, "Of one computed from others."]
    source: SourceOf | None
    lines: Annotated[tuple[LineOf, ...], "In published plans."]


def library_item(one: LibraryView) -> LibraryItem:
    """Give a library as lists give it."""
    return LibraryItem(
        code=one.code,
        title=one.title,
        summary=one.summary,
        plan=one.plan_code or None,
        source=source_of(one.source),
        n_indicators=one.n_indicators,
    )


def source_of(one: SourceView | None) -> SourceOf | None:
    """Give where data was taken from."""
    if one is None:
        return None
    return SourceOf(one.title, one.url or None, one.licence or None, one.credit or None)


def indicator_item(one: IndicatorView, origin: str) -> IndicatorItem:
    """Give an indicator as lists give it."""
    return IndicatorItem(**fields_of(one, origin))


_SAME = (
    *("code", "title", "definition", "level", "measure", "direction", "accumulation"),
    *("decimals", "frequency", "is_sample"),
)


def fields_of(one: IndicatorView, origin: str) -> dict[str, Any]:
    """Give what lists and the indicator itself give alike."""
    return {
        "id": indicator_id(origin, one.library_code, one.code),
        "url": pages(origin, "indicator", library=one.library_code, code=one.code),
        "indicator": indicator_code(one.library_code, one.code),
        "library": one.library_code,
        "plan": one.plan_code or None,
        **{name: getattr(one, name) for name in _SAME},
        "unit": UnitOf(one.unit.code, one.unit.names, one.unit.symbols),
        "references": tuple(Reference(*pair) for pair in one.references),
    }


def dimension_of(one: DimensionView) -> DimensionOf:
    """Give a dimension with its options."""
    return DimensionOf(one.code, one.names, tuple(map(option_of, one.options)))


def option_of(one: OptionView) -> OptionOf:
    """Give an option of a dimension or a step of a scale."""
    return OptionOf(one.code, one.names, one.value)
