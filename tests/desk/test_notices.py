"""What I am told: chosen at the desk by each for themselves."""

from __future__ import annotations

import pytest

from athar.notices.enums import Rhythm
from athar.notices.queries import choice_of
from athar.people.actions import create_account

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
