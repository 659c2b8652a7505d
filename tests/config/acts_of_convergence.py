"""The acts by which two plans agree on a contribution, and to whom they are allowed."""

from __future__ import annotations

from typing import Any

from athar.network.actions.convergence import answer_accord, propose_accord
from athar.plans.models import ContributionLink
from tests import cast
from tests.config.preparing import Act, After


def _giving(plan: cast.SmallPlan) -> dict[str, int]:
    """Let the plan contribute to another one of the same owner."""
    other = cast.another_plan().commitments["PDR-900"]
    return _tie(plan.commitments["PDR-001"], other)


def _receiving(plan: cast.SmallPlan) -> dict[str, int]:
    """Let another plan contribute to this one, and say how."""
    ends = _tie(cast.another_plan().commitments["PDR-900"], plan.commitments["PDR-001"])
    propose_accord(by=None, **ends, kind="supports")
    return ends


def _tie(commitment_id: int, target_id: int) -> dict[str, int]:
    ends = {"commitment_id": commitment_id, "target_id": target_id}
    ContributionLink.objects.create(**ends)
    return ends


CONVERGENCE: dict[str, tuple[Act, set[str]]] = {
    "say how a plan contributes": (
        After(_giving, lambda by, _plan, ends: propose_accord(by=by, **ends, kind="implements")),
        {"editor"},
    ),
    "answer a contribution": (
        After(_receiving, lambda by, _plan, ends: _answer(by, ends)),
        set(),  # to the coordinator of the plan, which nobody here is
    ),
}


def _answer(by: Any, ends: dict[str, int]) -> None:
    answer_accord(by=by, **ends, accepts=True, seen="supports  ")
