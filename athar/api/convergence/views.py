"""Endpoint of contributions between plans."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query

from athar.api.addresses import permanent
from athar.api.answering import AskedOfList, give_list, read
from athar.api.codes import CODE_OR_NOTHING
from athar.api.endpoints import offer
from athar.network.enums.convergence import Answer, ContributionKind
from athar.network.queries.convergence import TieCodes, tie_slice


class TieChoice(AskedOfList):
    """Which contributions."""

    plan: str = Field("", pattern=CODE_OR_NOTHING, description="Code of the plan that contributes.")
    target_plan: str = Field(
        "", pattern=CODE_OR_NOTHING, description="Code of the plan that is contributed to."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionItem:
    """What a commitment is said to do for one of another plan; only what is accepted counts."""

    commitment_id: Annotated[str, "Permanent identifier of the commitment that contributes."]
    plan: Annotated[str, "Code of its plan."]
    commitment: Annotated[str, "Its code."]
    target_id: Annotated[str, "Permanent identifier of the commitment that is contributed to."]
    target_plan: Annotated[str, "Code of its plan."]
    target: Annotated[str, "Its code."]
    kind: Annotated[ContributionKind | None, "Null: not stated yet."]
    share_percent: Annotated[Decimal | None, "Part of the commitment; null: the whole."]
    since_on: dt.date | None
    answer: Annotated[Answer, "What the other plan answered."]
    is_sample: Annotated[bool, "Invented for demonstration."]


def _item(one: TieCodes, origin: str) -> ContributionItem:
    return ContributionItem(
        commitment_id=permanent(origin, "commitment", plan=one.plan, code=one.commitment),
        plan=one.plan,
        commitment=one.commitment,
        target_id=permanent(origin, "commitment", plan=one.target_plan, code=one.target),
        target_plan=one.target_plan,
        target=one.target,
        kind=one.tie.kind,
        share_percent=one.tie.share,
        since_on=one.tie.since_on,
        answer=one.tie.answer,
        is_sample=one.tie.is_sample,
    )


@offer(
    "convergence",
    name="list_convergence",
    gives=ContributionItem,
    summary="Contributions between plans",
    tag="Network",
    examples=("convergence?limit=2",),
)
def list_convergence(request: HttpRequest, asked: Query[TieChoice]) -> HttpResponse:
    """What commitments do for commitments of other plans, and whether both sides agree.

    By code of the plan and of the commitment. Progress is put together over what is accepted only,
    and never over what reports on another commitment.
    """
    reading = read(request, asked, ContributionItem)
    return give_list(
        reading,
        "convergence",
        lambda limit, after: tie_slice(
            plan=asked.plan, target_plan=asked.target_plan, after=after, limit=limit
        ),
        lambda one: _item(one, reading.origin),
    )
