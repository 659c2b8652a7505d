"""Who may keep libraries and frameworks, and who may state values with which claim."""

from __future__ import annotations

import pytest

from athar.indicators.actions import put_framework
from athar.indicators.drafts import ResultLineDraft
from athar.indicators.enums import Claim
from athar.indicators.rules import can_claim, can_keep_framework, can_keep_library
from athar.indicators.scopes import scopes_of_indicators

EVERYBODY = (
    *("manager", "coordinator", "validator", "editor", "evaluator", "administrator"),
    *("citizen", "stranger"),
)


@pytest.fixture
def scopes(setting) -> tuple[str, ...]:
    """The scopes of the plan's own indicator, adopted by a project that one body leads."""
    line = ResultLineDraft(
        indicator=(setting.plan.code, "connected"),
        place_id=setting.places["01"],
        commitment_code="PDR-002",
    )
    put_framework(by=None, plan_id=setting.plan.id, drafts=[line])
    key = setting.indicators["connected"]
    return scopes_of_indicators([key])[key]


@pytest.mark.parametrize(
    ("claim", "allowed"),
    [
        (Claim.DECLARED, {"manager", "coordinator", "editor"}),
        (Claim.VALIDATED, {"validator"}),
        (Claim.INDEPENDENT, {"evaluator"}),
    ],
)
def test_each_claim_belongs_to_its_office(people, scopes, claim, allowed):
    found = {who for who in EVERYBODY if can_claim(getattr(people, who), claim, scopes)}

    assert found == allowed


def test_libraries_and_frameworks_belong_to_who_edits_the_plan(people, scopes):
    keepers = {who for who in EVERYBODY if can_keep_library(getattr(people, who), scopes)}
    framers = {who for who in EVERYBODY if can_keep_framework(getattr(people, who), scopes)}

    assert (keepers, framers) == ({"editor", "administrator"}, {"editor"})


def test_adopting_a_shared_indicator_gives_no_right_over_its_values(setting, people):
    line = ResultLineDraft(
        indicator=("shared", "water"),
        place_id=setting.places["01"],
        commitment_code="PDR-001",
    )
    put_framework(by=None, plan_id=setting.plan.id, drafts=[line])
    key = setting.indicators["water"]

    assert scopes_of_indicators([key])[key] == (f"library:{setting.library}",)
