"""Importing a periodic return: good rows are taken, contradictions held back, doubts asked about."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest

from athar.evidence.models import Evidence
from athar.finance.models import Execution
from athar.intake.options import GivenFile
from athar.plans.actions import publish_first_version
from athar.reporting.actions import publish_reports
from athar.reporting.drafts import ReportDraft
from athar.reporting.models import Report, ReportEntry
from athar.rollups.models import Progress
from athar.trail.models import Event
from tests.intake.agreements_small import changed, said, table, workbook
from tests.intake.returns_small import ARABIC, FRENCH, return_of, take

END = dt.date(2025, 9, 30)


@pytest.fixture(autouse=True)
def files_in(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def current(code):
    return Report.objects.get(commitment__code=code, is_current=True)


def test_a_return_is_published_as_declared_at_the_end_of_its_period(plan):
    report = take(table(FRENCH))

    row = current("PDR-001")
    assert (row.as_of_on, row.physical, row.declared_status) == (END, Decimal(85), "delayed")
    assert (row.forecast_end_on, row.narrative) == (dt.date(2026, 12, 31), {"fr": "Crue"})
    assert (row.state, row.claim, row.validated_at) == ("published", "declared", None)
    shown = report.as_json()
    assert {key: shown[key] for key in list(shown)[2:10]} == {
        "period": "2025-Q3",
        "as_of": "2025-09-30",
        "rows": 3,
        "known": 3,
        "held_back": [],
        "questioned": [],
        "applied": 3,
        "outputs": {"indicators": 0, "baselines": 0, "targets": 0, "values": 0},
    }
    assert (shown["problems"], shown["taken"]) == ([], True)
    assert shown["changes"] == {"added": 0, "changed": 2, "gone": 0}


def test_an_empty_cell_leaves_the_earlier_value_alone(plan):
    take(table(FRENCH))

    row = current("PDR-001")
    assert (row.financial, row.actual_start_on) == (Decimal("62.5"), dt.date(2022, 2, 1))


def test_what_is_carried_on_says_where_it_comes_from(plan):
    publish_reports(
        by=None,
        plan_id=plan.id,
        drafts=[ReportDraft(commitment_code="PDR-004", as_of_on=END, physical=Decimal(7))],
        source={"name": "test"},
    )
    earlier = current("PDR-001")
    take(return_of(("PDR-001", "", 70, "", "", ""), ("PDR-004", "", 3, "", "", "")))

    entries = ReportEntry.objects.filter(report__as_of_on=END)
    carried = entries.get(report__commitment__code="PDR-001", field="physical")
    typed = entries.get(report__commitment__code="PDR-004", field="physical")
    assert (carried.written, carried.origin) == (
        "80 %",
        {"carried_from": "2025-06-30", "report": f"report:{earlier.pk}", "row": 2, "column": "F"},
    )
    assert (typed.written, typed.origin["carried_from"]) == ("", "2025-09-30")


def test_what_the_return_states_says_its_cell(plan):
    file = table(FRENCH)
    take(file)

    entry = ReportEntry.objects.get(
        report__as_of_on=END, report__commitment__code="PDR-001", field="physical"
    )
    assert (entry.written, entry.origin["row"], entry.origin["column"]) == (
        "85 %",
        4,
        "B / Av. physique %",
    )
    assert entry.origin["file"] == Evidence.objects.get(subject=f"plan:{plan.id}").file.sha256


def test_a_row_that_says_nothing_leaves_no_report(plan):
    take(table(FRENCH))

    assert Report.objects.filter(commitment__code="PDR-004").count() == 0


def test_amounts_of_before_stand_without_being_repeated(plan):
    take(table(FRENCH))

    paid = Execution.objects.filter(commitment__code="PDR-001", kind="paid")
    assert list(paid.values_list("on", "amount")) == [(dt.date(2025, 6, 30), Decimal("781250.25"))]


def test_amounts_in_a_return_are_running_totals_at_its_end(plan):
    rows = (("Code", "Payé (KDH)", "Avancement physique"), ("PDR-001", "900,5", "85 %"))

    take(table(rows))

    paid = Execution.objects.get(commitment__code="PDR-001", kind="paid", on=END)
    assert paid.amount == Decimal(900500)


def test_figures_of_the_plan_follow(plan):
    take(table(FRENCH))

    row = Progress.objects.get(commitment=plan.commitments["PDR-003"])
    assert row.physical == Decimal(10)


def test_an_arabic_return_in_another_order_is_read(plan):
    report = take(workbook(ARABIC), period="الربع الثالث 2025")

    row = current("PDR-003")
    assert said(report) == []
    assert (row.physical, row.actual_end_on) == (Decimal(100), dt.date(2025, 6, 30))
    assert (row.declared_status, row.narrative) == ("completed", {"ar": "اكتملت الأشغال"})
    assert current("PDR-001").physical == Decimal("82.5")


@pytest.mark.parametrize("period", ["2025-Q3", "T3 2025", "الربع الثالث 2025"])
def test_periods_are_read_as_people_write_them(plan, period):
    assert take(table(FRENCH), period=period, dry_run=True).as_of_on == END


def test_the_same_return_again_changes_nothing(plan):
    first = take(table(FRENCH))
    events = Event.objects.count()

    again = take(table(FRENCH))

    assert (again.is_taken, again.applied, again.changes.changed) == (True, 3, 0)
    assert again.problems == first.problems
    assert (Event.objects.count(), again.event_ids) == (events, ())


def test_a_corrected_return_of_the_same_period_takes_its_place(plan):
    take(table(FRENCH))

    report = take(return_of(("PDR-001", 84, "", "", "", "")))

    row = current("PDR-001")
    assert (row.physical, row.declared_status) == (Decimal(84), "delayed")
    assert (said(report), row.narrative) == ([], {"fr": "Crue"})


def test_a_return_of_an_earlier_period_does_not_replace_the_current_report(plan):
    file = table((("Code", "Physique"), ("PDR-001", 60)))

    report = take(file, period="2024-Q4")

    assert (report.changes.added, current("PDR-001").as_of_on) == (1, dt.date(2025, 6, 30))


def test_a_dry_run_writes_nothing(plan):
    before = (Report.objects.count(), Event.objects.count(), Evidence.objects.count())

    report = take(table(FRENCH), dry_run=True)

    assert (report.is_taken, report.changes.changed) == (True, 2)
    assert (Report.objects.count(), Event.objects.count(), Evidence.objects.count()) == before


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (("PDR-001", 112, "", "", "", ""), (4, "percent_out_of_range", "112")),
        (("PDR-099", 50, "", "", "", ""), (4, "unknown_project", "PDR-099")),
    ],
)
def test_a_row_that_contradicts_is_held_back_and_the_others_taken(plan, row, problem):
    report = take(return_of(row, FRENCH[4]))

    assert said(report) == [problem]
    assert (report.held_back, report.applied, report.is_taken) == ((row[0],), 1, True)
    assert current("PDR-003").physical == Decimal(10)
    assert current("PDR-001").as_of_on == dt.date(2025, 6, 30)


def test_a_code_twice_with_other_values_is_held_back_whole(plan):
    report = take(return_of(FRENCH[3], FRENCH[4], ("PDR-001", 86, "", "", "", "")))

    assert said(report) == [(6, "rows_contradict", "PDR-001")]
    assert (report.held_back, report.applied) == (("PDR-001",), 1)
    assert current("PDR-001").as_of_on == dt.date(2025, 6, 30)


def test_a_code_twice_with_the_same_values_is_read_once(plan):
    report = take(return_of(FRENCH[3], FRENCH[3]))

    assert said(report) == [(5, "row_repeated", "PDR-001")]
    assert (report.rows, report.known, report.applied) == (2, 1, 1)


def test_a_row_without_a_code_is_an_error_of_its_own(plan):
    report = take(return_of(FRENCH[3], ("", 50, "", "En cours", "", "")))

    assert said(report) == [(5, "code_missing", "")]
    assert report.applied == 1


def test_a_start_after_the_end_known_before_is_held_back(plan):
    rows = (("Code", "Physique", "Début réel"), ("PDR-002", 100, "01/03/2025"), ("PDR-001", 90, ""))

    report = take(table(rows))

    assert said(report) == [(2, "ends_before_start", "2025-01-31")]
    assert (report.held_back, report.applied) == (("PDR-002",), 1)


def test_progress_that_goes_back_is_asked_about_and_applied(plan):
    report = take(return_of(("PDR-001", 70, "", "", "", "")))

    assert said(report) == [(4, "progress_backwards", "70")]
    assert (report.questioned, current("PDR-001").physical) == (("PDR-001",), Decimal(70))


def test_complete_without_an_end_is_asked_about_and_applied(plan):
    report = take(return_of(("PDR-003", 100, "", "Achevé", "", "")))

    assert said(report) == [(4, "complete_without_end", "100")]
    assert (report.questioned, current("PDR-003").physical) == (("PDR-003",), Decimal(100))


def test_complete_with_the_end_known_before_is_not_asked_about(plan):
    report = take(return_of(("PDR-002", 100, 100, "Achevé", "", "")))

    row = current("PDR-002")
    assert (said(report), row.actual_end_on) == ([], dt.date(2025, 1, 31))


def test_an_unknown_figure_of_an_unreported_project_says_why(plan):
    take(return_of(("PDR-004", "s.o.", "N.D", "En cours", "", "")))

    entries = ReportEntry.objects.filter(report__commitment__code="PDR-004")
    assert dict(entries.values_list("field", "no_number")) == {
        "status": "",
        "physical": "not_applicable",
        "financial": "not_reported",
    }
    assert current("PDR-004").physical is None


def test_words_in_place_of_a_figure_leave_the_earlier_one(plan):
    report = take(return_of(("PDR-001", "en cours", 70, "", "", "")))

    assert said(report) == [(4, "text_in_number", "en cours")]
    assert current("PDR-001").physical == Decimal(80)


def test_values_of_indicators_are_not_kept_and_that_is_said(plan):
    rows = (*changed(FRENCH, 3, 6, "Valeur indicateur")[:3], ("PDR-001", 90, "", "", "", 12))

    report = take(table(rows))

    assert said(report) == [(3, "column_not_kept", "Valeur indicateur")]


def test_a_row_with_a_remark_alone_is_a_report(plan):
    take(return_of(("PDR-001", "", "", "", "Crue", "")))

    row = current("PDR-001")
    assert (row.as_of_on, row.physical, row.narrative) == (END, Decimal(80), {"fr": "Crue"})


def test_a_return_of_another_quarter_is_asked_about(plan):
    report = take(table(FRENCH), period="2025-Q4", dry_run=True)

    assert said(report) == [(None, "period_differs", "2025-09-30")]
    assert report.is_taken


@pytest.mark.parametrize(
    ("file", "options", "problems"),
    [
        (GivenFile("a.csv", b""), {}, ["file_empty"]),
        (GivenFile("a.csv", b"Nom;Ville\nA;B\n"), {}, ["no_return"]),
        (table(FRENCH), {"period": "bientôt"}, ["period_unknown"]),
        (table(FRENCH), {"mapping": "[]"}, ["mapping_malformed"]),
        (table((FRENCH[2], ("X-1", 5, 5, "", "", ""))), {},
         ["return_of_another_plan", "unknown_project"]),
    ],
)  # fmt: skip
def test_what_cannot_be_a_return_is_refused_in_words(plan, file, options, problems):
    report = take(file, **options)

    assert [one.code.value for one in report.problems] == problems
    assert (report.is_taken, report.applied) == (False, 0)


def test_an_unknown_plan_is_said(db):
    report = take(table(FRENCH))

    assert [one.code.value for one in report.problems] == ["plan_unknown"]


def test_strict_lets_a_question_block(plan):
    report = take(return_of(("PDR-001", 70, "", "", "", "")), strict=True)

    assert (report.is_taken, report.applied) == (False, 0)
    assert current("PDR-001").physical == Decimal(80)


def test_a_corrected_column_is_read_as_it_was_corrected(plan):
    described = json.loads(take(table(FRENCH), dry_run=True).mapping)
    for column in described["tables"][0]["columns"]:
        if column["heading"] == "Av. physique %":
            column["holds"] = None
        if column["heading"] == "Av. financier %":
            column["holds"] = "physical"

    take(table(FRENCH), mapping=json.dumps(described))

    assert current("PDR-003").physical == Decimal(5)


@pytest.mark.parametrize(
    ("who", "taken"),
    [("coordinator", True), ("editor", True), ("manager", False), ("citizen", False)],
)
def test_only_who_may_publish_reports_imports_a_return(plan, people, who, taken):
    report = take(table(FRENCH), by=getattr(people, who))

    assert report.is_taken is taken
    assert [one.code.value for one in report.problems] == ([] if taken else ["not_allowed"])
    assert current("PDR-001").as_of_on == (END if taken else dt.date(2025, 6, 30))


def test_a_plan_that_is_still_a_draft_takes_returns(draft_plan):
    report = take(table(FRENCH))
    publish_first_version(by=None, plan_id=draft_plan.id)

    assert (report.is_taken, current("PDR-001").physical) == (True, Decimal(85))


def test_codes_are_found_beside_a_column_of_numbers_and_averages_left_out(plan):
    rows = (
        ("N°", "Code", "Avancement", None, "Date prévue d'achèvement"),
        (None, None, "Physique", "Financier", None),
        (1, "PDR-001", 0.85, 0.4, "31/12/2026"),
        (2, "PDR-003", 0.1, None, "fin 2027"),
        ("Sous-total", None, 0.5, 0.4, None),
        ("Moyenne générale", None, 0.5, 0.4, None),
        (None, "Province", None, 3, None),
    )
    percents = dict.fromkeys(("C3", "D3", "C4", "C5", "D5", "C6", "D6", "D7"), "0%")

    report = take(workbook(rows, "C1:D1", formats=percents))

    assert said(report) == [(6, "row_not_read", ""), (7, "row_not_read", "")]
    assert (report.rows, report.applied) == (2, 2)
    assert (current("PDR-001").physical, current("PDR-001").financial) == (Decimal(85), Decimal(40))
    assert current("PDR-003").forecast_end_on == dt.date(2027, 12, 31)


def test_a_title_without_a_code_and_without_figures_is_left_out(plan):
    rows = (
        ("Code", "Intitulé", "Physique"),
        ("PDR-001", "Barrage", 85),
        ("", "Projets nouveaux", "-"),
        ("PDR-003", "Route", 10),
    )

    report = take(table(rows))

    assert (said(report), report.applied) == ([(3, "row_not_read", "")], 2)


def test_a_file_without_a_name_cannot_be_kept_and_changes_nothing(plan):
    report = take(GivenFile("", table(FRENCH).content))

    assert [one.code for one in report.problems] == ["not_accepted"]
    assert current("PDR-001").as_of_on == dt.date(2025, 6, 30)
