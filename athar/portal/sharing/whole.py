"""A plan as a whole: what its bar, its picture and its linked data rest on."""

from __future__ import annotations

from dataclasses import dataclass

from athar.plans.queries import PlanView, plan_by_code
from athar.rollups.figures import GroupFigures
from athar.rollups.queries import plan_figures


@dataclass(frozen=True, slots=True)
class WholePlan:
    """A published plan with the figures of the whole."""

    plan: PlanView
    total: GroupFigures


def gather_whole(code: str) -> WholePlan | None:
    """Gather a published plan as a whole, None when there is none. Queries: 4."""
    plan = plan_by_code(code)
    return None if plan is None else WholePlan(plan, plan_figures(plan.id))
