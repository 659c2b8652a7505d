"""Contributions between plans in the API."""

from __future__ import annotations

from decimal import Decimal

import pytest

from athar.network.actions.convergence import answer_accord, propose_accord
from tests.network.meeting import contribute, meet

pytestmark = pytest.mark.django_db


@pytest.fixture
def met(frozen_day):
    found = meet()
    contribute(found, "RAP", "R-1", "N-1", Decimal(50))
    contribute(found, "CAP", "C-1", "R-1")
    ends = {"commitment_id": found.keys["R-1"], "target_id": found.keys["N-1"]}
    propose_accord(by=None, **ends, kind="implements")
    answer_accord(by=None, **ends, accepts=True, seen="implements  50")


def test_contributions_say_kind_share_and_answer(met, ask):
    last = ask("convergence")["items"][1]

    assert {name: last[name] for name in ("plan", "commitment", "target_plan", "target")} == {
        "plan": "RAP", "commitment": "R-1", "target_plan": "NAP", "target": "N-1"
    }  # fmt: skip
    assert (last["kind"], last["share_percent"], last["answer"]) == (
        "implements", "50.000000", "accepted"
    )  # fmt: skip
    assert last["target_id"].endswith("/id/commitment/NAP/N-1")


@pytest.mark.parametrize(
    ("query", "expected"),
    [("plan=CAP", ["C-1"]), ("target_plan=NAP", ["R-1"]), ("plan=NAP", [])],
    ids=["giving", "receiving", "none"],
)
def test_contributions_of_a_plan_or_to_one(met, ask, query, expected):
    assert [one["commitment"] for one in ask(f"convergence?{query}")["items"]] == expected


def test_list_goes_on_where_it_ended(met, whole):
    assert [one["commitment"] for one in whole("convergence", 1)] == ["C-1", "R-1"]
