"""Who pays, edited with the commitment it belongs to."""

from __future__ import annotations

import pytest

from athar.finance import edited

pytestmark = pytest.mark.django_db

LINE = {"funder": "REG", "year": 2024, "agreement": None, "amount": "7.00"}


def test_funding_is_read_by_commitment(plan, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = edited.read(plan.id, ["PDR-002", "PDR-003"])

    assert found == {
        "PDR-002": [{"funder": "REG", "year": 2023, "agreement": None, "amount": "750000.00"}]
    }


def test_funding_is_written_and_emptied(plan):
    found = edited.write(None, plan.id, {"PDR-001": [], "PDR-003": [LINE]})

    assert [one.code for one in found.gone] == ["PDR-001"]
    assert edited.read(plan.id, ["PDR-001", "PDR-003"]) == {"PDR-003": [LINE]}
    assert "PDR-002" in edited.read(plan.id, ["PDR-002"])
