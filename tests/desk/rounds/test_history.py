"""The story of a project's reports at the desk: told whole to who works on it, to nobody else."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from athar.indicators.actions import put_framework, record_measurements
from athar.indicators.drafts import ResultLineDraft
from athar.kernel import clock
from athar.plans.actions import publish_amendment, put_commitments
from athar.plans.queries import commitment_drafts, stated_commitments
from athar.reporting.actions import delegate_reporting, submit_report
from tests.desk.rounds.test_rounds import text
from tests.indicators.cast import set_up
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


def test_story_tells_the_promise_the_reports_and_the_proof(desk):
    people = desk.people
    made.prove(desk.plan, "PDR-001")
    made.published(desk.plan, people.manager, people.validator, round_id=desk.round_id)
    delegate_reporting(
        by=people.manager,
        account_id=people.citizen.pk,
        commitment_id=desk.plan.commitments["PDR-001"],
        last_on=clock.today(),
    )

    page = text(desk.as_("manager").get(path(desk)))

    for words in (
        "Published the plan",
        "Attached evidence",
        "Published it",
        "Let somebody else report",
        "Physical progress",
    ):
        assert words in page, words
    assert "declared_status" not in page


def test_story_tells_the_values_of_shared_libraries_that_it_answers_for(desk):
    setting = set_up(desk.plan)
    place, elsewhere = setting.places["01"], setting.places["01.151"]
    line = ResultLineDraft(indicator=("shared", "water"), place_id=place, commitment_code="PDR-001")
    put_framework(by=None, plan_id=desk.plan.id, drafts=[line])
    for where in (place, elsewhere):
        draft = setting.value("water", place_id=where)
        record_measurements(by=None, drafts=[draft])
    desk.as_("manager")

    dam, bridge = (text(desk.get(path(desk, code=code))) for code in ("PDR-001", "PDR-002"))

    assert (dam.count("Stated a value"), bridge.count("Stated a value")) == (1, 0)


@pytest.mark.parametrize(
    ("kind", "told", "untold"),
    [
        ("plan", "Published the plan", "Handed it in"),
        ("reports", "Handed it in", "Published the plan"),
        ("x", "Published the plan", "nothing of the kind"),
    ],
    ids=["plan", "reports", "unknown"],
)
def test_story_is_narrowed_to_a_chapter(desk, kind, told, untold):
    desk.submitted()
    desk.as_("manager")

    page = text(desk.client.get(f"/desk/{path(desk)}", {"lang": "en", "kind": kind}))
    table = desk.client.get(f"/desk/{path(desk, '.csv')}", {"kind": kind}).content.decode()

    assert (told in page, untold in page) == (True, False)
    assert ("report.submitted" in table) == (kind != "plan")


def test_two_versions_of_the_promise_are_compared_in_words(desk):
    plan = desk.plan
    drafts = [
        replace(one, amount=Decimal(1_500_000))
        for one in commitment_drafts(stated_commitments(plan.id))
        if one.code == "PDR-001"
    ]
    with transaction.atomic():
        put_commitments(by=None, plan_id=plan.id, drafts=drafts, complete=False)
        key = plan.commitments["PDR-001"]
        publish_amendment(by=None, plan_id=plan.id, why="x", changed_commitment_ids=[key])
    desk.as_("manager")
    asked = {"lang": "en", "report": "plan", "earlier": "1"}

    differ = text(desk.client.get(f"/desk/{path(desk)}", {**asked, "later": "2"}))
    same = text(desk.client.get(f"/desk/{path(desk)}", {**asked, "later": "1"}))

    compared = differ.split("After")[1].split("Who did what")[0]
    assert compared.split() == [
        "Planned",
        "amount",
        "MAD",
        "1.25",
        "million",
        "MAD",
        "1.5",
        "million",
    ]
    assert "These versions say the same." in same


def test_what_was_imported_is_compared_with_what_was_reported(desk):
    people = desk.people
    made.published(desk.plan, people.manager, people.validator, round_id=desk.round_id)
    desk.as_("manager")
    asked = {"lang": "en", "report": "published", "earlier": "1", "later": "2"}

    page = text(desk.client.get(f"/desk/{path(desk)}", asked))

    compared = page.split("After")[1].split("Who did what")[0]
    assert "Physical progress 80% 95.5%" in " ".join(compared.split())
    assert page.count("published report no. 1") == page.count("published report no. 2") == 1


def test_who_edits_the_plan_reads_what_was_published_only(desk):
    desk.submitted()

    page = text(desk.as_("editor").get(path(desk)))

    assert ("Published the plan" in page, "Handed it in" in page) == (True, False)


def test_formulas_are_disarmed_in_the_files(desk):
    desk.drafted(said={"narrative.fr": "=1+1"})

    own = desk.as_("manager").get(path(desk, ".csv")).content.decode()

    assert ("'=1+1" in own, ",=1+1" in own) == (True, False)


@pytest.mark.parametrize(
    ("who", "status"),
    [("coordinator", 200), ("manager", 404), ("validator", 404), ("citizen", 404)],
)
def test_trail_of_the_plan_is_for_who_runs_its_rounds(desk, who, status):
    assert desk.as_(who).get(f"rounds/history/{desk.plan.code}.csv").status_code == status


def test_trail_of_the_plan_tells_every_act_in_time(desk):
    desk.submitted()

    table = desk.as_("coordinator").get(f"rounds/history/{desk.plan.code}.csv")

    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    acts = [one["act"] for one in rows]
    assert acts.index("plan.version_published") < acts.index("round.opened")
    assert acts.index("round.opened") < acts.index("report.submitted")
    assert rows[-1]["subject"].startswith("report:")


def test_story_of_a_project_without_reports_opens(desk):
    page = text(desk.as_("coordinator").get(path(desk, code="PDR-004")))

    assert "Who did what" in page
