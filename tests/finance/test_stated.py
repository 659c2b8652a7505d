"""The money of a plan as it stands, kept as plain values and stated again."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest

from athar.finance.actions import put_agreements, put_funding
from athar.finance.drafts import AgreementDraft, AmendmentDraft, FundingDraft
from athar.finance.models import Agreement, FundingLine
from athar.finance.queries import (
    agreement_drafts,
    funding_drafts,
    stated_agreements,
    stated_funding,
)
from athar.kernel.text import Translated
from athar.plans.drafts import Differences

SIGNED = AgreementDraft(
    number="C-12/2022",
    session_on=dt.date(2022, 3, 7),
    title=Translated(fr="Barrages"),
    commitment_codes=("PDR-001", "PDR-002"),
    shares={"REG": Decimal("500000.50"), "MEE": None},
    origins={"REG": {"file": "abc", "row": 5}, "MEE": {}},
    amendments=(
        AmendmentDraft(number=1, session_on=dt.date(2023, 3, 6), title=Translated(fr="Avenant")),
        AmendmentDraft(number=2, shares={"REG": Decimal("0.00")}, origins={"REG": {"row": 9}}),
    ),
)
PAID_BY = FundingDraft(
    commitment_code="PDR-003",
    funder_code="MEE",
    year=2024,
    agreement_number="C-12/2022",
    amount=Decimal("12.50"),
    origin={"file": "abc", "row": 5},
)


def put(plan, *drafts, complete=False):
    return put_agreements(by=None, plan_id=plan.id, drafts=drafts, complete=complete)


def kept(stated):
    return json.loads(json.dumps(stated))


def test_agreements_come_back_as_they_were_stated(plan):
    put(plan, SIGNED)

    again = agreement_drafts(kept(stated_agreements(plan.id)))

    assert again == [SIGNED]


def test_funding_comes_back_as_it_was_stated(plan):
    put(plan, SIGNED)
    put_funding(by=None, plan_id=plan.id, drafts=[PAID_BY], complete=True)

    again = funding_drafts(kept(stated_funding(plan.id)))

    assert again == [PAID_BY]


def test_funding_keeps_the_order_in_which_it_was_written(plan):
    keys = FundingLine.objects.order_by("pk").values_list("commitment__code", "funder__code")

    stated = stated_funding(plan.id)

    assert [(one["commitment"], one["funder"]) for one in stated] == list(keys)


def test_a_complete_statement_takes_out_agreements_it_does_not_name(plan):
    put(plan, SIGNED, AgreementDraft(number="C-13/2022", commitment_codes=("PDR-001",)))
    key = Agreement.objects.get(number="C-13/2022").pk

    differences = put(plan, SIGNED, complete=True)

    (gone,) = differences.gone
    assert (gone.subject, gone.code, gone.after) == (f"agreement:{key}", "C-13/2022", None)
    assert gone.before["commitments"] == ["PDR-001"]
    assert list(Agreement.objects.values_list("number", flat=True)) == ["C-12/2022"]


def test_a_complete_statement_empties_what_it_leaves_empty(plan):
    bare = AgreementDraft(number="C-12/2022", shares={}, amendments=())
    put(plan, bare)
    before = stated_agreements(plan.id)
    put(plan, SIGNED)

    put(plan, bare, complete=True)

    assert stated_agreements(plan.id) == before


def test_the_same_complete_statement_again_changes_nothing(plan):
    put(plan, SIGNED)

    assert put(plan, *agreement_drafts(stated_agreements(plan.id)), complete=True) == Differences()


@pytest.mark.parametrize("n_agreements", [1, 3])
def test_reading_what_is_stated_takes_the_same_queries(
    plan, n_agreements, django_assert_num_queries
):
    put(plan, *(AgreementDraft(number=f"C-{n}", shares={"REG": None}) for n in range(n_agreements)))

    with django_assert_num_queries(5):
        agreements, funding = stated_agreements(plan.id), stated_funding(plan.id)

    assert (len(agreements), len(funding)) == (n_agreements, FundingLine.objects.count())
