"""Figures over all published plans, as programs read them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from athar.kernel.text import Translated
from athar.rollups.figures import (
    AcrossPlans,
    GroupFigures,
    MoneyTotals,
    Percentage,
    StatusCount,
)


@dataclass(frozen=True, slots=True)
class PartOfPlan:
    """What one plan adds."""

    plan: Annotated[str, "Code of the plan."]
    title: Translated
    figures: GroupFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class Across:
    """Figures over all published plans; percentages only where all of them weigh alike."""

    n_total: Annotated[int, "Commitments listed."]
    statuses: Annotated[tuple[StatusCount, ...], "Every computed status, in its usual order."]
    physical: Percentage | None
    financial: Percentage | None
    money: Annotated[tuple[MoneyTotals, ...], "One entry for each currency."]
    last_reported_on: dt.date | None
    plans: tuple[PartOfPlan, ...]


def across(one: AcrossPlans) -> Across:
    """Give the figures over all plans."""
    return Across(
        n_total=one.n_total,
        statuses=one.statuses,
        physical=one.physical,
        financial=one.financial,
        money=one.money,
        last_reported_on=one.last_reported_on,
        plans=tuple(
            PartOfPlan(part.plan.code, part.plan.names, part.figures) for part in one.plans
        ),
    )
