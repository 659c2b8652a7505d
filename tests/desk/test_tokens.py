"""Read tokens at the desk: made, shown once, listed, revoked by their owner."""

from __future__ import annotations

import datetime as dt

import pytest

from athar.kernel import clock
from athar.people.actions import create_account, create_token
from athar.people.enums import TokenKind
from athar.people.queries import token_in_force, tokens_of

pytestmark = pytest.mark.django_db
PAGE = "/desk/tokens?lang=en"


@pytest.fixture
def owner(client, frozen_day):
    account = create_account(by=None, email="owner@example.org")
    client.force_login(account)
    return account


def send(client, **form):
    return client.post(PAGE, {"kind": "read"} | form)


def test_a_new_token_is_shown_once(client, owner):
    answer = send(client, name="harvest", until="2026-01-31")

    secret = answer.text.split("<code>")[1].split("</code>")[0]
    assert token_in_force(secret).token_id == tokens_of(owner.pk)[0].id
    assert tokens_of(owner.pk)[0].last_on == dt.date(2026, 1, 31)
    assert "no-store" in answer.headers["Cache-Control"]
    assert secret not in client.get(PAGE).text


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"name": "", "until": "2026-01-31"}, "Say what the token is for."),
        ({"name": "x", "until": "2026-01-31", "kind": "x"}, "Choose what the token may do."),
        ({"name": "x", "until": "2026-01-31", "kind": ""}, "Choose what the token may do."),
        ({"name": "x", "until": "soon"}, "Write the date like 2025-06-30."),
        ({"name": "x", "until": ""}, "Give the last day of the token."),
        ({"name": "x", "until": "2027-01-31"}, "A token lasts one year at most."),
        ({"name": "x", "until": "2025-10-14"}, "The last day has passed already."),
    ],
)
def test_what_is_wrong_stands_at_its_field(client, owner, form, words):
    answer = send(client, **form)

    assert answer.status_code == 422
    assert words in answer.text
    assert tokens_of(owner.pk) == ()


def test_a_token_that_writes_is_told_apart(client, owner):
    send(client, name="returns", until="2026-01-31", kind="write")

    listed = client.get(PAGE).text
    assert tokens_of(owner.pk)[0].kind is TokenKind.WRITE
    assert '<td role="cell" data-l="What it may do">Write as me</td>' in listed


def test_too_many_tokens_are_said_above_the_form(client, owner):
    for _number in range(10):
        make(owner)

    answer = send(client, name="x", until="2026-01-31")

    assert "There are 10 tokens already. Revoke one first." in answer.text


def make(owner):
    return create_token(
        by=owner,
        account_id=owner.pk,
        name="harvest",
        expires_at=clock.now() + dt.timedelta(days=9),
    )


def test_a_token_is_revoked_by_its_owner(client, owner):
    make(owner)
    token = tokens_of(owner.pk)[0]

    answer = client.post(PAGE, {"revoke": token.id}, follow=True)

    assert "is revoked." in answer.text
    assert tokens_of(owner.pk)[0].revoked_at is not None


@pytest.mark.parametrize("number", ["0", "x", "99"])
def test_a_token_of_nobody_or_of_others_does_not_exist(client, owner, number):
    other = create_account(by=None, email="other@example.org")
    make(other)

    of_other = client.post(PAGE, {"revoke": tokens_of(other.pk)[0].id})
    unknown = client.post(PAGE, {"revoke": number})

    assert (of_other.status_code, unknown.status_code) == (404, 404)
    assert tokens_of(other.pk)[0].is_in_force is True


def test_my_account_leads_to_the_tokens(client, owner):
    assert 'href="/desk/tokens"' in client.get("/desk/?lang=en").text
