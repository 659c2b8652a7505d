"""Who may act for a member: its focal point, for nobody else."""

from __future__ import annotations

import pytest

from athar.network.rules import members as rules
from athar.people.enums import Role
from tests.people.test_rules import Somebody

FOCAL_POINT = Somebody(Role.FOCAL_POINT, "member:3")
KEEPER = Somebody(Role.ADMINISTRATOR, "installation")


@pytest.mark.parametrize(("member_id", "allowed"), [(3, True), (4, False)])
def test_focal_point_speaks_for_their_member_only(member_id: int, allowed: bool) -> None:
    scopes = (rules.member_scope(member_id),)

    answers = rules.can_speak_for(FOCAL_POINT, scopes), rules.is_focal_point(FOCAL_POINT, scopes)

    assert answers == (allowed, allowed)


def test_nobody_reads_what_a_member_keeps_but_the_system_may_act() -> None:
    scopes = (rules.member_scope(3),)

    answers = rules.is_focal_point(None, scopes), rules.can_speak_for(None, scopes)

    assert answers == (False, True)


@pytest.mark.parametrize(("who", "allowed"), [(KEEPER, True), (FOCAL_POINT, False)])
def test_members_are_kept_by_the_administrator(who: Somebody, allowed: bool) -> None:
    assert rules.can_keep_members(who) is allowed
