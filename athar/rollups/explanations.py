"""How a figure was computed: formula, numbers, inputs with their provenance, what was left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from athar.kernel.progress import ComputedStatus, DeclaredStatus, Thresholds
from athar.plans.enums import WeightRuleChoice
from athar.rollups.enums import Figure, Formula, LeftOutBecause
from athar.rollups.figures import Dates, Label, MoneyTotals, StatusCount


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who said it, as of when, declared or validated, and where it stood in which file.

    Shape: `origin` is {"file": sha256, "name", "sheet", "row", "column"} or empty; `written` the
    text found there; `evidence_keys` are the subjects whose evidence backs it ("report:7").
    """

    report_id: int
    as_of_on: dt.date
    author_name: str
    claim: str
    published_at: dt.datetime | None
    written: str
    origin: Mapping[str, Any]
    evidence_keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Input:
    """One commitment in a figure: its value, its weight, and who gave the value.

    Units: `value` is the percent or amount that counts, `weight` as the plan's rule has it.
    For payments and money `value` is paid and `weight` the amount planned. `counts` is false for
    what was left out; `status` is the computed one. `stated` tells who gave what, by field of the
    report ("paid", "committed", "status", "forecast_end" …), `declared_share` is the share paid in
    percent as the report declares it.
    """

    commitment: Label
    value: Decimal | None
    weight: Decimal | None
    status: ComputedStatus
    counts: bool
    provenance: Provenance | None
    committed: Decimal | None = None
    stated: Mapping[str, Provenance] = field(default_factory=dict)
    declared_share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The commitments left out for one reason, named by their codes."""

    because: LeftOutBecause
    n: int
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatusRatio:
    """The rule of a computed status in numbers: r = p / e, both at the date of the report.

    Shape: `frozen_at` is when the first version, whose dates give e, was published;
    `ratio_by_current_dates` is what r would be by the dates of the current version.
    """

    status: ComputedStatus
    declared: DeclaredStatus | None
    physical: Decimal | None
    planned: Decimal | None
    ratio: Decimal | None
    first_planned_start_on: dt.date | None
    first_planned_end_on: dt.date | None
    reported_on: dt.date | None
    ratio_by_current_dates: Decimal | None
    frozen_at: dt.datetime | None
    reporting_months: int


@dataclass(frozen=True, slots=True)
class Slippage:
    """Days between the planned end and the actual or forecast one, against two versions."""

    against_first: int | None
    against_current: int | None
    end_on: dt.date | None
    is_forecast: bool
    dates: Dates


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything the page "how was this computed" says of one figure; the page finds the words.

    Shape: exactly one of `percent`, `statuses`, `money`, `status` and `slippage` carries the
    result; the others are None or empty. `formula_version` ("physical/1") names the rule in
    force, `method` the page of docs/methods that holds it.
    """

    figure: Figure
    subject: str
    label: Label
    plan: Label
    currency: str
    today: dt.date
    formula: Formula
    formula_version: str
    method: str
    thresholds: Thresholds
    weight_rule: WeightRuleChoice
    percent: Decimal | None = None
    whole: int | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    known: int = 0
    expected: int = 0
    statuses: tuple[StatusCount, ...] = ()
    money: MoneyTotals | None = None
    status: StatusRatio | None = None
    slippage: Slippage | None = None
    inputs: tuple[Input, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
