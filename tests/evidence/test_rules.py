"""Who may add evidence."""

import pytest

from athar.evidence.rules import can_attach_evidence


@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        ("coordinator", True),
        ("validator", True),
        ("editor", True),
        ("evaluator", True),
        ("administrator", True),
        ("manager", False),
        ("stranger", False),
        ("citizen", False),
    ],
)
def test_evidence_is_added_by_who_works_on_the_plan(plan, people, who, allowed):
    assert can_attach_evidence(getattr(people, who), (f"plan:{plan.id}",)) is allowed


def test_a_manager_adds_evidence_to_what_the_own_body_leads(plan, people):
    scopes = (f"plan:{plan.id}", f"organisation:{plan.bodies['MEE']}")

    allowed = [can_attach_evidence(one, scopes) for one in (people.manager, people.stranger)]

    assert allowed == [True, False]
