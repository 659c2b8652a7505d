"""Erasing a person: who may, what ends with it, and asking for it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from athar.kernel import clock
from athar.kernel.actor import former_name, former_number
from athar.people.actions import (
    ask_erasure,
    create_account,
    erase_person,
    grant_role,
    invite_person,
    recall_erasure,
    reopen_account,
    revoke_grant,
)
from athar.people.enums import Role
from athar.people.lending import lend_role
from athar.people.models import Account, Grant, Invitation
from athar.people.queries import account_by_email, erasure_effects, erasures_asked, grants_of
from athar.trail.models import Event

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "number"),
    [("former-user-12", 12), ("former-user-x", None), ("a former-user-1", None), ("", None)],
    ids=["former", "letters", "more", "nobody"],
)
def test_former_user_is_known_by_a_number(name, number):
    assert former_number(name) == number
    assert number is None or former_name(number) == name


def test_rights_are_taken_back_with_those_lent_from_them(people):
    week = clock.now() + dt.timedelta(days=7)
    given = {"role": Role.PROJECT_MANAGER, "scope": "commitment:1", "expires_at": week}
    body = Grant.objects.get(account=people.manager).scope
    lend_role(by=people.manager, account_id=people.citizen.pk, wider=(body,), **given)
    effects = erasure_effects(people.manager.pk)

    erase_person(by=people.administrator, account_id=people.manager.pk)

    assert (effects.n_roles, effects.n_lent) == (1, 1)
    assert [one.is_in_force for one in grants_of(people.citizen.pk)] == [False]
    assert not Grant.objects.filter(account=people.manager, revoked_at=None).exists()
    touched = Event.objects.get(kind="person.erased").changes.values_list("subject", flat=True)
    assert len([one for one in touched if one.startswith("grant:")]) == 2


def test_last_administrator_stays(people):
    with pytest.raises(ValidationError) as refusal:
        erase_person(by=None, account_id=people.administrator.pk)

    assert refusal.value.code == "last_administrator"
    assert Account.objects.get(pk=people.administrator.pk).erased_at is None


def test_administrator_before_the_last_goes(people):
    other = create_account(by=None, email="second@example.org")
    grant = grant_role(by=None, account_id=other.pk, role=Role.ADMINISTRATOR, scope="installation")

    assert erase_person(by=other, account_id=people.administrator.pk) is True
    assert erase_person(by=other, account_id=people.administrator.pk) is False
    revoke_grant(by=None, grant_id=grant.pk)
    assert erase_person(by=None, account_id=other.pk) is True


@pytest.mark.parametrize("who", ["administrator", "citizen", "coordinator"])
def test_nobody_erases_themselves_and_only_administrators_others(people, who):
    by = getattr(people, who)
    target = by.pk if who != "coordinator" else people.citizen.pk

    with pytest.raises(PermissionDenied):
        erase_person(by=by, account_id=target)

    assert Account.objects.filter(erased_at__isnull=False).count() == 0


def test_erased_account_stays_closed_and_its_address_is_free(people):
    address = people.citizen.email
    erase_person(by=None, account_id=people.citizen.pk)

    with pytest.raises(ValidationError) as refusal:
        reopen_account(by=None, account_id=people.citizen.pk)

    assert refusal.value.code == "account_erased"
    assert account_by_email(address) is None
    assert create_account(by=None, email=address).pk != people.citizen.pk


def test_what_was_offered_in_their_name_is_withdrawn(people):
    other = create_account(by=None, email="second@example.org")
    grant_role(by=None, account_id=other.pk, role=Role.ADMINISTRATOR, scope="installation")
    offer = {"role": Role.OBSERVER, "scope": "installation", "base_url": "https://x.example/"}
    invite_person(by=other, email="x@example.org", **offer)

    erase_person(by=None, account_id=other.pk)

    assert Invitation.objects.get().withdrawn_at is not None


def test_asking_is_told_until_it_is_taken_back_or_done(people, frozen_day):
    asker = people.citizen

    assert ask_erasure(by=asker, account_id=asker.pk) is True
    assert ask_erasure(by=asker, account_id=asker.pk) is False
    assert [(one.account_id, one.due_on) for one in erasures_asked()] == [
        (asker.pk, frozen_day + dt.timedelta(days=30))
    ]
    assert recall_erasure(by=asker, account_id=asker.pk) is True
    assert recall_erasure(by=asker, account_id=asker.pk) is False
    assert erasures_asked() == ()


def test_erasing_answers_the_request(people):
    ask_erasure(by=people.citizen, account_id=people.citizen.pk)

    erase_person(by=people.administrator, account_id=people.citizen.pk)

    assert erasures_asked() == ()
