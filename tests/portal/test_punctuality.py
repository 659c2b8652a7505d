"""Which body reports in time: on the home page, on the page of the plan, on a page of its own."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest

from athar.kernel import clock
from athar.plans.models import Plan
from athar.reporting.actions import close_round, reopen_round
from tests.portal.measured import text_of
from tests.portal.moments import newest
from tests.reporting import cast as made

AFTER = dt.date(2025, 11, 3)


@pytest.fixture
def due(plan, people):
    """Let a round of four reports be due: one in time, one late, two never handed in."""
    round_id = made.a_round(plan)
    made.submitted(plan, people.manager, round_id=round_id)
    clock.set_frozen(AFTER)
    made.prove(plan, "PDR-002")
    made.submitted(plan, people.manager, round_id=round_id, code="PDR-002")
    return round_id


SAID = "Of 4 reports due: 1 in time, 1 late, 2 not handed in."


def at(plan, ending="", lang="en"):
    return f"/{lang}/plans/{plan.code}/punctuality{ending}"


@pytest.mark.parametrize("address", ["/en/", "/en/plans/PDR-NORD-2022-2027"])
def test_pages_tell_the_share_and_how_it_was_counted(due, whole, address):
    html = whole(address)

    words = text_of(html)
    assert f"Do reports come in time? 25% {SAID}" in words
    assert "/en/methods/punctuality" in html


@pytest.mark.parametrize("address", ["/en/", "/en/plans/PDR-NORD-2022-2027"])
def test_without_a_round_due_there_is_no_share(plan, whole, address):
    made.a_round(plan)

    words = text_of(whole(address))

    assert "Do reports come in time? not due yet No round was due yet." in words


def test_bodies_are_told_one_by_one_those_that_owe_most_first(plan, due, whole):
    words = text_of(whole(at(plan)))

    assert SAID in words
    assert "Equipment" not in words.split("Body by body")[0]
    assert " 2 1 1 0 50%" in words
    assert " 2 0 0 2 0%" in words


@pytest.mark.parametrize("is_sample", [False, True])
def test_invented_rounds_are_marked(plan, due, whole, is_sample):
    Plan.objects.filter(pk=plan.id).update(is_sample=is_sample)

    assert ('class="tag tag-sample"' in whole(at(plan))) is is_sample


def test_rounds_are_told_with_their_days(plan, due, whole):
    words = text_of(whole(at(plan)))

    assert (
        "2025-T3 1 July 2025 to 30 September 2025 1 October 2025 31 October 2025 Past its due date"
    ) in words


def test_plan_without_rounds_says_so(plan, whole):
    words = text_of(whole(at(plan)))

    assert "No round was due yet." in words
    assert "No reporting round was opened for this plan yet." in words
    assert "Body by body" not in words


def test_twins_hold_what_the_page_shows(plan, due, client):
    found = client.get(at(plan, ".json")).json()
    text = client.get(at(plan, ".csv", "fr")).getvalue().decode("utf-8-sig")

    facts = ("n_due", "n_in_time", "n_late", "n_missing", "in_time_percent")
    assert [found[name] for name in facts] == [4, 1, 1, 2, 25]
    assert [(one["code"], *(one[name] for name in facts)) for one in found["bodies"]] == [
        ("MEE", 2, 1, 1, 0, 50),
        ("REG", 2, 0, 0, 2, 0),
    ]
    assert [(one["code"], one["state"]) for one in found["rounds"]] == [("2025-T3", "overdue")]
    rows = list(csv.reader(io.StringIO(text)))
    assert [(row[0], *row[2:]) for row in rows[1:]] == [
        ("MEE", "2", "1", "1", "0", "50"),
        ("REG", "2", "0", "0", "2", "0"),
    ]


def test_twins_of_plan_and_home_count_alike(plan, due, client):
    expected = {"n_due": 4, "n_in_time": 1, "n_late": 1}

    assert client.get(f"/en/plans/{plan.code}.json").json()["punctuality"] == expected
    assert client.get("/en.json").json()["punctuality"] == expected


def test_reopened_round_is_due_anew(plan, due, client):
    close_round(by=None, round_id=due)
    reopen_round(by=None, round_id=due, reason="Inondations", due_on=dt.date(2025, 11, 30))

    found = client.get(at(plan, ".json")).json()

    assert (found["n_due"], found["in_time_percent"], found["bodies"]) == (0, None, [])
    assert found["rounds"][0]["due_on"] == "2025-11-30"


def test_page_takes_six_queries(plan, due, client, django_assert_num_queries):
    with django_assert_num_queries(6):
        client.get(at(plan))


def test_earlier_state_is_refused_and_its_plan_shows_no_figure(plan, due, client, whole):
    assert client.get(f"{at(plan)}?as_of={newest()}").status_code == 404
    assert "Do reports come in time?" not in whole(f"/en/plans/{plan.code}?as_of={newest()}")


@pytest.mark.parametrize("ending", ["", ".json", ".csv"])
def test_unknown_or_draft_plan_is_not_found(draft_plan, client, ending):
    assert client.get(at(draft_plan, ending)).status_code == 404
