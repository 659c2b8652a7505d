"""Keeping the figures exact in the transaction of every act that changes what they rest on."""

from __future__ import annotations

from collections.abc import Sequence

from athar.plans.models import Commitment, Plan
from athar.rollups import actions
from athar.trail.models import Change, Event

WHOLE_PLAN = ("plan.imported", "plan.version_published", "plan.amended", "plan.edited")
MAYBE_A_PLAN = ("import.undone",)
SOME_COMMITMENTS = ("reports.published", "reports.withdrawn")


def follow_plan(event: Event, changes: Sequence[Change]) -> None:
    """Compute the plan anew where it differs: nodes, places, weights, all may have changed."""
    if not _is_part_of_more(event):
        actions.refresh(plan_id=int(event.subject.removeprefix("plan:")))


def follow_undoing(event: Event, changes: Sequence[Change]) -> None:
    """Compute the plan anew, unless it went with the import that had brought it."""
    plan_id = int(event.subject.removeprefix("plan:"))
    if Plan.objects.filter(pk=plan_id).exists():
        actions.refresh(plan_id=plan_id)


def follow_commitments(event: Event, changes: Sequence[Change]) -> None:
    """Compute the commitments anew that an act touched, plan by plan in the same order always."""
    if _is_part_of_more(event):
        return
    touched = {
        int(key)
        for kind, _, key in (change.subject.partition(":") for change in changes)
        if kind == "commitment"
    }
    plans = Commitment.objects.filter(pk__in=touched).values_list("plan_id", "pk")
    by_plan: dict[int, list[int]] = {}
    for plan_id, commitment_id in plans:
        by_plan.setdefault(plan_id, []).append(commitment_id)
    for plan_id in sorted(by_plan):
        actions.refresh(plan_id=plan_id, commitment_ids=by_plan[plan_id])


def _is_part_of_more(event: Event) -> bool:
    """Tell whether an act is part of another one, at whose end the whole plan is computed."""
    whole = Event.objects.filter(kind__in=(*WHOLE_PLAN, *MAYBE_A_PLAN))
    return "event" in event.source and whole.filter(pk=event.source["event"]).exists()
