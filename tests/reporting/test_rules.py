"""Who may publish what bodies report."""

import pytest

from athar.reporting.rules import can_publish_reports


@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        ("coordinator", True),
        ("editor", True),
        ("manager", False),
        ("validator", False),
        ("evaluator", False),
        ("administrator", False),
        ("stranger", False),
        ("citizen", False),
    ],
)
def test_reports_are_published_by_coordinator_and_editor(plan, people, who, allowed):
    assert can_publish_reports(getattr(people, who), (f"plan:{plan.id}",)) is allowed
