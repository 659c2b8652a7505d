"""What holds a commitment up, what is done about it, and what became of that: as published."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from athar.kernel.text import Translated
from athar.reporting.enums import ObstacleReason, Outcome
from athar.reporting.models import CorrectiveAction, FollowUp, Obstacle, Report
from athar.reporting.past import public_reports
from athar.trail.moments import AsOf


@dataclass(frozen=True, slots=True)
class FollowUpView:
    """What a report as of a day says became of a corrective action."""

    as_of_on: dt.date
    outcome: Outcome
    text: Translated


@dataclass(frozen=True, slots=True)
class ActionView:
    """What is done against an obstacle, by whom and by when; follow-ups from the first on."""

    id: int
    text: Translated
    owner: str
    due_on: dt.date
    follow_ups: tuple[FollowUpView, ...]

    @property
    def outcome(self) -> Outcome | None:
        """Give what became of it as last said, None while nothing was said."""
        return self.follow_ups[-1].outcome if self.follow_ups else None

    def is_overdue(self, today: dt.date) -> bool:
        """Tell whether its day has passed and it is not over."""
        return today > self.due_on and self.outcome in {None, Outcome.UNDER_WAY}


@dataclass(frozen=True, slots=True)
class ObstacleView:
    """What held a commitment up as of a day, and what is done about it, if that was said."""

    report_id: int
    as_of_on: dt.date
    reason: ObstacleReason
    text: Translated
    action: ActionView | None


def obstacles_of(commitment_id: int, as_of: AsOf | None = None) -> tuple[ObstacleView, ...]:
    """Give the obstacles that published reports of a commitment name, the newest first.

    Queries: 3, 1 when there is none.
    """
    rows = Obstacle.objects.filter(report__in=_public(commitment_id, as_of))
    found = list(rows.select_related("report").order_by("-report__as_of_on", "-pk"))
    if not found:
        return ()
    actions = {row.obstacle_id: row for row in CorrectiveAction.objects.filter(obstacle__in=found)}
    said: defaultdict[int, list[FollowUpView]] = defaultdict(list)
    follow_ups = FollowUp.objects.filter(
        action__in=list(actions.values()), report__in=_public(commitment_id, as_of)
    )
    for one in follow_ups.select_related("report").order_by("report__as_of_on", "pk"):
        view = FollowUpView(one.report.as_of_on, Outcome(one.outcome), one.text)
        said[one.action_id].append(view)
    return tuple(
        ObstacleView(
            row.report_id,
            row.report.as_of_on,
            ObstacleReason(row.reason),
            row.text,
            _action(actions.get(row.pk), said),
        )
        for row in found
    )


def _action(
    row: CorrectiveAction | None, said: defaultdict[int, list[FollowUpView]]
) -> ActionView | None:
    if row is None:
        return None
    return ActionView(row.pk, row.text, row.owner, row.due_on, tuple(said[row.pk]))


def _public(commitment_id: int, as_of: AsOf | None) -> QuerySet[Report]:
    return Report.objects.filter(public_reports(as_of), commitment=commitment_id)
