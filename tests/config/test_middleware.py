"""The language of an answer, and the headers it carries."""

import pytest

from athar.config.middleware import CONTENT_POLICY, accepted_language


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
