"""Giving a file at the desk: read in the background, settled, approved, set aside."""

from __future__ import annotations

import json
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django_tasks_db.models import DBTaskResult

from athar.intake import jobs
from athar.intake.enums import ProblemCode, UploadKind, UploadState
from athar.intake.models import Upload
from athar.intake.options import GivenFile
from athar.intake.queries import kept_file, plans_for, upload_view, uploads_of
from athar.intake.undoing.acts import undo_import
from athar.intake.uploads.acts import (
    Purpose,
    StaleUpload,
    approve_upload,
    give_file,
    resume_upload,
    set_aside,
    settle_upload,
    undo_upload,
)
from athar.intake.uploads.waiting import read_bytes
from athar.plans.models import Commitment
from athar.trail.models import Event
from tests.intake.small import DAM, ROAD, plan_csv

CODES = {"code": "PDR-001"}, {"code": "PDR-002"}


def _work():
    """Do the jobs that wait, as the worker does."""
    for result in DBTaskResult.objects.filter(status="READY").order_by("enqueued_at"):
        result.task.call(*result.args_kwargs["args"])
        result.delete()


def _given(people, plan, file, **purpose):
    purpose.setdefault("kind", UploadKind.PLAN)
    key = give_file(by=people.editor, file=file, purpose=Purpose(plan_id=plan.id, **purpose))
    _work()
    return upload_view(people.editor, key)


@pytest.fixture
def given(people, plan):
    """A file with a dearer dam, a dam without a status and a project the plan does not have."""
    rows = ({**DAM, "code": "PDR-001", "amount": "99", "physical": "130"}, {**ROAD, "code": "X-1"})
    return _given(people, plan, plan_csv(*rows))


def test_given_file_is_read_and_not_applied(people, plan, given):
    findings = given.findings

    assert given.state is UploadState.READ
    assert [(one.sheet, one.row, one.code) for one in findings.problems][:1] == [
        ("plan", 2, ProblemCode.PERCENT_OUT_OF_RANGE)
    ]
    assert findings.is_taken is False
    assert Commitment.objects.count() == 5


def test_row_with_a_problem_shows_what_names_it_and_the_cells_around(given):
    row = given.findings.rows[0]

    assert (row.number, [cell.letter for cell in row.cells]) == (2, list("ABDEFGHI"))
    assert [cell.text for cell in row.cells if cell.letter == "H"] == ["130"]


def test_columns_show_what_they_hold_and_what_stands_in_them(given):
    columns = given.findings.tables[0].columns

    assert [(one.letter, one.holds, one.samples) for one in columns[:2]] == [
        ("A", "code", ("PDR-001", "X-1")),
        ("B", "title", ("Barrage", "Route")),
    ]


def test_good_rows_are_taken_when_asked_for(people, given):
    settle_upload(
        by=people.editor,
        key=given.key,
        row_version=given.row_version,
        mapping=None,
        take_good_rows=True,
    )
    _work()

    again = upload_view(people.editor, given.key)
    assert (again.state, again.findings.is_taken, again.findings.n_bad_rows) == (
        UploadState.READ,
        True,
        1,
    )


def test_settled_column_is_left_out(people, given):
    mapping = json.loads(given.findings.mapping)
    for column in mapping["tables"][0]["columns"]:
        if column["holds"] == "physical":
            column["holds"] = None

    settle_upload(
        by=people.editor,
        key=given.key,
        row_version=given.row_version,
        mapping=json.dumps(mapping),
        take_good_rows=False,
    )
    _work()

    again = upload_view(people.editor, given.key)
    assert (again.findings.is_taken, again.findings.count("error")) == (True, 0)


def test_malformed_mapping_is_refused(people, given):
    with pytest.raises(ValidationError) as refused:
        settle_upload(
            by=people.editor,
            key=given.key,
            row_version=given.row_version,
            mapping="{",
            take_good_rows=False,
        )

    assert refused.value.code == "mapping_malformed"


def _approved(people, plan, reason="Session of 7 October"):
    view = _given(people, plan, plan_csv({**DAM, "code": "PDR-001", "amount": "99"}))
    approve_upload(by=people.editor, key=view.key, row_version=view.row_version, reason=reason)
    _work()
    return upload_view(people.editor, view.key)


def test_approved_file_is_applied_and_its_bytes_become_evidence(people, plan):
    view = _approved(people, plan)

    events = list(Event.objects.filter(kind="plan.imported").values_list("pk", flat=True))
    assert (view.state, list(view.event_ids)) == (UploadState.APPLIED, events)
    assert Commitment.objects.get(code="PDR-001").amount == 99_000_000
    assert read_bytes(view.key) is None


def test_file_of_a_plan_is_had_by_who_may_give_the_like_of_it(people, plan):
    view = _approved(people, plan)
    sha256 = Upload.objects.get(pk=view.key).sha256

    had = kept_file(people.editor, sha256)

    assert had is not None
    assert had.content == plan_csv({**DAM, "code": "PDR-001", "amount": "99"}).content
    assert kept_file(people.stranger, sha256) is None


def test_published_plan_needs_a_reason(people, plan):
    with pytest.raises(ValidationError) as refused:
        _approved(people, plan, reason=" ")

    assert refused.value.code == "reason_missing"


def test_file_with_errors_is_not_approved(people, given):
    with pytest.raises(ValidationError) as refused:
        approve_upload(
            by=people.editor, key=given.key, row_version=given.row_version, reason="Because"
        )

    assert refused.value.code == "not_takeable"


def test_approving_what_changed_meanwhile_is_refused(people, given):
    with pytest.raises(StaleUpload):
        approve_upload(
            by=people.editor, key=given.key, row_version=given.row_version - 1, reason="Because"
        )


def test_job_that_runs_twice_applies_once(people, plan):
    view = _approved(people, plan)
    event = Event.objects.get(kind="upload.approved")

    jobs.apply_upload.call(event.pk)

    assert Event.objects.filter(kind="plan.imported").count() == 1
    assert upload_view(people.editor, view.key).state is UploadState.APPLIED


def test_file_that_moved_on_takes_back_what_the_job_wrote(people, plan):
    view = _given(people, plan, plan_csv({**DAM, "code": "PDR-001", "amount": "99"}))
    approve_upload(by=people.editor, key=view.key, row_version=view.row_version, reason="Because")
    upload = Upload.objects.select_related("plan", "by").get(pk=view.key)
    Upload.objects.filter(pk=view.key).update(row_version=99)

    with pytest.raises(jobs.Overtaken):
        jobs._apply(upload)

    assert Event.objects.filter(kind="plan.imported").count() == 0
    assert str(Commitment.objects.get(code="PDR-001").amount) == "1250000.50"


def test_file_whose_bytes_are_lost_is_interrupted_and_can_be_taken_up(people, plan):
    view = _given(people, plan, plan_csv({**DAM, "code": "PDR-001"}))
    jobs.forget(view.key)
    settle_upload(
        by=people.editor,
        key=view.key,
        row_version=view.row_version,
        mapping=None,
        take_good_rows=True,
    )
    _work()
    failed = upload_view(people.editor, view.key)

    resume_upload(by=people.editor, key=view.key, row_version=failed.row_version)

    assert (failed.state, failed.is_interrupted) == (UploadState.FAILED, True)
    assert upload_view(people.editor, view.key).state is UploadState.READING


def test_applied_file_is_undone(people, plan):
    view = _approved(people, plan)

    undo_upload(by=people.editor, key=view.key, row_version=view.row_version, reason="Wrong file")

    again = upload_view(people.editor, view.key)
    assert (again.state, again.undone_at is None) == (UploadState.UNDONE, False)
    assert str(Commitment.objects.get(code="PDR-001").amount) == "1250000.50"


def test_file_under_which_the_plan_changed_is_not_undone(people, plan):
    first = _approved(people, plan)
    file = plan_csv({**DAM, "code": "PDR-001", "amount": "77"}, name="later.csv")
    later = _given(people, plan, file)
    approve_upload(by=people.editor, key=later.key, row_version=later.row_version, reason="Later")
    _work()

    with pytest.raises(ValidationError) as refused:
        undo_upload(by=people.editor, key=first.key, row_version=first.row_version, reason="Wrong")

    assert refused.value.code == "changed_since"
    assert upload_view(people.editor, first.key).state is UploadState.APPLIED


def test_file_undone_by_command_is_shown_as_undone(people, plan):
    view = _approved(people, plan)
    other = _approved(people, plan)

    tried = undo_import(by=people.editor, event_ids=view.event_ids, reason="Wrong", dry_run=True)
    before = upload_view(people.editor, view.key).state
    undo_import(by=people.editor, event_ids=view.event_ids, reason="Wrong")

    after = upload_view(people.editor, view.key)
    assert (tried.is_dry_run, before) == (True, UploadState.APPLIED)
    assert (after.state, after.undone_at is None) == (UploadState.UNDONE, False)
    assert after.row_version == view.row_version + 1
    assert upload_view(people.editor, other.key).state is UploadState.APPLIED


def test_file_that_changed_nothing_is_undone_without_an_act(people, plan):
    _approved(people, plan)
    again = _approved(people, plan)

    undo_upload(by=people.editor, key=again.key, row_version=again.row_version, reason="Wrong")

    assert upload_view(people.editor, again.key).state is UploadState.UNDONE
    assert Event.objects.filter(kind="import.undone").count() == 0


def test_nothing_new_is_applied_without_a_trace(people, plan):
    _approved(people, plan)

    again = _approved(people, plan)

    assert (again.state, again.event_ids) == (UploadState.APPLIED, ())


def test_file_set_aside_is_gone(people, given):
    set_aside(by=people.editor, key=given.key)

    assert upload_view(people.editor, given.key) is None
    assert read_bytes(given.key) is None
    assert Event.objects.filter(kind="upload.set_aside").count() == 1


def test_applied_file_is_not_set_aside(people, plan):
    view = _approved(people, plan)

    with pytest.raises(StaleUpload):
        set_aside(by=people.editor, key=view.key)


def test_file_of_somebody_else_is_neither_seen_nor_touched(people, given):
    assert upload_view(people.coordinator, given.key) is None
    with pytest.raises(PermissionDenied):
        set_aside(by=people.coordinator, key=given.key)
    with pytest.raises(PermissionDenied):
        resume_upload(by=people.coordinator, key=given.key, row_version=given.row_version)


@pytest.mark.parametrize("name", ["citizen", "stranger", "evaluator", "manager", "validator"])
def test_who_may_not_edit_the_plan_gives_no_file(people, plan, name):
    purpose = Purpose(kind=UploadKind.PLAN, plan_id=plan.id)

    with pytest.raises(PermissionDenied):
        give_file(by=getattr(people, name), file=plan_csv(ROAD), purpose=purpose)

    assert Upload.objects.count() == 0


def test_coordinator_gives_returns_and_no_plan(people, plan):
    assert [one.id for one in plans_for(people.coordinator, UploadKind.PROGRESS)] == [plan.id]
    assert plans_for(people.coordinator, UploadKind.PLAN) == ()


@pytest.mark.parametrize(
    ("file", "purpose", "code"),
    [
        (GivenFile("a.csv", b""), Purpose(kind=UploadKind.PLAN), "file_empty"),
        (GivenFile("a.csv", b"x"), Purpose(kind=UploadKind.AGREEMENTS), "plan_missing"),
        (
            GivenFile("a.csv", b"x"),
            Purpose(kind=UploadKind.PROGRESS, plan_id=1, period="soon"),
            "period_unknown",
        ),
        (GivenFile("a.csv", b"x" * 2**20), Purpose(kind=UploadKind.PLAN), "file_too_large"),
    ],
)
def test_file_that_cannot_be_tried_is_refused_at_once(people, settings, file, purpose, code):
    settings.MAX_UPLOAD_BYTES = 2**20 - 1

    with pytest.raises(ValidationError) as refused:
        give_file(by=people.editor, file=file, purpose=purpose)

    assert refused.value.code == code


def test_return_is_read_for_its_period(people, plan):
    file = GivenFile("t3.csv", b"Code;Avancement physique (%)\nPDR-001;77\nPDR-002;55\n")

    view = _given(people, plan, file, kind=UploadKind.PROGRESS, period="T3 2025")

    assert (view.findings.figures["known"], view.findings.is_taken) == (2, True)


def test_files_of_a_person_are_listed_newest_first_in_one_query(
    people, plan, given, django_assert_num_queries
):
    second = _given(people, plan, plan_csv(ROAD, name="second.csv"))

    with django_assert_num_queries(1):
        cards = uploads_of(people.editor)

    assert [one.key for one in cards] == [second.key, given.key]


def test_unknown_file_is_none(people):
    assert upload_view(people.editor, uuid.uuid4()) is None
