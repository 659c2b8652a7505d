"""Every figure that stands in the demonstration names its file, its cell and the text found there."""

from collections import Counter
from decimal import Decimal

import pytest

from athar.config.commands.demo_rounds import MARK
from athar.evidence.models import Evidence
from athar.finance.models import AgreementShare, Execution, FundingLine
from athar.intake.cells.figures import read_money
from athar.intake.readers.sheet import Cell
from athar.plans.models import Commitment, CommitmentPlace
from athar.portal.computed.provenance import cell_of
from athar.reporting.models import Report, ReportEntry
from tests.demonstration import demonstration

FRENCH, ARABIC = "pdr-tta-2022-2027-suivi.xlsx", "pdr-tta-2022-2027-ar.csv"
AGREEMENTS, RETURN = "conventions-2022-2027.xlsx", "suivi-2025-T3.xlsx"
FACTS = {
    "amount": "amount",
    "planned_start_on": "planned_start",
    "planned_end_on": "planned_end",
    "approved_on": "session_date",
    "n_sub_projects": "sub_projects",
}
REPORTED = {
    "declared_status": "status",
    "physical": "physical",
    "financial": "financial",
    "actual_start_on": "actual_start",
    "actual_end_on": "actual_end",
    "forecast_end_on": "forecast_end",
}


@pytest.fixture(scope="module")
def _demonstration(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), demonstration(tmp_path_factory.mktemp("demonstration")):
        yield


@pytest.fixture(autouse=True)
def _loaded(_demonstration, db):
    """Every test here reads the demonstration."""


def is_whole(origin, written) -> bool:
    """Tell whether an origin leads back to one cell of a file that is kept."""
    keys = ("file", "name", "sheet", "row", "column")
    kept = set(Evidence.objects.filter(kind="import").values_list("file__sha256", flat=True))
    return all(origin.get(key) for key in keys) and bool(written) and origin["file"] in kept


def files_of(origins) -> Counter:
    return Counter(one["name"] for one in origins)


def test_every_share_of_an_agreement_names_its_cell():
    shares = [one.origin for one in AgreementShare.objects.all()]

    assert files_of(shares) == {AGREEMENTS: len(shares)}
    assert [one for one in shares if not is_whole(one, one.get("written"))] == []


def test_every_share_of_funding_names_its_cell():
    lines = [one.origin for one in FundingLine.objects.all()]

    # where both files say the same, the earlier one stands
    assert set(files_of(lines)) == {ARABIC, FRENCH}
    assert [one for one in lines if not is_whole(one, one.get("written"))] == []


def test_every_share_of_an_agreement_is_what_stands_in_its_cell():
    thousands = [
        (one.amount, read_money(Cell(text, text), unit=Decimal(1000)).value)
        for one in AgreementShare.objects.exclude(amount=None)
        for text in [one.origin["written"]]
    ]

    assert [stored for stored, read in thousands if stored != read] == []


@pytest.mark.parametrize("field", FACTS)
def test_every_fact_of_the_plan_names_its_cell(field):
    known = Commitment.objects.exclude(**{field: None})

    cells = [cell_of(one.origin, FACTS[field]) for one in known]

    assert [one for one in cells if not is_whole(one, one.get("written"))] == []


def test_every_place_names_its_cell():
    placed = Commitment.objects.filter(pk__in=CommitmentPlace.objects.values("commitment"))

    cells = [
        [cell_of(one.origin, name) for name in ("provinces", "communes") if name in stated]
        for one in placed
        for stated in [one.origin["cells"]]
    ]

    assert all(cells)
    assert [one for some in cells for one in some if not is_whole(one, one["written"])] == []


@pytest.mark.parametrize("field", REPORTED)
def test_every_field_of_a_report_names_its_cell(field):
    empty = {field: ""} if field == "declared_status" else {field: None}
    imported = Report.objects.filter(round=None)
    reports = imported.exclude(**empty).prefetch_related("entries")

    entries = [
        next((entry for entry in one.entries.all() if entry.field == REPORTED[field]), None)
        for one in reports
    ]

    assert [one for one in entries if one is None or not is_whole(one.origin, one.written)] == []


def test_every_payment_names_its_cell():
    entries = {
        (f"report:{entry.report_id}", entry.field): entry for entry in ReportEntry.objects.all()
    }

    typed = Report.objects.exclude(round=None).values_list("pk", flat=True)
    imported = Execution.objects.exclude(stated_in__in=[f"report:{pk}" for pk in typed])
    stated = [entries.get((one.stated_in, one.kind)) for one in imported]

    assert len(stated) > 2 * 186
    assert [one for one in stated if one is None or not is_whole(one.origin, one.written)] == []


def test_what_a_return_repeats_says_from_when():
    repeated = ReportEntry.objects.filter(report__source__file=RETURN).exclude(origin__name=RETURN)

    assert repeated.count() > 0
    assert [one for one in repeated if one.origin["carried_from"] != "2025-06-30"] == []
    assert set(files_of(one.origin for one in repeated)) == {ARABIC, FRENCH}


def test_what_was_typed_in_a_round_names_who_typed_it_and_says_that_it_is_a_sample():
    typed = Report.objects.filter(round__isnull=False, state="published")

    assert typed.count() == 22
    assert {one.author_name for one in typed} == {"سلمى الإدريسي", "يوسف بنعلي"}
    assert [
        one.pk
        for one in typed
        if not all(text.endswith(MARK[lang]) for lang, text in one.narrative.items())
    ] == []
