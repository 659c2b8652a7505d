"""Rights lent for a time: held until their end, ended early, never lent on."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from athar.kernel import clock
from athar.people.actions import grant_role, revoke_grant
from athar.people.enums import Role
from athar.people.lending import lend_role, take_back_role
from athar.people.models import Account, Grant
from athar.people.queries import scopes_held
from athar.trail.models import Event

DAY = dt.timedelta(days=1)


@pytest.fixture
def world(frozen_day, plan, people):
    return plan, people


def fresh(account):
    return Account.objects.get(pk=account.pk)


def lend(plan, by, to, **more):
    given = {
        "role": Role.PROJECT_MANAGER,
        "scope": f"organisation:{plan.bodies['MEE']}",
        "expires_at": clock.now() + 10 * DAY,
    }
    return lend_role(by=by, account_id=to.pk, **{**given, **more})


def holds(plan, account):
    return account.has_grant("project_manager", [f"organisation:{plan.bodies['MEE']}"])


def test_lent_right_counts_until_its_end_even_for_who_is_at_work(world):
    plan, people = world

    lend(plan, people.manager, people.citizen)

    delegate = fresh(people.citizen)
    before = holds(plan, delegate)
    clock.set_frozen(clock.today() + 11 * DAY)
    assert (before, holds(plan, delegate)) == (True, False)


def test_lent_right_ends_with_that_of_the_lender(world):
    plan, people = world
    lend(plan, people.manager, people.citizen)

    revoke_grant(by=people.administrator, grant_id=people.manager.grants.get().pk)

    assert holds(plan, fresh(people.citizen)) is False


def test_lender_takes_the_right_back(world):
    plan, people = world
    key = lend(plan, people.manager, people.citizen)

    done = take_back_role(by=people.manager, grant_id=key)
    again = take_back_role(by=people.manager, grant_id=key)

    assert (done, again, holds(plan, fresh(people.citizen))) == (True, False, False)


def test_stranger_does_not_take_it_back(world):
    plan, people = world
    key = lend(plan, people.manager, people.citizen)

    with pytest.raises(PermissionDenied):
        take_back_role(by=people.stranger, grant_id=key)

    assert holds(plan, fresh(people.citizen)) is True


def test_what_was_lent_is_not_lent_on(world):
    plan, people = world
    lend(plan, people.manager, people.citizen)

    with pytest.raises(PermissionDenied):
        lend(plan, fresh(people.citizen), people.evaluator)

    refused = Event.objects.latest("pk")
    assert (refused.kind, refused.source) == (
        "act.refused",
        {"act": "role.lent", "why": ["not_allowed"]},
    )


def test_closed_account_lends_nothing(world):
    plan, people = world
    people.manager.is_active = False

    with pytest.raises(PermissionDenied):
        lend(plan, people.manager, people.citizen)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"role": Role.COORDINATOR}, "role_not_lent"),
        ({"expires_at": dt.datetime(2025, 10, 14, tzinfo=dt.UTC)}, "already_expired"),
        ({"expires_at": dt.datetime(2026, 10, 14, tzinfo=dt.UTC)}, "lasts_too_long"),
    ],
)
def test_what_cannot_be_lent_is_refused(world, more, code):
    plan, people = world

    with pytest.raises(ValidationError) as refusal:
        lend(plan, people.manager, people.citizen, **more)

    assert refusal.value.error_list[0].code == code


def test_right_that_ends_is_not_lent_beyond_its_end(world):
    plan, people = world
    Grant.objects.filter(account=people.manager).update(expires_at=clock.now() + 5 * DAY)

    with pytest.raises(ValidationError) as refusal:
        lend(plan, people.manager, people.citizen)

    assert refusal.value.error_list[0].code == "lasts_too_long"


def test_nobody_lends_to_themselves_to_a_closed_account_or_twice(world):
    plan, people = world
    Account.objects.filter(pk=people.evaluator.pk).update(is_active=False)
    lend(plan, people.manager, people.citizen)
    codes = []

    for to in (people.manager, people.evaluator, people.citizen):
        with pytest.raises(ValidationError) as refusal:
            lend(plan, people.manager, to)
        codes.append(refusal.value.error_list[0].code)

    assert codes == ["to_oneself", "account_closed", "already_held"]


def test_right_that_expired_may_be_lent_again(world):
    plan, people = world
    lend(plan, people.manager, people.citizen)
    clock.set_frozen(clock.today() + 11 * DAY)

    lend(plan, people.manager, people.citizen)

    assert holds(plan, fresh(people.citizen)) is True


def test_of_several_rights_the_longest_is_lent(world):
    plan, people = world
    scope = f"plan:{plan.id}"
    longer = grant_role(
        by=None, account_id=people.manager.pk, role=Role.PROJECT_MANAGER, scope=scope
    )
    Grant.objects.filter(account=people.manager).exclude(pk=longer.pk).update(
        expires_at=clock.now() + 5 * DAY
    )

    key = lend(plan, people.manager, people.citizen, wider=[scope])

    assert Grant.objects.get(pk=key).lent_from_id == longer.pk


def test_closed_account_holds_no_scope(world):
    plan, people = world
    roles = (Role.PROJECT_MANAGER,)

    open_, closed = fresh(people.manager), fresh(people.manager)
    closed.is_active = False

    assert scopes_held(open_, roles) == (("project_manager", f"organisation:{plan.bodies['MEE']}"),)
    assert scopes_held(closed, roles) == ()
