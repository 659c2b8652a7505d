"""What I am told: chosen at the desk by each for themselves."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from athar.kernel import clock
from athar.notices.enums import Rhythm
from athar.notices.models import Mail
from athar.notices.queries import choice_of
from athar.people.actions import create_account, grant_role
from athar.people.enums import Role

pytestmark = pytest.mark.django_db
PAGE = "/desk/notices?lang=en"


@pytest.fixture
def owner(client):
    account = create_account(by=None, email="owner@example.org")
    client.force_login(account)
    return account


def test_page_shows_what_is_chosen(client, owner):
    text = client.get(PAGE).text

    assert text.count(" checked") == 2
    assert 'name="rhythm" value="weekly" checked' in text
    assert 'name="reminders" value="yes" checked' in text


def test_choice_is_kept_and_said(client, owner):
    answer = client.post(PAGE, {"rhythm": "daily", "reminders": "no"}, follow=True)

    chosen = choice_of(owner.pk)
    assert (chosen.rhythm, chosen.has_reminders) == (Rhythm.DAILY, False)
    assert "Your choice is kept." in answer.text


@pytest.mark.parametrize("form", [{}, {"rhythm": "hourly", "reminders": "no"}])
def test_what_is_no_answer_is_refused_at_its_field(client, owner, form):
    answer = client.post(PAGE, form)

    assert (answer.status_code, choice_of(owner.pk).rhythm) == (422, Rhythm.WEEKLY)
    assert "Choose one of the answers." in answer.text


def test_address_of_the_calendar_is_shown_once_and_opens_without_signing_in(client, owner):
    answer = client.post(PAGE, {"feed": "make"})
    address = answer.text.split("<code>")[1].split("</code>")[0]

    opened = Client().get(address.removeprefix("http://testserver"))

    assert (opened.status_code, opened.headers["Content-Type"]) == (
        200,
        "text/calendar; charset=utf-8",
    )
    assert opened.headers["Cache-Control"] == "private, no-store"
    assert opened.content.startswith(b"BEGIN:VCALENDAR")
    assert address not in client.get(PAGE).text


def test_revoked_address_opens_nothing(client, owner, settings):
    settings.BASE_URL = "https://athar.example.org"
    address = client.post(PAGE, {"feed": "make"}).text.split("<code>")[1].split("</code>")[0]

    answer = client.post(PAGE, {"feed": "revoke"}, follow=True)

    assert address.startswith("https://athar.example.org/desk/calendar/")
    assert "The address of your calendar opens nothing any more." in answer.text
    assert Client().get(address.removeprefix("https://athar.example.org")).status_code == 404


@pytest.fixture
def held(owner):
    day, now = clock.today(), clock.now()
    for state, ended_at in (("leaving", None), ("given_up", now), ("sent", now)):
        account = create_account(by=None, email=f"{state}@example.org", name=f"Who {state}")
        Mail.objects.create(
            account=account,
            day=day,
            state=state,
            next_try_at=now - dt.timedelta(hours=1),
            ended_at=ended_at,
            error="SMTPDataError" if state == "given_up" else "",
        )


def test_administrators_read_which_mails_did_not_leave(client, owner, held):
    grant_role(by=None, account_id=owner.pk, role=Role.ADMINISTRATOR, scope="installation")

    text = client.get(PAGE).text

    assert "Who leaving</bdi>" in text
    assert "whether it arrived is not known" in text
    assert "Who given_up</bdi>" in text
    assert "<code>SMTPDataError</code>" in text
    assert "Who sent" not in text


def test_mails_of_others_are_shown_to_nobody_else(client, owner, held):
    text = client.get(PAGE).text

    assert "Who " not in text
    assert "did not leave" not in text
