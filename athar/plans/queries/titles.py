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
    position: int = 0


def commitment_lines(plan_id: int) -> tuple[CommitmentLine, ...]:
    """Give the commitments of a plan in its order, not those taken out. Queries: 1."""
    rows = Commitment.objects.filter(plan=plan_id, removed_in_version=None)
    read = rows.order_by("position", "pk").values_list("code", "title", "node__path", "position")
    return tuple(
        CommitmentLine(code, title, path or "", position) for code, title, path, position in read
    )


def public_commitments(keys: Collection[str]) -> dict[str, Translated]:
    """Give the titles of public commitments named "plan/code", by that name. Queries: 1."""
    codes = {key.rpartition("/")[2] for key in keys}
    rows = Commitment.objects.filter(code__in=codes, first_version__isnull=False)
    found = {
        f"{plan}/{code}": title
        for plan, code, title in rows.values_list("plan__code", "code", "title")
    }
    return {key: title for key, title in found.items() if key in keys}


def commitments_elsewhere(plan_id: int, *, most: int) -> tuple[tuple[str, Translated], ...]:
    """Give public commitments of other plans as "plan/code" and title, newest plans first.

    Queries: 1.
    """
    rows = Commitment.objects.filter(first_version__isnull=False, removed_in_version=None)
    others = rows.exclude(plan=plan_id).order_by("-plan__start_on", "plan", "position", "pk")
    read = others.values_list("plan__code", "code", "title")[:most]
    return tuple((f"{plan}/{code}", title) for plan, code, title in read)
