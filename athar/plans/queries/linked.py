"""All that a commitment is linked to, read by one query for its page."""

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
    Exists,
    F,
    IntegerField,
    JSONField,
    OuterRef,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast, TruncDate

from athar.kernel.text import Translated
from athar.plans.models import (
    CarryOver,
    Commitment,
    CommitmentBody,
    CommitmentPlace,
    CommitmentSnapshot,
    CommitmentTheme,
    ContributionLink,
    Milestone,
    Node,
)
from athar.reference.fields import ScaledDecimalField
from athar.rows.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Linked:
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
            "position": "version__event__publication_number",
            "detail": "version__amendment__why",
            "path": "version__amendment__decided_by",
            "names": "version__amendment__what",
            "first_on": TruncDate("version__published_at"),
            "planned_on": "version__amendment__decided_on",
            "content": "content",
        },
    ),
}


def everything_linked(row: Commitment) -> Iterable[Linked]:
    """Give all that a commitment, its node joined, is linked to. Queries: 1."""
    codes = row.node.path.rstrip("/").split("/") if row.node else []
    paths = tuple("".join(f"{code}/" for code in codes[: n + 1]) for n in range(len(codes)))
    return (Linked(*one) for one in _ALL_LINKED.rows(row.pk, row.plan_id, paths or ("",)))


def _all_linked(commitment_id: int, plan_id: int, paths: tuple[str, ...]) -> QuerySet[Any, Any]:
    legs = [
        _leg(model.objects.filter(commitment=commitment_id), kind, **columns)
        for kind, (model, columns) in _OWN_LINKS.items()
    ]
    last = ~Exists(
        CarryOver.objects.filter(commitment=OuterRef("commitment"), pk__gt=OuterRef("pk"))
    )
    stated = CarryOver.objects.filter(last)
    for kind, side, other in (
        ("carried_to", "commitment", "successor"),
        ("carried_from", "successor", "commitment"),
    ):
        legs.append(_leg(stated.filter(**{side: commitment_id}), kind, **_carried(other)))
    for kind, side, other in (
        ("contributes_to", "commitment", "target"),
        ("contributor", "target", "commitment"),
    ):
        seen = {f"{other}__first_version__isnull": False, f"{other}__removed_in_version": None}
        links = ContributionLink.objects.filter(**{side: commitment_id}, **seen)
        legs.append(_leg(links, kind, **_contributing(other)))
    nodes = Node.objects.filter(plan=plan_id, path__in=paths)
    named = {"code": "code", "path": "path", "names": "title"}
    legs.append(_leg(nodes, "node", **named, position="level", parent="parent_id"))
    return legs[0].union(*legs[1:], all=True)


def _carried(other: str) -> dict[str, str]:
    """Give the columns of a link between plans, the other commitment named."""
    return {
        "scheme": f"{other}__plan__code",
        "code": f"{other}__code",
        "detail": "fate",
        "names": f"{other}__title",
        "position": "event__publication_number",
        "content": "reason",
    }


def _contributing(other: str) -> dict[str, str]:
    """Give the columns of a contribution, the other commitment and its plan named."""
    return {
        "scheme": f"{other}__plan__code",
        "code": f"{other}__code",
        "names": f"{other}__title",
        "content": f"{other}__plan__title",
        "latitude": "share",
    }


_ALL_LINKED = Prepared(_all_linked)


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
