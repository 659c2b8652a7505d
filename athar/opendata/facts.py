"""The figures of a commitment under the names by which files, twins and programs know them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any

from athar.rollups.figures import CommitmentFigures

_HELD = {
    "declared_status": "declared",
    "is_validated": "is_validated",
    "is_removed": "is_removed",
    "computed_status": "computed.status",
    "ratio": "computed.ratio",
    "planned_at_report_percent": "computed.planned",
    "planned_today_percent": "planned_today",
    "physical_percent": "physical",
    "financial_percent": "financial",
    "has_gap": "has_gap",
    "reported_as_of": "dates.last_reported_on",
    "first_planned_start_on": "dates.first_planned_start_on",
    "first_planned_end_on": "dates.first_planned_end_on",
    "planned_start_on": "dates.planned_start_on",
    "planned_end_on": "dates.planned_end_on",
    "actual_start_on": "dates.actual_start_on",
    "actual_end_on": "dates.actual_end_on",
    "forecast_end_on": "dates.forecast_end_on",
    "slippage_first_days": "slippage_first",
    "slippage_current_days": "slippage_current",
    "start_slippage_days": "start_slippage",
    "silent_days": "silent_days",
    "overdue_days": "overdue_days",
    "currency": "currency",
    "amount": "amount",
    "committed": "committed",
    "paid": "paid",
}
FACTS: Mapping[str, Callable[[CommitmentFigures], Any]] = {
    name: attrgetter(held) for name, held in _HELD.items()
}
"""How each figure is read, by its public name; one name means the same everywhere."""


def facts(figures: CommitmentFigures, names: Iterable[str]) -> dict[str, Any]:
    """Give the figures among some names, in their order; None is unknown, never zero."""
    return {name: FACTS[name](figures) for name in names if name in FACTS}
