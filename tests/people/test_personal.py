"""What is kept of a person, taken away by themselves: everything of theirs, no secret."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from allauth.mfa.models import Authenticator

from athar.kernel import clock
from athar.people.actions import create_token, grant_role, invite_person
from athar.people.enums import Role
from athar.people.models import Account
from athar.people.queries import personal_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina(people, plan):
    """A validator with a body, a token, a second factor, an invitation and acts of her own."""
    account = people.validator
    Account.objects.filter(pk=account.pk).update(
        organisation=plan.bodies["MEE"], last_login=clock.now()
    )
    Authenticator.objects.create(user=account, type="totp", data={"secret": "hidden-secret"})
    invite_person(
        by=people.administrator,
        email=account.email,
        role=Role.OBSERVER,
        scope="plan:9",
        base_url="https://x.example/",
    )
    grant_role(
        by=people.administrator,
        account_id=account.pk,
        role=Role.EVALUATOR,
        scope="plan:9",
        expires_at=clock.now() + dt.timedelta(days=3),
    )
    return account


def _token(account):
    until = clock.now() + dt.timedelta(days=9)
    return create_token(by=account, account_id=account.pk, name="harvest", expires_at=until)


def test_everything_that_is_kept_is_given(amina):
    _token(amina)

    kept = personal_data(amina.pk)

    account = kept["account"]
    assert (account["email"], account["body"]) == ("validator@example.org", "MEE")
    assert account["last_sign_in_at"] is not None
    assert kept["addresses"] == [
        {"email": "validator@example.org", "verified": False, "primary": True}
    ]
    assert [one["kind"] for one in kept["second_factors"]] == ["totp"]
    assert [(one["role"], one["granted_by"]) for one in kept["roles"]] == [
        ("evaluator", "Administrator"),
        ("validator", ""),
    ]
    assert [one["expires_at"] is None for one in kept["roles"]] == [False, True]
    assert [one["name"] for one in kept["tokens"]] == ["harvest"]
    assert [one["scope"] for one in kept["invitations"]] == ["plan:9"]
    assert [one["kind"] for one in kept["acts"]] == ["token.created"]


def test_no_secret_is_given(client, amina):
    secret = _token(amina)
    client.force_login(amina)

    answer = client.get("/desk/my-data.json")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="athar-my-data.json"'
    assert json.loads(answer.content)["account"]["name"] == "Validator"
    for hidden in (secret, secret[-4:] + '"', "hidden-secret", amina.password):
        assert hidden not in answer.text


def test_nothing_of_others_is_given(people, amina):
    kept = personal_data(people.citizen.pk)

    assert (kept["account"]["body"], kept["account"]["last_sign_in_at"]) == (None, None)
    assert [kept[name] for name in ("second_factors", "roles", "tokens", "acts")] == [[]] * 4
    assert kept["invitations"] == []


@pytest.mark.parametrize("n_tokens", [1, 3])
def test_data_is_read_in_seven_queries(amina, django_assert_num_queries, n_tokens):
    for _number in range(n_tokens):
        _token(amina)

    with django_assert_num_queries(7):
        personal_data(amina.pk)
