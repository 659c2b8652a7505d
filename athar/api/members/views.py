"""Endpoints of the members of the network."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Query

from athar.api.answering import Asked, AskedOfList, give, give_list, read
from athar.api.codes import Code
from athar.api.endpoints import offer
from athar.kernel.text import Translated
from athar.network.enums.members import Condition, MemberKind, Programme, Standing
from athar.network.queries.members import (
    FocalPointView,
    MemberCard,
    Membership,
    member_slice,
    member_view,
)
from athar.plans.enums import DatePrecision


class MemberChoice(AskedOfList):
    """Which members."""

    kind: Literal["", "state", "local"] = Field("", description="State or local government.")


@dataclass(frozen=True, slots=True)
class MembershipItem:
    """As what a member takes part in a programme, from a day until another."""

    programme: Programme
    standing: Standing
    condition: Annotated[Condition | None, "Null: not known."]
    since_on: Annotated[dt.date | None, "Null: not known."]
    since_precision: DatePrecision
    until_on: Annotated[dt.date | None, "Null: it still holds."]
    source: str | None


@dataclass(frozen=True, slots=True)
class MemberItem:
    """A state or a local government, listed whether or not it takes part in anything."""

    code: Annotated[str, "It never changes."]
    kind: MemberKind
    names: Translated
    place: Annotated[str | None, "As `scheme:code`; null of a fictional member."]
    is_fictional: bool
    memberships: Annotated[tuple[MembershipItem, ...], "Those of today."]


@dataclass(frozen=True, slots=True)
class FocalPointItem:
    """Who speaks for a member, or did until a day."""

    name: str
    duty: Translated
    organisation: Annotated[str | None, "Code of the body."]
    since_on: dt.date | None
    until_on: Annotated[dt.date | None, "Null: still in office."]


@dataclass(frozen=True, slots=True)
class MemberDetail(MemberItem):
    """A member with its history; its plans are those of its place."""

    state: Annotated[str | None, "Code of the state of a local government."]
    lead_body: Annotated[str | None, "Code of the body."]
    forum: Translated
    forum_url: str | None
    history: Annotated[tuple[MembershipItem, ...], "All statuses, the newest first."]
    focal_points: Annotated[tuple[FocalPointItem, ...], "All terms, the newest first."]
    locals: Annotated[tuple[str, ...], "Codes of its local governments."]


def _membership(one: Membership) -> MembershipItem:
    return MembershipItem(
        one.programme,
        one.standing,
        one.condition,
        one.since_on,
        one.since_precision,
        one.until_on,
        one.source_url or None,
    )


def _item(one: MemberCard) -> MemberItem:
    return MemberItem(
        one.code,
        one.kind,
        one.names,
        f"{one.place.scheme}:{one.place.code}" if one.place else None,
        one.is_fictional,
        tuple(map(_membership, one.memberships)),
    )


def _focal_point(one: FocalPointView) -> FocalPointItem:
    body = one.organisation.code if one.organisation else None
    return FocalPointItem(one.name, one.duty, body, one.since_on, one.until_on)


@offer(
    "members",
    name="list_members",
    gives=MemberItem,
    summary="Members of the network",
    tag="Network",
    examples=("members?limit=2", "members?kind=local"),
)
def list_members(request: HttpRequest, asked: Query[MemberChoice]) -> HttpResponse:
    """Every African state and the local governments known to take part, by code."""
    reading = read(request, asked, MemberItem)
    return give_list(
        reading,
        "members",
        lambda limit, after: member_slice(kind=asked.kind, after=after, limit=limit),
        _item,
    )


@offer(
    "members/{code}",
    name="get_member",
    gives=MemberDetail,
    summary="One member",
    tag="Network",
    examples=("members/MAR",),
)
def get_member(request: HttpRequest, code: Code, asked: Query[Asked]) -> HttpResponse:
    """A member with its statuses over time, who speaks for it and its local governments."""
    reading = read(request, asked, MemberDetail)
    found = member_view(code)
    if found is None:
        raise Http404
    item = _item(found)
    detail = MemberDetail(
        item.code,
        item.kind,
        item.names,
        item.place,
        item.is_fictional,
        item.memberships,
        state=found.state.code if found.state else None,
        lead_body=found.lead_body.code if found.lead_body else None,
        forum=found.forum,
        forum_url=found.forum_url or None,
        history=tuple(map(_membership, found.history)),
        focal_points=tuple(map(_focal_point, found.focal_points)),
        locals=tuple(one.code for one in found.locals),
    )
    return give(reading, detail)
