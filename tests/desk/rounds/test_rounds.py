"""Rounds at the desk: open, close, reopen, ask again, give more time; who owes what."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest

from athar.kernel import clock
from athar.people.actions import grant_role
from athar.people.enums import Role
from athar.reporting.actions import close_round
from athar.reporting.models import Assignment, Round
from athar.trail.models import Event

pytestmark = pytest.mark.django_db
NEXT = {
    "code": "2025-T4",
    "start_on": "01/10/2025",
    "end_on": "٣١/١٢/٢٠٢٥",
    "opens_on": "01/01/2026",
    "due_on": "31/01/2026",
}


def text(answer):
    """Give what a page says, without its marks."""
    words = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"[\s\u2068\u2069]+", " ", html.unescape(words))


def posted(desk, path, lang="en", **given):
    return desk.client.post(f"/desk/{path}?lang={lang}", given)


def due_days():
    rows = Assignment.objects.order_by("pk")
    return [f"{one:%m-%d}" for one in rows.values_list("due_on", flat=True)]


def home(desk):
    return f"rounds/of/{desk.plan.code}"


def test_coordinator_of_one_plan_is_led_to_its_rounds(desk):
    answer = desk.as_("coordinator").get("rounds/")

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/desk/{home(desk)}")


def test_coordinator_of_several_plans_chooses(desk, draft_second):
    answer = desk.as_("coordinator").get("rounds/")

    assert answer.content.decode().count('href="/desk/rounds/of/') == 2


@pytest.fixture
def draft_second(desk):
    """Another plan, and a coordinator of everything."""
    from dataclasses import replace

    from athar.plans.actions import put_plan
    from tests import cast

    put_plan(by=None, draft=replace(cast.PLAN, code="PDR-2"))
    person = desk.people.coordinator
    grant_role(by=None, account_id=person.pk, role=Role.COORDINATOR, scope="installation")


@pytest.mark.parametrize(
    ("who", "codes"),
    [
        ("coordinator", (302, 200, 200, 200, 200)),
        ("validator", (403, 404, 200, 403, 200)),
        ("manager", (403, 404, 200, 403, 200)),
        ("citizen", (403, 404, 404, 404, 404)),
    ],
)
def test_pages_open_to_whom_they_concern(desk, who, codes):
    one = f"rounds/{desk.round_id}"
    desk.as_(who)

    found = [
        desk.get(path).status_code
        for path in ("rounds/", home(desk), one, f"{one}/close", f"{one}.csv")
    ]

    assert tuple(found) == codes


def test_list_says_how_many_came(desk):
    desk.submitted()

    page = text(desk.as_("coordinator").get(home(desk)))

    assert "2025-T3" in page
    assert "1 of 4" in page


def test_new_round_is_suggested_and_opened(desk):
    page = desk.as_("coordinator").get(home(desk)).content.decode()

    answer = posted(desk, home(desk), **NEXT)

    assert 'value="01/10/2025"' in page
    row = Round.objects.get(code="2025-T4")
    assert answer.headers["Location"] == f"/desk/rounds/{row.pk}"
    assert (row.end_on, row.due_on) == (dt.date(2025, 12, 31), dt.date(2026, 1, 31))
    assert "To come" in text(desk.get(f"rounds/{row.pk}"))


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"code": "2025-T3"}, "code", "There is a round with this code already."),
        ({"end_on": "soon"}, "end_on", "Write the day as in 31/12/2025."),
        ({"due_on": ""}, "due_on", "Write a day."),
        ({"start_on": "01/09/2025"}, "start_on", "The period overlaps with that of another round."),
    ],
)
def test_error_stands_at_its_field(desk, given, field, words):
    answer = posted(desk.as_("coordinator"), home(desk), **{**NEXT, **given})

    assert (answer.status_code, Round.objects.count()) == (422, 1)
    assert f'id="id_{field}-error">{words}</p>' in answer.content.decode()


def test_cells_are_asked_for_again(desk):
    cell = f"{desk.round_id}-{desk.plan.bodies['MEE']}"

    answer = posted(desk.as_("coordinator"), home(desk), do="remind", cell=[cell, "x", "1-²"])

    assert answer.status_code == 302
    assert Assignment.objects.exclude(reminded_at=None).count() == 2
    assert "2 reports were asked for again." in text(desk.get(home(desk)))


def test_cells_are_given_more_time(desk):
    cell = f"{desk.round_id}-{desk.plan.bodies['REG']}"

    posted(desk.as_("coordinator"), home(desk), do="extend", cell=[cell], due_on="15/11/2025")

    assert due_days() == ["10-31", "10-31", "11-15", "11-15"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"do": "remind"}, "Choose at least one report first."),
        ({"do": "extend", "every": "1"}, "Write the day as in 31/12/2025."),
        ({"do": "extend", "every": "1", "due_on": "01/10/2025"}, "has passed already"),
        ({"do": "extend", "every": "1", "due_on": "20/10/2025"}, "Nothing to prolong"),
        ({"do": "extend", "every": "1", "due_on": "20/11/2025"}, "4 reports are due later."),
        ({"do": "remind", "every": "1"}, "4 reports were asked for again."),
    ],
)
def test_what_came_of_an_act_is_said(desk, given, words):
    posted(desk.as_("coordinator"), f"rounds/{desk.round_id}", **given)

    assert words in text(desk.get(f"rounds/{desk.round_id}"))


def test_reports_are_picked_one_by_one_within_the_filters(desk):
    ids = [desk.plan.commitments[code] for code in ("PDR-001", "PDR-003")]
    path = f"/desk/rounds/{desk.round_id}?lang=en&body=MEE"

    desk.as_("coordinator").client.post(path, {"do": "remind", "pick": ids})
    desk.client.post(path, {"do": "remind", "pick": ids})

    asked = Assignment.objects.exclude(reminded_at=None)
    assert list(asked.values_list("commitment__code", flat=True)) == ["PDR-001"]
    assert "Nobody to remind" in text(desk.get(f"rounds/{desk.round_id}"))


def test_unknown_button_does_nothing(desk):
    events = Event.objects.count()

    answer = posted(desk.as_("coordinator"), f"rounds/{desk.round_id}", do="x", every="1")

    assert (answer.status_code, Event.objects.count()) == (302, events)


@pytest.mark.parametrize("do", ["remind", "reopen"])
def test_who_does_not_run_rounds_changes_nothing(desk, do):
    given = {"every": "1", "reason": "x", "due_on": "20/11/2025"}

    answer = posted(desk.as_("manager"), f"rounds/{desk.round_id}", do=do, **given)

    assert (answer.status_code, Assignment.objects.exclude(reminded_at=None).count()) == (403, 0)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["PDR-001", "PDR-002", "PDR-003", "PDR-004"]),
        ({"body": "MEE"}, ["PDR-001", "PDR-002"]),
        ({"state": "submitted"}, ["PDR-001"]),
        ({"axis": "A2"}, ["PDR-003", "PDR-004"]),
        ({"axis": "A2", "body": "MEE"}, []),
    ],
)
def test_round_and_its_csv_are_narrowed_alike(desk, asked, expected):
    desk.submitted()
    path = f"/desk/rounds/{desk.round_id}"
    desk.as_("coordinator")

    page = desk.client.get(path, {"lang": "en", **asked}).content.decode()
    csv = desk.client.get(f"{path}.csv", asked).content.decode("utf-8-sig")

    assert re.findall(r'<bdi class="code">(PDR-\d+)', page) == expected
    assert [line.split(",")[2] for line in csv.splitlines()[1:]] == expected


def test_csv_says_how_each_stands(desk):
    desk.submitted()
    posted(desk.as_("coordinator"), f"rounds/{desk.round_id}", do="remind", every="1")

    answer = desk.get(f"rounds/{desk.round_id}.csv")

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert lines[1].split(",")[6:] == ["MEE", "2025-10-31", "submitted", "True", ""]
    assert lines[3].split(",")[6:] == ["REG", "2025-10-31", "not_begun", "False", "2025-10-15"]


def test_report_is_a_link_once_it_was_begun(desk):
    key = desk.drafted()

    page = desk.as_("coordinator").get(f"rounds/{desk.round_id}").content.decode()

    assert re.findall(r'href="(/desk/reports/\d+)"', page) == [f"/desk/reports/{key}"]


def test_closing_says_first_what_is_missing(desk):
    desk.submitted()

    page = text(desk.as_("coordinator").get(f"rounds/{desk.round_id}/close"))

    assert "3 reports are missing." in page
    assert Round.objects.get().closed_at is None


def test_round_is_closed_then_reopened_with_a_reason(desk):
    path = f"rounds/{desk.round_id}"
    posted(desk.as_("coordinator"), f"{path}/close")
    closed = text(desk.get(path))
    again = desk.get(f"{path}/close").status_code
    refused = posted(desk, path, do="reopen", reason=" ", due_on="15/11/2025")
    unread = posted(desk, path, do="reopen", reason="Pluies", due_on="?")

    posted(desk, path, do="reopen", reason="Pluies", due_on="15/11/2025")

    assert ("Closed, some are missing" in closed, again) == (True, 302)
    assert (refused.status_code, unread.status_code) == (422, 422)
    assert "Say why the round is reopened." in text(refused)
    assert Event.objects.get(kind="round.reopened").reason == "Pluies"
    assert due_days() == ["11-15"] * 4


def test_round_in_which_all_came_says_so(desk):
    Assignment.objects.exclude(commitment__code="PDR-001").delete()
    desk.submitted()
    page = text(desk.as_("coordinator").get(f"rounds/{desk.round_id}/close"))
    close_round(by=desk.people.coordinator, round_id=desk.round_id)

    assert "Every report came." in page
    assert "Closed, all came" in text(desk.get(f"rounds/{desk.round_id}"))


def test_round_past_its_due_date_says_so(desk):
    clock.set_frozen(dt.date(2025, 11, 3))

    page = text(desk.as_("coordinator").get(home(desk)))

    assert "Past its due date" in page


def test_plan_without_rounds_says_so(desk):
    Assignment.objects.all().delete()
    Round.objects.all().delete()

    page = text(desk.as_("coordinator").get(home(desk)))

    assert ("No reporting round yet" in page, "Who sent what?" in page) == (True, False)


def test_nothing_found_leads_back_to_the_whole(desk):
    answer = desk.as_("coordinator").client.get(
        f"/desk/rounds/{desk.round_id}", {"lang": "fr", "state": "published"}
    )

    assert answer.content.decode().count(f'href="/desk/rounds/{desk.round_id}"') >= 1


@pytest.mark.parametrize("where", ["grid", "round"])
def test_closed_round_is_reopened_for_what_is_chosen(desk, where):
    close_round(by=None, round_id=desk.round_id)
    desk.as_("coordinator")
    dam = desk.plan.commitments["PDR-001"]
    given = {"do": "reopen_chosen", "due_on": "30/11/2025", "reason": "Grève"}
    if where == "round":
        address, chosen = f"rounds/{desk.round_id}", {"pick": str(dam)}
    else:
        address, chosen = home(desk), {"cell": f"{desk.round_id}-{desk.plan.bodies['MEE']}"}

    page = text(desk.get(address))
    said = []
    for one in ({**given, "reason": ""}, given, given):
        posted(desk, address, **chosen, **one)
        said.append(text(desk.get(home(desk))))

    assert "opens for every body" in page
    assert ("Ask again" in page) == (where == "grid")
    words = (
        "Say why the round is reopened.",
        "open again, with more time for",
        "Nothing to reopen",
    )
    assert [one in page for one, page in zip(words, said, strict=True)] == [True] * 3
    due = set(Assignment.objects.values_list("due_on", flat=True))
    assert due == {dt.date(2025, 10, 31), dt.date(2025, 11, 30)}
