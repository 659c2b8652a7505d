"""Who pays for a commitment, edited with it in the forms of its plan."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from athar.finance.actions import put_funding
from athar.finance.drafts import FundingDraft
from athar.finance.queries.lines import Lines, funding_lines
from athar.kernel.actor import Actor
from athar.plans.drafts import Differences
from athar.plans.parts import Part


def read(plan_id: int, codes: Collection[str]) -> dict[str, Lines]:
    """Give the funding of commitments by code. Queries: 1."""
    return funding_lines(plan_id, codes)


def write(by: Actor | None, plan_id: int, values: Mapping[str, Any]) -> Differences:
    """State the funding of commitments; an empty one is taken away.

    Errors: PermissionDenied; ValidationError (see put_funding).
    """
    drafts = [
        FundingDraft(
            commitment_code=code,
            funder_code=line["funder"],
            year=line["year"],
            agreement_number=line["agreement"],
            amount=Decimal(line["amount"]),
        )
        for code, lines in values.items()
        for line in lines
    ]
    emptied = [code for code, lines in values.items() if not lines]
    return put_funding(by=by, plan_id=plan_id, drafts=drafts, complete=False, emptied=emptied)


FUNDING = Part("funding", [], read, write)
