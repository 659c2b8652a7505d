"""Who pays, edited with the commitment it belongs to."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from athar.finance import edited
from athar.finance.actions import put_agreements
from athar.finance.drafts import AgreementDraft
from athar.finance.models import AgreementShare

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(plan):
    """An agreement that covers one commitment, with what each party pays, and one that covers none."""
    shares = {"REG": Decimal(5)}
    drafts = [
        AgreementDraft(number="2022/19", commitment_codes=("PDR-002",), shares=shares),
        AgreementDraft(number="2023/7"),
    ]
    put_agreements(by=None, plan_id=plan.id, drafts=drafts)
    return plan.id


def agreements(plan_id):
    return edited.read_agreements(plan_id, ["PDR-001", "PDR-002"])


def test_agreements_are_linked_and_what_else_they_hold_stays(agreement):
    values = {"PDR-001": ["2022/19", "2023/7"], "PDR-003": []}

    found = edited.write_agreements(None, agreement, values, "")

    assert [one.code for one in found.changed] == ["2022/19", "2023/7"]
    assert agreements(agreement) == {"PDR-001": ["2022/19", "2023/7"], "PDR-002": ["2022/19"]}
    assert AgreementShare.objects.get().amount == 5


def test_a_link_is_taken_back_without_touching_the_others(agreement):
    edited.write_agreements(None, agreement, {"PDR-001": ["2022/19"]}, "")

    found = edited.write_agreements(None, agreement, {"PDR-001": []}, "")

    assert (len(found.changed), agreements(agreement)) == (1, {"PDR-002": ["2022/19"]})
    assert edited.write_agreements(None, agreement, {"PDR-001": []}, "").is_empty


def test_an_agreement_that_the_plan_has_not_is_refused(agreement):
    with pytest.raises(ValidationError) as refused:
        edited.write_agreements(None, agreement, {"PDR-001": ["2022/19", "9"]}, "")

    assert (refused.value.code, agreements(agreement)) == (
        "unknown_agreement",
        {"PDR-002": ["2022/19"]},
    )


LINE = {"funder": "REG", "year": 2024, "agreement": None, "amount": "7.00"}


def test_funding_is_read_by_commitment(plan, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = edited.read(plan.id, ["PDR-002", "PDR-003"])

    assert found == {
        "PDR-002": [{"funder": "REG", "year": 2023, "agreement": None, "amount": "750000.00"}]
    }


def test_funding_is_written_and_emptied(plan):
    found = edited.write(None, plan.id, {"PDR-001": [], "PDR-003": [LINE]}, "")

    assert [one.code for one in found.gone] == ["PDR-001"]
    assert edited.read(plan.id, ["PDR-001", "PDR-003"]) == {"PDR-003": [LINE]}
    assert "PDR-002" in edited.read(plan.id, ["PDR-002"])
