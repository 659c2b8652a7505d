"""The rows of the files of a plan: what the public sees, exactly, and nothing else."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from athar.finance.actions import put_agreements
from athar.finance.drafts import AgreementDraft, AmendmentDraft
from athar.kernel.text import Translated
from athar.opendata.files import FILES, file_named
from athar.opendata.queries import plan_rows
from athar.people.models import Organisation
from athar.plans.actions import publish_first_version, put_commitments, put_plan
from athar.plans.models import Commitment, CommitmentTheme, Milestone, Plan
from athar.reference.models import Place, Theme
from athar.reporting.models import Report
from athar.rollups.actions import rebuild
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]


def columns_of(rows, file: str, *names: str) -> list[tuple[object, ...]]:
    places = [[one.name for one in file_named(file).columns].index(name) for name in names]
    return [tuple(row[place] for place in places) for row in rows[file]]


@pytest.fixture
def agreed(plan):
    """An agreement on the dam with an amendment, and one that finances nothing public."""
    shares = {"REG": Decimal("500.50"), "MEE": None}
    later = AmendmentDraft(number=1, session_on=dt.date(2024, 3, 4), shares={"REG": Decimal(600)})
    put_agreements(
        by=None,
        plan_id=plan.id,
        drafts=[
            AgreementDraft(
                number="15/2023",
                session_on=dt.date(2023, 3, 6),
                title=Translated(fr="Convention du barrage"),
                commitment_codes=("PDR-001",),
                shares=shares,
                amendments=(later,),
            ),
            AgreementDraft(number="16/2023", title=Translated(fr="Sans projet"), shares=shares),
        ],
    )
    return plan


def test_every_file_has_rows_as_wide_as_its_columns(agreed):
    rows = plan_rows(agreed.id)

    assert {one.name for one in FILES} == {*rows, "dictionary"}
    for name, lines in rows.items():
        assert {len(line) for line in lines} <= {len(file_named(name).columns)}, name


@pytest.mark.parametrize("n_plans", [1, 3])
def test_rows_take_the_same_queries_however_many_plans(plan, n_plans, django_assert_num_queries):
    for number in range(1, n_plans):
        other = put_plan(by=None, draft=replace(cast.PLAN, code=f"P{number}"))
        draft = replace(cast.commitment_drafts(cast.put_places())[3], node_code=None)
        put_commitments(by=None, plan_id=other, drafts=[draft], complete=True)
        publish_first_version(by=None, plan_id=other)

    with django_assert_num_queries(18):
        rows = plan_rows(plan.id)

    assert columns_of(rows, "plan", "code", "owner", "votes_for") == [(plan.code, "REG", 54)]


def test_commitments_hold_promise_and_figures(plan):
    rows = plan_rows(plan.id)

    found = columns_of(
        rows,
        "commitments",
        *("code", "node", "title_ar", "title_en", "amount", "covers_whole_place"),
        *("computed_status", "physical_percent", "committed", "paid"),
    )
    assert found[0] == (
        *("PDR-001", "P01", "سد واد لاو", "Oued Laou dam", Decimal("1250000.50"), "no"),
        *("on_track", Decimal(80), Decimal(1250000), Decimal("781250.25")),
    )
    assert found[3] == ("PDR-004", "A2", None, None, None, "no", "no_data", None, None, None)
    assert [row[0] for row in found] == [f"PDR-00{n}" for n in range(1, 6)]


def test_commitment_no_version_holds_is_in_no_file(plan):
    Commitment.objects.filter(code="PDR-002").update(first_version=None)

    rows = plan_rows(plan.id)

    assert "PDR-002" not in {cell for lines in rows.values() for line in lines for cell in line}


def test_links_name_codes(plan):
    rows = plan_rows(plan.id)

    assert rows["commitment_places"][:2] == [
        ("PDR-001", "hcp", "01.151", None, None),
        ("PDR-002", "hcp", "01.151", None, None),
    ]
    assert rows["commitment_bodies"][:2] == [
        ("PDR-001", "delegated_owner", "APDN"),
        ("PDR-001", "lead", "MEE"),
    ]
    assert rows["funding"][0] == ("PDR-001", None, "REG", None, Decimal("500000.50"))
    assert rows["nodes"][1][:4] == ("A2", None, 0, 1)


def test_bodies_and_places_are_those_that_are_named(plan):
    Organisation.objects.create(code="NOBODY", names={"fr": "Personne"})
    Place.objects.create(
        scheme="other", code="01.151", kind="commune", path="/X/", names={"fr": "Ailleurs"}
    )

    rows = plan_rows(plan.id)

    assert [row[0] for row in rows["bodies"]] == ["APDN", "MEE", "REG"]
    assert [row[:2] for row in rows["places"]] == [("hcp", "01.151"), ("hcp", "01.511")]


def test_place_of_the_plan_is_among_the_places(plan):
    region = Place.objects.get(code="01")
    Plan.objects.filter(pk=plan.id).update(place=region)

    rows = plan_rows(plan.id)

    assert columns_of(rows, "plan", "place_scheme", "place_code") == [("hcp", "01")]
    assert rows["places"][0][:2] == ("hcp", "01")


def test_themes_are_those_that_are_named(plan):
    water, _road = (
        Theme.objects.create(
            taxonomy="sdg", version=version, code="6", names={"en": "Water"}, position=6
        )
        for version in ("2015", "2030")
    )
    CommitmentTheme.objects.create(commitment_id=plan.commitments["PDR-001"], theme=water)
    rebuild()

    rows = plan_rows(plan.id)

    assert rows["commitment_themes"] == [("PDR-001", "sdg", "2015", "6")]
    assert rows["themes"] == [("sdg", "2015", "6", None, None, "Water")]


def test_milestones_are_numbered_within_their_commitment(plan):
    for code, title in (("PDR-001", "A"), ("PDR-001", "B"), ("PDR-002", "C")):
        Milestone.objects.create(
            commitment_id=plan.commitments[code], title={"fr": title}, requires_evidence=False
        )

    rows = plan_rows(plan.id)

    assert columns_of(rows, "milestones", "commitment", "position", "title_fr") == [
        ("PDR-001", 1, "A"),
        ("PDR-001", 2, "B"),
        ("PDR-002", 1, "C"),
    ]


def test_agreements_are_those_that_finance_something_public(agreed):
    rows = plan_rows(agreed.id)

    assert rows["agreements"] == [
        ("15/2023", dt.date(2023, 3, 6), None, "Convention du barrage", None)
    ]
    assert rows["agreement_commitments"] == [("15/2023", "PDR-001")]
    assert rows["agreement_amendments"] == [("15/2023", 1, dt.date(2024, 3, 4), None, None, None)]
    assert rows["agreement_shares"] == [
        ("15/2023", None, "MEE", None),
        ("15/2023", None, "REG", Decimal("500.50")),
        ("15/2023", 1, "REG", Decimal(600)),
    ]


def test_reports_are_the_published_ones(plan):
    Report.objects.filter(commitment__code="PDR-002").delete()
    Report.objects.create(
        commitment_id=plan.commitments["PDR-002"],
        as_of_on=dt.date(2025, 9, 30),
        state="submitted",
        submitted_at=dt.datetime(2025, 10, 1, tzinfo=dt.UTC),
        typed={"declared_status": "on_track", "physical": "99"},
    )

    rows = plan_rows(plan.id)

    assert columns_of(
        rows, "reports", "commitment", "declared_status", "physical_percent", "paid", "is_current"
    ) == [
        ("PDR-001", "on_track", Decimal(80), Decimal("781250.25"), "yes"),
        ("PDR-003", "not_started", Decimal(0), None, "yes"),
        ("PDR-005", "cancelled", None, None, "yes"),
    ]


def test_file_nobody_defined_is_none():
    assert file_named("secrets") is None
