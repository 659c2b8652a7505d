"""OGP's table becomes plans, bodies, commitments and assessments; twice changes nothing."""

from collections import Counter

import pytest

from athar.config.commands.demo_action_plans import action_plans
from athar.evaluation.models import Assessment
from athar.intake.ogp.importing import import_ogp
from athar.intake.ogp.taking import Source, take_action_plans
from athar.intake.options import Options
from athar.people.models import Organisation
from athar.plans.models import Commitment, CommitmentTheme, Plan, PlanVersion
from athar.reference import tables
from athar.reference.actions import load_places
from athar.trail.models import Event
from tests.intake.ogp.small import SAMPLE, table, take, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("africa", "frozen_day")]

NOTHING = {
    "added": 0,
    "changed": 0,
    "gone": 0,
    "plans_added": 0,
    "bodies_added": 0,
    "assessments_added": 0,
    "assessments_superseded": 0,
}


def _sample(**options):
    return import_ogp(by=None, file=SAMPLE, options=Options(**options))


def test_the_african_subset_is_taken_whole():
    report = _sample()

    said = report.as_json()
    assert [said[name] for name in ("commitments", "members", "plans")] == [97, 12, 34]
    assert said["unknown_columns"] == []
    assert said["changes"] == NOTHING | {
        "added": 97,
        "plans_added": 34,
        "bodies_added": 83,
        "assessments_added": 1164,
    }
    assert Counter(Plan.objects.values_list("kind", "current_version")) == {
        ("national_action_plan", 1): 33,
        ("local_action_plan", 1): 1,
    }
    assert sorted(said["by_member"].items()) == [
        ("Cabo Verde", 3),
        ("Cote d'Ivoire", 5),
        ("Ghana", 23),
        ("Kaduna State, Nigeria", 1),
        ("Kenya", 8),
        ("Liberia", 6),
        ("Malawi", 4),
        ("Morocco", 16),
        ("Nigeria", 9),
        ("Senegal", 4),
        ("Sierra Leone", 12),
        ("Tunisia", 6),
    ]


def test_the_african_subset_keeps_three_nulls_apart():
    codings = _sample().as_json()["codings"]

    assert codings["completion.end"] == {
        "NR": 41,
        "ND": 1,
        "not_started": 8,
        "limited": 27,
        "substantial": 16,
        "complete": 4,
    }
    assert codings["opened_accountability"]["NA"] == 8
    stored = Counter(Assessment.objects.values_list("criterion", "stage", "no_word"))
    assert [stored["completion", "end", null] for null in ("NA", "NR", "ND")] == [0, 41, 1]
    assert [stored["opened_accountability", "end", null] for null in ("NA", "NR", "ND")] == [
        8,
        41,
        40,
    ]


def test_the_african_subset_taken_twice_changes_nothing():
    _sample()
    before = Event.objects.count()

    again = _sample()

    assert again.as_json()["changes"] == NOTHING
    assert (again.is_taken, Event.objects.count()) == (True, before)


def test_a_dry_run_says_the_same_and_writes_nothing():
    n_events = Event.objects.count()

    tried = _sample(dry_run=True)

    counts = [model.objects.count() for model in (Plan, Commitment, Assessment, Organisation)]
    assert (counts, Event.objects.count()) == ([0, 0, 0, 0], n_events)
    assert tried.as_json()["changes"] == _sample().as_json()["changes"]


def test_columns_that_nobody_knows_are_reported_and_kept():
    report = take(table({"Mood": "hopeful", "Theme": "Budget"}))

    assert report.as_json()["unknown_columns"] == ["Mood"]
    assert told(report) == [("column_kept", None, "Mood", "")]
    assert Commitment.objects.get().origin == {
        "name": "ogp.csv",
        "row": 2,
        "record": {"Mood": "hopeful", "Theme": "Budget"},
    }


def test_a_commitment_has_its_lead_places_areas_and_source():
    take(
        table(
            {
                "Lead Institution": "Ministry of Finance; Audit Service",
                "Audits": "1",
                "Tax": "0",
                "Youth": "ND",
                "OGP Value Technology": "1",
                "URL": "https://example.org/GH0001",
                "Full Text": "What is done.",
            }
        )
    )

    one = Commitment.objects.get()
    leads = one.bodies.order_by("organisation__names__en").values_list(
        "role", "organisation__names__en", "organisation__parent__code"
    )
    assert list(leads) == [
        ("lead", "Audit Service", "GHA"),
        ("lead", "Ministry of Finance", "GHA"),
    ]
    assert [link.place.code for link in one.places.all()] == ["GHA"]
    assert sorted(CommitmentTheme.objects.values_list("theme__taxonomy", "theme__code")) == [
        ("ogp-policy-area", "audits"),
        ("ogp-value", "technology-and-innovation"),
    ]
    assert (one.source_url, dict(one.solution)) == (
        "https://example.org/GH0001",
        {"en": "What is done."},
    )


def test_an_assessment_says_who_when_and_in_which_cell():
    take(
        table(
            {
                "Completion (End Of Term)": "Limited",
                "Report Publication Year (End Of Term)": "2016",
            }
        )
    )

    row = Assessment.objects.get()
    assert (row.value, row.stage, row.assessor.code) == ("limited", "end", "OGP-IRM")
    assert (str(row.assessed_on), row.assessed_precision) == ("2016-01-01", "year")
    assert row.origin["written"] == "Limited"
    assert row.origin["column"].endswith("/ Completion (End Of Term)")


def test_a_later_table_amends_and_supersedes_and_leaves_the_rest():
    first = {"Completion (End Of Term)": "Limited", "Lead Institution": "Ministry of Finance"}
    take(table(first, {"Commitment Unique Identifier": "GH0002", "Commitment Number": "2"}))

    later = take(
        table(
            {
                "Commitment Title": "Open and clear budgets",
                "Completion (End Of Term)": "Substantial",
                "Start Date": "NA",
            }
        )
    )

    one = Commitment.objects.get(code="GH0001")
    assert later.as_json()["changes"] == NOTHING | {"changed": 1, "assessments_superseded": 1}
    assert (dict(one.title), str(one.planned_start_on)) == (
        {"en": "Open and clear budgets"},
        "2013-11-01",
    )
    assert [body.organisation.names["en"] for body in one.bodies.all()] == ["Ministry of Finance"]
    assert list(PlanVersion.objects.values_list("number", flat=True)) == [1, 2]
    assert Commitment.objects.filter(removed_in_version=None).count() == 2


def test_a_local_member_stands_in_its_country():
    take(
        table(
            {
                "Country/Locality": "Kaduna State, Nigeria",
                "Code": "NGKD",
                "National Or Local": "Legacy Local",
                "Action Plan ID": "AP_NGKD01",
            }
        )
    )

    plan = Plan.objects.get()
    assert (plan.kind, plan.owner.code, plan.place.code) == ("local_action_plan", "NGKD", "NGA")
    assert dict(plan.title) == {
        "en": "Local open government action plan 2013-2015, Kaduna State, Nigeria"
    }


def test_commitments_of_the_demonstration_are_not_doubled():
    load_places(
        by=None, rows=tables.read_places(tables.DATA / "places" / "morocco.csv"), spellings=()
    )
    plans = action_plans()
    take_action_plans(by=None, plans=plans, source=Source({}, reason="demonstration"))

    report = _sample(reason="OGP")

    changes = report.as_json()["changes"]
    assert (changes["added"], changes["changed"], changes["plans_added"]) == (86, 11, 21)
    assert Commitment.objects.count() == 162 + 86
    assert Commitment.objects.filter(code__in=["TN0023", "KE0012"]).count() == 0
    assert dict(Commitment.objects.get(code="TN-2016-03").title) == {
        "en": "The completion of the legal and regulatory framework of open data at the national "
        "level"
    }


@pytest.mark.parametrize("content", [b"", b"Code,Titre\nP1,Barrage\n"], ids=["empty", "another"])
def test_what_is_not_the_table_is_refused_in_words(content):
    report = take(content)

    assert (report.is_taken, len(report.problems)) == (False, 1)
    assert report.outcome() == ["not taken; problems: 1, of them errors: 1"]


def test_who_may_not_edit_plans_may_not_import(people):
    report = import_ogp(by=people.citizen, file=SAMPLE, options=Options())

    blocking = [one.code.value for one in report.problems if one.row is None]
    assert (report.is_taken, blocking) == (False, ["not_allowed"])
