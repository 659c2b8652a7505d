"""A file is taken into its plan whole or not at all, as one act, once."""

from __future__ import annotations

import datetime as dt
import gc
import json
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from athar.evidence.models import Evidence
from athar.finance.models import Execution, FundingLine
from athar.intake.actions import import_plan
from athar.intake.options import GivenFile, Options
from athar.kernel import clock
from athar.people.actions import create_account, grant_role
from athar.people.enums import Role
from athar.people.models import Organisation
from athar.plans.actions import publish_first_version
from athar.plans.models import Amendment, Commitment, CommitmentBody, Node, Plan
from athar.reporting.models import Report, ReportEntry
from athar.trail.models import Event
from tests.intake.small import DAM, DEARER_ROAD, DESCRIPTION, ROAD, ROWS, SCHOOL, options, plan_csv

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def take(*rows, by=None, file=None, **chosen):
    return import_plan(by=by, file=file or plan_csv(*rows), options=options(**chosen))


def codes(report):
    return [problem.code.value for problem in report.problems]


def changes(report):
    return (report.changes.added, report.changes.changed, report.changes.gone)


@pytest.fixture
def editor():
    """A plan editor of everything."""
    account = create_account(by=None, email="editor@example.org", name="Nadia")
    grant_role(by=None, account_id=account.pk, role=Role.PLAN_EDITOR, scope="installation")
    return account


@pytest.fixture
def published():
    """The small plan, imported and published."""
    take(*ROWS)
    plan = Plan.objects.get()
    publish_first_version(by=None, plan_id=plan.pk)
    return plan


def test_first_import_makes_a_draft_with_everything_the_file_says():
    report = take(*ROWS)

    plan = Plan.objects.get()
    road = Commitment.objects.get(code="PDR-A1-01")
    assert (report.is_taken, changes(report), codes(report)) == (True, (3, 0, 0), [])
    assert (plan.code, plan.current_version, plan.owner.code) == ("PDR-NORD", 0, "REG")
    assert (road.title, road.amount, road.node.code) == ({"fr": "Route"}, Decimal(12_500_000), "A1")
    assert (road.planned_start_on, road.planned_start_precision) == (dt.date(2023, 3, 1), "month")
    assert (road.planned_end_on, road.planned_end_precision) == (dt.date(2025, 12, 31), "year")
    assert [(b.role, b.organisation.code) for b in road.bodies.all()] == [("owner", "MEE")]


def test_first_import_reports_progress_as_of_the_date_of_the_file():
    take(*ROWS)

    told = Report.objects.filter(is_current=True).order_by("commitment__code")

    assert [
        (one.commitment.code, one.as_of_on, one.declared_status, one.physical) for one in told
    ] == [
        ("PDR-A1-01", dt.date(2025, 6, 30), "on_track", Decimal(40)),
        ("PDR-A2-01", dt.date(2025, 6, 30), "on_track", Decimal(0)),
    ]
    assert list(Execution.objects.values_list("kind", "amount")) == [
        ("paid", Decimal(4_500_000)),
        ("paid", Decimal(4_500_000)),
    ]


def test_figures_keep_what_was_written_and_where():
    report = take(ROAD)

    entry = ReportEntry.objects.get(field="physical")

    assert (entry.written, entry.origin["sheet"]) == ("40", "plan")
    assert (entry.origin["row"], entry.origin["column"]) == (2, "H / Avancement physique (%)")
    assert entry.origin["file"] == Event.objects.get(pk=report.event_ids[0]).source["sha256"]


def test_import_is_one_act_that_names_its_file():
    report = take(*ROWS)

    act = Event.objects.get(kind="plan.imported")

    assert report.event_ids == (act.pk,)
    assert act.subject == f"plan:{Plan.objects.get().pk}"
    assert (act.source["file"], act.source["rows"], act.source["as_of"]) == (
        "plan.csv",
        3,
        "2025-06-30",
    )


def test_imported_file_is_kept_as_evidence_of_the_plan():
    take(*ROWS)

    kept = Evidence.objects.get()

    assert (kept.subject, kept.kind, kept.file_name) == (
        f"plan:{Plan.objects.get().pk}",
        "import",
        "plan.csv",
    )
    assert kept.file.size == len(plan_csv(*ROWS).content)


def test_second_import_changes_nothing_and_leaves_no_trace():
    take(*ROWS)
    before = (Event.objects.count(), Report.objects.count(), Evidence.objects.count())

    again = take(*ROWS)

    assert (again.is_taken, changes(again), again.event_ids) == (True, (0, 0, 0), ())
    assert (Event.objects.count(), Report.objects.count(), Evidence.objects.count()) == before


def test_same_file_on_another_day_keeps_the_date_of_its_figures():
    undated = Options(
        plan_file=json.dumps(
            {**DESCRIPTION, "plan": {**DESCRIPTION["plan"], "as_of": None}}
        ).encode()
    )
    for day in (dt.date(2025, 7, 1), dt.date(2025, 9, 1)):
        clock.set_frozen(day)
        report = import_plan(by=None, file=plan_csv(ROAD), options=undated)
    clock.set_frozen(None)

    assert changes(report) == (0, 0, 0)
    assert Report.objects.get().as_of_on == dt.date(2025, 7, 1)


def test_draft_is_edited_by_the_next_file():
    take(*ROWS)

    report = take(DEARER_ROAD, SCHOOL, {**DAM, "code": "PDR-A2-02", "title": "Seuil"})

    assert changes(report) == (1, 1, 1)
    assert set(Commitment.objects.values_list("code", flat=True)) == {
        "PDR-A1-01",
        "PDR-A3-01",
        "PDR-A2-02",
    }


def test_dry_run_writes_nothing():
    report = take(*ROWS, dry_run=True)

    assert (report.is_taken, changes(report), report.event_ids) == (True, (3, 0, 0), ())
    assert [model.objects.count() for model in (Plan, Organisation, Event, Node, Evidence)] == [
        0
    ] * 5


@pytest.mark.parametrize(
    ("with_actor", "reason", "code"),
    [(False, "révision", "actor_required"), (True, " ", "reason_required")],
)
def test_published_plan_is_amended_only_with_actor_and_reason(
    published, editor, with_actor, reason, code
):
    report = take(DEARER_ROAD, DAM, SCHOOL, by=editor if with_actor else None, reason=reason)

    assert (report.is_taken, codes(report)) == (False, [code])
    assert Commitment.objects.get(code="PDR-A1-01").amount == Decimal(12_500_000)


def test_import_into_a_published_plan_is_an_amendment(published, editor):
    report = take(DEARER_ROAD, DAM, by=editor, reason="Révision du coût")

    published.refresh_from_db()
    road = Commitment.objects.get(code="PDR-A1-01")
    assert (changes(report), published.current_version) == ((0, 1, 1), 2)
    assert Amendment.objects.get().why == "Révision du coût"
    assert (road.amount, road.first_amount) == (Decimal(15_000_000), Decimal(12_500_000))
    assert Commitment.objects.get(code="PDR-A3-01").removed_in_version == 2


def test_progress_alone_amends_nothing(published):
    report = take({**ROAD, "physical": "55"}, DAM, SCHOOL, as_of_on=dt.date(2025, 9, 30))

    published.refresh_from_db()
    current = Report.objects.get(commitment__code="PDR-A1-01", is_current=True)
    assert (report.is_taken, published.current_version) == (True, 1)
    assert (current.physical, current.as_of_on) == (Decimal(55), dt.date(2025, 9, 30))


def test_error_blocks_the_whole_file():
    report = take(ROAD, {**DAM, "end": "01/01/2020"}, SCHOOL)

    problem = report.problems[0].as_json()
    assert (report.is_taken, report.figures.commitments) == (False, 3)
    assert (problem["code"], problem["row"], problem["column"]) == (
        "ends_before_start",
        3,
        "K / Fin prévue",
    )
    assert Plan.objects.count() == 0


def test_good_rows_are_taken_when_asked_for_and_bad_ones_left_as_they_were():
    take(*ROWS)

    report = take(DEARER_ROAD, {**DAM, "physical": "112"}, SCHOOL, take_good_rows=True)

    assert (report.is_taken, report.figures.commitments, changes(report)) == (True, 2, (0, 1, 0))
    assert codes(report) == ["percent_out_of_range"]
    assert Commitment.objects.count() == 3


@pytest.mark.parametrize(("strict", "is_taken"), [(False, True), (True, False)])
def test_question_blocks_only_when_strict(strict, is_taken):
    report = take({**ROAD, "status": "presque"}, strict=strict)

    assert (report.is_taken, codes(report)) == (is_taken, ["unknown_status"])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([ROAD, {**DAM, "code": "pdr-a1 01"}], [("code_repeated", 3)]),
        ([ROAD, {**DAM, "code": ""}], [("code_missing", 3)]),
        ([{**ROAD, "code": ""}], [("codes_proposed", 2)]),
        ([{**ROAD, "code": "A?1"}], [("code_malformed", 2)]),
        ([{**ROAD, "title": ""}], [("title_missing", 2)]),
        ([{**ROAD, "funders": "Région : 9 ; MEE : 2,5"}], [("funding_differs", 2)]),
        ([{**ROAD, "funders": "Région : 12,5 ; MEE"}], [("funder_without_amount", 2)]),
        ([{**ROAD, "physical": "100"}], [("complete_without_end", 2)]),
        ([{**ROAD, "amount": "1.250 environ"}], [("number_not_understood", 2)]),
        ([{**ROAD, "end": "bientôt"}], [("date_not_understood", 2)]),
    ],
)
def test_doubts_are_named_with_their_row(rows, expected):
    report = take(*rows, dry_run=True)

    assert [(one.code.value, one.row) for one in report.problems] == expected


def test_column_nobody_understands_is_told():
    file = plan_csv({**ROAD, "other": "x"}, other="Visa du trésorier")

    report = take(file=file)

    assert (report.is_taken, codes(report)) == (True, ["column_not_read"])
    assert report.problems[0].column == "M / Visa du trésorier"


def test_body_that_nobody_lists_is_registered_under_its_name():
    rows = [{**ROAD, "owner": "Commune de Zoumi", "funders": "Commune de Zoumi : 12,5"}]
    take(*rows)

    again = take(*rows)

    made = Organisation.objects.get(code__startswith="BODY-")
    owners = CommitmentBody.objects.values_list("organisation_id", flat=True)
    assert (made.names, made.kind, list(owners)) == ({"fr": "Commune de Zoumi"}, "local", [made.pk])
    assert again.figures.by_funder == {"Commune de Zoumi": Decimal(12_500_000)}


def test_funder_named_twice_is_added_up():
    take({**ROAD, "funders": "MEE : 2,5 ; Région : 7 ; MEE : 3"})

    lines = FundingLine.objects.values_list("funder__code", "amount").order_by("funder__code")
    assert list(lines) == [("MEE", Decimal(5_500_000)), ("REG", Decimal(7_000_000))]


def test_stranger_may_not_import(published):
    stranger = create_account(by=None, email="stranger@example.org")

    report = take(DEARER_ROAD, by=stranger, reason="x")

    assert (report.is_taken, codes(report)) == (False, ["not_allowed"])


def test_what_the_plan_does_not_accept_is_told_and_nothing_is_written():
    described = {**DESCRIPTION, "plan": {**DESCRIPTION["plan"], "end": "2021-12-31"}}

    report = import_plan(
        by=None, file=plan_csv(ROAD), options=Options(plan_file=json.dumps(described).encode())
    )

    assert (report.is_taken, codes(report)) == (False, ["not_accepted"])
    assert (Plan.objects.count(), Organisation.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ar", "لا يقبل البرنامج هذا: البرنامج %s ينتهي قبل أن يبدأ."),
        ("fr", "Le plan n’accepte pas cela\u00a0: Le plan %s se termine avant de commencer."),
    ],
)
def test_what_is_not_accepted_is_told_in_the_language_of_the_reader(lang, said):
    described = {**DESCRIPTION, "plan": {**DESCRIPTION["plan"], "end": "2021-12-31"}}
    options = Options(plan_file=json.dumps(described).encode())

    with override("en"):
        report = import_plan(by=None, file=plan_csv(ROAD), options=options)

    with override(lang):
        assert [one.message for one in report.problems] == [said % described["plan"]["code"]]


def test_plan_that_cannot_be_told_is_unknown():
    report = import_plan(by=None, file=plan_csv(SCHOOL, name="ecoles.csv"))

    assert (report.is_taken, codes(report)) == (False, ["plan_unknown"])


def test_file_without_a_table_of_projects_says_so():
    report = import_plan(by=None, file=GivenFile("x.csv", b"a;b\n1;2\n"))

    assert codes(report) == ["no_projects"]
    assert report.as_json()["commitments"] == 0


def test_several_plans_in_one_file_are_told_apart(places):
    rows = [
        {**ROAD, "plan": "PDR-NORD"},
        {**DAM, "plan": "PDR-NORD", "code": "N-2"},
        {**ROAD, "plan": "PDR-EST", "places": "Larache", "amount": "7", "funders": ""},
    ]
    file = plan_csv(*rows, plan="Code plan", places="Localisation")

    answer = take(file=file).as_json()

    assert answer["plans"] == {
        "PDR-NORD": {"commitments": 2, "amount_total": {"MAD": "25000000.00"}},
        "PDR-EST": {"commitments": 1, "amount_total": {"MAD": "7000000.00"}},
    }
    assert set(Plan.objects.values_list("code", flat=True)) == {"PDR-NORD", "PDR-EST"}


def test_twelve_rows_take_as_many_queries_as_three():
    take(ROAD)
    counts = []
    for n_rows in (3, 12):
        rows = [{**ROAD, "code": f"PDR-A1-{n:02}"} for n in range(n_rows)]
        with CaptureQueriesContext(connection) as queries:
            import_plan(by=None, file=plan_csv(*rows), options=options(plan_code=f"P{n_rows}"))
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("is_on", [True, False])
def test_collection_of_garbage_is_left_as_it_was(is_on):
    was_on = gc.isenabled()
    (gc.enable if is_on else gc.disable)()
    try:
        take(ROAD)
        found = gc.isenabled()
    finally:
        (gc.enable if was_on else gc.disable)()

    assert found is is_on
