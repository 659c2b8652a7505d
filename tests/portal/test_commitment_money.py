"""The money of a commitment: who pays, when, and does it keep step with the works."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation

from athar.finance.enums import ExecutionKind
from athar.finance.queries import (
    AgreementView,
    AmendmentView,
    ExecutionView,
    Funding,
    FundingLineView,
    Share,
)
from athar.kernel.text import Translated
from athar.portal.commitments import spending
from athar.portal.commitments.page import gather_commitment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def dam(plan):
    return gather_commitment(plan.code, "PDR-001")


@pytest.fixture
def study(plan):
    return gather_commitment(plan.code, "PDR-004")


def with_money(page, **money):
    return replace(page, money=replace(page.money, **money))


def plain(table):
    return [[cell.striptags() for cell in row] for row in table.rows]


def test_funders_stand_with_their_share_the_largest_first(dam):
    table = spending.by_funder(dam)

    assert [words for words, _is_number in table.columns] == ["Funder", "Planned", "Share"]
    assert plain(table) == [
        ["وزارة التجهيز والماء", "0.75", "60%"],
        ["North Region", "0.50", "40%"],
        ["Total", "1.25", "100%"],
    ]


def test_exact_amount_is_the_title_of_a_rounded_one(dam):
    region = spending.by_funder(dam).rows[1][1]

    assert region.startswith('<span title="MAD 500,000.50">')


def test_years_are_split_only_where_the_split_was_stated(dam):
    mee, region = (share.organisation for share in dam.money.funding.by_funder)
    lines = [
        FundingLineView(region, 2022, Decimal(1000000)),
        FundingLineView(region, 2023, Decimal(2000000)),
        FundingLineView(mee, 2023, Decimal(1000000)),
    ]

    table = spending.by_funder(with_money(dam, funding=Funding.of(lines)))

    assert plain(table) == [
        ["North Region", "1.00", "2.00", "3.00", "75%"],
        ["وزارة التجهيز والماء", "not reported", "1.00", "1.00", "25%"],
        ["Total", "1.00", "3.00", "4.00", "100%"],
    ]


def test_share_of_nothing_is_no_number(dam):
    mee, _region = (share.organisation for share in dam.money.funding.by_funder)
    funding = Funding.of([FundingLineView(mee, None, Decimal(0))])

    table = spending.by_funder(with_money(dam, funding=funding))

    assert plain(table)[0][1:] == ["0.00", "not applicable"]


def test_years_stand_side_by_side_with_their_sum(dam):
    table = spending.by_year(dam)

    assert [words for words, _is_number in table.columns] == ["Year", "2022", "2023", "Total"]
    assert plain(table) == [["Planned", "0.25", "1.00", "1.25"]]


def test_funding_that_nobody_stated_has_no_table(study):
    assert (spending.by_funder(study), spending.by_year(study)) == (None, None)


def test_split_that_is_not_known_is_said(dam, study):
    assert spending.split_note(dam) == (
        "Funders and years are stated apart; which funder pays in which year is not known."
    )
    assert spending.split_note(study) == ""


def test_split_that_was_stated_needs_no_note(dam):
    mee, _region = (share.organisation for share in dam.money.funding.by_funder)
    funding = Funding.of([FundingLineView(mee, 2023, Decimal(1000000))])

    assert spending.split_note(with_money(dam, funding=funding)) == ""


def test_amounts_are_in_full_or_said_to_be_unknown(dam, study):
    known = [(term, amount.striptags()) for term, amount in spending.amounts(dam)]
    unknown = [(term, amount.striptags()) for term, amount in spending.amounts(study)]

    assert known == [
        ("Planned", "MAD 1.25 million"),
        ("Committed", "MAD 1.25 million"),
        ("Paid", "MAD 781,250.25"),
    ]
    assert unknown == [
        ("Planned", "not stated"),
        ("Committed", "not reported"),
        ("Paid", "not reported"),
    ]


def test_unit_names_the_currency(dam):
    assert spending.unit(dam) == "millions of MAD"


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({}, "MAD 781,250.25 paid of MAD 1.25 million planned."),
        ({"paid": None}, "What was paid of MAD 1.25 million planned was not reported."),
        ({"amount": None}, "The planned amount is not known."),
    ],
)
def test_sentence_under_the_share_paid(dam, figures, expected):
    page = replace(dam, figures=replace(dam.figures, **figures))

    assert spending.paid_sentence(page).striptags() == expected


@pytest.mark.parametrize(
    ("physical", "financial", "expected"),
    [
        (26, 63, "Payments run ahead of the works"),
        (90, 40, "The works run ahead of the payments"),
        (None, 40, ""),
        (40, None, ""),
    ],
)
def test_gap_says_which_runs_ahead(dam, physical, financial, expected):
    figures = replace(dam.figures, has_gap=True, physical=physical, financial=financial)

    assert spending.gap_title(replace(dam, figures=figures)) == expected


def test_works_and_payments_in_step_have_no_gap(dam):
    assert spending.gap_title(dam) == ""


def test_gap_is_measured_in_points(dam):
    figures = replace(
        dam.figures,
        physical=Decimal("26.00"),
        physical_whole=26,
        financial=Decimal("63.99"),
        financial_whole=63,
    )

    assert spending.gap_sentence(replace(dam, figures=figures)).striptags() == (
        "63% of the amount is paid, 26% of the works are done: 37 points apart. "
        "This is no verdict; it asks for an explanation."
    )


def agreement(dam, **stated):
    region = dam.money.funding.by_funder[1].organisation
    shares = (Share(region, Decimal(2000000)),)
    first = AgreementView(1, "2022/19", dt.date(2022, 3, 7), Translated(), shares, ())
    return replace(first, **stated)


def test_agreement_is_named_by_number_and_session(dam):
    amended = AmendmentView(1, None, ())

    assert [
        spending.agreement_words(one).striptags()
        for one in (
            agreement(dam),
            agreement(dam, session_on=None),
            agreement(dam, amendments=(amended,)),
        )
    ] == [
        "2022/19 (session of 7 March 2022)",
        "2022/19",
        "2022/19 (session of 7 March 2022), amended (1)",
    ]


def test_agreements_show_the_parties_whose_shares_are_stated(dam):
    page = with_money(dam, agreements=(agreement(dam), agreement(dam, first_shares=())))

    (signed,) = spending.agreements(page)

    assert [(names["en"], amount.striptags()) for names, amount in signed.parties] == [
        ("North Region", "MAD 2 million")
    ]


def test_amended_shares_show_what_was_first_signed_and_their_rows(dam):
    mee, region = (share.organisation for share in dam.money.funding.by_funder)
    cell = {"file": "ab" * 32, "name": "conventions.xlsx", "sheet": "Conventions", "column": "F"}
    first = (
        Share(region, Decimal(2000000), {**cell, "row": 12}),
        Share(mee, Decimal(1000000), {**cell, "row": 12}),
    )
    then = (Share(region, Decimal(3000000), {**cell, "row": 13}), first[1])
    amended = agreement(dam, first_shares=first, amendments=(AmendmentView(1, None, then),))

    (signed,) = spending.agreements(with_money(dam, agreements=(amended,)))

    assert [amount.striptags() for _party, amount in signed.parties] == [
        "MAD 3 millionfirst signed: MAD 2 million",
        "MAD 1 million",
        "MAD 4 million",
    ]
    assert signed.whence.striptags() == ("file conventions.xlsx · sheet Conventions · row 12, 13")


def test_years_that_only_some_funders_name_add_up_to_what_is_planned(dam):
    mee, region = (share.organisation for share in dam.money.funding.by_funder)
    lines = [
        FundingLineView(region, 2023, Decimal(1000000)),
        FundingLineView(None, 2023, Decimal(2000000)),
        FundingLineView(mee, None, Decimal(2000000)),
    ]
    page = with_money(dam, funding=Funding.of(lines))

    assert plain(spending.by_funder(page))[-1] == ["Total", "3.00", "3.00", "100%"]
    assert spending.split_note(page) == ("Which funder pays in which year is known only in part.")


def test_reports_as_of_one_day_are_one_reading(dam):
    said = dam.timeline.reports[0]
    paid = [one for one in dam.money.executions if one.kind is ExecutionKind.PAID]
    page = with_money(dam, executions=(*paid, *paid))

    again = replace(page, timeline=replace(page.timeline, reports=(said, said)))

    assert spending.course(again) is None


def test_course_is_drawn_once_both_were_reported_twice(dam):
    earlier = replace(dam.timeline.reports[0], as_of_on=dt.date(2024, 12, 31), physical=Decimal(60))
    executions = (
        *dam.money.executions,
        ExecutionView(ExecutionKind.PAID, dt.date(2024, 12, 31), Decimal(625000), "report:0"),
    )
    page = with_money(dam, executions=executions)

    drawn = spending.course(
        replace(page, timeline=replace(page.timeline, reports=(*page.timeline.reports, earlier)))
    )

    assert [[cell.striptags() for cell in row] for row in drawn.readings] == [
        ["31 December 2024", "60%", "49%"],
        ["30 June 2025", "80%", "62%"],
    ]
    assert drawn.drawing.count("<svg") == 2


def test_one_report_draws_no_course(dam):
    assert spending.course(dam) is None


def test_payments_of_an_unknown_amount_draw_no_course(dam):
    page = replace(dam, figures=replace(dam.figures, amount=None))

    assert spending.course(page) is None
