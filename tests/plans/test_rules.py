"""Who may edit and publish plans."""

import pytest

from athar.people.actions import grant_role
from athar.people.enums import Role
from athar.plans.rules import can_edit_plan, can_publish_plan, can_start_plan, plan_scopes


@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        ("editor", True),
        ("manager", False),
        ("coordinator", False),
        ("validator", False),
        ("evaluator", False),
        ("administrator", False),
        ("stranger", False),
        ("citizen", False),
    ],
)
def test_a_plan_is_changed_and_published_by_its_editor(plan, people, who, allowed):
    actor, scopes = getattr(people, who), plan_scopes(plan.id, plan.bodies["REG"])

    found = can_edit_plan(actor, scopes), can_publish_plan(actor, scopes)

    assert found == (allowed, allowed)


def test_a_coordinator_of_the_plan_edits_but_does_not_publish(plan, people):
    scope = f"plan:{plan.id}"
    grant_role(by=None, account_id=people.citizen.pk, role=Role.PLAN_COORDINATOR, scope=scope)

    found = can_edit_plan(people.citizen, (scope,)), can_publish_plan(people.citizen, (scope,))

    assert found == (True, False)


def test_a_plan_is_started_by_an_editor_of_its_owner(plan, people):
    owner, other = plan.bodies["REG"], plan.bodies["MEE"]
    grant_role(
        by=None,
        account_id=people.citizen.pk,
        role=Role.PLAN_EDITOR,
        scope=f"organisation:{owner}",
    )

    found = [can_start_plan(people.citizen, body) for body in (owner, other)]

    assert (found, can_start_plan(people.editor, owner)) == ([True, False], False)
