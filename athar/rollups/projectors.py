"""Keeping the figures exact in the transaction of every act that changes what they rest on."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet

from athar.indicators.enums import RuleChoice
from athar.indicators.models import Indicator
from athar.plans.models import Commitment, Plan
from athar.rollups import actions
from athar.rollups.cells import keeping
from athar.rollups.models import Cell
from athar.trail.actions import Touched
from athar.trail.models import Event

WHOLE_PLAN = ("plan.imported", "plan.version_published", "plan.amended", "plan.edited")
MAYBE_A_PLAN = ("import.undone",)
SOME_COMMITMENTS = ("reports.published", "reports.withdrawn")
MEASURED = "measurements.recorded"
DEFINED = "indicators.put"
BROKEN_DOWN = "dimensions.put"
PLACED = "places.loaded"
_RULES = ("over_time", "over_place", "over_categories", "measured_at", "dimensions")


def follow_measurements(event: Event, changes: Sequence[Touched]) -> None:
    """Put together anew what recorded values reach, and only that."""
    keeping.follow_event(event.pk)


def follow_definitions(event: Event, changes: Sequence[Touched]) -> None:
    """Put the figures of an indicator together anew when the rules for it have changed."""
    changed = {
        int(one.subject.removeprefix("indicator:"))
        for one in changes
        if one.before is not None
        and one.after is not None
        and any(one.before[name] != one.after[name] for name in _RULES)
    }
    if changed:
        keeping.rebuild_indicators(changed)


def follow_dimensions(event: Event, changes: Sequence[Touched]) -> None:
    """Put wholes together anew: how many parts they have may be another number."""
    _rebuild(Indicator.objects.exclude(over_categories=RuleChoice.NONE).exclude(dimensions=[]))


def follow_places(event: Event, changes: Sequence[Touched]) -> None:
    """Put places together anew when they are new, or lie elsewhere."""
    if any(
        one.before is None or one.after is None or {"parent_id", "kind"} & one.after.keys()
        for one in changes
    ):
        _rebuild(Indicator.objects.exclude(over_place=RuleChoice.NONE))


def _rebuild(indicators: QuerySet[Indicator]) -> None:
    """Put the figures of those indicators together anew that have any."""
    has_any = Cell.objects.filter(indicator=OuterRef("pk"))
    keys = list(indicators.filter(Exists(has_any)).values_list("pk", flat=True))
    if keys:
        keeping.rebuild_indicators(keys)


def follow_plan(event: Event, changes: Sequence[Touched]) -> None:
    """Compute the plan anew where it differs: nodes, places, weights, all may have changed."""
    if not _is_part_of_more(event):
        actions.refresh(plan_id=int(event.subject.removeprefix("plan:")))


def follow_undoing(event: Event, changes: Sequence[Touched]) -> None:
    """Compute the plan anew, unless it went with the import that had brought it."""
    plan_id = int(event.subject.removeprefix("plan:"))
    if Plan.objects.filter(pk=plan_id).exists():
        actions.refresh(plan_id=plan_id)


def follow_commitments(event: Event, changes: Sequence[Touched]) -> None:
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
