"""Agreements and lines of funding one slice after another, as machines read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from athar.finance.models import (
    Agreement,
    AgreementAmendment,
    AgreementCommitment,
    AgreementShare,
    FundingLine,
)
from athar.finance.queries.commitments import AgreementView, AmendmentView
from athar.finance.queries.funding import Share
from athar.finance.queries.published import published_agreements
from athar.people.queries import organisation_ref
from athar.reference.slices import Key, Mark, Slice, cut, in_order


@dataclass(frozen=True, slots=True)
class AgreementOfPlan:
    """An agreement with its plan, its currency and the codes of the commitments it finances."""

    plan: str
    currency: str
    commitments: tuple[str, ...]
    agreement: AgreementView


@dataclass(frozen=True, slots=True)
class FundingCodes:
    """A line of planned funding by codes; funder or year None = not split that way."""

    plan: str
    commitment: str
    funder: str | None
    year: int | None
    agreement: str | None
    amount: Decimal
    currency: str


_BY_NUMBER = (Key("plan__code"), Key("number"))
_BY_KEY = (Key("pk"),)


def agreement_slice(
    *, plan: str = "", number: str = "", after: Sequence[Mark] | None = None, limit: int
) -> Slice[AgreementOfPlan]:
    """Give the next agreements of published plans that are public, by plan and number.

    Queries: 4, 1 when there is none.
    """
    rows = published_agreements()
    if plan:
        rows = rows.filter(plan__code=plan)
    if number:
        rows = rows.filter(number=number)
    found = in_order(rows, _BY_NUMBER, after).select_related("plan")
    return cut(found[: limit + 1], limit, lambda row: (row.plan.code, row.number), _agreements)


def _agreements(rows: Sequence[Agreement]) -> Iterable[AgreementOfPlan]:
    keys = [row.pk for row in rows]
    if not keys:
        return
    commitments, shares, amendments = _commitments(keys), _shares(keys), _amendments(keys)
    for row in rows:
        yield AgreementOfPlan(
            plan=row.plan.code,
            currency=row.plan.currency,
            commitments=tuple(commitments.get(row.pk, ())),
            agreement=AgreementView(
                id=row.pk,
                number=row.number,
                session_on=row.session_on,
                title=row.title,
                first_shares=tuple(shares[row.pk, None]),
                amendments=tuple(
                    AmendmentView(one.number, one.session_on, tuple(shares[row.pk, one.pk]))
                    for one in amendments.get(row.pk, ())
                ),
            ),
        )


def _commitments(keys: Collection[int]) -> Mapping[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    links = AgreementCommitment.objects.filter(
        agreement__in=keys, commitment__first_version__isnull=False
    ).order_by("commitment__code")
    for key, code in links.values_list("agreement_id", "commitment__code"):
        found[key].append(code)
    return found


def _shares(keys: Collection[int]) -> Mapping[tuple[int, int | None], list[Share]]:
    found: defaultdict[tuple[int, int | None], list[Share]] = defaultdict(list)
    rows = AgreementShare.objects.filter(agreement__in=keys).select_related("organisation")
    for row in rows.order_by("organisation__code"):
        share = Share(organisation_ref(row.organisation), row.amount, row.origin)
        found[row.agreement_id, row.amendment_id].append(share)
    return found


def _amendments(keys: Collection[int]) -> Mapping[int, list[AgreementAmendment]]:
    found: defaultdict[int, list[AgreementAmendment]] = defaultdict(list)
    for row in AgreementAmendment.objects.filter(agreement__in=keys).order_by("number"):
        found[row.agreement_id].append(row)
    return found


def funding_slice(
    *,
    plan: str = "",
    commitment: str = "",
    funder: str = "",
    year: int | None = None,
    split_by: str = "",
    after: Sequence[Mark] | None = None,
    limit: int,
) -> Slice[FundingCodes]:
    """Give the next lines of funding of commitments the public sees, as they were registered.

    Shape: `split_by` "funder" or "year" leaves out the lines that do not name one: the two are
    separate readings of one sum. Queries: 1.
    """
    asked: dict[str, Any] = {
        "commitment__plan__code": plan or None,
        "commitment__code": commitment or None,
        "funder__code": funder or None,
        "year": year,
        "funder__isnull": False if split_by == "funder" else None,
        "year__isnull": False if split_by == "year" else None,
    }
    rows = FundingLine.objects.filter(
        commitment__plan__current_version__gt=0,
        commitment__first_version__isnull=False,
        **{name: value for name, value in asked.items() if value is not None},
    )
    columns = (
        *("commitment__plan__code", "commitment__code", "funder__code", "year"),
        *("agreement__number", "amount", "commitment__plan__currency", "pk"),
    )
    return cut(
        in_order(rows, _BY_KEY, after).values_list(*columns)[: limit + 1],
        limit,
        lambda row: (row[-1],),
        lambda kept: (FundingCodes(*row[:-1]) for row in kept),
    )
