"""The money of a plan as each version froze it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps

from athar.finance.actions import put_agreements, put_funding
from athar.finance.drafts import AgreementDraft, AmendmentDraft, FundingDraft
from athar.finance.models import AgreementSnapshot, FundingSnapshot
from athar.finance.queries import (
    MoneyThen,
    last_agreements,
    last_funding,
    money_changes,
    money_of,
    money_then,
    stated_funding,
)
from athar.plans.actions import publish_amendment
from athar.reporting.models import Report

pytestmark = pytest.mark.django_db

AGREEMENT = AgreementDraft(
    number="C-12",
    session_on=dt.date(2023, 3, 6),
    commitment_codes=("PDR-001",),
    shares={"REG": Decimal(10), "MEE": None},
    amendments=(AmendmentDraft(number=1, shares={"REG": Decimal(12)}),),
)


def amend(plan):
    publish_amendment(
        by=None, plan_id=plan.id, why="Council", changed_commitment_ids=(), also_changed=True
    )


def put(plan, *lines, complete=False):
    drafts = [FundingDraft(commitment_code="PDR-001", **line) for line in lines]
    put_funding(by=None, plan_id=plan.id, drafts=drafts, complete=complete)


def then(plan, version, code="PDR-001"):
    key = plan.commitments[code]
    keys = frozenset(f"report:{pk}" for pk in Report.objects.values_list("pk", flat=True))
    return MoneyThen(plan.id, version, key, code, keys)


def test_money_is_as_each_version_froze_it(plan):
    key = plan.commitments["PDR-001"]
    put_agreements(by=None, plan_id=plan.id, drafts=[AGREEMENT])
    amend(plan)
    before = money_of(key)
    put(plan, {"funder_code": "APDN", "amount": Decimal(5)})
    put_agreements(by=None, plan_id=plan.id, drafts=[], complete=True)
    amend(plan)

    assert money_then(then(plan, 2)) == before
    assert money_then(then(plan, 3)) == money_of(key)
    assert (before.agreements[0].total, money_of(key).agreements) == (Decimal(12), ())


@pytest.mark.parametrize(("code", "n_queries"), [("PDR-001", 4), ("PDR-004", 3)])
def test_money_then_takes_four_queries(plan, code, n_queries, django_assert_num_queries):
    asked = then(plan, 1, code)

    with django_assert_num_queries(n_queries):
        found = money_then(asked)

    assert found == money_of(plan.commitments[code])


def test_a_version_keeps_only_the_money_that_differs(plan):
    first = FundingSnapshot.objects.count()
    put(plan, {"funder_code": "APDN", "amount": Decimal(5)})

    amend(plan)
    amend(plan)

    assert (first, FundingSnapshot.objects.count()) == (2, 3)
    assert (
        FundingSnapshot.objects.get(version__number=2).commitment_id == plan.commitments["PDR-001"]
    )


def test_funding_taken_away_is_no_longer_in_force(plan):
    put_funding(by=None, plan_id=plan.id, drafts=[], complete=True)

    amend(plan)

    assert last_funding(plan.id, 2) == {}
    assert set(last_funding(plan.id, 1)) == {
        plan.commitments[code] for code in ("PDR-001", "PDR-002")
    }


def test_an_agreement_taken_out_is_no_longer_in_force(plan):
    put_agreements(by=None, plan_id=plan.id, drafts=[AGREEMENT])
    amend(plan)
    put_agreements(by=None, plan_id=plan.id, drafts=[], complete=True)

    amend(plan)

    assert set(last_agreements(plan.id, 2)) == {"C-12"}
    assert last_agreements(plan.id, 3) == {}


def test_money_published_before_is_frozen_as_it_stands(plan):
    put_agreements(by=None, plan_id=plan.id, drafts=[AGREEMENT])
    amend(plan)
    funding, agreements = last_funding(plan.id, 2), last_agreements(plan.id, 2)
    FundingSnapshot.objects.all().delete()
    AgreementSnapshot.objects.all().delete()

    import_module("athar.finance.migrations.0005_freeze_what_is_published").freeze(apps, None)

    assert (last_funding(plan.id, 1), last_agreements(plan.id, 1)) == (funding, agreements)
    assert len(stated_funding(plan.id)) == sum(len(lines) for lines in funding.values())


def test_what_a_version_changed_of_the_money(plan, django_assert_num_queries):
    put_agreements(by=None, plan_id=plan.id, drafts=[AGREEMENT])
    put(plan, {"funder_code": "APDN", "amount": Decimal(5)})
    amend(plan)
    key = plan.commitments["PDR-001"]

    with django_assert_num_queries(4):
        found = money_changes(plan.id, 2)

    before, after = found.funding[key]
    assert ([line["funder"] for line in after], len(before)) == (["APDN"], 4)
    assert {number: pair[0] for number, pair in found.agreements.items()} == {"C-12": None}
