"""What holds a commitment up, under the names by which twins and programs know it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from athar.reporting.queries import ActionView, ObstacleView


def obstacle_facts(one: ObstacleView, today: dt.date) -> dict[str, Any]:
    """Give an obstacle as a published report names it; None is unknown.

    Shape: `corrective_action` is None when none was stated; its `outcome` is the last one said,
    None while nothing was said; `follow_ups` from the first on. `today` is the day of the state.
    """
    return {
        "as_of_on": one.as_of_on,
        "reason": one.reason.value,
        "text": one.text,
        "corrective_action": _action(one.action, today) if one.action else None,
    }


def _action(one: ActionView, today: dt.date) -> dict[str, Any]:
    return {
        "text": one.text,
        "owner": one.owner,
        "due_on": one.due_on,
        "outcome": one.outcome.value if one.outcome else None,
        "is_overdue": one.is_overdue(today),
        "follow_ups": [
            {"as_of_on": each.as_of_on, "outcome": each.outcome.value, "text": each.text}
            for each in one.follow_ups
        ],
    }
