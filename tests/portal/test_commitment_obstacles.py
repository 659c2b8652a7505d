"""What holds a commitment up and what became of it: on its page, in its twin, in the API."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from athar.kernel import clock
from athar.kernel.progress import DeclaredStatus
from athar.reporting.actions import publish_reports
from athar.reporting.drafts import ReportDraft
from athar.reporting.models import CorrectiveAction
from athar.trail.queries import last_publication_number
from tests.portal.measured import text_of
from tests.reporting import cast as made


@pytest.fixture
def held(plan, people):
    """Hold the dam up: an obstacle and its corrective action are public; give the publication."""
    made.published(plan, people.manager, people.validator, said=made.HELD_UP)
    return last_publication_number()


@pytest.fixture
def followed(plan, people, held):
    """Publish what became of it, in the next round."""
    days = {"start_on": dt.date(2025, 10, 1), "end_on": dt.date(2025, 10, 10)}
    later = made.a_round(plan, code="2025-T4", **days)
    key = CorrectiveAction.objects.get().pk
    said = {f"follow_up.{key}.outcome": "done", f"follow_up.{key}.text.fr": "Accord signé."}
    made.published(
        plan, people.manager, people.validator, round_id=later, said={**made.SAID, **said}
    )


def address(plan, ending="", lang="en"):
    return f"/{lang}/plans/{plan.code}/commitments/PDR-001{ending}"


def section(html):
    """Give the words of the section of obstacles, "" when there is none."""
    found = re.search(
        r'<section class="sec" aria-labelledby="h-holds">.*?</section>', html, re.DOTALL
    )
    return text_of(found.group()) if found else ""


def test_page_tells_obstacle_action_and_who_by_when(plan, held, whole):
    words = section(whole(address(plan)))

    for part in (
        "Deux parcelles manquent.",
        "Land · Named in the report as of 30 September 2025",
        "Corrective action:",
        "Accord à signer.",
        "Who acts MEE",
        "By when 31 December 2025",
        "What became of it Nothing said yet",
    ):
        assert part in words, (part, words)
    assert "Overdue" not in words


def test_what_passed_its_day_is_marked_overdue(plan, held, whole):
    clock.set_frozen(dt.date(2026, 1, 3))

    html = whole(address(plan))

    assert "By when 31 December 2025 Overdue by 3 days" in section(html)
    assert '<div class="note stack-s stack s-off">' in html


def test_later_report_says_what_became_of_it(plan, held, followed, whole):
    now = section(whole(address(plan)))
    then = section(whole(f"{address(plan)}?as_of={held}"))

    assert "What became of it Done Named in" not in now
    assert "What became of it Done" in now
    assert "Report as of 10 October 2025: Done – " in now
    assert "Accord signé." in now
    assert "What became of it Nothing said yet" in then


def test_obstacle_is_overdue_as_of_the_day_of_the_state(plan, held, whole):
    clock.set_frozen(dt.date(2026, 1, 3))

    assert "Overdue" not in section(whole(f"{address(plan)}?as_of={held}"))
    assert "Overdue by 1 day" in section(whole(f"{address(plan)}?as_of=2026-01-01"))


def test_obstacle_without_an_action_says_so(plan, people, whole):
    said = {**made.SAID, "obstacle.reason": "weather"}
    made.published(plan, people.manager, people.validator, said=said)

    words = section(whole(address(plan)))

    assert "Weather Named in the report as of 30 September 2025" in words
    assert "The report states no corrective action." in words


def test_who_is_late_without_a_reason_is_told(plan, whole):
    late = ReportDraft(
        commitment_code="PDR-001",
        as_of_on=dt.date(2025, 9, 30),
        declared_status=DeclaredStatus.DELAYED,
    )
    before = section(whole(address(plan)))
    publish_reports(by=None, plan_id=plan.id, drafts=[late], source={})

    words = section(whole(address(plan)))

    assert before == ""
    assert "The last report says that it is behind, but names no obstacle." in words


def test_fourth_obstacle_is_folded(plan, people, whole):
    for n, month in enumerate((6, 7, 8, 9), start=1):
        days = {"start_on": dt.date(2025, month, 1), "end_on": dt.date(2025, month, 30)}
        keys = list(CorrectiveAction.objects.order_by("pk").values_list("pk", flat=True))[-1:]
        over = {f"follow_up.{key}.outcome": "dropped" for key in keys}
        told = {f"follow_up.{key}.text.fr": "Abandonné." for key in keys}
        made.published(
            plan,
            people.manager,
            people.validator,
            round_id=made.a_round(plan, code=f"2025-{n}", **days),
            said={**made.HELD_UP, **over, **told},
        )

    words = section(whole(address(plan)))

    assert (words.count("Named in the report"), "1 older obstacle" in words) == (4, True)


def test_three_obstacle_queries_whatever_is_said(
    plan, held, followed, client, django_assert_num_queries
):
    with django_assert_num_queries(10):
        client.get(address(plan))


def test_twin_and_api_state_the_same(plan, held, followed, client):
    clock.set_frozen(dt.date(2026, 1, 3))
    expected = {
        "as_of_on": "2025-09-30",
        "reason": "land",
        "text": {"fr": "Deux parcelles manquent."},
        "corrective_action": {
            "text": {"fr": "Accord à signer."},
            "owner": "MEE",
            "due_on": "2025-12-31",
            "outcome": "done",
            "is_overdue": False,
            "follow_ups": [
                {"as_of_on": "2025-10-10", "outcome": "done", "text": {"fr": "Accord signé."}}
            ],
        },
    }

    twin = client.get(address(plan, ".json")).json()["obstacles"]
    api = client.get(f"/api/v1/commitments/{plan.code}/PDR-001").json()["obstacles"]

    assert (twin, api) == ([expected], [expected])


def test_twin_and_api_state_what_was_public_then(plan, held, followed, client):
    asked = f"?as_of={held}"

    twin = client.get(address(plan, ".json") + asked).json()["obstacles"]
    api = client.get(f"/api/v1/commitments/{plan.code}/PDR-001{asked}").json()["obstacles"]

    assert twin == api
    action = twin[0]["corrective_action"]
    assert (action["outcome"], action["is_overdue"], action["follow_ups"]) == (None, False, [])


def test_twin_leaves_a_missing_action_null(plan, people, client):
    said = {**made.SAID, "obstacle.reason": "weather"}
    made.published(plan, people.manager, people.validator, said=said)

    found = client.get(f"/api/v1/commitments/{plan.code}/PDR-001").json()["obstacles"]

    assert [(one["reason"], one["corrective_action"]) for one in found] == [("weather", None)]
