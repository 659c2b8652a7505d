"""Who may state assessments."""

import pytest

from athar.evaluation.rules import can_assess


@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        ("evaluator", True),
        ("administrator", True),
        ("editor", False),
        ("coordinator", False),
        ("validator", False),
        ("manager", False),
        ("stranger", False),
        ("citizen", False),
    ],
)
def test_assessments_are_stated_by_evaluators_not_by_those_they_judge(plan, people, who, allowed):
    assert can_assess(getattr(people, who), (f"plan:{plan.id}",)) is allowed


def test_assessments_may_be_imported_by_the_operator():
    assert can_assess(None, ())
