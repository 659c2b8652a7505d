"""At the desk the focal point records what happened; nobody else sees the forms."""

from __future__ import annotations

import pytest

from athar.network.models import Consultation, ProcessRecord
from athar.people.actions import create_account, grant_role
from athar.people.enums import Role
from tests.network.meeting import put_member
from tests.portal.measured import text_of

pytestmark = pytest.mark.django_db
HERE = "/desk/network/process/MAR"
URL = "https://example.org/minutes"
LINE = {"kind": "dialogue", "on": "01/07/2025", "title": "Forum", "url": URL}
CONSULTATION = {"title": "Plan", "url": URL, "opens": "01/07/2025", "received": "8"}


@pytest.fixture
def focal_point(client, frozen_day):
    account = create_account(by=None, email="focal@example.org")
    scope = f"member:{put_member().pk}"
    grant_role(by=None, account_id=account.pk, role=Role.FOCAL_POINT, scope=scope)
    client.force_login(account)
    return client


def test_own_members_lead_to_their_record(focal_point, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        html = focal_point.get("/desk/network/process").text

    assert f'href="{HERE}"' in html


def test_a_line_is_recorded_shown_and_taken_back(focal_point):
    answer = focal_point.post(HERE, LINE)
    (row,) = ProcessRecord.objects.all()
    shown = text_of(focal_point.get(f"{HERE}?lang=en").text)

    focal_point.post(HERE, {"take_back": row.pk})

    assert (answer.status_code, row.title, str(row.on)) == (302, "Forum", "2025-07-01")
    assert "1 July 2025 · Meeting of the dialogue space · Forum" in shown
    assert ProcessRecord.objects.count() == 0


def test_a_consultation_is_recorded_and_restated(focal_point):
    focal_point.post(HERE, CONSULTATION)
    key = Consultation.objects.get().pk
    assert 'value="01/07/2025"' in focal_point.get(HERE).text

    again = {**CONSULTATION, "consultation": key, "version": 1, "answered": "8"}
    answer = focal_point.post(HERE, again)

    assert answer.status_code == 302
    assert list(Consultation.objects.values_list("n_received", "n_answered")) == [(8, 8)]


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(focal_point):
    focal_point.post(HERE, CONSULTATION)
    key = Consultation.objects.get().pk

    stale = {**CONSULTATION, "consultation": key, "version": 7, "received": "9"}
    answer = focal_point.post(f"{HERE}?lang=en", stale)

    assert (answer.status_code, Consultation.objects.get().n_received) == (422, 8)
    assert "Somebody else changed this consultation meanwhile." in answer.text


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({**LINE, "on": "16/10/2025"}, "This day has not come yet."),
        ({**LINE, "kind": ""}, "This is needed."),
        ({**LINE, "url": "nowhere"}, "Enter a valid URL."),
        ({**CONSULTATION, "answered": "9"}, "More contributions are answered than were received."),
        ({**CONSULTATION, "received": "many"}, "Write a whole number."),
    ],
    ids=["to-come", "kind", "url", "too-many", "count"],
)
def test_what_is_wrong_stands_in_the_form_and_nothing_is_kept(focal_point, sent, words):
    answer = focal_point.post(f"{HERE}?lang=en", sent)

    assert (answer.status_code, words in answer.text) == (422, True)
    assert ProcessRecord.objects.count() + Consultation.objects.count() == 0


def test_what_is_not_of_this_member_cannot_be_taken_back(focal_point):
    assert focal_point.post(HERE, {"take_back": "99"}).status_code == 404


def test_the_record_of_others_does_not_exist(client, frozen_day):
    put_member()
    client.force_login(create_account(by=None, email="x@example.org"))

    answers = [client.get(HERE), client.post(HERE, LINE), client.get(HERE.replace("MAR", "ZZZ"))]

    assert [one.status_code for one in answers] == [404, 404, 404]
    assert (
        "You are the focal point of no member." in client.get("/desk/network/process?lang=en").text
    )
