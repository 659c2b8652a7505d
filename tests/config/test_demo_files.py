"""What the files of the demonstration hold stands in it: all of it, in both languages."""

import datetime as dt
from collections import Counter
from decimal import Decimal

import pytest
from django.db.models import Count, Sum

from athar.config.commands.demo_results import CORRECTED, FRAMEWORK, RETURNED
from athar.evidence.models import Evidence
from athar.finance.models import (
    Agreement,
    AgreementAmendment,
    AgreementCommitment,
    FundingLine,
)
from athar.indicators.enums import Claim
from athar.indicators.models import Measurement
from athar.indicators.queries import (
    LineView,
    ValueKey,
    framework_of,
    indicator_view,
    states_of,
    values_as_of,
)
from athar.kernel.achievement import Direction, achieved
from athar.people.models import Organisation
from athar.plans.models import Commitment, CommitmentSnapshot, Node, Plan
from athar.reference.models import Place
from athar.reporting.models import Report
from athar.rollups.queries import figures_at
from athar.trail.queries import last_publication_number
from tests.demonstration import demonstration


@pytest.fixture(scope="module")
def _demonstration(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), demonstration(tmp_path_factory.mktemp("demonstration")):
        yield


@pytest.fixture(autouse=True)
def _loaded(_demonstration, db):
    """Every test here reads the demonstration."""


def test_demo_reads_its_four_files_whole():
    funded = FundingLine.objects.exclude(funder=None)
    region = funded.filter(funder__code="REG")
    known = Commitment.objects.exclude(amount=None)
    assert known.aggregate(n=Count("pk"), sum=Sum("amount")) == {
        "n": 206,
        "sum": Decimal("19850000000.00"),
    }
    assert funded.aggregate(n=Count("funder", distinct=True), sum=Sum("amount")) == {
        "n": 27,
        "sum": Decimal("17463700000.00"),
    }
    assert region.aggregate(sum=Sum("amount")) == {"sum": Decimal("6780000000.00")}
    assert (Agreement.objects.count(), AgreementAmendment.objects.count()) == (95, 13)
    assert AgreementCommitment.objects.values("commitment").distinct().count() == 175
    assert dict(
        Report.objects.filter(state="published", round=None)
        .values_list("as_of_on")
        .annotate(Count("commitment", distinct=True))
    ) == {
        dt.date(2025, 6, 30): 225,
        dt.date(2025, 9, 30): 28,
    }


def test_first_version_of_the_demo_is_frozen_in_both_languages():
    first = CommitmentSnapshot.objects.filter(version__number=1)
    frozen = first.values_list("content__title", flat=True)
    named = Node.objects.values_list("title", flat=True)
    assert [set(title) for title in frozen] == [{"ar", "fr"}] * 233
    assert [set(title) for title in named] == [{"ar", "fr"}] * 77
    assert Organisation.objects.filter(code__startswith="BODY-").count() == 0


def test_what_stands_in_the_demo_names_who_imported_it():
    authors = Report.objects.filter(is_current=True).values_list("as_of_on", "author_name")
    assert dict(authors) == {
        dt.date(2025, 6, 30): "هدى العلمي",
        dt.date(2025, 9, 30): "يوسف بنعلي",
    }


def census_lines() -> dict[tuple[str, str], LineView]:
    lines = framework_of(Plan.objects.get().pk)
    return {
        (one.indicator.code, one.category): one
        for one in lines
        if one.indicator.library_code == "hcp-rgph"
    }


def measured(line: LineView, period: str) -> Decimal | None:
    found = values_as_of(line.indicator.id, last_publication_number(), periods=[period])
    return found[ValueKey(line.place.id, period, line.category, Claim.DECLARED)].value


@pytest.mark.parametrize(
    ("code", "category", "numbers", "percent"),
    [
        ("amenities_running_water", "area=rural", ("13.3", "27.5", "50"), "38.7"),
        ("households_distance_to_paved_road_km", "area=rural", ("4.3", "2.3", "1.0"), "60.6"),
        ("labour_unemployment_rate", "", ("14.9", "19.6", "12"), "-162.1"),
    ],
)
def test_worked_examples_stand_in_the_framework_of_the_demo(code, category, numbers, percent):
    line = census_lines()[code, category]

    way = (line.baseline.value, measured(line, "2024"), line.targets[-1].value)

    share = achieved(
        baseline=way[0], actual=way[1], target=way[2], direction=Direction(line.indicator.direction)
    )
    assert way == tuple(map(Decimal, numbers))
    assert round(share.percent, 1) == Decimal(percent)


def test_baselines_of_the_demo_are_what_the_census_says_and_targets_are_samples():
    lines = census_lines()

    assert len(lines) == len(FRAMEWORK.read_text("utf-8").splitlines()) - 1
    for line in lines.values():
        assert line.baseline.value == measured(line, "2014"), line.indicator.code
        assert line.is_sample == bool(line.targets)


def test_outputs_of_the_sample_workbook_stand_on_their_projects():
    outputs = [one for one in framework_of(Plan.objects.get().pk) if one.commitment_code]
    stated = Measurement.objects.filter(indicator__library__plan__isnull=False, revision=0)

    assert (len(outputs), len({one.commitment_code for one in outputs})) == (205, 205)
    assert [set(one.indicator.title) for one in outputs] == [{"ar", "fr"}] * 205
    assert {one.indicator.code for one in outputs if one.indicator.unit.code == "number"} == set()
    # 233 projects, of 57 of which nobody knows the value
    assert dict(stated.values_list("period").annotate(n=Count("pk"))) == {
        "2025-Q2": 233 - 57,
        "2025-Q3": 24,
    }


def test_value_corrected_twice_tells_who_when_and_why():
    line = next(
        one for one in framework_of(Plan.objects.get().pk) if one.indicator.code == CORRECTED
    )

    states = states_of(line.indicator.id, line.place.id, RETURNED, "")

    assert [one.said.value for one in states] == [Decimal("17.2"), Decimal("16.4"), Decimal("18.4")]
    assert [one.author_name for one in states] == ["هدى العلمي", "يوسف بنعلي", "يوسف بنعلي"]
    assert [one.reason[:5] for one in states] == ["مثال:", "مثال:", ""]
    assert (states[2].origin.file_name, states[2].origin.cell) == (
        "suivi-2025-T3.xlsx",
        "T3 2025!G13",
    )
    numbers = [one.publication_number for one in states]
    then = [
        values_as_of(line.indicator.id, number, periods=[RETURNED]).popitem()[1].value
        for number in numbers
    ]
    assert then == [one.said.value for one in states]


def test_countries_of_the_world_bank_stand_beside_the_census():
    stated = Measurement.objects.filter(indicator__library__code="worldbank")

    people = stated.get(indicator__code="SP.POP.TOTL", place__code="MAR", period="2024")
    assert (people.value, people.event.source["name"]) == (38_081_173, "worldbank.csv")


def test_product_for_each_person_is_computed_from_two_of_them():
    indicator = indicator_view("worldbank", "gdp-per-person")

    found = figures_at(indicator, [Place.objects.get(code="MAR").pk], periods=["2023", "2024"])

    # 141,109,373,209 US$ over 37,712,505 people; of 2024 there is no product yet
    assert [(one.period, round(one.value, 2)) for one in found] == [("2023", Decimal("3741.71"))]


def test_markers_of_inclusion_stand_on_sample_projects_alone():
    marked = Commitment.objects.exclude(inclusion="").values_list("inclusion", "is_sample")

    assert Counter(marked) == {("main", True): 5, ("among", True): 5, ("no_purpose", True): 1}


def test_drawn_photographs_stand_on_sample_projects_with_their_pictures():
    kept = Evidence.objects.filter(kind="photo").select_related("file")

    reports = Report.objects.filter(pk__in=[one.subject.partition(":")[2] for one in kept])
    assert (len(kept), {one.commitment.is_sample for one in reports}) == (8, {True})
    assert {one.file.pictures.count() for one in kept} == {3}
    assert {len(one.title) for one in kept} == {3}
    assert None not in {one.taken_on for one in kept} | {one.latitude for one in kept}
