"""Agreements and planned funding as programs read them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from athar.finance.actions import put_agreements
from athar.finance.drafts import AgreementDraft, AmendmentDraft
from athar.kernel.text import Translated
from athar.plans.models import Commitment

SHARES = {"MEE": Decimal(750000), "REG": Decimal("500000.50"), "APDN": None}


def agreement(number, **more):
    return AgreementDraft(
        number=number,
        session_on=dt.date(2022, 3, 7),
        title=Translated(fr=f"Convention {number}"),
        commitment_codes=("PDR-001", "PDR-002"),
        shares=SHARES,
        **more,
    )


@pytest.fixture
def agreements(plan):
    """Two plain agreements and one that was amended."""
    amendment = AmendmentDraft(
        number=1, session_on=None, title=Translated(), shares={"REG": Decimal(1)}
    )
    drafts = [
        agreement("2022/1"),
        agreement("2022/2"),
        agreement("2022/3", amendments=(amendment,)),
    ]
    put_agreements(by=None, plan_id=plan.id, drafts=drafts, complete=True)
    return plan


@pytest.mark.parametrize("n", [1, 3])
def test_agreements_take_four_queries(agreements, ask, n, django_assert_num_queries):
    with django_assert_num_queries(4):
        found = ask(f"agreements?limit={n}")

    assert [one["number"] for one in found["items"]] == ["2022/1", "2022/2", "2022/3"][:n]


def test_an_agreement_has_first_shares_and_those_in_force(agreements, ask):
    found = ask("agreements?number=2022/3")["items"][0]

    assert {one["code"]: one["amount"] for one in found["first_parties"]} == {
        "APDN": None,
        "MEE": "750000.00",
        "REG": "500000.50",
    }
    assert [(one["code"], one["amount"]) for one in found["parties"]] == [("REG", "1.00")]
    assert (found["total"], found["commitments"]) == ("1.00", ["PDR-001", "PDR-002"])
    assert [one["number"] for one in found["amendments"]] == [1]


def test_agreements_go_on_and_can_be_chosen(agreements, ask, whole):
    Commitment.objects.filter(code="PDR-002").update(first_version=None)

    assert [one["number"] for one in whole("agreements", 1)] == ["2022/1", "2022/2", "2022/3"]
    assert ask("agreements?plan=X")["items"] == []
    assert ask(f"agreements?plan={agreements.code}")["items"][0]["commitments"] == ["PDR-001"]


FOUND = {
    "": 5,
    "plan=PDR-NORD-2022-2027": 5,
    "plan=X": 0,
    "commitment=PDR-001": 4,
    "funder=REG": 2,
    "year=2023": 2,
    "split_by=funder": 3,
    "split_by=year": 3,
    "split_by=funder&commitment=PDR-001": 2,
}


def test_lines_of_funding_can_be_chosen(plan, ask, whole):
    found = {query: len(ask(f"funding?{query}")["items"]) for query in FOUND}

    assert found == FOUND
    assert len(whole("funding", 2)) == 5


@pytest.mark.parametrize("n", [1, 3])
def test_lines_of_funding_take_one_query(plan, ask, n, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = ask(f"funding?limit={n}")["items"]

    assert len(found) == n
    assert {name: found[0][name] for name in ("funder", "year", "amount", "currency")} == {
        "funder": "REG",
        "year": None,
        "amount": "500000.50",
        "currency": "MAD",
    }


def test_money_of_drafts_does_not_exist(draft_plan, ask):
    put_agreements(by=None, plan_id=draft_plan.id, drafts=[agreement("1")], complete=True)

    assert (ask("agreements")["items"], ask("funding")["items"]) == ([], [])
