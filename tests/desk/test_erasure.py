"""Asking for erasure, and doing it at the desk of an administrator."""

from __future__ import annotations

import pytest

from athar.people.models import Account
from athar.reporting.models import Report
from tests.notices.cast import told
from tests.reporting.cast import drafted

pytestmark = pytest.mark.django_db
OWN = "/desk/erasure?lang=en"


@pytest.fixture
def desk(client, people):
    """The browser of the administrator of the installation."""
    client.force_login(people.administrator)
    return client


def page_of(account) -> str:
    return f"/desk/team/people/{account.pk}/erase?lang=en"


def test_person_asks_and_takes_it_back(client, people):
    client.force_login(people.citizen)

    asked = client.post(OWN, {}, follow=True).text
    kept = client.post(OWN, {"do": "recall"}, follow=True).text

    assert "You asked for it on" in asked
    assert "Your data stays" in kept
    assert Account.objects.get(pk=people.citizen.pk).erasure_asked_at is None


def test_last_administrator_is_told_before(desk):
    assert "You are the last administrator" in desk.get(OWN).text


def test_administrators_are_told_and_find_who_asks(client, people, frozen_day):
    client.force_login(people.citizen)
    client.post(OWN)

    client.force_login(people.administrator)
    listed = client.get("/desk/team/people", {"state": "erasure", "lang": "en"}).text
    page = client.get(f"/desk/team/people/{people.citizen.pk}", {"lang": "en"}).text

    assert (people.citizen.email in listed, people.validator.email in listed) == (True, False)
    assert "This person asked on" in page
    assert told(people.administrator)["erasures"] == [""]
    assert "erasures" not in told(people.coordinator)


def test_consequences_are_said_before(desk, plan, people, frozen_day):
    drafted(plan, people.manager)

    page = desk.get(page_of(people.manager)).text

    assert "</bdi> role in force is taken back." in page
    assert "</bdi> report under way is left; the coordinators are told" in page


@pytest.mark.parametrize(
    ("address", "words"),
    [("", "Type the address."), ("other@example.org", "This is not the address of the account.")],
    ids=["empty", "another"],
)
def test_address_confirms(desk, people, address, words):
    answer = desk.post(page_of(people.citizen), {"address": address})

    assert (answer.status_code, words in answer.text) == (422, True)
    assert Account.objects.get(pk=people.citizen.pk).is_active is True


def test_data_is_erased_for_good(desk, people):
    address = f" {people.citizen.email.upper()} "

    answer = desk.post(page_of(people.citizen), {"address": address}, follow=True)

    assert "The data is erased. What was done stays." in answer.text
    assert desk.get(page_of(people.citizen)).status_code == 302
    assert people.citizen.email not in desk.get("/desk/team/people?state=closed&lang=en").text


def test_own_data_is_not_erased_by_oneself(desk, people):
    assert desk.get(page_of(people.administrator)).status_code == 403


def test_coordinators_are_told_of_reports_that_are_left(desk, plan, people, frozen_day):
    key = drafted(plan, people.manager)
    before = told(people.coordinator).get("left")

    desk.post(page_of(people.manager), {"address": people.manager.email})

    assert (before, told(people.coordinator)["left"]) == (None, ["PDR-001"])
    assert Report.objects.get(pk=key).author_name == f"former-user-{people.manager.pk}"
