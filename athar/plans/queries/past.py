"""A plan as the version in force at a publication froze it, as rows that are not stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Subquery

from athar.kernel.text import Translated
from athar.people.models import Organisation
from athar.plans.contracts import KEPT, STATED, Content
from athar.plans.models import Commitment, CommitmentSnapshot, Node, Plan, PlanVersion
from athar.plans.queries.plans import PlanCard, PlanView, card_of, plan_view
from athar.plans.queries.stated import value_of
from athar.reference.models import Place
from athar.trail.moments import AsOf, Publication, publications

_SAME = ("kind", "weight_rule", "currency", "reporting_months", "default_language", "is_sample")
_TEXTS = ("title", "short_title", "summary")
_DAYS = ("start_on", "end_on", "adopted_on")


@dataclass(frozen=True, slots=True)
class CommitmentThen:
    """A commitment as it stood: its row, and the codes of what its contract names.

    Shape: `beside` holds its milestones.
    """

    row: Commitment
    content: Content
    beside: Content


@dataclass(frozen=True, slots=True)
class PlanThen:
    """A plan as it stood in a version, its groupings from the top level down by code.

    Shape: commitments in the plan's own order.
    """

    plan: Plan
    version: int
    nodes: Mapping[str, Node]
    commitments: tuple[CommitmentThen, ...]


def plan_as_of(code: str, as_of: AsOf) -> PlanView | None:
    """Give a plan as its page showed it, None when it was not public then.

    Queries: 2, 4 at most when it had another owner or place.
    """
    version = version_in_force(as_of, plan__code=code)
    return plan_view(_plan_of(version)) if version else None


def version_in_force(as_of: AsOf, **plan: Any) -> PlanVersion | None:
    """Give the last version of a plan at a publication. Queries: 1."""
    rows = PlanVersion.objects.filter(event__publication_number__lte=as_of.number, **plan)
    return rows.select_related("plan__owner", "plan__place").order_by("-number").first()


def plans_then(as_of: AsOf) -> tuple[PlanCard, ...]:
    """Give the plans that the public saw, as they stood, the one that started last first.

    Queries: 1, 2 more at most for each plan that had another owner or place.
    """
    rows = PlanVersion.objects.filter(event__publication_number__lte=as_of.number)
    last = rows.filter(plan=OuterRef("plan")).order_by("-number").values("number")[:1]
    versions = rows.filter(number=Subquery(last)).select_related("plan__owner", "plan__place")
    plans = sorted(map(_plan_of, versions), key=lambda one: one.code)
    plans.sort(key=lambda one: one.start_on, reverse=True)
    return tuple(PlanCard(**card_of(one)) for one in plans)


def node_titles_then(code: str, as_of: AsOf) -> dict[str, Translated]:
    """Give the titles of the groupings of a plan by code, as its version froze them. Queries: 1."""
    version = version_in_force(as_of, plan__code=code)
    nodes = version.content["nodes"] if version else ()
    return {one["code"]: Translated(one["title"]) for one in nodes}


def publications_of(plan_id: int) -> tuple[Publication, ...]:
    """Give the publications of a plan since its first version, the newest first. Queries: 1."""
    first = PlanVersion.objects.filter(plan=plan_id, number=1)
    since = Subquery(first.values("event__publication_number"))
    return publications(f"plan:{plan_id}", since=since)


def plan_then(plan_code: str, as_of: AsOf, code: str | None = None) -> PlanThen | None:
    """Give a plan and its commitments, or the one named, as they stood at a publication.

    Shape: None when the plan was not public then; a commitment that no version held yet is not
    among them.
    Queries: 4, 6 at most when the plan had another owner or place.
    """
    version = version_in_force(as_of, plan__code=plan_code)
    if version is None:
        return None
    plan = _plan_of(version)
    nodes = _nodes_of(version)
    return PlanThen(plan, version.number, nodes, _commitments(version, plan, nodes, code))


def _plan_of(version: PlanVersion) -> Plan:
    """Give the plan with the identity that the version froze."""
    stated = version.content["plan"]
    plan: Plan = version.plan
    for name in _SAME:
        setattr(plan, name, stated[name])
    for name in _TEXTS:
        setattr(plan, name, stated[name])
    for name in _DAYS:
        setattr(plan, name, dt.date.fromisoformat(stated[name]) if stated[name] else None)
    votes = stated["votes"] or (None, None, None)
    plan.votes_for, plan.votes_against, plan.votes_abstained = votes
    announced = stated["announced_amount"]
    plan.announced_amount = None if announced is None else Decimal(announced)
    plan.levels, plan.sources = stated["levels"], stated["sources"]
    plan.current_version = version.number
    if plan.owner.code != stated["owner"]:
        plan.owner = Organisation.objects.get(code=stated["owner"])
    _put_in_place(plan, stated["place"])
    return plan


def _put_in_place(plan: Plan, key: str | None) -> None:
    now = f"{plan.place.scheme}:{plan.place.code}" if plan.place else None
    if key is None:
        plan.place = None
    elif key != now:
        scheme, _, code = key.partition(":")
        plan.place = Place.objects.get(scheme=scheme, code=code)


def _nodes_of(version: PlanVersion) -> dict[str, Node]:
    """Give the groupings of a version; groupings of a published plan are never deleted."""
    keys = dict(Node.objects.filter(plan=version.plan_id).values_list("code", "pk"))
    nodes: dict[str, Node] = {}
    for one in version.content["nodes"]:
        parent = nodes[one["parent"]] if one["parent"] else None
        nodes[one["code"]] = Node(
            pk=keys[one["code"]],
            plan_id=version.plan_id,
            parent=parent,
            code=one["code"],
            level=one["level"],
            path=f"{parent.path if parent else ''}{one['code']}/",
            title=one["title"],
            position=one["position"],
        )
    return nodes


_NEVER_CHANGED = (
    *("id", "plan_id", "code", "row_version"),
    *("first_version", "first_planned_start_on", "first_planned_end_on", "first_amount"),
)


def _commitments(
    version: PlanVersion,
    plan: Plan,
    nodes: Mapping[str, Node],
    code: str | None,
) -> tuple[CommitmentThen, ...]:
    rows = Commitment.objects.filter(plan=plan, first_version__lte=version.number)
    snapshots = CommitmentSnapshot.objects.filter(
        version__plan=plan, version__number__lte=version.number
    ).order_by("version__number")
    if code is not None:
        rows = rows.filter(code=code)
        snapshots = snapshots.filter(commitment__code=code)
    frozen = {
        key: (content, beside)
        for key, content, beside in snapshots.values_list("commitment_id", "content", "beside")
    }
    place = {key: n for n, key in enumerate(version.content["order"])}
    then = [
        CommitmentThen(_row(values, plan, nodes, *frozen[values[0]], place), *frozen[values[0]])
        for values in rows.values_list(*_NEVER_CHANGED)
    ]
    return tuple(sorted(then, key=lambda one: (one.row.position, one.row.pk)))


def _row(
    values: Sequence[Any],
    plan: Plan,
    nodes: Mapping[str, Node],
    content: Content,
    beside: Content,
    place: Mapping[int, int],
) -> Commitment:
    """Give a commitment with the contract that a version froze."""
    fixed = dict(zip(_NEVER_CHANGED, values, strict=True))
    stated = {name: value_of(name, content.get(name)) for name in (*STATED, *KEPT)}
    return Commitment(
        **fixed,
        **stated,
        node=nodes[content["node"]] if content["node"] else None,
        position=place[fixed["id"]],
        origin=beside["origin"],
    )
