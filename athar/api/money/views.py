"""Endpoints of agreements and of planned funding."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query

from athar.api.addresses import permanent
from athar.api.answering import PRINTABLE, AskedOfList, give_list, read
from athar.api.codes import CODE_OR_NOTHING
from athar.api.commitments.detail import paying
from athar.api.commitments.parts import Paying
from athar.api.endpoints import offer
from athar.finance.queries import AgreementOfPlan, FundingCodes, agreement_slice, funding_slice
from athar.kernel.text import Translated


class AgreementChoice(AskedOfList):
    """Which agreements."""

    plan: str = Field("", pattern=CODE_OR_NOTHING, description="Code of the plan.")
    number: str = Field(
        "", max_length=60, pattern=PRINTABLE, description="Number of the agreement, as written."
    )


class FundingChoice(AskedOfList):
    """Which lines of funding."""

    plan: str = Field("", pattern=CODE_OR_NOTHING, description="Code of the plan.")
    commitment: str = Field("", pattern=CODE_OR_NOTHING, description="Code of the commitment.")
    funder: str = Field("", pattern=CODE_OR_NOTHING, description="Code of the body that pays.")
    year: int | None = Field(None, ge=1900, le=2199, description="Year in which it is planned.")
    split_by: Literal["", "funder", "year"] = Field(
        "", description="Only the lines that name a funder, or those that name a year."
    )


@dataclass(frozen=True, slots=True)
class Amended:
    """An amendment of an agreement; its shares, if it states any, replace all earlier ones."""

    number: int
    session_on: dt.date | None
    parties: tuple[Paying, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementItem:
    """A partnership agreement; null is unknown, never zero."""

    plan: Annotated[str, "Code of the plan."]
    number: Annotated[str, "Number within the plan, as written."]
    title: Translated
    session_on: Annotated[dt.date | None, "Day of the session that adopted it."]
    currency: Annotated[str, "ISO 4217."]
    total: Annotated[Decimal | None, "Sum of the shares in force that are stated."]
    parties: Annotated[tuple[Paying, ...], "Shares in force."]
    first_parties: Annotated[tuple[Paying, ...], "Shares as first signed."]
    amendments: tuple[Amended, ...]
    commitments: Annotated[tuple[str, ...], "Codes of the commitments it finances."]


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingItem:
    """A line of planned funding.

    Lines that name a funder and lines that name a year are two readings of one sum: add up the
    ones or the others, never both.
    """

    commitment_id: Annotated[str, "Permanent identifier of the commitment."]
    plan: Annotated[str, "Code of the plan."]
    commitment: Annotated[str, "Code of the commitment."]
    funder: Annotated[str | None, "Code of the body that pays; null: not split by funder."]
    year: Annotated[int | None, "Null: not split by year."]
    agreement: Annotated[str | None, "Number of the agreement."]
    amount: Annotated[Decimal, "In whole units of `currency`."]
    currency: Annotated[str, "ISO 4217."]


def _agreement(one: AgreementOfPlan) -> AgreementItem:
    signed = one.agreement
    return AgreementItem(
        plan=one.plan,
        number=signed.number,
        title=signed.title,
        session_on=signed.session_on,
        currency=one.currency,
        total=signed.total,
        parties=tuple(map(paying, signed.shares)),
        first_parties=tuple(map(paying, signed.first_shares)),
        amendments=tuple(
            Amended(it.number, it.session_on, tuple(map(paying, it.shares)))
            for it in signed.amendments
        ),
        commitments=one.commitments,
    )


def _line(one: FundingCodes, origin: str) -> FundingItem:
    return FundingItem(
        commitment_id=permanent(origin, "commitment", plan=one.plan, code=one.commitment),
        plan=one.plan,
        commitment=one.commitment,
        funder=one.funder,
        year=one.year,
        agreement=one.agreement,
        amount=one.amount,
        currency=one.currency,
    )


@offer(
    "agreements",
    name="list_agreements",
    gives=AgreementItem,
    summary="Agreements",
    tag="Money",
    examples=("agreements?plan=PDR-TTA-2022-2027&limit=1",),
)
def list_agreements(request: HttpRequest, asked: Query[AgreementChoice]) -> HttpResponse:
    """Partnership agreements with the shares of their parties, by plan and number."""
    reading = read(request, asked, AgreementItem)
    return give_list(
        reading,
        "agreements",
        lambda limit, after: agreement_slice(
            plan=asked.plan, number=asked.number, after=after, limit=limit
        ),
        _agreement,
    )


@offer(
    "funding",
    name="list_funding",
    gives=FundingItem,
    summary="Planned funding",
    tag="Money",
    examples=("funding?plan=PDR-TTA-2022-2027&split_by=funder&limit=2",),
)
def list_funding(request: HttpRequest, asked: Query[FundingChoice]) -> HttpResponse:
    """Who pays how much, and in which year how much is planned, line by line.

    Lines that name a funder and lines that name a year are two readings of one sum: add up the
    ones or the others, never both.
    """
    reading = read(request, asked, FundingItem)
    chosen = {name: getattr(asked, name) for name in ("plan", "commitment", "funder", "year")}
    return give_list(
        reading,
        "funding",
        lambda limit, after: funding_slice(
            **chosen, split_by=asked.split_by, after=after, limit=limit
        ),
        lambda one: _line(one, reading.origin),
    )
