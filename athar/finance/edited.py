"""Who pays for a commitment and under which agreements, edited with it in the forms of its plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.finance.actions import put_agreements, put_funding
from athar.finance.drafts import AgreementDraft, FundingDraft
from athar.finance.queries.lines import (
    Lines,
    agreement_numbers,
    agreements_of,
    funding_lines,
)
from athar.kernel.actor import Actor
from athar.plans.drafts import Differences
from athar.plans.parts import Part


def read(plan_id: int, codes: Collection[str]) -> dict[str, Lines]:
    """Give the funding of commitments by code. Queries: 1."""
    return funding_lines(plan_id, codes)


def write(by: Actor | None, plan_id: int, values: Mapping[str, Any], _reason: str) -> Differences:
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


def read_agreements(plan_id: int, codes: Collection[str]) -> dict[str, list[str]]:
    """Give the numbers of the agreements of commitments by code, sorted. Queries: 1."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for number, code in agreements_of(plan_id, codes):
        found[code].append(number)
    return {code: sorted(numbers) for code, numbers in found.items()}


def write_agreements(
    by: Actor | None, plan_id: int, values: Mapping[str, Any], _reason: str
) -> Differences:
    """State under which agreements of the plan commitments stand; what else they cover stays.

    Errors: PermissionDenied; ValidationError: unknown_agreement, and those of put_agreements.
    """
    covered: defaultdict[str, set[str]] = defaultdict(set)
    for number, covering in agreements_of(plan_id):
        covered[number].add(covering)
    known = agreement_numbers(plan_id)
    wanted = {(number, code) for code, numbers in values.items() for number in numbers}
    for number in sorted({number for number, _code in wanted} - set(known)):
        message = _("The plan has no agreement %(named)s.")
        raise ValidationError(message, code="unknown_agreement", params={"named": number})
    after = {
        number: (covered[number] - values.keys())
        | {code for code in values if (number, code) in wanted}
        for number in known
    }
    drafts = [
        AgreementDraft(number=number, commitment_codes=tuple(sorted(codes)))
        for number, codes in after.items()
        if codes != covered[number]
    ]
    return put_agreements(by=by, plan_id=plan_id, drafts=drafts)


AGREEMENTS = Part("agreements", [], read_agreements, write_agreements)
