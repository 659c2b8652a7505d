"""Reading one commitment with everything plans know of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from athar.kernel.text import Translated
from athar.people.enums import OrganisationKind
from athar.people.queries import OrganisationRef
from athar.plans.contracts import differing
from athar.plans.enums import BodyRole, CarryOverFate, DatePrecision, InclusionMarker
from athar.plans.models import (
    Commitment,
)
from athar.plans.queries.linked import Linked, everything_linked
from athar.plans.queries.plans import NodeView, PlanView, plan_view


@dataclass(frozen=True, slots=True)
class CommitmentPlaceView:
    """Where a commitment takes place, with its point in degrees when it is known."""

    id: int
    scheme: str
    code: str
    kind: str
    path: str
    names: Translated
    latitude: Decimal | None
    longitude: Decimal | None


@dataclass(frozen=True, slots=True)
class BodyView:
    """A body and what it is to a commitment."""

    role: BodyRole
    organisation: OrganisationRef


@dataclass(frozen=True, slots=True)
class ThemeView:
    """A theme of a commitment: its taxonomy with version, code and names."""

    id: int
    taxonomy: str
    version: str
    code: str
    names: Translated


@dataclass(frozen=True, slots=True)
class MilestoneView:
    """A step: when it was first planned, is planned now, and was done."""

    id: int
    title: Translated
    first_planned_on: dt.date | None
    planned_on: dt.date | None
    done_on: dt.date | None
    requires_evidence: bool


@dataclass(frozen=True, slots=True)
class CommitmentVersionView:
    """A published version that froze the commitment: the first one, then those that changed it.

    Shape: `before` and `after` hold the fields of the contract it changed; `before` is None in
    the version that first held the commitment.
    """

    number: int
    published_on: dt.date | None
    what: Translated
    why: str
    decided_by: str
    decided_on: dt.date | None
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]
    publication: int = 0


@dataclass(frozen=True, slots=True)
class CarryOverView:
    """What became of a commitment in a later plan, or of which earlier one it is what became.

    Shape: `plan_code` and `code` name the other commitment; both are empty when it was dropped.
    """

    fate: CarryOverFate
    plan_code: str
    code: str
    title: Translated
    reason: Translated
    publication: int


@dataclass(frozen=True, slots=True)
class ContributionView:
    """A commitment of another plan that this one contributes to, or that contributes to it.

    Units: `share`, of the one that contributes, in percent; None where nobody says.
    """

    plan_code: str
    plan_title: Translated
    code: str
    title: Translated
    share: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentView:
    """A commitment as its page shows it; None is unknown, never zero.

    Shape: `groupings` from the top level down to the one it stands in; bodies in the order of
    roles; versions newest first; `first_*` are the promises of the version that first held it,
    None in a draft.
    Units: `amount` in whole units of the plan's currency.
    """

    id: int
    plan: PlanView
    code: str
    title: Translated
    summary: Translated
    problem: Translated
    solution: Translated
    expected_results: Translated
    planned_start_on: dt.date | None
    planned_start_precision: DatePrecision
    planned_end_on: dt.date | None
    planned_end_precision: DatePrecision
    approved_on: dt.date | None
    amount: Decimal | None
    weight: Decimal | None
    covers_whole_place: bool
    inclusion: InclusionMarker | None
    n_sub_projects: int | None
    is_sample: bool
    source_url: str
    origin: Mapping[str, Any]
    first_version: int | None
    first_planned_start_on: dt.date | None
    first_planned_end_on: dt.date | None
    first_amount: Decimal | None
    removed_in_version: int | None
    row_version: int
    groupings: tuple[NodeView, ...]
    places: tuple[CommitmentPlaceView, ...]
    bodies: tuple[BodyView, ...]
    themes: tuple[ThemeView, ...]
    milestones: tuple[MilestoneView, ...]
    versions: tuple[CommitmentVersionView, ...]
    carried_to: tuple[CarryOverView, ...] = ()
    carried_from: tuple[CarryOverView, ...] = ()
    contributes_to: tuple[ContributionView, ...] = ()
    contributors: tuple[ContributionView, ...] = ()

    def bodies_as(self, role: BodyRole) -> tuple[OrganisationRef, ...]:
        """Give the bodies that hold a role."""
        return tuple(one.organisation for one in self.bodies if one.role is role)


_AS_THEY_ARE = (
    *("code", "title", "summary", "problem", "solution", "expected_results"),
    *("planned_start_on", "planned_end_on", "approved_on", "amount", "weight"),
    *("covers_whole_place", "n_sub_projects", "is_sample", "source_url", "origin"),
    *("first_version", "first_planned_start_on", "first_planned_end_on", "first_amount"),
    *("removed_in_version", "row_version"),
)


def commitment_page_facts(
    plan_code: str, code: str, *, drafts: bool = False
) -> CommitmentView | None:
    """Give what plans know of a commitment.

    Shape: None when there is none, or only in a draft that `drafts` does not ask for.
    Queries: 2.
    """
    rows = Commitment.objects.filter(plan__code=plan_code, code=code)
    if not drafts:
        rows = rows.filter(plan__current_version__gt=0, first_version__isnull=False)
    row = rows.select_related("plan__owner", "node").first()
    return commitment_view(row) if row else None


def commitment_view(row: Commitment) -> CommitmentView:
    """Give a stored commitment, its plan, owner and node joined, as its page shows it.

    Queries: 1.
    """
    linked = list(everything_linked(row))

    def only(kind: str) -> Iterable[Linked]:
        return (one for one in linked if one.kind == kind)

    return CommitmentView(
        id=row.pk,
        plan=plan_view(row.plan),
        **{name: getattr(row, name) for name in _AS_THEY_ARE},
        inclusion=InclusionMarker(row.inclusion) if row.inclusion else None,
        planned_start_precision=DatePrecision(row.planned_start_precision),
        planned_end_precision=DatePrecision(row.planned_end_precision),
        groupings=tuple(map(_grouping, sorted(only("node"), key=lambda one: one.position))),
        places=tuple(map(_place, sorted(only("place"), key=lambda one: one.path))),
        bodies=tuple(map(_body, sorted(only("body"), key=_by_role))),
        themes=tuple(
            map(_theme, sorted(only("theme"), key=lambda one: (one.scheme, one.position)))
        ),
        milestones=tuple(
            map(_milestone, sorted(only("milestone"), key=lambda one: (one.position, one.pk)))
        ),
        versions=_versions(sorted(only("version"), key=lambda one: one.pk)),
        carried_to=tuple(map(_carried, only("carried_to"))),
        carried_from=tuple(map(_carried, sorted(only("carried_from"), key=lambda one: one.pk))),
        contributes_to=_contributions(only("contributes_to")),
        contributors=_contributions(only("contributor")),
    )


def _contributions(rows: Iterable[Linked]) -> tuple[ContributionView, ...]:
    views = (
        ContributionView(one.scheme, Translated(one.content), one.code, one.names, one.latitude)
        for one in rows
    )
    return tuple(sorted(views, key=lambda one: (one.plan_code, one.code)))


def _carried(one: Linked) -> CarryOverView:
    return CarryOverView(
        fate=CarryOverFate(one.detail),
        plan_code=one.scheme or "",
        code=one.code or "",
        title=one.names or Translated(),
        reason=Translated(one.content),
        publication=one.position,
    )


def _by_role(one: Linked) -> tuple[int, str]:
    return (BodyRole.values.index(one.detail), one.code)


def _place(one: Linked) -> CommitmentPlaceView:
    return CommitmentPlaceView(
        one.pk,
        one.scheme,
        one.code,
        one.detail,
        one.path,
        one.names,
        one.latitude,
        one.longitude,
    )


def _body(one: Linked) -> BodyView:
    kind = OrganisationKind(one.scheme)
    return BodyView(
        BodyRole(one.detail),
        OrganisationRef(one.pk, one.code, kind, one.names, one.path, one.parent),
    )


def _theme(one: Linked) -> ThemeView:
    return ThemeView(one.pk, one.scheme, one.detail, one.code, one.names)


def _grouping(one: Linked) -> NodeView:
    return NodeView(one.pk, one.code, one.position, one.path, one.names, one.parent, 0)


def _milestone(one: Linked) -> MilestoneView:
    return MilestoneView(one.pk, one.names, one.first_on, one.planned_on, one.done_on, one.flag)


def _versions(rows: Iterable[Linked]) -> tuple[CommitmentVersionView, ...]:
    """Give versions newest first, each with what it changed; rows come oldest first."""
    found: list[CommitmentVersionView] = []
    earlier: Mapping[str, Any] | None = None
    for row in rows:
        found.insert(0, _version(row, earlier))
        earlier = row.content
    return tuple(found)


def _version(one: Linked, earlier: Mapping[str, Any] | None) -> CommitmentVersionView:
    content = dict(one.content or {})
    before, after = (None, content) if earlier is None else differing(dict(earlier), content)
    return CommitmentVersionView(
        number=one.pk,
        published_on=one.first_on,
        publication=one.position,
        what=one.names or Translated(),
        why=one.detail or "",
        decided_by=one.path or "",
        decided_on=one.planned_on,
        before=before,
        after=after,
    )
