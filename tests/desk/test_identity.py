"""Signing in at an identity server: only who it confirms, and who has an open account here."""

from __future__ import annotations

import time
from urllib.parse import parse_qs, urlsplit

import pytest

from athar.people.models import Account
from tests.desk.identity_server import CLIENT, SECRET, STRANGER, serving

pytestmark = pytest.mark.django_db
ANSWERED = "/account/identity/answered/"


@pytest.fixture
def server(settings):
    """The identity server that the settings name."""
    with serving() as running:
        settings.OIDC_URL, settings.OIDC_NAME = running.issuer, "Regional identity"
        settings.OIDC_CLIENT, settings.OIDC_SECRET = CLIENT, SECRET
        yield running


def led(client, server) -> dict[str, str]:
    """Press the button; give what the server is asked, which then knows the nonce."""
    answer = client.post("/account/identity/")
    way = answer.headers["Refresh"].removeprefix("0; url=")
    assert way.startswith(f"{server.issuer}/authorize?")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(way).query).items()}
    server.claims.setdefault("nonce", asked["nonce"])
    return asked


def come_back(client, asked, **other):
    return client.get(ANSWERED, {"state": asked["state"], "code": "c", **other}, follow=True)


def is_in(client) -> bool:
    return client.get("/desk/").status_code == 200


def test_page_offers_the_server_only_where_there_is_one(client, server, settings):
    offered = client.get("/account/login/", {"lang": "en"}).text
    settings.OIDC_URL = ""
    without = client.get("/account/login/", {"lang": "en"}).text

    words = "Sign in with Regional identity"
    assert (words in offered, words in without) == (True, False)
    assert client.post("/account/identity/").status_code == 404
    assert client.get(ANSWERED).status_code == 404


def test_confirmed_person_signs_in(client, amina, server):
    asked = led(client, server)

    come_back(client, asked)

    assert is_in(client)
    assert asked["redirect_uri"].endswith(ANSWERED)
    assert asked["code_challenge_method"] == "S256"
    assert server.asked["client_secret"] == [SECRET]
    assert len(server.asked["code_verifier"][0]) > 40


@pytest.mark.parametrize(
    ("lang", "words"),
    [("ar", "يعيدك إلى هنا"), ("fr", "vous ramène ici"), ("en", "leads you back here")],
)
def test_way_is_said_and_a_link_too(client, server, lang, words):
    answer = client.post(f"/account/identity/?lang={lang}")

    assert words in answer.text
    assert f'href="{server.issuer}/authorize?' in answer.text
    assert "form-action 'self'" in answer.headers["Content-Security-Policy"]


def test_second_factor_of_ours_is_asked_for(client, amina, secret, server):
    answer = come_back(client, led(client, server))

    assert answer.redirect_chain[-1][0].startswith("/account/second-factor/authenticate/")
    assert not is_in(client)


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email": ""},
        {"aud": "another"},
        {"iss": "https://another.example"},
        {"exp": int(time.time()) - 3600},
        {"nonce": None},
    ],
    ids=["nonce", "not verified", "in words", "no address", "audience", "issuer", "late", "none"],
)
def test_what_differs_from_what_was_asked_is_refused(client, amina, server, claims):
    server.claims |= {name: value for name, value in claims.items() if value is not None}
    asked = led(client, server)
    if claims == {"nonce": None}:
        del server.claims["nonce"]

    answer = come_back(client, asked, lang="en")

    assert not is_in(client)
    assert answer.redirect_chain[-1][0].startswith("/account/login/")


@pytest.mark.parametrize("state", ["", "another"], ids=["none", "another"])
def test_answer_to_no_question_is_refused(client, amina, server, state):
    asked = led(client, server)

    come_back(client, asked, state=state)

    assert not is_in(client)


def test_answer_counts_once(client, amina, server):
    asked = led(client, server)
    come_back(client, asked)
    client.post("/account/logout/")

    come_back(client, asked)

    assert not is_in(client)


@pytest.mark.parametrize("algorithm", ["RS256", "HS256", "none"])
def test_token_of_nobody_is_refused(client, amina, server, algorithm):
    keys = {"RS256": STRANGER, "HS256": SECRET * 3, "none": None}
    server.key, server.algorithm = keys[algorithm], algorithm

    come_back(client, led(client, server))

    assert not is_in(client)


def test_unknown_person_gets_no_account(client, amina, server):
    server.claims["email"] = "somebody@example.org"

    answer = come_back(client, led(client, server))

    assert not is_in(client)
    assert Account.objects.filter(email="somebody@example.org").exists() is False
    assert answer.status_code == 200


def test_closed_account_stays_closed(client, amina, server):
    Account.objects.filter(pk=amina.pk).update(is_active=False)

    come_back(client, led(client, server))

    assert not is_in(client)


def test_address_that_was_not_confirmed_here_does_not_count(client, amina, server):
    amina.emailaddress_set.update(verified=False)

    come_back(client, led(client, server))

    assert not is_in(client)


@pytest.mark.parametrize(
    "configuration",
    [{}, {"issuer": "https://another.example"}],
    ids=["nothing", "another issuer"],
)
def test_server_that_is_another_one_is_not_asked(client, server, configuration):
    server.configuration = configuration

    answer = client.post("/account/identity/")

    assert answer.headers["Location"] == "/account/login/"


def test_server_that_is_away_is_said(client, settings):
    settings.OIDC_URL = "http://127.0.0.1:9"

    answer = client.post("/account/identity/", {}, follow=True)

    assert "note s-off" in answer.text


def test_address_is_that_of_the_public(client, server, settings):
    settings.BASE_URL = "https://athar.example.org"

    asked = led(client, server)

    assert asked["redirect_uri"] == f"https://athar.example.org{ANSWERED}"
