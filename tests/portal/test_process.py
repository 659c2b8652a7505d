"""The process of a member's plan for the public: page, twin and calendar."""

from __future__ import annotations

import datetime as dt

import pytest

from athar.network.actions.process import record_consultation, record_process
from athar.network.validators.process import ConsultationDraft
from tests.network.meeting import meet, put_member
from tests.portal.measured import text_of

pytestmark = pytest.mark.django_db
AT = "/en/network/members/MAR/process"
URL = "https://example.org/minutes"


@pytest.fixture
def kept(frozen_day):
    """One meeting without public rules, the website, and a consultation in part answered."""
    meet({"N-1": 0, "N-2": 40})
    member = put_member()
    for kind in ("dialogue", "site"):
        on = dt.date(2025, 7, 1)
        record_process(by=None, member_id=member.pk, kind=kind, on=on, title="Minutes", url=URL)
    draft = ConsultationDraft(
        title="On the plan", url=URL, opens_on=dt.date(2025, 9, 1), n_received=8, n_answered=7
    )
    record_consultation(by=None, member_id=member.pk, draft=draft)


def test_page_tells_requirements_deadlines_and_what_would_follow(
    kept, whole, django_assert_max_num_queries
):
    with django_assert_max_num_queries(7):
        words = text_of(whole(AT))

    assert "1 January 2026 The dialogue space meets every six months" in words
    assert (
        "1.1 The dialogue space meets every six months, and its rules are public Not met" in words
    )
    assert "2.1 An open government website is kept Met" in words
    assert "On 31 December 2027, when the plan ends, since a requirement is not met today." in words
    assert "any progress" not in words
    assert "A simulation from what is recorded here." in words


def test_page_shows_the_record_with_its_proofs(kept, whole):
    html = whole(AT)

    words = text_of(html)
    assert "1 July 2025 Open government website Minutes" in words
    assert "On the plan not reported 1 September 2025 not reported 8 7" in words
    assert html.count(f'href="{URL}"') == 3


def test_without_a_record_nothing_is_said_to_be_missed(frozen_day, whole):
    meet()
    member, on = put_member(), dt.date(2023, 6, 1)
    record_process(by=None, member_id=member.pk, kind="according", on=on, title="IRM", url=URL)

    words = text_of(whole(AT))

    assert (
        "The member has recorded nothing of its process here, so that nothing can be said." in words
    )
    assert "Not met" not in words


def test_a_member_without_plan_says_so(frozen_day, whole):
    put_member()

    assert "No action plan of this member is published here." in text_of(whole(AT))


def test_json_says_the_same(kept, client):
    told = client.get(f"{AT}.json").json()

    first = told["during"][0]
    assert (first["requirement"], first["state"], first["deadline"], first["confidence"]) == (
        "1.1", "unmet", "2026-01-01", "seen"
    )  # fmt: skip
    assert [one["reason"] for one in told["contrary_to_process"]] == ["requirements", "no_plan"]
    assert told["consultations"][0]["closes_on"] is None
    assert told["plan"] == "NAP"


def test_json_without_plan_is_empty_not_broken(frozen_day, client):
    put_member()

    assert client.get(f"{AT}.json").json()["plan"] is None


def test_calendar_holds_each_deadline_as_a_day(kept, client):
    answer = client.get(f"{AT}.ics")

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    lines = answer.text.split("\r\n")
    assert "UID:process-MAR-1.1-20260101@athar" in lines
    assert "DTSTART;VALUE=DATE:20260101" in lines


def test_what_passed_is_told_since_when(frozen_day, whole):
    meet()
    member = put_member()
    on = dt.date(2025, 1, 1)
    record_process(by=None, member_id=member.pk, kind="rules", on=on, title="Rules", url=URL)

    words = text_of(whole(AT))

    assert "Not met since 2 July 2025" in words


@pytest.mark.parametrize("ending", ["", ".json", ".ics"])
def test_who_is_no_member_has_no_page(db, client, ending):
    assert client.get(f"/en/network/members/ZZZ/process{ending}").status_code == 404
