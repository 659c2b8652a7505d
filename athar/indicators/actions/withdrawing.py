"""Taking back what one act stated: values and targets as before, told by acts of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from athar.indicators.actions.framework import put_framework
from athar.indicators.actions.returning import source_of, take_back_values
from athar.indicators.drafts import PlannedDraft, ResultLineDraft
from athar.indicators.enums import PlannedKind
from athar.indicators.models import (
    Indicator,
    Library,
    Measurement,
    PlannedValue,
    ResultLine,
)
from athar.indicators.rules import can_keep_framework
from athar.kernel.actor import Actor
from athar.kernel.quantity import from_scaled
from athar.people.rules import require
from athar.plans.actions import hold_plan
from athar.plans.models import Plan
from athar.trail.refusing import acting


@acting("framework.taken_back", "plan:{plan_id}")
def take_back(
    *, by: Actor | None, plan_id: int, event_id: int, reason: str, cause_id: int | None = None
) -> int:
    """State again what stood before the values and targets that one act brought; give how many.

    Shape: what stood before nothing was stated is “not reported” for a value, none for a target.
    What was corrected since stays. Indicators and lines stay as they are.
    Errors: PermissionDenied; ValidationError: reason_missing.
    Queries: 2, and those of put_framework and take_back_values.
    """
    source = source_of(event_id, cause_id)
    acts = Q(event=event_id) | Q(event__source__event=event_id)
    lines = _lines_before(acts, plan_id)
    if lines:
        put_framework(by=by, plan_id=plan_id, drafts=lines, reason=reason, source=source)
    back = take_back_values(by=by, event_id=event_id, reason=reason, cause_id=cause_id)
    return back.n_back + sum(len(one.planned) for one in lines)


def _lines_before(acts: Q, plan_id: int) -> list[ResultLineDraft]:
    """Give the lines whose planned values an act brought, with what stood before."""
    brought = PlannedValue.objects.filter(acts, line__plan=plan_id)
    mine = {pk: key for pk, *key in brought.values_list("pk", "line_id", "kind", "period")}
    rows = PlannedValue.objects.filter(line__in={line for line, _kind, _period in mine.values()})
    chains: defaultdict[tuple[int, str, str], list[PlannedValue]] = defaultdict(list)
    for row in rows.order_by("revision").select_related(
        "line__indicator__library", "line__node", "line__commitment", "line__category"
    ):
        chains[row.line_id, row.kind, row.period].append(row)
    planned: defaultdict[ResultLine, list[PlannedDraft]] = defaultdict(list)
    for chain in chains.values():
        if chain[-1].pk in mine:
            earlier = [one for one in chain if one.pk not in mine]
            planned[chain[-1].line].append(_planned(chain[-1], earlier))
    return [_line(line, drafts) for line, drafts in planned.items()]


def _planned(last: PlannedValue, earlier: Sequence[PlannedValue]) -> PlannedDraft:
    before = earlier[-1] if earlier else None
    value = before.value if before else None
    return PlannedDraft(
        kind=PlannedKind(last.kind),
        period=last.period,
        value=None if value is None else from_scaled(value, last.line.indicator.decimals),
        origin=before.origin if before else {},
    )


def _line(line: ResultLine, planned: Sequence[PlannedDraft]) -> ResultLineDraft:
    return ResultLineDraft(
        indicator=(line.indicator.library.code, line.indicator.code),
        place_id=line.place_id,
        node_code=line.node.code if line.node else None,
        commitment_code=line.commitment.code if line.commitment else None,
        category=line.category.code,
        planned=tuple(planned),
    )


@acting("framework.removed", "plan:{plan_id}")
def remove_results(*, by: Actor | None, plan_id: int) -> None:
    """Remove the framework and the own library of a plan that nobody saw; the caller records it.

    Errors: PermissionDenied; ValidationError: published.
    Queries: 3, and those of what goes with them.
    """
    require(can_keep_framework(by, hold_plan(plan_id)), "indicators.remove_results")
    if Plan.objects.filter(pk=plan_id, current_version__gt=0).exists():
        raise ValidationError(_("A plan that was published stays."), code="published")
    ResultLine.objects.filter(plan=plan_id).delete()
    Measurement.objects.filter(indicator__library__plan=plan_id).delete()
    Indicator.objects.filter(library__plan=plan_id).delete()
    Library.objects.filter(plan=plan_id).delete()
