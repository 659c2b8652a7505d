"""The language of an answer, and the headers it carries."""

import pytest
from allauth.account.models import EmailAddress

from athar.config.middleware import CONTENT_POLICY, accepted_language
from athar.people.actions import create_account


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "ar"),
        ("fr-MA,fr;q=0.9,ar;q=0.8", "fr"),
        ("de,en;q=0.3,ar;q=0.2", "en"),
        ("ar-MA;q=0.9,fr;q=0.9", "ar"),
        ("fr;q=0,en", "en"),
        ("fr;q=nonsense", "ar"),
        ("*", "ar"),
        ("x" * 10_000, "ar"),
    ],
)
def test_accepted_language_follows_the_browser(header, language):
    assert accepted_language(header) == language


def test_every_answer_carries_the_policies(client):
    answer = client.get("/healthz")

    assert answer.headers["Content-Security-Policy"] == CONTENT_POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "Set-Cookie" not in answer.headers


def test_alive_answers_without_a_database(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"alive\n")


@pytest.mark.django_db
def test_ready_answers_when_the_tables_are_there(client):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.content) == (200, b"ready\n")


@pytest.mark.django_db
def test_language_asked_for_at_the_door_stays_through_redirects(client):
    answer = client.get("/desk/", {"lang": "fr"}, follow=True, headers={"Accept-Language": "en"})
    later = client.get("/account/login/code/", headers={"Accept-Language": "en"})

    assert client.cookies["athar_language"].value == "fr"
    assert [one.headers["Content-Language"] for one in (answer, later)] == ["fr", "fr"]


@pytest.mark.django_db
def test_language_of_the_account_is_spoken_at_the_desk(client):
    create_account(by=None, email="a@example.org", language="fr", password="a long sentence")
    EmailAddress.objects.update(verified=True)

    client.post("/account/login/", {"login": "a@example.org", "password": "a long sentence"})

    assert (
        client.get("/desk/", headers={"Accept-Language": "ar"}).headers["Content-Language"] == "fr"
    )
    assert client.get("/desk/?lang=en").headers["Content-Language"] == "en"
    assert (
        client.get("/desk/", headers={"Accept-Language": "ar"}).headers["Content-Language"] == "en"
    )


@pytest.mark.django_db
def test_public_pages_keep_no_language(client):
    client.cookies["athar_language"] = "fr"

    front = client.get("/?lang=en", headers={"Accept-Language": "ar"})
    other = client.get("/", headers={"Accept-Language": "ar"})

    assert [one.headers["Location"] for one in (front, other)] == ["/en/", "/ar/"]
    assert (front.cookies, other.cookies) == ({}, {})


@pytest.mark.django_db
def test_personal_pages_are_never_kept_nor_indexed(client):
    answer = client.get("/account/login/")

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert {"Cookie", "Accept-Language"} <= set(answer.headers["Vary"].split(", "))


@pytest.mark.django_db
def test_language_cookie_is_for_the_server_only(client, settings):
    settings.SESSION_COOKIE_SECURE = True

    cookie = client.get("/account/login/?lang=ar").cookies["athar_language"]

    assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Lax")
