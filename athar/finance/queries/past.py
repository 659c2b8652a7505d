"""The money of a plan as its versions froze it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from athar.finance.enums import ExecutionKind
from athar.finance.models import AgreementSnapshot, Execution, FundingSnapshot
from athar.finance.queries.commitments import (
    AgreementView,
    AmendmentView,
    CommitmentMoney,
    ExecutionView,
)
from athar.finance.queries.funding import Funding, FundingLineView, Share
from athar.kernel.text import Translated
from athar.people.queries import OrganisationRef, organisations_by_code

Content = Mapping[str, Any]


def last_funding(
    plan_id: int, version: int, commitment_ids: Collection[int] | None = None
) -> dict[int, list[Content]]:
    """Give the lines of funding in force in a version of a plan, by commitment. Queries: 1."""
    rows = FundingSnapshot.objects.filter(version__plan=plan_id, version__number__lte=version)
    if commitment_ids is not None:
        rows = rows.filter(commitment__in=commitment_ids)
    found = dict(rows.order_by("version__number").values_list("commitment_id", "lines"))
    return {key: lines for key, lines in found.items() if lines}


def last_agreements(plan_id: int, version: int) -> dict[str, Content]:
    """Give the agreements in force in a version of a plan, by number. Queries: 1."""
    rows = AgreementSnapshot.objects.filter(version__plan=plan_id, version__number__lte=version)
    found = dict(rows.order_by("version__number").values_list("number", "content"))
    return {number: content for number, content in found.items() if content is not None}


@dataclass(frozen=True, slots=True)
class MoneyThen:
    """What names the money of one commitment at a publication.

    Shape: `version` is the version of the plan in force; `stated_in` the keys of the reports that
    were public.
    """

    plan_id: int
    version: int
    commitment_id: int
    code: str
    stated_in: frozenset[str]


def money_then(then: MoneyThen) -> CommitmentMoney:
    """Give all money of a commitment as it was public at a publication.

    Queries: 4, 3 when nobody is named to pay.
    """
    lines = last_funding(then.plan_id, then.version, [then.commitment_id])
    agreements = [
        one
        for one in last_agreements(then.plan_id, then.version).values()
        if then.code in one["commitments"]
    ]
    funding = lines.get(then.commitment_id, [])
    codes = _bodies(funding, agreements)
    # as lines of money name a body: without the one above it
    bodies = {
        code: replace(body, parent_id=None)
        for code, body in (organisations_by_code(codes) if codes else {}).items()
    }
    return CommitmentMoney(
        funding=Funding.of(_line(one, bodies) for one in funding),
        agreements=tuple(
            sorted((_agreement(one, bodies) for one in agreements), key=lambda one: one.number)
        ),
        executions=_executions(then),
    )


def _bodies(funding: Iterable[Content], agreements: Iterable[Content]) -> set[str]:
    codes = {line["funder"] for line in funding if line["funder"]}
    for one in agreements:
        for shares in (one["shares"], *(amended["shares"] for amended in one["amendments"])):
            codes.update(shares)
    return codes


def _line(one: Content, bodies: Mapping[str, OrganisationRef]) -> FundingLineView:
    return FundingLineView(
        bodies[one["funder"]] if one["funder"] else None,
        one["year"],
        Decimal(one["amount"]),
        one["agreement"],
        one["origin"],
    )


def _agreement(one: Content, bodies: Mapping[str, OrganisationRef]) -> AgreementView:
    return AgreementView(
        id=one["key"],
        number=one["number"],
        session_on=_day(one["session_on"]),
        title=Translated(one["title"]),
        first_shares=_shares(one["shares"], bodies),
        amendments=tuple(
            AmendmentView(
                amended["number"],
                _day(amended["session_on"]),
                _shares(amended["shares"], bodies),
            )
            for amended in one["amendments"]
        ),
    )


def _shares(shares: Content, bodies: Mapping[str, OrganisationRef]) -> tuple[Share, ...]:
    return tuple(
        Share(bodies[code], None if amount is None else Decimal(amount), origin)
        for code, (amount, origin) in sorted(shares.items())
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _executions(then: MoneyThen) -> tuple[ExecutionView, ...]:
    rows = Execution.objects.filter(commitment=then.commitment_id, stated_in__in=then.stated_in)
    found = [
        ExecutionView(ExecutionKind(kind), on, amount, stated_in)
        for kind, on, amount, stated_in in rows.values_list("kind", "on", "amount", "stated_in")
    ]
    return tuple(sorted(found, key=lambda one: (one.on, one.kind, one.stated_in), reverse=True))
