"""The money of a plan as it stands, as plain JSON values that can be kept, and stated again."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from athar.finance.drafts import AgreementDraft, AmendmentDraft, FundingDraft
from athar.finance.models import (
    Agreement,
    AgreementAmendment,
    AgreementCommitment,
    AgreementShare,
    FundingLine,
)
from athar.kernel.text import Translated

Content = dict[str, Any]
"""JSON values only; texts by language, dates ISO, amounts as decimal strings."""

_LINE = {
    "commitment": "commitment__code",
    "funder": "funder__code",
    "year": "year",
    "agreement": "agreement__number",
    "amount": "amount",
    "origin": "origin",
}


def stated_funding(plan_id: int) -> list[Content]:
    """Give the lines of funding of a plan in the order in which they were written. Queries: 1."""
    rows = FundingLine.objects.filter(commitment__plan=plan_id).order_by("pk")
    return [
        {**dict(zip(_LINE, values, strict=True)), "amount": str(values[4])}
        for values in rows.values_list(*_LINE.values())
    ]


def funding_drafts(stated: Iterable[Mapping[str, Any]]) -> list[FundingDraft]:
    """Give lines of funding back as they were stated."""
    return [
        FundingDraft(
            commitment_code=one["commitment"],
            funder_code=one["funder"],
            year=one["year"],
            agreement_number=one["agreement"],
            amount=Decimal(one["amount"]),
            origin=one["origin"],
        )
        for one in stated
    ]


def stated_agreements(plan_id: int) -> list[Content]:
    """Give the agreements of a plan with their shares and amendments.

    Shape: `shares` are pairs (amount, where it stood) by code of the party.
    Queries: 4.
    """
    of_plan = {"agreement__plan": plan_id}
    links: dict[int, list[str]] = defaultdict(list)
    for key, code in AgreementCommitment.objects.filter(**of_plan).values_list(
        "agreement_id", "commitment__code"
    ):
        links[key].append(code)
    shares: dict[tuple[int, int | None], dict[str, Any]] = defaultdict(dict)
    for key, amendment, code, amount, origin in (
        AgreementShare.objects.filter(**of_plan)
        .order_by("pk")
        .values_list("agreement_id", "amendment_id", "organisation__code", "amount", "origin")
    ):
        shares[key, amendment][code] = [None if amount is None else str(amount), origin]
    amendments: dict[int, list[Content]] = defaultdict(list)
    for one in AgreementAmendment.objects.filter(**of_plan).order_by("number"):
        amended = {"number": one.number, **_signed(one), "shares": shares[one.agreement_id, one.pk]}
        amendments[one.agreement_id].append(amended)
    return [
        {
            "key": row.pk,
            "number": row.number,
            **_signed(row),
            "commitments": sorted(links[row.pk]),
            "shares": shares[row.pk, None],
            "amendments": amendments[row.pk],
        }
        for row in Agreement.objects.filter(plan=plan_id).order_by("pk")
    ]


def _signed(row: Agreement | AgreementAmendment) -> Content:
    return {
        "session_on": row.session_on.isoformat() if row.session_on else None,
        "title": dict(row.title),
    }


def agreement_drafts(stated: Iterable[Mapping[str, Any]]) -> list[AgreementDraft]:
    """Give agreements back as they were stated."""
    return [
        AgreementDraft(
            number=one["number"],
            **_signing(one),
            commitment_codes=tuple(one["commitments"]),
            amendments=tuple(
                AmendmentDraft(number=amended["number"], **_signing(amended))
                for amended in one["amendments"]
            ),
        )
        for one in stated
    ]


def _signing(one: Mapping[str, Any]) -> dict[str, Any]:
    shares = one["shares"].items()
    return {
        "session_on": dt.date.fromisoformat(one["session_on"]) if one["session_on"] else None,
        "title": Translated(one["title"]),
        "shares": {code: amount and Decimal(amount) for code, (amount, _origin) in shares},
        "origins": {code: origin for code, (_amount, origin) in shares},
    }
