"""The six people of a demonstration."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from athar.people.demo import DEMO_PASSWORD, create_demo_accounts
from athar.people.enums import Role
from athar.people.models import Account, Grant

pytestmark = pytest.mark.django_db
ROLES = (
    Role.PROJECT_MANAGER,
    Role.COORDINATOR,
    Role.VALIDATOR,
    Role.PLAN_EDITOR,
    Role.EVALUATOR,
    Role.ADMINISTRATOR,
)


def _held():
    return dict(Grant.objects.filter(revoked_at=None).values_list("role", "scope"))


def test_demo_accounts_are_one_per_role_and_sign_in_at_once(draft_plan):
    accounts = create_demo_accounts(plan_id=draft_plan.id)

    assert tuple(one.role for one in accounts) == ROLES
    assert {one.password for one in accounts} == {DEMO_PASSWORD}
    assert all(one.check_password(DEMO_PASSWORD) and one.is_demo for one in Account.objects.all())
    assert all(one.emailaddress_set.get().verified for one in Account.objects.all())


def test_demo_roles_are_for_the_plan_and_the_administrator_for_all(draft_plan):
    create_demo_accounts(plan_id=draft_plan.id)

    assert _held() == {
        **dict.fromkeys(ROLES, f"plan:{draft_plan.id}"),
        "administrator": "installation",
    }


def test_demo_coordinator_also_enters_the_plan(draft_plan):
    create_demo_accounts(plan_id=draft_plan.id)

    held = Grant.objects.filter(account__email="coordinator@athar.example", revoked_at=None)
    assert set(held.values_list("role", "scope")) == {
        ("coordinator", f"plan:{draft_plan.id}"),
        ("plan_editor", f"plan:{draft_plan.id}"),
    }


def test_demo_manager_answers_for_a_body(draft_plan):
    body = draft_plan.bodies["REG"]

    create_demo_accounts(plan_id=draft_plan.id, organisation_id=body)

    assert _held()["project_manager"] == f"organisation:{body}"
    assert Account.objects.get(grants__role="project_manager").organisation_id == body


def test_demo_accounts_come_back_to_their_first_state(draft_plan):
    create_demo_accounts(plan_id=draft_plan.id)
    Account.objects.update(is_active=False, name="x", password="x")

    create_demo_accounts(plan_id=draft_plan.id)

    assert Account.objects.count() == len(ROLES)
    assert all(
        one.is_active and one.name != "x" and one.check_password(DEMO_PASSWORD)
        for one in Account.objects.all()
    )
    assert Grant.objects.filter(revoked_at=None).count() == len(ROLES) + 1


def test_demo_accounts_are_refused_to_others(plan, people):
    with pytest.raises(PermissionDenied):
        create_demo_accounts(by=people.editor, plan_id=plan.id)
