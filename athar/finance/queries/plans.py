"""Reading the money of a whole plan."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum

from athar.finance.models import FundingLine
from athar.finance.queries.funding import Share
from athar.people.queries import organisations_by_id
from athar.plans.models import Commitment


@dataclass(frozen=True, slots=True)
class PlanMoney:
    """The planned money of a plan, without commitments that were taken out of it.

    Shape: `by_funder` the largest first; `by_year` in order of years. The two are separate
    readings of the same money. `not_split` is the part of known amounts that no funder covers,
    in `n_not_split` commitments.
    """

    amount: Decimal
    n_amount_known: int
    n_commitments: int
    funding_total: Decimal
    by_funder: tuple[Share, ...]
    by_year: tuple[tuple[int, Decimal], ...]
    not_split: Decimal
    n_not_split: int


@dataclass(frozen=True, slots=True)
class _Planned:
    """One commitment: its amount and its funding, summed by funder and by year."""

    amount: Decimal | None
    by_funder: Decimal | None
    by_year: Decimal | None

    @property
    def funded(self) -> Decimal:
        either = self.by_year if self.by_funder is None else self.by_funder
        return either or Decimal(0)

    @property
    def lacking(self) -> Decimal:
        return max(Decimal(0), (self.amount or Decimal(0)) - (self.by_funder or Decimal(0)))


def plan_money(plan_id: int) -> PlanMoney:
    """Give the planned money of a plan. Queries: 4, 3 without funders."""
    lines = FundingLine.objects.filter(
        commitment__plan=plan_id, commitment__removed_in_version=None
    )
    by_funder = (
        lines.exclude(funder=None)
        .values_list("funder_id")
        .annotate(amount=Sum("amount"))
        .order_by("-amount", "funder__code")
    )
    by_year = lines.exclude(year=None).values_list("year").annotate(Sum("amount")).order_by("year")
    commitments = [
        _Planned(*row)
        for row in Commitment.objects.filter(plan=plan_id, removed_in_version=None)
        .annotate(
            by_funder=Sum("funding__amount", filter=Q(funding__funder__isnull=False)),
            by_year=Sum("funding__amount", filter=Q(funding__year__isnull=False)),
        )
        .values_list("amount", "by_funder", "by_year")
    ]
    shares = tuple(by_funder)
    bodies = organisations_by_id(key for key, _amount in shares)
    known = [one.amount for one in commitments if one.amount is not None]
    lacking = [one.lacking for one in commitments if one.lacking]
    return PlanMoney(
        amount=sum(known, Decimal(0)),
        n_amount_known=len(known),
        n_commitments=len(commitments),
        funding_total=sum((one.funded for one in commitments), Decimal(0)),
        by_funder=tuple(Share(bodies[key], amount) for key, amount in shares),
        by_year=tuple(by_year),
        not_split=sum(lacking, Decimal(0)),
        n_not_split=len(lacking),
    )
