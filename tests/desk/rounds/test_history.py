"""The story of a project's reports at the desk: told whole to who works on it, to nobody else."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from athar.reporting.actions import submit_report
from tests.desk.rounds.test_rounds import text
from tests.reporting import cast as made

pytestmark = pytest.mark.django_db


def path(desk, end="", code="PDR-001"):
    return f"rounds/history/{desk.plan.code}/{code}{end}"


@pytest.mark.parametrize("end", ["", ".csv"])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("manager", 200),
        ("validator", 200),
        ("coordinator", 200),
        ("citizen", 404),
        ("stranger", 404),
    ],
)
def test_story_is_for_who_works_on_the_project(desk, who, status, end):
    assert desk.as_(who).get(path(desk, end, code="PDR-002")).status_code == status


def test_project_that_is_not_there_is_not_found(desk):
    assert desk.as_("coordinator").get(path(desk, code="X")).status_code == 404


def test_story_says_who_did_what(desk):
    people = desk.people
    made.returned(desk.plan, people.manager, people.validator, round_id=desk.round_id)

    page = text(desk.as_("manager").get(path(desk)))

    for words in (
        "Began the report",
        "Typed",
        "Handed it in",
        "Returned it",
        "À revoir",
        "On track",
    ):
        assert words in page


def test_refused_act_is_told(desk):
    key = desk.drafted(said={"physical": "40"})
    with pytest.raises(ValidationError):
        submit_report(by=desk.people.manager, report_id=key, version=made.version_of(key))

    page = text(desk.as_("manager").get(path(desk)))
    csv = desk.get(path(desk, ".csv")).content.decode()

    assert "refused" in page
    assert "obstacle_missing" in csv


def test_two_versions_are_compared(desk):
    key = desk.drafted()
    desk.as_("manager")
    address = f"/desk/{path(desk)}"
    asked = {"lang": "en", "report": key, "earlier": 1}

    differ = text(desk.client.get(address, {**asked, "later": 2}))
    same = text(desk.client.get(address, {**asked, "later": 1}))
    nonsense = text(desk.client.get(address, {**asked, "later": "x"}))

    assert "٩٥" in differ
    assert "These versions say the same." in same
    assert "These versions say the same." not in nonsense


def test_story_of_a_project_without_reports_opens(desk):
    page = text(desk.as_("coordinator").get(path(desk, code="PDR-004")))

    assert "Who did what" in page
