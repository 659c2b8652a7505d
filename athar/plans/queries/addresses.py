"""What has a public address: published plans, their groupings and their commitments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from athar.plans.models import Commitment, Node, Plan

_PUBLIC = {"plan__current_version__gt": 0}


def plan_code(plan_id: int) -> str | None:
    """Give the code of a plan. Queries: 1."""
    return Plan.objects.filter(pk=plan_id).values_list("code", flat=True).first()


def plan_is_published(code: str) -> bool:
    """Tell whether the public sees a plan. Queries: 1."""
    return Plan.objects.filter(code=code, current_version__gt=0).exists()


def commitment_exists(plan_code: str, code: str) -> bool:
    """Tell whether the public sees a commitment, also one that was taken out. Queries: 1."""
    rows = Commitment.objects.filter(plan__code=plan_code, code=code, first_version__isnull=False)
    return rows.filter(**_PUBLIC).exists()


def node_exists(plan_code: str, code: str) -> bool:
    """Tell whether the public sees a grouping. Queries: 1."""
    return Node.objects.filter(plan__code=plan_code, code=code, **_PUBLIC).exists()


def public_addresses() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """Give the code of each published plan with those of its groupings and its commitments.

    Shape: (plan, groupings, commitments) in the plan's order.
    Queries: 3.
    """
    nodes, commitments = defaultdict(list), defaultdict(list)
    for plan_id, code in (
        Node.objects.filter(**_PUBLIC).order_by("path").values_list("plan_id", "code")
    ):
        nodes[plan_id].append(code)
    for plan_id, code in (
        Commitment.objects.filter(**_PUBLIC, first_version__isnull=False)
        .order_by("position", "pk")
        .values_list("plan_id", "code")
    ):
        commitments[plan_id].append(code)
    plans = Plan.objects.filter(current_version__gt=0).order_by("code").values_list("pk", "code")
    return tuple((code, tuple(nodes[pk]), tuple(commitments[pk])) for pk, code in plans)


def public_commitment(plan_code: str, code: str) -> int | None:
    """Give the key of a commitment the public sees, None when there is none. Queries: 1."""
    rows = Commitment.objects.filter(plan__code=plan_code, code=code, first_version__isnull=False)
    return rows.filter(**_PUBLIC).values_list("pk", flat=True).first()


def seen_plans(plan_ids: Collection[int]) -> frozenset[int]:
    """Give those of the plans that the public sees. Queries: 1."""
    rows = Plan.objects.filter(pk__in=plan_ids, current_version__gt=0)
    return frozenset(rows.values_list("pk", flat=True))


def seen_commitments(commitment_ids: Collection[int]) -> frozenset[int]:
    """Give those of the commitments that the public sees, also when taken out. Queries: 1."""
    rows = Commitment.objects.filter(pk__in=commitment_ids, first_version__isnull=False)
    return frozenset(rows.filter(**_PUBLIC).values_list("pk", flat=True))
