"""Invitations: offered, sent again, withdrawn, accepted once, by right of who invited."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from athar.kernel import clock
from athar.people.actions import (
    accept_invitation,
    close_account,
    invite_person,
    resend_invitation,
    revoke_grant,
    withdraw_invitation,
)
from athar.people.enums import Role
from athar.people.models import Account, Invitation
from athar.people.queries import invitation_of, invitations_within, link_key, turn_of
from athar.trail.models import Event

pytestmark = pytest.mark.django_db
BASE = "https://athar.example/"


@pytest.fixture
def invite(people):
    """Invite as the administrator and give the key of the invitation."""

    def sent(**change):
        given = {
            "by": people.administrator,
            "email": " New@Example.org ",
            "role": Role.OBSERVER,
            "scope": "plan:1",
            "base_url": BASE,
        }
        return invite_person(**given | change)

    return sent


def _accept(key, turn=1, password=None):
    return accept_invitation(invitation_id=key, turn=turn, password=password)


def test_invitation_waits_and_is_recorded(people, invite):
    key = invite(name="Amina", language="fr")

    (waiting,) = invitations_within({"installation"})
    event = Event.objects.get(kind="invitation.sent")
    assert (waiting.id, waiting.email, waiting.name) == (key, "new@example.org", "Amina")
    assert (waiting.is_waiting, waiting.is_late) == (True, False)
    assert waiting.expires_at - waiting.invited_at == dt.timedelta(days=14)
    assert (event.by, event.source) == (people.administrator, {"base_url": BASE, "turn": 1})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"email": "nobody"}, "invalid"),
        ({"role": "king"}, "unknown_role"),
        ({"scope": "nowhere"}, "scope_malformed"),
        ({"role_expires_at": dt.datetime(2001, 1, 1, tzinfo=dt.UTC)}, "already_expired"),
    ],
)
def test_invitation_to_nothing_is_not_sent(invite, change, code):
    with pytest.raises(ValidationError) as refusal:
        invite(**change)

    assert (refusal.value.code, Invitation.objects.count()) == (code, 0)


def test_invitations_are_seen_within_the_scopes_administered(invite):
    invite()
    invite(scope="plan:2")

    seen = [one.scope for one in invitations_within({"plan:2", "plan:3"})]

    assert seen == ["plan:2"]


def test_accepted_invitation_opens_a_confirmed_account_with_the_role(people, invite):
    until = clock.now() + dt.timedelta(days=90)
    key = invite(name="Amina", language="fr", role_expires_at=until)

    account = _accept(key, password="a long sentence to remember")

    grant = account.grants.get()
    assert (account.email, account.name, account.language) == ("new@example.org", "Amina", "fr")
    assert account.check_password("a long sentence to remember")
    assert list(account.emailaddress_set.values_list("primary", "verified")) == [(True, True)]
    assert (grant.role, grant.scope, grant.expires_at) == ("observer", "plan:1", until)
    assert grant.granted_by == people.administrator
    assert invitations_within({"installation"}) == ()
    assert Event.objects.get(kind="invitation.accepted").by == account


def test_who_has_an_account_keeps_it_and_its_password(people, invite):
    key = invite(email="CITIZEN@example.org")
    n_accounts = Account.objects.count()

    account = _accept(key, password="another long sentence")

    assert (account, Account.objects.count()) == (people.citizen, n_accounts)
    assert account.has_usable_password() is False
    assert account.grants.get().role == "observer"


def _accepted(key, people):
    _accept(key)


def _withdrawn(key, people):
    withdraw_invitation(by=people.administrator, invitation_id=key)


def _resent(key, people):
    resend_invitation(by=people.administrator, invitation_id=key, base_url=BASE)


def _late(key, people):
    row = Invitation.objects.filter(pk=key)
    start = clock.now() - dt.timedelta(days=15)
    row.update(invited_at=start, expires_at=start + dt.timedelta(days=14))


def _closed(key, people):
    Invitation.objects.filter(pk=key).update(email=people.citizen.email)
    close_account(by=people.administrator, account_id=people.citizen.pk)


@pytest.mark.parametrize("happens", [_accepted, _withdrawn, _resent, _late, _closed])
def test_invitation_that_is_over_opens_nothing(people, invite, happens):
    key = invite()
    happens(key, people)
    n_accounts = Account.objects.count()

    with pytest.raises(ValidationError) as refusal:
        _accept(key)

    assert (refusal.value.code, Account.objects.count()) == ("invitation_over", n_accounts)


def test_invitation_of_who_may_no_longer_give_the_role_opens_nothing(people, invite):
    key = invite()
    revoke_grant(by=None, grant_id=people.administrator.grants.get().pk)

    with pytest.raises(PermissionDenied):
        _accept(key)

    assert not Account.objects.filter(email="new@example.org").exists()


def test_invitation_sent_again_counts_its_links(people, invite):
    key = invite()
    _late(key, people)

    again = resend_invitation(by=people.administrator, invitation_id=key, base_url=BASE)

    assert (again, invitation_of(link_key(key, 1))) == (True, None)
    assert (invitation_of(link_key(key, 2)).is_late, turn_of(link_key(key, 2))) == (False, 2)
    assert _accept(key, turn=2).email == "new@example.org"


def test_invitation_that_is_over_is_neither_sent_again_nor_withdrawn(people, invite):
    key = invite()
    _withdrawn(key, people)

    again = resend_invitation(by=people.administrator, invitation_id=key, base_url=BASE)

    assert (again, withdraw_invitation(by=people.administrator, invitation_id=key)) == (
        False,
        False,
    )


@pytest.mark.parametrize(
    "key", ["", "dead-link", link_key(1, 1) + "x"], ids=["none", "words", "changed"]
)
def test_forged_link_names_nothing(db, key):
    assert invitation_of(key) is None
