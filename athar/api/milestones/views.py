"""Endpoint of milestones."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query

from athar.api.addresses import permanent
from athar.api.answering import AskedOfList, give_list, read
from athar.api.codes import CODE_OR_NOTHING
from athar.api.endpoints import offer
from athar.kernel.text import Translated
from athar.plans.queries import MilestoneCodes, milestone_slice


class MilestoneChoice(AskedOfList):
    """Which milestones."""

    plan: str = Field("", pattern=CODE_OR_NOTHING, description="Code of the plan.")
    commitment: str = Field("", pattern=CODE_OR_NOTHING, description="Code of the commitment.")
    done: Literal["", "yes", "no"] = Field("", description="Whether the step is done.")
    due_from: dt.date | None = Field(None, description="Planned on this day or later.")
    due_until: dt.date | None = Field(None, description="Planned on this day or earlier.")


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneItem:
    """A step of a commitment; null is unknown."""

    commitment_id: Annotated[str, "Permanent identifier of the commitment."]
    plan: Annotated[str, "Code of the plan."]
    commitment: Annotated[str, "Code of the commitment."]
    number: Annotated[int, "Its place among the steps of the commitment, from 1."]
    title: Translated
    first_planned_on: Annotated[dt.date | None, "As the first version promised."]
    planned_on: Annotated[dt.date | None, "As the version in force says."]
    done_on: dt.date | None
    requires_evidence: bool


def _item(one: MilestoneCodes, origin: str) -> MilestoneItem:
    return MilestoneItem(
        commitment_id=permanent(origin, "commitment", plan=one.plan, code=one.commitment),
        plan=one.plan,
        commitment=one.commitment,
        number=one.number,
        title=one.title,
        first_planned_on=one.first_planned_on,
        planned_on=one.planned_on,
        done_on=one.done_on,
        requires_evidence=one.requires_evidence,
    )


@offer(
    "milestones",
    name="list_milestones",
    gives=MilestoneItem,
    summary="Milestones",
    tag="Commitments",
    examples=("milestones?plan=PDR-TTA-2022-2027&done=no&limit=2",),
)
def list_milestones(request: HttpRequest, asked: Query[MilestoneChoice]) -> HttpResponse:
    """The steps of commitments, in the order in which they were registered."""
    reading = read(request, asked, MilestoneItem)
    return give_list(
        reading,
        "milestones",
        lambda limit, after: milestone_slice(
            plan=asked.plan,
            commitment=asked.commitment,
            done=asked.done == "yes" if asked.done else None,
            due_from=asked.due_from,
            due_until=asked.due_until,
            after=after,
            limit=limit,
        ),
        lambda one: _item(one, reading.origin),
    )
