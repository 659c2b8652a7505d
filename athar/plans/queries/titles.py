"""What commitments are called, for whoever has only their codes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from athar.kernel.text import Translated
from athar.plans.models import Commitment


def commitment_titles(plan_code: str, codes: Collection[str]) -> dict[str, Translated]:
    """Give the titles of commitments of a plan, drafts included, by code. Queries: 1."""
    rows = Commitment.objects.filter(plan__code=plan_code, code__in=codes)
    return dict(rows.values_list("code", "title"))


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """A commitment as the tree of its plan lists it; `node_path` is empty under the plan itself."""

    code: str
    title: Translated
    node_path: str = ""


def commitment_lines(plan_id: int) -> tuple[CommitmentLine, ...]:
    """Give the commitments of a plan in its order, not those taken out. Queries: 1."""
    rows = Commitment.objects.filter(plan=plan_id, removed_in_version=None)
    read = rows.order_by("position", "pk").values_list("code", "title", "node__path")
    return tuple(CommitmentLine(code, title, path or "") for code, title, path in read)
