"""The eligibility of a member in a year as lists give it, and what may be asked of such a list."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Field

from athar.api.answering import AskedOfList
from athar.api.codes import CODE
from athar.kernel.text import Translated
from athar.network.queries import EligibilityRow, FactView


class EligibilityChoice(AskedOfList):
    """Which members and years."""

    member: str = Field("", pattern=f"^({CODE})?$", description="Code of a member, such as `MAR`.")
    year: int | None = Field(None, ge=2010, le=2100, description="A year.")


@dataclass(frozen=True, slots=True)
class FactItem:
    """What is known of a criterion; both `is_met` and `value` null: not known."""

    criterion: str
    is_met: bool | None
    value: Annotated[Decimal | None, "Of what an index measures."]
    source_title: str | None
    source_url: str | None
    source_year: int | None
    confidence: Annotated[Literal["seen", "memory"], "Read in its source, or from memory."]


@dataclass(frozen=True, slots=True)
class MetricItem:
    """The points of a metric out of 4; null is unknown, never zero."""

    metric: str
    points: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityItem:
    """How near a member is to the minimum for joining: a simulation, not a decision."""

    member: Annotated[str, "Code; it never changes."]
    names: Translated
    is_fictional: Annotated[bool, "Made to show the road; its figures are invented."]
    year: int
    points: Annotated[int | None, "Null where there is not enough data."]
    available: int | None
    needed: int | None
    outcome: Literal["eligible", "not_eligible", "not_enough_data"]
    is_stated: Annotated[bool, "The total comes from a source, not from the metrics."]
    values_check: Annotated[Literal["passed", "not_passed", "not_known"], "For candidates."]
    metrics: tuple[MetricItem, ...]
    facts: tuple[FactItem, ...]
    paths: Annotated[tuple[tuple[str, ...], ...], "Sets of reforms that are enough."]
    rules_since: Annotated[dt.date, "Day of the rules by which it is counted."]


def item_of(row: EligibilityRow) -> dict[str, Any]:
    """Give a year of a member, in the order of EligibilityItem."""
    year, score = row.year, row.year.score
    return {
        "member": row.country.code,
        "names": row.country.names,
        "is_fictional": row.country.is_fictional,
        "year": year.year,
        "points": score.points,
        "available": score.available or None,
        "needed": score.needed or None,
        "outcome": score.outcome.value,
        "is_stated": score.is_stated,
        "values_check": year.values.value,
        "metrics": [{"metric": one.key, "points": one.points} for one in score.metrics],
        "facts": [_fact(one) for one in year.facts.values()],
        "paths": [list(one.reforms) for one in year.paths],
        "rules_since": year.rules.since.isoformat(),
    }


def _fact(one: FactView) -> dict[str, Any]:
    is_answer = isinstance(one.answer, bool)
    return {
        "criterion": one.criterion.value,
        "is_met": one.answer if is_answer else None,
        "value": None if is_answer or one.answer is None else format(one.answer, "f"),
        "source_title": one.source_title or None,
        "source_url": one.source_url or None,
        "source_year": one.source_year,
        "confidence": one.confidence.value,
    }
