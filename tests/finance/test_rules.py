"""Who may state the money of a plan."""

import pytest

from athar.finance.rules import can_state_execution, can_state_funding


@pytest.mark.parametrize(
    ("who", "funding", "execution"),
    [
        ("editor", True, True),
        ("coordinator", False, True),
        ("manager", False, False),
        ("validator", False, False),
        ("evaluator", False, False),
        ("administrator", False, False),
        ("stranger", False, False),
        ("citizen", False, False),
    ],
)
def test_money_is_stated_by_who_answers_for_it(plan, people, who, funding, execution):
    actor, scopes = getattr(people, who), (f"plan:{plan.id}",)

    allowed = can_state_funding(actor, scopes), can_state_execution(actor, scopes)

    assert allowed == (funding, execution)
