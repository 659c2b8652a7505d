"""The network that the demonstration hosts: the action plans of its members, each on its day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from athar.config.commands.demo_action_plans import PLANS, Told, action_plans, told_plans

if TYPE_CHECKING:
    from athar.intake.ogp.plans import ActionPlan

MAIN_PLAN = "MA-TTA-2025"
"""The plan over which the accounts of the demonstration have their roles."""

Due = tuple[dt.date, Callable[[], object]]
"""What happens on a day."""


def plan_codes() -> set[str]:
    """Give the codes of the plans that the demonstration of a network hosts."""
    return {one["plan_id"] for one in told_plans()["plans"]}


def due_plans() -> list[Due]:
    """Give the plans in time, each with what takes and publishes it on its day.

    The day is the one on which it was submitted, else its first.
    """
    from athar.intake.ogp.taking import Source, take_action_plans

    source = Source({"file": PLANS.name}, reason="demonstration")

    def take(plan: ActionPlan) -> None:
        take_action_plans(by=None, plans=[plan], source=source)

    told = {one["plan_id"]: one for one in told_plans()["plans"]}
    due = [
        (_submitted(told[plan.draft.code], plan), partial(take, plan)) for plan in action_plans()
    ]
    return sorted(due, key=lambda one: one[0])


def _submitted(told: Told, plan: ActionPlan) -> dt.date:
    return dt.date.fromisoformat(told["submitted"]) if "submitted" in told else plan.draft.start_on


def passing(due: list[Due], turn_to: Callable[[dt.date], None]) -> Callable[[dt.date], None]:
    """Give what turns the calendar to a day, through all that is due until then."""
    waiting = list(due)

    def turn(day: dt.date) -> None:
        while waiting and waiting[0][0] <= day:
            on, act = waiting.pop(0)
            turn_to(on)
            act()
        turn_to(day)

    return turn
