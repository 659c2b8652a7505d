"""What a version freezes beside the contracts of its commitments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from athar.plans.contracts import Content
from athar.plans.models import Commitment, Milestone
from athar.plans.queries.stated import stated_nodes, stated_plan


def content_of_plan(plan_id: int) -> Content:
    """Give what the plan itself is: its identity, its groupings, the order of its commitments.

    Shape: `order` holds the keys of the commitments.
    Errors: Plan.DoesNotExist.
    Queries: 3.
    """
    rows = Commitment.objects.filter(plan=plan_id).order_by("position", "pk")
    return {
        "plan": stated_plan(plan_id),
        "nodes": stated_nodes(plan_id),
        "order": list(rows.values_list("pk", flat=True)),
    }


def contents_beside(plan_id: int, rows: Iterable[Commitment]) -> dict[int, Content]:
    """Give what is shown of commitments beside their contract, by key. Queries: 1."""
    steps: defaultdict[int, list[Content]] = defaultdict(list)
    for step in Milestone.objects.filter(commitment__plan=plan_id).order_by("position", "pk"):
        steps[step.commitment_id].append(_step(step))
    return {row.pk: {"origin": row.origin, "milestones": steps[row.pk]} for row in rows}


def _step(row: Milestone) -> dict[str, Any]:
    return {
        "id": row.pk,
        "title": dict(row.title),
        **{
            name: day.isoformat() if (day := getattr(row, name)) else None
            for name in ("first_planned_on", "planned_on", "done_on")
        },
        "requires_evidence": row.requires_evidence,
    }
