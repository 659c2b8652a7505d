"""Reading the money of one commitment: funding, agreements, what was committed and paid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import CharField, DateField, F, IntegerField, JSONField, QuerySet, Value
from django.db.models.functions import Cast

from athar.finance.enums import ExecutionKind
from athar.finance.models import AgreementAmendment, AgreementCommitment, Execution, FundingLine
from athar.finance.queries.funding import Funding, FundingLineView, Share
from athar.kernel.text import Translated
from athar.people.enums import OrganisationKind
from athar.people.queries import OrganisationRef
from athar.reference.fields import MoneyField, TranslatedField
from athar.rows.prepared import Prepared


@dataclass(frozen=True, slots=True)
class AmendmentView:
    """An amendment of an agreement; its shares replace all earlier ones."""

    number: int
    session_on: dt.date | None
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class AgreementView:
    """An agreement with the shares first signed and those in force, by code of the party."""

    id: int
    number: str
    session_on: dt.date | None
    title: Translated
    first_shares: tuple[Share, ...]
    amendments: tuple[AmendmentView, ...]

    @property
    def shares(self) -> tuple[Share, ...]:
        """The shares in force: those of the last amendment that states any."""
        stated = (one.shares for one in reversed(self.amendments) if one.shares)
        return next(stated, self.first_shares)

    @property
    def total(self) -> Decimal | None:
        """The sum of the shares in force; None when no amount is stated."""
        known = [share.amount for share in self.shares if share.amount is not None]
        return sum(known, Decimal(0)) if known else None


@dataclass(frozen=True, slots=True)
class ExecutionView:
    """A running total committed or paid at a date; `stated_in` is the key of the report."""

    kind: ExecutionKind
    on: dt.date
    amount: Decimal
    stated_in: str


@dataclass(frozen=True, slots=True)
class CommitmentMoney:
    """All money of one commitment; executions newest first."""

    funding: Funding
    agreements: tuple[AgreementView, ...]
    executions: tuple[ExecutionView, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the query that reads all money of a commitment."""

    kind: str
    pk: int
    number: str | None
    on: dt.date | None
    title: Translated | None
    amendment: int | None
    amended_on: dt.date | None
    body: int | None
    code: str | None
    body_kind: str | None
    names: Translated | None
    abbreviation: str | None
    year: int | None
    amount: Decimal | None
    origin: Mapping[str, Any] | None

    @property
    def organisation(self) -> OrganisationRef | None:
        if self.body is None:
            return None
        kind = OrganisationKind(self.body_kind or OrganisationKind.OTHER)
        names, abbreviation = self.names or Translated(), self.abbreviation or ""
        return OrganisationRef(self.body, self.code or "", kind, names, abbreviation)

    @property
    def share(self) -> Share | None:
        if self.organisation is None:
            return None
        return Share(self.organisation, self.amount, self.origin or {})


def money_of(commitment_id: int) -> CommitmentMoney:
    """Give all money of a commitment. Queries: 1."""
    rows = [_Row(*values) for values in _ALL_MONEY.rows(commitment_id)]
    return CommitmentMoney(
        funding=_funding_of(rows), agreements=_agreements_of(rows), executions=_executions_of(rows)
    )


def executions_stated_in(keys: Iterable[str]) -> dict[tuple[str, str], Decimal]:
    """Give the running totals that reports stated, by key of the report and kind. Queries: 1."""
    rows = Execution.objects.filter(stated_in__in=list(keys), withdrawn_at=None)
    return {
        (stated_in, kind): amount
        for stated_in, kind, amount in rows.values_list("stated_in", "kind", "amount")
    }


_TEXT, _WHOLE = CharField(), IntegerField()
_ABSENT: Mapping[str, Any] = {
    "number": Cast(Value(None), _TEXT),
    "on": Cast(Value(None), DateField()),
    "title": Cast(Value(None), TranslatedField()),
    "amendment": Cast(Value(None), _WHOLE),
    "amended_on": Cast(Value(None), DateField()),
    "body": Cast(Value(None), _WHOLE),
    "code": Cast(Value(None), _TEXT),
    "body_kind": Cast(Value(None), _TEXT),
    "names": Cast(Value(None), TranslatedField()),
    "abbreviation": Cast(Value(None), _TEXT),
    "year": Cast(Value(None), _WHOLE),
    "amount": Cast(Value(None), MoneyField()),
    "origin": Cast(Value(None), JSONField()),
}


def _leg(
    rows: QuerySet[Any, Any], kind: str, key: str, body: str = "", **columns: str
) -> QuerySet[Any, Any]:
    """Give one kind of row with the columns that all kinds share; absent ones hold nothing."""
    if body:
        columns |= {
            "body": f"{body}_id",
            "code": f"{body}__code",
            "body_kind": f"{body}__kind",
            "names": f"{body}__names",
            "abbreviation": f"{body}__abbreviation",
        }
    named = {name: F(path) for name, path in columns.items()}
    return rows.order_by().values_list(
        Value(kind, _TEXT), F(key), *(named.get(name, none) for name, none in _ABSENT.items())
    )


def _all_money(commitment_id: int) -> QuerySet[Any, Any]:
    legs = (_agreements(commitment_id), _amendments(commitment_id), _executions(commitment_id))
    return _funding(commitment_id).union(*legs, all=True)


_ALL_MONEY = Prepared(_all_money)


def _funding(commitment_id: int) -> QuerySet[Any, Any]:
    return _leg(
        FundingLine.objects.filter(commitment=commitment_id),
        "funding",
        "pk",
        "funder",
        number="agreement__number",
        year="year",
        amount="amount",
        origin="origin",
    )


def _agreements(commitment_id: int) -> QuerySet[Any, Any]:
    """Give one row per share, and one for an agreement without shares."""
    return _leg(
        AgreementCommitment.objects.filter(commitment=commitment_id),
        "agreement",
        "agreement_id",
        "agreement__shares__organisation",
        number="agreement__number",
        on="agreement__session_on",
        title="agreement__title",
        amendment="agreement__shares__amendment__number",
        amended_on="agreement__shares__amendment__session_on",
        amount="agreement__shares__amount",
        origin="agreement__shares__origin",
    )


def _amendments(commitment_id: int) -> QuerySet[Any, Any]:
    """Give one row per amendment, also of those that leave the shares as they are."""
    return _leg(
        AgreementAmendment.objects.filter(agreement__commitments=commitment_id),
        "agreement",
        "agreement_id",
        number="agreement__number",
        on="agreement__session_on",
        title="agreement__title",
        amendment="number",
        amended_on="session_on",
    )


def _executions(commitment_id: int) -> QuerySet[Any, Any]:
    return _leg(
        Execution.objects.filter(commitment=commitment_id, withdrawn_at=None),
        "execution",
        "pk",
        code="kind",
        number="stated_in",
        on="on",
        amount="amount",
    )


def _funding_of(rows: Iterable[_Row]) -> Funding:
    """Give the lines in the order in which they were written, the same on every database."""
    lines = sorted((row for row in rows if row.kind == "funding"), key=lambda row: row.pk)
    return Funding.of(
        FundingLineView(row.organisation, row.year, row.amount, row.number, row.origin or {})
        for row in lines
        if row.amount is not None
    )


def _agreements_of(rows: Iterable[_Row]) -> tuple[AgreementView, ...]:
    by_agreement: dict[int, list[_Row]] = {}
    for row in rows:
        if row.kind == "agreement":
            by_agreement.setdefault(row.pk, []).append(row)
    found = [_agreement(key, shares) for key, shares in by_agreement.items()]
    return tuple(sorted(found, key=lambda one: one.number))


def _agreement(key: int, rows: list[_Row]) -> AgreementView:
    amended: dict[int | None, list[_Row]] = {}
    for row in rows:
        amended.setdefault(row.amendment, []).append(row)
    first = amended.pop(None, [])
    return AgreementView(
        id=key,
        number=rows[0].number or "",
        session_on=rows[0].on,
        title=rows[0].title or Translated(),
        first_shares=_shares(first),
        amendments=tuple(
            AmendmentView(number, amended[number][0].amended_on, _shares(amended[number]))
            for number in sorted(number for number in amended if number is not None)
        ),
    )


def _shares(rows: list[_Row]) -> tuple[Share, ...]:
    found = [row.share for row in rows if row.share]
    return tuple(sorted(found, key=lambda share: share.organisation.code))


def _executions_of(rows: Iterable[_Row]) -> tuple[ExecutionView, ...]:
    found = [
        ExecutionView(ExecutionKind(row.code or ""), row.on, row.amount, row.number or "")
        for row in rows
        if row.kind == "execution" and row.on is not None and row.amount is not None
    ]
    return tuple(sorted(found, key=lambda one: (one.on, one.kind, one.stated_in), reverse=True))
