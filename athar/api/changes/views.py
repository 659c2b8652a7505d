"""Endpoint of what changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query

from athar.api.addresses import permanent
from athar.api.answering import AskedOfList, give_list, read
from athar.api.codes import CODE, CODE_OR_NOTHING
from athar.api.endpoints import offer
from athar.kernel.text import Translated
from athar.plans.queries import AmendmentView, plan_by_code
from athar.reference.queries import place_codes
from athar.reference.slices import Mark, Slice
from athar.rollups.queries import PublicationTold, RoundTold, StoryFilter, story


class ChangeChoice(AskedOfList):
    """Which publications."""

    plan: str = Field("", pattern=CODE_OR_NOTHING, description="Code of the plan.")
    place: str = Field(
        "",
        pattern=f"^([a-z0-9-]{{1,20}}:{CODE})?$",
        description="A place as `scheme:code`: what touched commitments in it.",
    )
    month: str = Field(
        "", pattern=r"^((19|20|21)[0-9]{2}-(0[1-9]|1[0-2]))?$", description="A month: `2025-09`."
    )


@dataclass(frozen=True, slots=True)
class Touched:
    """What a publication did to one commitment: the fields that differ, before and after."""

    id: Annotated[str, "Permanent identifier of the commitment."]
    code: str
    title: Translated
    before: Annotated[Any, "Null where it was added."]
    after: Annotated[Any, "Null where it was taken out or withdrawn."]


@dataclass(frozen=True, slots=True)
class AmendedBy:
    """The amendment that a publication was."""

    number: int
    version: Annotated[int, "The version of the plan it made."]
    what: Translated
    why: str
    decided_by: str | None
    decided_on: dt.date | None


@dataclass(frozen=True, slots=True)
class RoundChange:
    """What was done to a reporting round."""

    code: str
    due_on: Annotated[dt.date, "Until when reports are due since."]
    reason: Annotated[str, "Empty where none was given."]
    n_reports: Annotated[
        int, "Owed when it opens, missing when it closes, or those that are due later."
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeItem:
    """One publication, and the commitments it touched; the newest first."""

    number: Annotated[int, "Publication number; `as_of` takes it."]
    kind: Literal[
        "plan.version_published",
        "plan.amended",
        "reports.published",
        "reports.withdrawn",
        "commitment.carried_over",
        "round.opened",
        "round.closed",
        "round.reopened",
        "round.due_extended",
    ]
    published_at: dt.datetime
    plan: Annotated[str, "Code of the plan."]
    currency: Annotated[str, "ISO 4217; of every amount."]
    amendment: AmendedBy | None
    round: Annotated[RoundChange | None, "The reporting round that the act was about."]
    n_commitments: Annotated[int, "How many it touched."]
    commitments: Annotated[
        tuple[Touched, ...], "At most 40 of them; a first publication names none."
    ]


def _amendment(one: AmendmentView) -> AmendedBy:
    return AmendedBy(
        one.number, one.version, one.what, one.why, one.decided_by or None, one.decided_on
    )


def _round(one: RoundTold) -> RoundChange:
    return RoundChange(one.code, one.due_on, one.reason, one.n_reports)


def _item(one: PublicationTold, origin: str) -> ChangeItem:
    return ChangeItem(
        number=one.number,
        kind=one.kind,  # type: ignore[arg-type]  # the kinds that are told
        published_at=one.published_at,
        plan=one.plan.code,
        currency=one.currency,
        amendment=_amendment(one.amendment) if one.amendment else None,
        round=_round(one.round) if one.round else None,
        n_commitments=one.n_projects,
        commitments=tuple(
            Touched(
                permanent(origin, "commitment", plan=one.plan.code, code=told.project.code),
                told.project.code,
                told.project.names,
                told.before,
                told.after,
            )
            for told in one.projects
        ),
    )


def _filter(asked: ChangeChoice) -> StoryFilter | None:
    """Give the filter by key; None when the plan or the place does not exist."""
    plan = plan_by_code(asked.plan) if asked.plan else None
    scheme, _colon, code = asked.place.partition(":")
    place = place_codes(scheme, code) if code else None
    if (asked.plan and plan is None) or (code and place is None):
        return None
    return StoryFilter(
        plan_id=plan.id if plan else None,
        place_id=place.id if place else None,
        month=dt.date.fromisoformat(f"{asked.month}-01") if asked.month else None,
    )


@offer(
    "changes",
    name="list_changes",
    gives=ChangeItem,
    summary="What changed",
    tag="Changes",
    examples=("changes?plan=PDR-TTA-2022-2027&month=2025-10&limit=1",),
)
def list_changes(request: HttpRequest, asked: Query[ChangeChoice]) -> HttpResponse:
    """What was published, act by act, the newest first: versions, amendments, reports.

    `number` is what `as_of` takes. With `place`, a part of the list may hold less than `limit`.
    """
    reading = read(request, asked, ChangeItem)
    filters = _filter(asked)

    def take(limit: int, after: tuple[Mark, ...] | None) -> Slice[PublicationTold]:
        if filters is None:
            return Slice(())
        told = story(filters, before=int(str(after[0])) if after else None, limit=limit)
        return Slice(told.publications, None if told.older is None else (told.older,))

    return give_list(reading, "changes", take, lambda one: _item(one, reading.origin))
