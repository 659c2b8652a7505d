"""What is stated of indicators, frameworks and values: plain values between readers and actions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from athar.indicators.enums import (
    Accumulation,
    Claim,
    DirectionChoice,
    Frequency,
    Measure,
    NoNumber,
    PlannedKind,
    ResultLevel,
    RuleChoice,
    TrajectoryChoice,
    ValueSource,
)
from athar.kernel.text import Translated
from athar.reference.enums import PlaceKind

WHOLE = ""
"""The code of the category that is the whole, not a part of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDraft:
    """A unit: `exponents` by base unit, {"person": 1, "km": -2}; empty = a pure number."""

    code: str
    names: Translated
    symbols: Translated = field(default_factory=Translated)
    exponents: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionDraft:
    """One option of a dimension or of a scale."""

    code: str
    names: Translated


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionDraft:
    """A way of breaking values down; its options together are the whole."""

    code: str
    names: Translated
    options: tuple[OptionDraft, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryDraft:
    """A collection of indicators; `plan_id` None is a shared one that any plan may adopt from."""

    code: str
    title: Translated
    summary: Translated = field(default_factory=Translated)
    plan_id: int | None = None
    source_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitsDraft:
    """When a value is questioned: outside a range, far from the usual, a jump against last year.

    Units: minimum and maximum in the unit; `z_score` in standard deviations, `jump` as a ratio.
    """

    minimum: Decimal | None = None
    maximum: Decimal | None = None
    z_score: Decimal | None = None
    jump: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorDraft:
    """An indicator as a library states it."""

    code: str
    title: Translated
    unit_code: str
    level: ResultLevel
    definition: Translated = field(default_factory=Translated)
    sheet: Mapping[str, Translated] = field(default_factory=dict)
    measure: Measure = Measure.UNIT
    direction: DirectionChoice | None = None
    accumulation: Accumulation = Accumulation.STOCK
    over_time: RuleChoice = RuleChoice.LAST
    over_place: RuleChoice = RuleChoice.NONE
    over_categories: RuleChoice = RuleChoice.NONE
    decimals: int = 0
    frequency: Frequency = Frequency.YEAR
    measured_at: PlaceKind | None = None
    dimension_codes: tuple[str, ...] = ()
    scale: tuple[OptionDraft, ...] = ()
    formula: str = ""
    limits: LimitsDraft = field(default_factory=LimitsDraft)
    references: tuple[tuple[str, str], ...] = ()
    source_id: int | None = None
    is_sample: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDraft:
    """A baseline or a target for one period; None takes back what was set before."""

    kind: PlannedKind
    period: str
    value: Decimal | None
    origin: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultLineDraft:
    """A line of a plan's results framework: of the plan itself, of a grouping, or of a project."""

    indicator: tuple[str, str]
    place_id: int
    node_code: str | None = None
    commitment_code: str | None = None
    category: str = WHOLE
    level: ResultLevel | None = None
    trajectory: TrajectoryChoice = TrajectoryChoice.LINEAR
    planned: tuple[PlannedDraft, ...] = ()
    is_sample: bool = False
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurementDraft:
    """One value as somebody states it: exactly one of value, ratio, text and no number.

    Shape: `category` is "" for the whole or "area=rural,sex=female"; the place is named by key.
    Units: `value` in the indicator's unit, a percentage as percent; the numerator and the
    denominator of a ratio are counts.
    """

    indicator_id: int
    place_id: int
    period: str
    category: str = WHOLE
    claim: Claim = Claim.DECLARED
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    text: str = ""
    no_number: NoNumber | None = None
    source: ValueSource = ValueSource.FORM
    cell: str = ""
    written: str = ""
