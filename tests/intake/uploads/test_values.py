"""Giving a file of values at the desk: for whom, of which library, corrected with a reason."""

from __future__ import annotations

import hashlib

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from athar.indicators.enums import Claim
from athar.indicators.models import Library, Measurement
from athar.indicators.queries import libraries_to_state
from athar.indicators.rules import library_scope
from athar.intake.enums import ProblemCode, UploadKind, UploadState
from athar.intake.models import Upload
from athar.intake.options import GivenFile
from athar.intake.queries import kept_file, upload_view
from athar.intake.uploads.acts import Purpose, approve_upload, give_file, undo_upload
from athar.people.actions import grant_role
from athar.people.enums import Role
from tests.desk.importing import work
from tests.intake.values.conftest import set_up_in_region
from tests.once import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]

HEAD = "code,indicator,year,value"


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
@made_once
def setting(plan, frozen_day):
    """A shared library and the plan's own."""
    return set_up_in_region(plan)


def csv(*rows, name="valeurs.csv"):
    """Give a file of values."""
    return GivenFile(name, "\n".join((HEAD, *rows)).encode())


def given(by, library_id, *rows, claim=Claim.DECLARED, period=""):
    """Give a file and let it be read."""
    purpose = Purpose(kind=UploadKind.VALUES, library_id=library_id, claim=claim, period=period)
    key = give_file(by=by, file=csv(*rows), purpose=purpose)
    work()
    return upload_view(by, key)


def applied(by, view, reason=""):
    """Approve a file and let it be applied."""
    approve_upload(by=by, key=view.key, row_version=view.row_version, reason=reason)
    work()
    return upload_view(by, view.key)


def test_file_is_read_and_shows_what_it_would_record(people, setting):
    view = given(people.editor, setting.own_library, "01,connected,2024,30", "01,connected,2023,2")

    changes = view.findings.changes
    assert (view.state, view.findings.is_taken) == (UploadState.READ, True)
    assert (changes.added, changes.changed, changes.same) == (2, 0, 0)
    assert [one.code for one in changes.touches] == ["valeurs!D2", "valeurs!D3"]
    assert (view.library_title, view.claim) == (
        Library.objects.get(pk=setting.own_library).title,
        Claim.DECLARED,
    )
    assert Measurement.objects.count() == 0


def test_approved_file_is_recorded_kept_and_undone(people, setting):
    view = given(people.editor, setting.own_library, "01,connected,2024,30")

    done = applied(people.editor, view)
    undo_upload(by=people.editor, key=view.key, row_version=done.row_version, reason="Mauvais")

    after = upload_view(people.editor, view.key)
    said = list(Measurement.objects.order_by("revision").values_list("value", "no_number"))
    assert (done.state, len(done.event_ids)) == (UploadState.APPLIED, 1)
    assert (after.state, after.undone_at is None) == (UploadState.UNDONE, False)
    assert said == [(30, ""), (None, "not_reported")]


def test_period_and_claim_are_those_given_with_the_file(people, setting):
    scope = library_scope(setting.library)
    grant_role(by=None, account_id=people.citizen.pk, role=Role.VALIDATOR, scope=scope)
    purpose = Purpose(
        kind=UploadKind.VALUES,
        library_id=setting.library,
        claim=Claim.VALIDATED,
        period="2024",
    )
    file = GivenFile("eau.csv", b"code,indicator,value\n01,water,27.5\n")
    key = give_file(by=people.citizen, file=file, purpose=purpose)
    work()

    applied(people.citizen, upload_view(people.citizen, key))

    stored = Measurement.objects.get()
    assert (stored.period, stored.claim, stored.value) == ("2024", "validated", 275)


def test_correction_of_stored_values_needs_a_reason(people, setting):
    applied(people.editor, given(people.editor, setting.own_library, "01,connected,2024,30"))
    second = given(people.editor, setting.own_library, "01,connected,2024,31")

    with pytest.raises(ValidationError) as refused:
        applied(people.editor, second, reason=" ")
    done = applied(people.editor, second, reason="Comptage repris")

    assert refused.value.code == "reason_missing"
    assert (second.findings.changes.changed, done.state) == (1, UploadState.APPLIED)
    assert Measurement.objects.latest("pk").event.reason == "Comptage repris"


def test_what_became_a_correction_meanwhile_is_shown_again_and_not_applied(people, setting):
    first = given(people.editor, setting.own_library, "01,connected,2024,30")
    second = given(people.editor, setting.own_library, "01,connected,2024,31")
    applied(people.editor, first)

    view = applied(people.editor, second)

    assert (view.state, view.findings.is_taken) == (UploadState.READ, False)
    assert [one.code for one in view.findings.problems] == [ProblemCode.CORRECTION_UNEXPLAINED]


def test_same_file_again_changes_nothing(people, setting):
    applied(people.editor, given(people.editor, setting.own_library, "01,connected,2024,30"))

    again = applied(
        people.editor, given(people.editor, setting.own_library, "01,connected,2024,30")
    )

    assert (again.state, again.event_ids) == (UploadState.APPLIED, ())


def test_file_whose_library_is_gone_is_taken_for_no_other(people, setting):
    view = given(people.editor, setting.own_library, "01,connected,2024,30")
    Upload.objects.update(library=None)

    after = applied(people.editor, view)

    assert (after.state, after.library_code) == (UploadState.READ, "")
    assert [one.code for one in after.findings.problems] == [ProblemCode.LIBRARY_UNKNOWN]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"library_id": None}, "library_missing"),
        ({"claim": None}, "library_missing"),
        ({"period": "soon"}, "period_unknown"),
    ],
)
def test_file_that_does_not_say_of_what_it_is_is_refused(people, setting, more, code):
    named = {"library_id": setting.own_library, "claim": Claim.DECLARED}
    purpose = Purpose(kind=UploadKind.VALUES, **(named | more))

    with pytest.raises(ValidationError) as refused:
        give_file(by=people.editor, file=csv("01,connected,2024,30"), purpose=purpose)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("name", "library", "claim"),
    [
        ("citizen", "own_library", Claim.DECLARED),
        ("stranger", "own_library", Claim.DECLARED),
        ("editor", "library", Claim.DECLARED),
        ("editor", "own_library", Claim.VALIDATED),
        ("validator", "own_library", Claim.INDEPENDENT),
    ],
)
def test_who_may_not_state_the_values_gives_no_file(people, setting, name, library, claim):
    purpose = Purpose(kind=UploadKind.VALUES, library_id=getattr(setting, library), claim=claim)

    with pytest.raises(PermissionDenied):
        give_file(by=getattr(people, name), file=csv("01,connected,2024,1"), purpose=purpose)

    assert Upload.objects.count() == 0


def test_file_for_no_library_that_is_known_is_refused(people, setting):
    purpose = Purpose(kind=UploadKind.VALUES, library_id=999, claim=Claim.DECLARED)

    with pytest.raises(PermissionDenied):
        give_file(by=people.editor, file=csv("01,connected,2024,1"), purpose=purpose)


def test_right_is_asked_again_for_each_value_when_the_file_is_taken(people, setting):
    row = "01,connected,2024,30,validated"
    file = GivenFile("v.csv", f"{HEAD},claim\n{row}\n".encode())
    purpose = Purpose(kind=UploadKind.VALUES, library_id=setting.own_library, claim=Claim.DECLARED)

    key = give_file(by=people.editor, file=file, purpose=purpose)
    work()

    problems = upload_view(people.editor, key).findings.problems
    assert [one.code for one in problems] == [ProblemCode.NOT_ALLOWED]


def test_libraries_are_offered_with_the_claims_of_the_office(
    people, setting, django_assert_num_queries
):
    with django_assert_num_queries(5):
        offered = libraries_to_state(people.editor)

    assert [(one.id, claims) for one, claims in offered] == [
        (setting.own_library, (Claim.DECLARED,))
    ]
    assert [claims for _one, claims in libraries_to_state(people.evaluator)] == [
        (Claim.INDEPENDENT,)
    ]
    assert libraries_to_state(people.citizen) == ()


def test_kept_file_is_had_by_who_may_give_the_like(people, setting):
    applied(people.editor, given(people.editor, setting.own_library, "01,connected,2024,30"))
    file = csv("01,connected,2024,30")
    sha256 = hashlib.sha256(file.content).hexdigest()

    had = {name: kept_file(getattr(people, name), sha256) for name in ("editor", "validator")}
    refused = {name: kept_file(getattr(people, name), sha256) for name in ("citizen", "stranger")}

    assert had == {"editor": file, "validator": file}
    assert refused == {"citizen": None, "stranger": None}
    assert kept_file(people.editor, "0" * 64) is None
