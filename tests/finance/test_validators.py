"""What funding, agreements and executions must be: each problem has its code."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from athar.finance.drafts import AgreementDraft, AmendmentDraft, ExecutionDraft, FundingDraft
from athar.finance.enums import ExecutionKind
from athar.finance.validators import check_agreements, check_executions, check_funding

LINE = {"commitment_code": "P-1", "funder_code": "REG", "year": 2024, "amount": Decimal(5)}
TOO_LARGE = Decimal(10) ** 17
REFUSED_AMOUNTS = (Decimal(-1), Decimal("0.001"), TOO_LARGE)


def _problems(check, *args, **known):
    try:
        check(*args, **known)
    except ValidationError as refused:
        return [(one.code, one.params["code"], one.params["named"]) for one in refused.error_list]
    return []


def funding(*lines):
    drafts = [FundingDraft(**{**LINE, **line}) for line in lines]
    return _problems(check_funding, drafts, commitments={"P-1"}, bodies={"REG"}, agreements={"C-1"})


@pytest.mark.parametrize(
    "line",
    [
        {},
        {"funder_code": None},
        {"year": None},
        {"agreement_number": "C-1"},
        {"amount": Decimal(0)},
        {"year": 1950},
        {"year": 2150},
    ],
)
def test_sound_line_of_funding_has_no_problem(line):
    assert funding(line) == []


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ({"commitment_code": "P-9"}, ("unknown_commitment", "P-9", "P-9")),
        ({"funder_code": "ONEE"}, ("unknown_body", "P-1", "ONEE")),
        ({"agreement_number": "C-9"}, ("unknown_agreement", "P-1", "C-9")),
        ({"year": 1949}, ("year_out_of_range", "P-1", "1949")),
        ({"year": 2151}, ("year_out_of_range", "P-1", "2151")),
        ({"funder_code": None, "year": None}, ("not_split", "P-1", "")),
        *(({"amount": amount}, ("amount_out_of_range", "P-1", "")) for amount in REFUSED_AMOUNTS),
    ],
)
def test_line_of_funding_says_what_is_wrong(line, problem):
    assert funding(line) == [problem]


def test_line_of_funding_stated_twice_is_a_problem_of_both():
    assert funding({}, {"amount": Decimal(7)}) == [("named_twice", "P-1", "")] * 2


def test_same_money_by_funder_and_by_year_is_not_stated_twice():
    assert funding({"year": None}, {"funder_code": None}, {}, {"agreement_number": "C-1"}) == []


AGREEMENT = {
    "number": "C-1",
    "commitment_codes": ("P-1",),
    "shares": {"REG": Decimal(5), "MEE": None},
}


def agreements(*drafts):
    stated = [AgreementDraft(**{**AGREEMENT, **draft}) for draft in drafts]
    return _problems(check_agreements, stated, commitments={"P-1"}, bodies={"REG", "MEE"})


def amendment(number=1, **shares):
    return AmendmentDraft(number=number, shares=shares)


@pytest.mark.parametrize(
    "draft",
    [
        {},
        {"shares": {}},
        {"commitment_codes": ()},
        {"number": "n" * 60},
        {"amendments": (amendment(1, REG=Decimal(0)), amendment(2, REG=None))},
    ],
)
def test_sound_agreement_has_no_problem(draft):
    assert agreements(draft) == []


@pytest.mark.parametrize(
    ("draft", "problem"),
    [
        ({"number": " "}, ("number_missing", " ", "")),
        ({"number": "n" * 61}, ("number_missing", "n" * 61, "")),
        ({"commitment_codes": ("P-9",)}, ("unknown_commitment", "C-1", "P-9")),
        ({"shares": {"ONEE": None}}, ("unknown_body", "C-1", "ONEE")),
        ({"amendments": (amendment(1, ONEE=None),)}, ("unknown_body", "C-1", "ONEE")),
        ({"amendments": (amendment(1), amendment(1))}, ("named_twice", "C-1", "")),
        ({"shares": {"REG": Decimal(-1)}}, ("amount_out_of_range", "C-1", "")),
        ({"amendments": (amendment(1, REG=TOO_LARGE),)}, ("amount_out_of_range", "C-1", "")),
    ],
)
def test_agreement_says_what_is_wrong(draft, problem):
    assert agreements(draft) == [problem]


def test_agreement_stated_twice_is_a_problem_of_both():
    assert agreements({}, {}) == [("named_twice", "C-1", "")] * 2


def execution(amount):
    return ExecutionDraft(
        commitment_id=7,
        kind=ExecutionKind.PAID,
        on=dt.date(2025, 6, 30),
        amount=amount,
        stated_in="report:1",
    )


def test_sound_executions_have_no_problem():
    assert _problems(check_executions, [execution(Decimal(0)), execution(Decimal(5))]) == []


@pytest.mark.parametrize("amount", REFUSED_AMOUNTS)
def test_execution_says_what_is_wrong(amount):
    problems = _problems(check_executions, [execution(Decimal(5)), execution(amount)])

    assert problems == [("amount_out_of_range", "7", "")]
