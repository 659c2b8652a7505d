"""Plans, their groupings and milestones one slice after another, as machines read them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from athar.kernel.text import Translated
from athar.plans.models import Milestone, Node, Plan
from athar.plans.queries.plans import PlanCard, card_of
from athar.reference.slices import Key, Mark, Slice, cut, in_order


@dataclass(frozen=True, slots=True)
class NodeCodes:
    """A grouping by its codes; `parent` is None at the top."""

    plan: str
    code: str
    title: Translated
    level: int
    path: str
    parent: str | None
    position: int


@dataclass(frozen=True, slots=True)
class MilestoneCodes:
    """A milestone with the commitment it belongs to; `number` counts from 1 in its order."""

    plan: str
    commitment: str
    number: int
    title: Translated
    first_planned_on: dt.date | None
    planned_on: dt.date | None
    done_on: dt.date | None
    requires_evidence: bool


_NODE = ("plan__code", "code", "title", "level", "path", "parent__code", "position")
_BY_CODE = (Key("code"),)
_BY_PATH = (Key("plan__code"), Key("path"))
_BY_KEY = (Key("pk"),)


def plan_slice(*, after: Sequence[Mark] | None = None, limit: int) -> Slice[PlanCard]:
    """Give the next published plans, by code. Queries: 1."""
    rows = Plan.objects.filter(current_version__gt=0).select_related("owner")
    return cut(
        in_order(rows, _BY_CODE, after)[: limit + 1],
        limit,
        lambda row: (row.code,),
        lambda kept: (PlanCard(**card_of(row)) for row in kept),
    )


def node_slice(
    *,
    plan: str = "",
    level: int | None = None,
    after: Sequence[Mark] | None = None,
    limit: int,
) -> Slice[NodeCodes]:
    """Give the next groupings of published plans, by code of the plan and path. Queries: 1."""
    rows = Node.objects.filter(plan__current_version__gt=0)
    if plan:
        rows = rows.filter(plan__code=plan)
    if level is not None:
        rows = rows.filter(level=level)
    named = in_order(rows, _BY_PATH, after).values_list(*_NODE)
    return cut(
        named[: limit + 1],
        limit,
        lambda row: (row[0], row[4]),
        lambda kept: (NodeCodes(*row) for row in kept),
    )


def node_by_code(plan: str, code: str) -> tuple[int, NodeCodes] | None:
    """Give the key and the codes of a grouping the public sees, or None. Queries: 1."""
    rows = Node.objects.filter(plan__current_version__gt=0, plan__code=plan, code=code)
    found = rows.values_list("pk", *_NODE).first()
    return (found[0], NodeCodes(*found[1:])) if found else None


def milestone_slice(
    *,
    plan: str = "",
    commitment: str = "",
    done: bool | None = None,
    due_from: dt.date | None = None,
    due_until: dt.date | None = None,
    after: Sequence[Mark] | None = None,
    limit: int,
) -> Slice[MilestoneCodes]:
    """Give the next milestones of commitments the public sees, as they were registered.

    Shape: `due_from` and `due_until` bound the date planned now, both included.
    Queries: 1.
    """
    asked: dict[str, Any] = {
        "commitment__plan__code": plan or None,
        "commitment__code": commitment or None,
        "done_on__isnull": None if done is None else not done,
        "planned_on__gte": due_from,
        "planned_on__lte": due_until,
    }
    rows = Milestone.objects.filter(
        commitment__plan__current_version__gt=0,
        commitment__first_version__isnull=False,
        **{name: value for name, value in asked.items() if value is not None},
    )
    columns = (
        *("commitment__plan__code", "commitment__code", "position", "title"),
        *("first_planned_on", "planned_on", "done_on", "requires_evidence", "pk"),
    )
    return cut(
        in_order(rows, _BY_KEY, after).values_list(*columns)[: limit + 1],
        limit,
        lambda row: (row[-1],),
        lambda kept: (_milestone(row) for row in kept),
    )


def _milestone(row: tuple[Any, ...]) -> MilestoneCodes:
    plan, commitment, position, *rest = row[:-1]
    return MilestoneCodes(plan, commitment, position + 1, *rest)
