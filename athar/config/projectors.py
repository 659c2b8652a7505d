"""Which pages an act makes stale.

Measured values move the plans that have a line of their indicators, and what rests on whatever
moves: pages of indicators and places, comparisons. Targets, definitions and all else move
everything.
"""

from __future__ import annotations

from collections.abc import Sequence

from athar.config.keys import VALUES
from athar.indicators.queries import plans_showing
from athar.plans.queries import plan_code
from athar.reporting.queries import plan_of_late_report
from athar.trail.actions import Touched
from athar.trail.models import Event
from athar.ui.actions import EVERYTHING, key_of_plan, move_pages

#: What no public page shows: who may do what, files that wait, reports before they are published,
#: what two countries share.
UNSEEN = (
    *(
        "account.",
        "accounts.",
        "token.",
        "role.",
        "upload.",
        "invitation.",
        "report.",
        "act.",
        "notices.",
    ),
    *("round.reminded", "room."),
)
#: Acts that change one plan and nothing else than its own pages and those resting on everything.
OF_ONE_PLAN = (
    *("reports.published", "reports.withdrawn"),
    *("round.opened", "round.closed", "round.reopened", "round.due_extended"),
    "assessments.recorded",
)
#: Steps of a report that change how punctual its body was, once the report was due.
OF_PUNCTUALITY = ("report.submitted", "report.returned")
#: Acts that change the values of indicators and nothing else.
OF_VALUES = "measurements.recorded"


def move_kept_pages(event: Event, touched: Sequence[Touched]) -> None:
    """Move the keys of what an act changed: of one plan where that is sure, else of everything."""
    if event.kind in OF_PUNCTUALITY:
        _move_punctuality(event)
        return
    if event.kind.startswith(UNSEEN):
        return
    if event.kind == OF_VALUES:
        move_pages([VALUES, *map(key_of_plan, plans_showing(event.pk))])
        return
    subject, _, key = event.subject.partition(":")
    is_of_one = event.kind in OF_ONE_PLAN and subject == "plan"
    code = plan_code(int(key)) if is_of_one else None
    move_pages([key_of_plan(code) if code else EVERYTHING])


def _move_punctuality(event: Event) -> None:
    """Move the pages of the plan of a report that was due; for others the day will do it."""
    plan_id = plan_of_late_report(int(event.subject.partition(":")[2]))
    code = plan_code(plan_id) if plan_id else None
    if code:
        move_pages([key_of_plan(code)])
