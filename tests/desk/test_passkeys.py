"""Passkeys: counted as the second factor, and nothing but a passkey opens by them."""

from __future__ import annotations

import json

import pytest
from allauth.mfa.models import Authenticator

from athar.people.actions import grant_role
from athar.people.enums import Role
from athar.people.queries import account_view, must_add_second_factor
from tests.desk.conftest import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN = "/account/second-factor/webauthn/login/"
ADD = "/account/second-factor/webauthn/add/"
MALFORMED = {
    "nothing": "",
    "no object": "[]",
    "empty": "{}",
    "no handle": json.dumps({"id": "eA", "rawId": "eA", "type": "public-key", "response": {}}),
    "numbers": json.dumps({"id": 1, "rawId": 2, "type": 3, "response": 4}),
    "other handle": json.dumps(
        {
            "id": "eA",
            "rawId": "eA",
            "type": "public-key",
            "response": {
                "clientDataJSON": "e30",
                "authenticatorData": "eA",
                "signature": "eA",
                "userHandle": "_w",
            },
        }
    ),
}


def asked(client) -> dict:
    return client.get(LOGIN, headers={"accept": "application/json"}).json()["request_options"]


def test_passkey_counts_as_the_second_factor(amina):
    grant_role(by=None, account_id=amina.pk, role=Role.VALIDATOR, scope="installation")
    without = must_add_second_factor(amina, ("validator",))

    Authenticator.objects.create(user=amina, type="webauthn", data={"name": "x"})

    assert (without, must_add_second_factor(amina, ("validator",))) == (True, False)
    assert account_view(amina.pk).has_second_factor is True


@pytest.mark.parametrize("sent", MALFORMED.values(), ids=MALFORMED)
def test_what_no_device_wrote_does_not_sign_in(client, amina, sent):
    asked(client)

    answer = client.post(LOGIN, {"credential": sent})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/login/")
    assert client.get("/desk/").status_code == 302


@pytest.mark.parametrize("sent", MALFORMED.values(), ids=MALFORMED)
def test_what_no_device_wrote_is_not_added(signed_in, amina, sent):
    page = signed_in.get(ADD)

    answer = signed_in.post(ADD, {"name": "x", "credential": sent})

    assert (page.status_code, answer.status_code) == (200, 200)
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("sent", MALFORMED.values(), ids=MALFORMED)
def test_what_no_device_wrote_is_no_second_step(client, amina, secret, sent):
    client.post("/account/login/", {"login": amina.email, "password": PASSWORD})

    answer = client.post("/account/second-factor/authenticate/", {"credential": sent})

    assert answer.status_code == 200
    assert client.get("/desk/").status_code == 302


def test_every_question_is_another_one(client):
    challenges = {asked(client)["publicKey"]["challenge"] for _time in range(3)}

    assert len(challenges) == 3
    assert client.get(LOGIN).headers["Location"] == "/account/login/"


def test_first_name_of_a_passkey_is_in_the_language_of_the_page(signed_in):
    assert 'value="Clé d’accès 1"' in signed_in.get(ADD, {"lang": "fr"}).text


def test_passkey_of_somebody_else_is_not_touched(signed_in, people):
    other = Authenticator.objects.create(user=people.citizen, type="webauthn", data={"name": "x"})

    answers = [
        signed_in.get(f"/account/second-factor/webauthn/keys/{other.pk}/{act}/").status_code
        for act in ("edit", "remove")
    ]

    assert answers == [404, 404]
