"""Reading one commitment with everything plans know of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    F,
    IntegerField,
    JSONField,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast, TruncDate

from athar.kernel.text import Translated
from athar.people.enums import OrganisationKind
from athar.people.queries import OrganisationRef
from athar.plans.contracts import differing
from athar.plans.enums import BodyRole, DatePrecision
from athar.plans.models import (
    Commitment,
    CommitmentBody,
    CommitmentPlace,
    CommitmentSnapshot,
    CommitmentTheme,
    Milestone,
    Node,
)
from athar.plans.queries.plans import NodeView, PlanView, plan_view
from athar.reference.fields import ScaledDecimalField


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
    linked = list(_everything_linked(row))

    def only(kind: str) -> Iterable[_Linked]:
        return (one for one in linked if one.kind == kind)

    return CommitmentView(
        id=row.pk,
        plan=plan_view(row.plan),
        **{name: getattr(row, name) for name in _AS_THEY_ARE},
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
    )


@dataclass(frozen=True, slots=True)
class _Linked:
    """One row of the query that reads all that a commitment is linked to."""

    kind: str
    pk: int
    scheme: str
    code: str
    detail: str
    path: str
    names: Translated
    position: int
    parent: int | None
    latitude: Decimal | None
    longitude: Decimal | None
    first_on: dt.date | None
    planned_on: dt.date | None
    done_on: dt.date | None
    flag: bool
    content: Mapping[str, Any] | None


#: What a commitment is linked to: the rows that link, and which of their columns are read.
_OWN_LINKS: Mapping[str, tuple[Any, Mapping[str, Any]]] = {
    "place": (
        CommitmentPlace,
        {
            "key": "place_id",
            "scheme": "place__scheme",
            "code": "place__code",
            "detail": "place__kind",
            "path": "place__path",
            "names": "place__names",
            "latitude": "latitude",
            "longitude": "longitude",
        },
    ),
    "body": (
        CommitmentBody,
        {
            "key": "organisation_id",
            "scheme": "organisation__kind",
            "code": "organisation__code",
            "detail": "role",
            "path": "organisation__abbreviation",
            "names": "organisation__names",
            "parent": "organisation__parent_id",
        },
    ),
    "theme": (
        CommitmentTheme,
        {
            "key": "theme_id",
            "scheme": "theme__taxonomy",
            "code": "theme__code",
            "detail": "theme__version",
            "names": "theme__names",
            "position": "theme__position",
        },
    ),
    "milestone": (
        Milestone,
        {
            "names": "title",
            "position": "position",
            "first_on": "first_planned_on",
            "planned_on": "planned_on",
            "done_on": "done_on",
            "flag": "requires_evidence",
        },
    ),
    "version": (
        CommitmentSnapshot,
        {
            "key": "version__number",
            "detail": "version__amendment__why",
            "path": "version__amendment__decided_by",
            "names": "version__amendment__what",
            "first_on": TruncDate("version__published_at"),
            "planned_on": "version__amendment__decided_on",
            "content": "content",
        },
    ),
}


def _everything_linked(row: Commitment) -> Iterable[_Linked]:
    legs = [
        _leg(model.objects.filter(commitment=row.pk), kind, **columns)
        for kind, (model, columns) in _OWN_LINKS.items()
    ]
    codes = row.node.path.rstrip("/").split("/") if row.node else []
    paths = ["".join(f"{code}/" for code in codes[: n + 1]) for n in range(len(codes))]
    nodes = Node.objects.filter(plan=row.plan_id, path__in=paths)
    named = {"code": "code", "path": "path", "names": "title"}
    legs.append(_leg(nodes, "node", **named, position="level", parent="parent_id"))
    return (_Linked(*values) for values in legs[0].union(*legs[1:], all=True))


_TEXT, _WHOLE, _DAY = CharField(), IntegerField(), DateField()
_DEGREES = ScaledDecimalField(decimals=6)
_ABSENT = {
    "scheme": Value("", _TEXT),
    "code": Value("", _TEXT),
    "detail": Value("", _TEXT),
    "path": Value("", _TEXT),
    "names": Value("", _TEXT),
    "position": Value(0, _WHOLE),
    "parent": Cast(Value(None), _WHOLE),
    "latitude": Cast(Value(None), _DEGREES),
    "longitude": Cast(Value(None), _DEGREES),
    "first_on": Cast(Value(None), _DAY),
    "planned_on": Cast(Value(None), _DAY),
    "done_on": Cast(Value(None), _DAY),
    "flag": Value(False, BooleanField()),
    "content": Cast(Value(None), JSONField()),
}


def _leg(
    rows: QuerySet[Any, Any], kind: str, *, key: str = "pk", **columns: str | TruncDate
) -> QuerySet[Any, Any]:
    """Give one kind of link with the columns that all kinds share; absent ones hold nothing."""
    named = {name: F(one) if isinstance(one, str) else one for name, one in columns.items()}
    return rows.order_by().values_list(
        Value(kind, _TEXT),
        F(key),
        *(named.get(name, absent) for name, absent in _ABSENT.items()),
    )


def _by_role(one: _Linked) -> tuple[int, str]:
    return (BodyRole.values.index(one.detail), one.code)


def _place(one: _Linked) -> CommitmentPlaceView:
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


def _body(one: _Linked) -> BodyView:
    kind = OrganisationKind(one.scheme)
    return BodyView(
        BodyRole(one.detail),
        OrganisationRef(one.pk, one.code, kind, one.names, one.path, one.parent),
    )


def _theme(one: _Linked) -> ThemeView:
    return ThemeView(one.pk, one.scheme, one.detail, one.code, one.names)


def _grouping(one: _Linked) -> NodeView:
    return NodeView(one.pk, one.code, one.position, one.path, one.names, one.parent, 0)


def _milestone(one: _Linked) -> MilestoneView:
    return MilestoneView(one.pk, one.names, one.first_on, one.planned_on, one.done_on, one.flag)


def _versions(rows: Iterable[_Linked]) -> tuple[CommitmentVersionView, ...]:
    """Give versions newest first, each with what it changed; rows come oldest first."""
    found: list[CommitmentVersionView] = []
    earlier: Mapping[str, Any] | None = None
    for row in rows:
        found.insert(0, _version(row, earlier))
        earlier = row.content
    return tuple(found)


def _version(one: _Linked, earlier: Mapping[str, Any] | None) -> CommitmentVersionView:
    content = dict(one.content or {})
    before, after = (None, content) if earlier is None else differing(dict(earlier), content)
    return CommitmentVersionView(
        number=one.pk,
        published_on=one.first_on,
        what=one.names or Translated(),
        why=one.detail or "",
        decided_by=one.path or "",
        decided_on=one.planned_on,
        before=before,
        after=after,
    )
