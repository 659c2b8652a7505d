"""Endpoints of the bodies that plans name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Query

from athar.api.across import Across, across
from athar.api.answering import Asked, AskedOfList, give, give_list, read
from athar.api.codes import Code
from athar.api.endpoints import offer
from athar.kernel.text import Translated
from athar.people.enums import OrganisationKind
from athar.people.queries import OrganisationRef
from athar.rollups.queries import body_progress, body_slice, public_body


class BodyChoice(AskedOfList):
    """Which bodies."""

    kind: Literal[
        "", "region", "ministry", "agency", "local", "company", "civil_society",
        "international", "other",
    ] = Field("", description="Kind of body.")  # fmt: skip


@dataclass(frozen=True, slots=True)
class OrganisationItem:
    """A body that leads, owns, supports or pays."""

    code: Annotated[str, "It never changes."]
    kind: OrganisationKind
    names: Translated
    abbreviation: str | None


@dataclass(frozen=True, slots=True)
class OrganisationDetail(OrganisationItem):
    """A body with the figures of what it leads and of what it pays for."""

    leads: Across
    funds: Across


def _item(one: OrganisationRef) -> OrganisationItem:
    return OrganisationItem(one.code, one.kind, one.names, one.abbreviation or None)


@offer(
    "organisations",
    name="list_organisations",
    gives=OrganisationItem,
    summary="Bodies",
    tag="Organisations",
    examples=("organisations?kind=ministry&limit=2",),
)
def list_organisations(request: HttpRequest, asked: Query[BodyChoice]) -> HttpResponse:
    """Ministries, agencies, authorities and others that published plans name, by code."""
    reading = read(request, asked, OrganisationItem)
    return give_list(
        reading,
        "organisations",
        lambda limit, after: body_slice(kind=asked.kind, after=after, limit=limit),
        _item,
    )


@offer(
    "organisations/{code}",
    name="get_organisation",
    gives=OrganisationDetail,
    summary="One body",
    tag="Organisations",
    examples=("organisations/REG?fields=code,kind,names",),
)
def get_organisation(request: HttpRequest, code: Code, asked: Query[Asked]) -> HttpResponse:
    """A body with the figures of what it leads and of what it pays for, over all plans."""
    reading = read(request, asked, OrganisationDetail)
    found = public_body(code)
    if found is None:
        raise Http404
    leads = across(body_progress(found.id))
    funds = across(body_progress(found.id, as_funder=True))
    detail = OrganisationDetail(
        found.code, found.kind, found.names, found.abbreviation or None, leads, funds
    )
    return give(reading, detail)
