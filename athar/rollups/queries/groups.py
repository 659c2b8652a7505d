"""From a row of the roll-up and what was gathered on a day to the figures of a group."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from athar.kernel.numbers import floor_percent
from athar.kernel.progress import ComputedStatus, Weighted
from athar.plans.enums import WeightRuleChoice
from athar.plans.models import Plan
from athar.rollups.contributions import SPAN_FIELDS
from athar.rollups.figures import (
    Dates,
    GroupFigures,
    MoneyTotals,
    Percentage,
    StatusCount,
)
from athar.rollups.models import Progress
from athar.rollups.queries.readings import Gathered

# decimals of one unit of weight
_WEIGHT_DECIMALS = {
    WeightRuleChoice.COST: 2,
    WeightRuleChoice.EQUAL: 0,
    WeightRuleChoice.CUSTOM: 4,
}
_PERCENT_DECIMALS = 4


def group_figures(plan: Plan, row: Progress | None, gathered: Gathered) -> GroupFigures:
    """Give the figures of a group; a group without commitments has no row. Queries: 0."""
    row = row or Progress(plan=plan)
    return GroupFigures(
        n_total=row.n_total,
        n_cancelled=row.n_cancelled,
        n_removed=row.n_removed,
        n_validated_complete=row.n_validated_complete,
        n_physical_zero=row.n_physical_zero,
        statuses=gathered.statuses,
        physical=percentage(physical_of(row, plan.weight_rule)),
        financial=percentage(financial_of(row)),
        planned_today=gathered.planned_today,
        money=money_of([row], plan.currency),
        dates=Dates(**{name: getattr(row, name) for name in SPAN_FIELDS}),
    )


def physical_of(row: Progress, weight_rule: str) -> Weighted:
    """Give physical progress as numerator and denominator in units of the plan's weights."""
    decimals = weight_decimals(weight_rule)
    return Weighted(
        numerator=Decimal(row.weighted_sum).scaleb(-decimals - _PERCENT_DECIMALS),
        denominator=Decimal(row.weight_sum).scaleb(-decimals),
        known=row.n_weighted,
        expected=row.n_total - row.n_cancelled,
        cancelled=row.n_cancelled,
        complete=row.n_validated_complete,
    )


def financial_of(row: Progress) -> Weighted:
    """Give payments over planned amounts, where both are known."""
    return Weighted(
        numerator=Decimal(row.financial_paid_sum),
        denominator=Decimal(row.financial_amount_sum),
        known=row.n_financial,
        expected=row.n_total - row.n_cancelled,
        cancelled=row.n_cancelled,
        complete=row.n_paid_in_full,
    )


def weight_decimals(weight_rule: str) -> int:
    """Give how many decimals a stored unit of weight has."""
    return _WEIGHT_DECIMALS[WeightRuleChoice(weight_rule)]


def percentage(weighted: Weighted) -> Percentage:
    """Give a percentage exact and as it is printed: floored, 100 only when all is finished."""
    exact = weighted.percent
    return Percentage(
        exact=exact,
        whole=None if exact is None else floor_percent(exact, complete=weighted.is_complete),
        numerator=weighted.numerator,
        denominator=weighted.denominator,
        known=weighted.known,
        expected=weighted.expected,
        cancelled=weighted.cancelled,
    )


def money_of(rows: Iterable[Progress], currency: str) -> MoneyTotals:
    """Add up the money of rows in one currency; unknown when no item is known."""
    all_of_them = tuple(rows)
    n_total = sum(row.n_total for row in all_of_them)
    planned, n_planned = _total(all_of_them, "amount")
    committed, n_committed = _total(all_of_them, "committed")
    paid, n_paid = _total(all_of_them, "paid")
    return MoneyTotals(
        currency=currency,
        planned=planned,
        planned_unknown=n_total - sum(row.n_removed for row in all_of_them) - n_planned,
        committed=committed,
        committed_unknown=n_total - n_committed,
        paid=paid,
        paid_unknown=n_total - n_paid,
    )


def _total(rows: Iterable[Progress], name: str) -> tuple[Decimal | None, int]:
    pairs = [(getattr(row, f"n_{name}_known"), getattr(row, f"{name}_sum")) for row in rows]
    known = sum(n for n, _ in pairs)
    return (sum((amount for _, amount in pairs), Decimal(0)) if known else None), known


def added_statuses(groups: Iterable[GroupFigures]) -> tuple[StatusCount, ...]:
    """Add up the status counts of groups that share no commitment."""
    n: Counter[ComputedStatus] = Counter()
    n_validated: Counter[ComputedStatus] = Counter()
    for group in groups:
        for count in group.statuses:
            n[count.status] += count.n
            n_validated[count.status] += count.n_validated
    return tuple(StatusCount(status, n[status], n_validated[status]) for status in ComputedStatus)


def latest(days: Iterable[dt.date | None]) -> dt.date | None:
    """Give the last of the days that are known."""
    return max((day for day in days if day is not None), default=None)
