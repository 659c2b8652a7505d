"""The tables of plans that can be downloaded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from athar.rollups.figures import GroupFigures, InstallationSummary, PlanProgress

FIGURE_COLUMNS = (
    "commitments",
    "cancelled",
    "physical_percent",
    "physical_known",
    "physical_expected",
    "financial_percent",
    "planned_today_percent",
    "amount_planned",
    "amount_planned_unknown",
    "amount_committed",
    "amount_committed_unknown",
    "amount_paid",
    "amount_paid_unknown",
    "currency",
)
PLACE_COLUMNS = ("place_code", "place", *FIGURE_COLUMNS)
PLAN_COLUMNS = ("plan_code", "plan", "start_on", "end_on", "is_sample", *FIGURE_COLUMNS)


def figure_cells(figures: GroupFigures) -> tuple[Any, ...]:
    """Give the cells of FIGURE_COLUMNS; amounts in whole currency units, unknown empty."""
    money = figures.money
    return (
        figures.n_total,
        figures.n_cancelled,
        figures.physical.exact,
        figures.physical.known,
        figures.physical.expected,
        figures.financial.exact,
        figures.planned_today,
        money.planned,
        money.planned_unknown,
        money.committed,
        money.committed_unknown,
        money.paid,
        money.paid_unknown,
        money.currency,
    )


def place_rows(progress: PlanProgress, lang: str) -> Iterator[tuple[Any, ...]]:
    """Give one row per place below the plan's own."""
    for one in progress.places:
        yield (one.place.code, one.place.names.in_language(lang).text, *figure_cells(one.figures))


def plan_rows(summary: InstallationSummary, lang: str) -> Iterator[tuple[Any, ...]]:
    """Give one row per published plan."""
    for tile in summary.plans:
        title = tile.plan.names.in_language(lang).text
        yield (
            tile.plan.code,
            title,
            tile.start_on,
            tile.end_on,
            "yes" if tile.is_sample else "no",
            *figure_cells(tile.figures),
        )
