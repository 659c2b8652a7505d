"""All money of a commitment, read in one query; what is unknown stays unknown."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from athar.finance.actions import put_agreements, put_funding
from athar.finance.drafts import AgreementDraft, AmendmentDraft, FundingDraft
from athar.finance.enums import ExecutionKind
from athar.finance.queries import executions_stated_in, money_of
from athar.kernel.text import Translated
from athar.people.enums import OrganisationKind
from athar.reporting.actions import publish_reports
from athar.reporting.drafts import ReportDraft
from athar.reporting.models import Report

SIGNED = AgreementDraft(
    number="C-12",
    session_on=dt.date(2022, 3, 7),
    title=Translated(fr="Barrages"),
    commitment_codes=("PDR-001",),
    shares={"REG": Decimal(500000), "MEE": Decimal(100000)},
    amendments=(
        AmendmentDraft(number=1, shares={"REG": Decimal(600000)}),
        AmendmentDraft(
            number=2,
            session_on=dt.date(2024, 3, 4),
            shares={"REG": Decimal(700000), "APDN": None},
        ),
    ),
)


def amounts(shares):
    return [(share.organisation.code, share.amount) for share in shares]


def agree(plan, *drafts):
    put_agreements(by=None, plan_id=plan.id, drafts=drafts)


@pytest.mark.parametrize("n_agreements", [1, 3])
def test_all_money_takes_one_query(plan, n_agreements, django_assert_num_queries):
    numbers = [f"C-{number}" for number in range(n_agreements)]
    agree(plan, *(AgreementDraft(number=one, commitment_codes=("PDR-001",)) for one in numbers))

    with django_assert_num_queries(1):
        found = money_of(plan.commitments["PDR-001"])

    assert [one.number for one in found.agreements] == numbers


def test_funding_by_funder_and_by_year_are_two_readings_of_the_same_money(plan):
    funding = money_of(plan.commitments["PDR-001"]).funding

    assert amounts(funding.by_funder) == [
        ("MEE", Decimal(750000)),
        ("REG", Decimal("500000.50")),
    ]
    assert funding.by_year == ((2022, Decimal("250000.50")), (2023, Decimal(1000000)))
    assert (funding.cells, funding.total) == ({}, Decimal("1250000.50"))


def test_a_split_is_given_only_where_it_was_stated(plan):
    funding = money_of(plan.commitments["PDR-002"]).funding

    assert funding.cells == {("REG", 2023): Decimal(750000)}


def test_funding_by_year_alone_still_adds_up(plan):
    lines = [
        FundingDraft(commitment_code="PDR-003", year=year, amount=Decimal(5))
        for year in (2026, 2027)
    ]
    put_funding(by=None, plan_id=plan.id, drafts=lines, complete=False)

    funding = money_of(plan.commitments["PDR-003"]).funding

    assert (funding.by_funder, funding.total) == ((), Decimal(10))


def test_a_commitment_nobody_funds_has_no_total(plan):
    found = money_of(plan.commitments["PDR-004"])

    assert (found.funding.lines, found.funding.total) == ((), None)
    assert (found.agreements, found.executions) == ((), ())


def test_the_funder_is_given_with_its_names(plan):
    line = money_of(plan.commitments["PDR-002"]).funding.lines[0]

    assert (line.funder.id, line.funder.kind, line.funder.abbreviation) == (
        plan.bodies["REG"],
        OrganisationKind.REGION,
        "Région",
    )
    assert line.funder.names["ar"] == "جهة الشمال"


def test_a_line_of_funding_names_its_agreement(plan):
    agree(plan, SIGNED)
    line = FundingDraft(
        commitment_code="PDR-003", year=2026, amount=Decimal(5), agreement_number="C-12"
    )
    put_funding(by=None, plan_id=plan.id, drafts=[line], complete=False)

    (found,) = money_of(plan.commitments["PDR-003"]).funding.lines

    assert (found.funder, found.year, found.agreement_number) == (None, 2026, "C-12")


def test_shares_in_force_are_those_of_the_last_amendment(plan):
    agree(plan, SIGNED)

    (found,) = money_of(plan.commitments["PDR-001"]).agreements

    assert (found.number, found.session_on, found.title["fr"]) == (
        "C-12",
        dt.date(2022, 3, 7),
        "Barrages",
    )
    assert amounts(found.first_shares) == [("MEE", Decimal(100000)), ("REG", Decimal(500000))]
    assert [(one.number, one.session_on, amounts(one.shares)) for one in found.amendments] == [
        (1, None, [("REG", Decimal(600000))]),
        (2, dt.date(2024, 3, 4), [("APDN", None), ("REG", Decimal(700000))]),
    ]
    assert (found.shares, found.total) == (found.amendments[1].shares, Decimal(700000))


def test_an_agreement_without_amendment_is_as_it_was_signed(plan):
    agree(
        plan,
        AgreementDraft(number="C-1", commitment_codes=("PDR-001",), shares={"REG": Decimal(5)}),
    )

    (found,) = money_of(plan.commitments["PDR-001"]).agreements

    assert (amounts(found.shares), found.total) == ([("REG", Decimal(5))], Decimal(5))


@pytest.mark.parametrize("shares", [{}, {"REG": None}])
def test_an_agreement_without_amounts_has_no_total(plan, shares):
    agree(plan, AgreementDraft(number="C-1", commitment_codes=("PDR-001",), shares=shares))

    (found,) = money_of(plan.commitments["PDR-001"]).agreements

    assert (len(found.shares), found.total) == (len(shares), None)


def test_a_share_of_zero_is_known(plan):
    agree(
        plan,
        AgreementDraft(number="C-1", commitment_codes=("PDR-001",), shares={"REG": Decimal(0)}),
    )

    (found,) = money_of(plan.commitments["PDR-001"]).agreements

    assert found.total == Decimal(0)


def test_an_amendment_that_leaves_the_shares_alone_is_given_all_the_same(plan):
    prolonged = AmendmentDraft(number=3, session_on=dt.date(2025, 3, 3))
    agree(plan, replace(SIGNED, amendments=(*SIGNED.amendments, prolonged)))

    (found,) = money_of(plan.commitments["PDR-001"]).agreements

    assert [(one.number, one.session_on) for one in found.amendments] == [
        (1, None),
        (2, dt.date(2024, 3, 4)),
        (3, dt.date(2025, 3, 3)),
    ]
    assert (found.amendments[2].shares, found.shares) == ((), found.amendments[1].shares)


def test_what_only_an_amendment_states_was_not_signed_first(plan):
    agree(plan, replace(SIGNED, shares={}))

    (found,) = money_of(plan.commitments["PDR-001"]).agreements

    assert (found.first_shares, found.total) == ((), Decimal(700000))


def test_executions_stand_newest_first(plan):
    later = ReportDraft(
        commitment_code="PDR-001", as_of_on=dt.date(2025, 9, 30), paid=Decimal(800000)
    )
    publish_reports(by=None, plan_id=plan.id, drafts=[later], source={})

    found = money_of(plan.commitments["PDR-001"]).executions

    assert [(one.kind, one.on, one.amount) for one in found] == [
        (ExecutionKind.PAID, dt.date(2025, 9, 30), Decimal(800000)),
        (ExecutionKind.PAID, dt.date(2025, 6, 30), Decimal("781250.25")),
        (ExecutionKind.COMMITTED, dt.date(2025, 6, 30), Decimal(1250000)),
    ]


def test_totals_are_found_by_the_report_that_stated_them(plan, django_assert_num_queries):
    keys = [
        f"report:{Report.objects.get(commitment__code=code).pk}" for code in ("PDR-001", "PDR-002")
    ]

    with django_assert_num_queries(1):
        found = executions_stated_in(keys)

    assert found == {
        (keys[0], "committed"): Decimal(1250000),
        (keys[0], "paid"): Decimal("781250.25"),
        (keys[1], "paid"): Decimal(750000),
    }
