"""Who may do what: what is not granted is refused."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from athar.people import rules
from athar.people.enums import ROLE_DUTIES, Role


class Somebody:
    """Holds one role over one scope."""

    pk = 1

    def __init__(self, role: Role, scope: str, *, is_active: bool = True) -> None:
        self.held, self.is_active = (role, scope), is_active

    def has_grant(self, role, scope_keys) -> bool:
        return any((role, key) == self.held for key in scope_keys)


EDITOR = Somebody(Role.PLAN_EDITOR, "plan:3")


@pytest.mark.parametrize(
    ("actor", "roles", "scopes", "allowed"),
    [
        (EDITOR, (Role.PLAN_EDITOR,), ("plan:3",), True),
        (EDITOR, (Role.PLAN_EDITOR,), ("plan:3", "organisation:1"), True),
        (EDITOR, (Role.PLAN_EDITOR,), ("plan:4",), False),
        (EDITOR, (Role.PLAN_EDITOR,), (), False),
        (EDITOR, (Role.VALIDATOR,), ("plan:3",), False),
        (EDITOR, (), ("plan:3",), False),
        (Somebody(Role.PLAN_EDITOR, "installation"), (Role.PLAN_EDITOR,), ("plan:9",), True),
        (
            Somebody(Role.PLAN_EDITOR, "plan:3", is_active=False),
            (Role.PLAN_EDITOR,),
            ("plan:3",),
            False,
        ),
    ],
)
def test_holds_asks_for_role_and_scope(actor, roles, scopes, allowed):
    assert rules.holds(actor, roles, scopes) is allowed
    assert rules.may(actor, roles, scopes) is allowed


def test_nobody_reads_with_a_role_while_the_system_may_act():
    assert rules.holds(None, (Role.ADMINISTRATOR,), ("plan:3",)) is False
    assert rules.may(None, (), ()) is True


def test_require_refuses_by_name():
    rules.require(True, "people.x")

    with pytest.raises(PermissionDenied, match=r"people\.x"):
        rules.require(False, "people.x")


@pytest.mark.parametrize(
    ("role", "scope", "rights", "accounts", "put", "add"),
    [
        (Role.ADMINISTRATOR, "installation", True, True, True, True),
        (Role.ADMINISTRATOR, "plan:3", True, False, False, True),
        (Role.ADMINISTRATOR, "plan:4", False, False, False, False),
        (Role.PLAN_EDITOR, "plan:3", False, False, False, True),
        (Role.COORDINATOR, "plan:3", False, False, False, True),
        (Role.VALIDATOR, "installation", False, False, False, False),
    ],
)
def test_administration_belongs_to_the_administrator(role, scope, rights, accounts, put, add):
    actor = Somebody(role, scope)

    assert rules.can_manage_rights(actor, "plan:3") is rights
    assert rules.can_manage_accounts(actor) is accounts
    assert rules.can_put_organisations(actor) is put
    assert rules.can_add_organisations(actor, ("plan:3",)) is add


def test_every_role_has_its_duty():
    assert set(ROLE_DUTIES) == set(Role)


def test_scope_of_a_body_is_its_key():
    assert rules.organisation_scope(7) == "organisation:7"
