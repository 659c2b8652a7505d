"""Tokens: made by their owner, shown once, stored as a hash, revoked, forgotten in time."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from athar.kernel import clock
from athar.people.actions import create_account, create_token, revoke_token
from athar.people.enums import TokenKind
from athar.people.models import AccessToken, Account
from athar.people.queries import Bearer, token_in_force, tokens_of
from athar.people.validators import MOST_TOKENS
from athar.trail.models import Change

pytestmark = pytest.mark.django_db
MONTH = dt.timedelta(days=30)


@pytest.fixture
def owner():
    return create_account(by=None, email="owner@example.org")


def make(owner, *, by=None, name="harvest", lasting=MONTH, kind=TokenKind.READ):
    return create_token(
        by=by, account_id=owner.pk, name=name, kind=kind, expires_at=clock.now() + lasting
    )


def test_a_token_is_stored_as_a_hash_and_recorded_without_it(owner):
    secret = make(owner, by=owner, name=" harvest ")

    stored = AccessToken.objects.get()
    assert (len(secret), secret[:6], stored.name) == (49, "athar_", "harvest")
    assert secret not in str(vars(stored))
    assert stored.hint == secret[-4:]
    after = Change.objects.get(event__kind="token.created").after
    assert set(after) == {"name", "kind", "expires_at"}


def test_a_token_in_force_is_found_by_its_secret_in_one_query(owner, django_assert_num_queries):
    secret = make(owner)

    with django_assert_num_queries(1):
        found = token_in_force(secret)

    assert found == Bearer(AccessToken.objects.get().pk, TokenKind.READ, owner)
    assert token_in_force(secret + "x") is None


def test_a_token_ends_when_it_is_revoked_expires_or_its_owner_leaves(owner):
    secret = make(owner)
    token = tokens_of(owner.pk)[0]

    Account.objects.update(is_active=False)
    of_who_left = token_in_force(secret)
    Account.objects.update(is_active=True)
    done = revoke_token(by=owner, token_id=token.id)
    again = revoke_token(by=None, token_id=token.id)
    AccessToken.objects.update(
        revoked_at=None, created_at=clock.now() - MONTH, expires_at=clock.now()
    )

    assert (of_who_left, done, again) == (None, True, False)
    assert token_in_force(secret) is None
    assert [one.is_in_force for one in tokens_of(owner.pk)] == [False]


@pytest.mark.parametrize("n", [1, 3])
def test_tokens_are_listed_newest_first_in_one_query(owner, n, django_assert_num_queries):
    for number in range(n):
        make(owner, name=f"token {number}")

    with django_assert_num_queries(1):
        found = tokens_of(owner.pk)

    assert [one.name for one in found] == [f"token {number}" for number in reversed(range(n))]
    assert found[0].last_on == (clock.today() + MONTH)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": "  "}, "name_missing"),
        ({"name": "x" * 81}, "name_too_long"),
        ({"lasting": dt.timedelta(0)}, "already_expired"),
        ({"lasting": dt.timedelta(days=368)}, "lasts_too_long"),
    ],
)
def test_a_token_that_makes_no_sense_is_refused(owner, change, code):
    with pytest.raises(ValidationError) as refusal:
        make(owner, **change)

    assert refusal.value.code == code


def test_nobody_has_countless_tokens(owner):
    for _number in range(MOST_TOKENS):
        make(owner)

    with pytest.raises(ValidationError) as refusal:
        make(owner)
    revoke_token(by=owner, token_id=tokens_of(owner.pk)[0].id)

    assert refusal.value.code == "too_many_tokens"
    assert make(owner) != ""


def test_nobody_makes_or_revokes_tokens_of_others(people):
    make(people.citizen)
    token = tokens_of(people.citizen.pk)[0].id

    with pytest.raises(PermissionDenied):
        make(people.citizen, by=people.stranger)
    with pytest.raises(PermissionDenied):
        revoke_token(by=people.stranger, token_id=token)

    assert revoke_token(by=people.administrator, token_id=token) is True


def test_nobody_makes_a_token_that_acts_in_the_name_of_another(people):
    with pytest.raises(PermissionDenied):
        make(people.citizen, by=people.administrator, kind=TokenKind.WRITE)

    own = make(people.citizen, by=people.citizen, kind=TokenKind.WRITE)
    by_the_operator = make(people.citizen, kind=TokenKind.WRITE)

    assert [token_in_force(one).kind for one in (own, by_the_operator)] == [TokenKind.WRITE] * 2
