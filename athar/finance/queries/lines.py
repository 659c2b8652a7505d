"""The planned funding of commitments as plain lines, compared by imports and edited in forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from athar.finance.models import Agreement, AgreementCommitment, FundingLine

Lines = list[dict[str, Any]]
"""The funding of one commitment, each line as funder, year, agreement and amount."""


def funding_lines(plan_id: int, codes: Collection[str] | None = None) -> dict[str, Lines]:
    """Give the funding of commitments of a plan, or of those named, by code; sorted. Queries: 1."""
    rows = FundingLine.objects.filter(commitment__plan=plan_id)
    if codes is not None:
        rows = rows.filter(commitment__code__in=codes)
    lines: dict[str, Lines] = defaultdict(list)
    for code, *line in rows.values_list(
        "commitment__code", "funder__code", "year", "agreement__number", "amount"
    ):
        lines[code].append(funding_line(*line))
    return {code: sorted_lines(found) for code, found in lines.items()}


def funding_line(
    funder: str | None, year: int | None, agreement: str | None, amount: Any
) -> dict[str, Any]:
    """Give one line as plain values."""
    return {"funder": funder, "year": year, "agreement": agreement, "amount": str(amount)}


def sorted_lines(lines: Iterable[dict[str, Any]]) -> Lines:
    """Give lines in the order in which they are compared."""
    return sorted(
        lines, key=lambda one: (one["funder"] or "", one["year"] or 0, one["agreement"] or "")
    )


def agreement_numbers(plan_id: int) -> tuple[str, ...]:
    """Give the numbers of the agreements of a plan, in their order. Queries: 1."""
    rows = Agreement.objects.filter(plan=plan_id).order_by("number")
    return tuple(rows.values_list("number", flat=True))


def agreements_of(
    plan_id: int, codes: Collection[str] | None = None
) -> tuple[tuple[str, str], ...]:
    """Give agreements of a plan with each commitment they cover, or those named: number and code.

    Queries: 1.
    """
    rows = AgreementCommitment.objects.filter(agreement__plan=plan_id)
    if codes is not None:
        rows = rows.filter(commitment__code__in=codes)
    return tuple(rows.values_list("agreement__number", "commitment__code"))
