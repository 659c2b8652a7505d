"""The two samples that go with the sample plan give exactly the figures they were made with."""

from __future__ import annotations

from decimal import Decimal

import pytest

from athar.finance.models import AgreementCommitment
from athar.intake.actions import import_plan
from athar.intake.agreements.taking import import_agreements
from athar.intake.options import Options
from athar.intake.returns.taking import import_progress
from athar.plans.models import Commitment
from athar.reporting.models import Report
from tests.intake.agreements_small import said
from tests.intake.conftest import ARABIC_CSV, PLAN_FILE, SAMPLES, given

AGREEMENTS = SAMPLES / "conventions-2022-2027.xlsx"
RETURN = SAMPLES / "suivi-2025-T3.xlsx"
CODE = "PDR-TTA-2022-2027"
MILLION = Decimal(1_000_000)
IN_FORCE = {
    "REG": "5952.75", "DGCT": "1445.44", "MEE": "1324.85", "MSPS": "232.47", "MEN": "116.70",
    "MESRSI": "665.00", "MAPM": "146.38", "MATNUH": "345.63", "MTAESS": "37.78", "MIC": "274.73",
    "MJCC": "217.60", "MTEDD": "88.91", "MTNRA": "80.16", "MSISF": "12.00", "MIEPEEC": "78.43",
    "ONEE-O": "506.60", "ONEE-E": "21.30", "APDN": "498.24", "ABHL": "607.06", "ANEF": "64.75",
    "ADA": "213.62", "ONP": "33.75", "OFPPT": "13.00", "ANAPEC": "130.35", "INDH": "180.83",
    "CP": "160.85", "COM": "1662.66",
}  # fmt: skip


@pytest.fixture
def tta(places, settings, tmp_path):
    """The sample plan with its projects and reports of June 2025."""
    settings.DATA_DIR = tmp_path
    return take_plan()


def take_plan():
    options = Options(plan_file=PLAN_FILE.read_bytes(), plan_code=CODE)
    return import_plan(by=None, file=given(ARABIC_CSV), options=options)


def take_agreements():
    options = Options(plan_code=CODE)
    return import_agreements(by=None, file=given(AGREEMENTS), options=options)


def take_return():
    return import_progress(
        by=None, file=given(RETURN), period="2025-Q3", options=Options(plan_code=CODE)
    )


def test_agreements_of_the_sample_plan_add_up(tta):
    report = take_agreements()

    assert report.is_taken
    assert (report.sheets, report.agreements, report.amendments) == (("Conventions",), 95, 13)
    assert report.projects_covered == 175
    assert report.in_force == Decimal("15111.84") * MILLION
    assert report.first_version == Decimal("14989.21") * MILLION
    assert report.by_partner == {code: Decimal(text) * MILLION for code, text in IN_FORCE.items()}
    assert said(report) == [
        (17, "shares_differ", "89740"),
        (39, "covered_project_unknown", "PDR-A9-P77-01"),
    ]


def test_neither_agreements_nor_their_plan_change_when_given_again(tta):
    take_agreements()

    again, plan_again = take_agreements(), take_plan()

    assert (again.changes.added, again.changes.changed) == (0, 0)
    changes = plan_again.changes
    assert (plan_again.event_ids, changes.added, changes.changed) == ((), 0, 0)
    assert AgreementCommitment.objects.values("commitment").distinct().count() == 175


def test_the_return_of_the_sample_plan_is_sorted(tta):
    before = dict(
        Report.objects.filter(is_current=True).values_list("commitment__code", "physical")
    )

    report = take_return()

    after = Report.objects.filter(is_current=True).values_list("commitment__code", "physical")
    assert (report.sheets, report.rows, report.known, report.applied) == (("T3 2025",), 35, 32, 30)
    assert report.held_back == (
        "PDR-A1-P06-04",
        "PDR-A1-P07-01",
        "PDR-A3-P21-99",
        "PDR-A7-P03-01",
    )
    assert report.questioned == ("PDR-A1-P04-01", "PDR-A1-P04-03")
    assert [(row, code) for row, code, _value in said(report)] == [
        (6, "progress_backwards"),
        (7, "complete_without_end"),
        (9, "percent_out_of_range"),
        (11, "unknown_project"),
        (23, "rows_contradict"),
        (36, "unknown_project"),
    ]
    assert sum(before.get(code) != physical for code, physical in after) == 17
    assert Commitment.objects.count() == 233


def test_the_return_of_the_sample_plan_again_changes_nothing(tta):
    take_return()
    n_reports = Report.objects.count()

    again = take_return()

    assert (again.is_taken, again.applied, again.changes.changed) == (True, 30, 0)
    assert Report.objects.count() == n_reports
