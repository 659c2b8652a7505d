"""What imports declared goes through the same door: it is checked, validated, or sent back."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from athar.people.actions import grant_role
from athar.people.enums import Role
from athar.people.models import Account
from athar.reporting.actions import return_declared, validate_declared
from athar.reporting.checks import CheckCode
from athar.reporting.models import Report, ReportComment
from athar.reporting.queries import (
    WorkFilter,
    declared_reports,
    declared_waiting,
    n_declared,
    plans_with_declared,
)
from athar.trail.models import Event
from tests import cast

pytestmark = pytest.mark.usefixtures("frozen_day")
EVERY = ("PDR-001", "PDR-002", "PDR-003", "PDR-005")


@pytest.fixture
def world(frozen_day, plan, people):
    return plan, people


def of(plan, *codes):
    return {"plan_id": plan.id, "commitment_ids": [plan.commitments[code] for code in codes]}


def waiting(plan, actor, **more):
    named = {key: code for code, key in plan.commitments.items()}
    return [named[key] for key in declared_waiting(actor, WorkFilter(**more))]


def test_newest_reports_that_nobody_validated_wait(world):
    plan, people = world

    assert waiting(plan, people.validator) == list(EVERY)
    assert (n_declared(people.validator), n_declared(people.manager)) == (4, 0)
    assert plans_with_declared(people.validator) == {plan.id: 4}


def test_what_is_validated_waits_no_more_and_stands_under_one_publication(world):
    plan, people = world

    validate_declared(by=people.validator, **of(plan, "PDR-001", "PDR-003"))

    assert waiting(plan, people.validator) == ["PDR-002", "PDR-005"]
    events = Report.objects.filter(claim="validated").values_list("event__publication_number")
    assert (len(events), len(set(events))) == (2, 1)


def test_complete_without_evidence_is_refused_and_nothing_is_validated(world):
    plan, people = world
    Report.objects.filter(commitment=plan.commitments["PDR-002"]).update(physical=100)
    n = Report.objects.count()

    with pytest.raises(ValidationError) as refusal:
        validate_declared(by=people.validator, **of(plan, "PDR-001", "PDR-002"))

    codes = {one.code for one in refusal.value.error_list}
    assert codes == {CheckCode.COMPLETE_WITHOUT_EVIDENCE}
    assert Report.objects.count() == n
    assert Event.objects.last().kind == "act.refused"


def test_obstacles_are_not_asked_of_a_file(world):
    plan, people = world
    Report.objects.filter(commitment=plan.commitments["PDR-001"]).update(declared_status="stopped")

    shown = declared_reports(people.validator, plan.id, [plan.commitments["PDR-001"]])

    assert [(one.code, one.checks, one.is_ready) for one in shown] == [("PDR-001", (), True)]


def test_what_is_sent_back_keeps_its_note_and_stays_declared(world):
    plan, people = world

    n = return_declared(by=people.validator, note=" Préciser. ", **of(plan, "PDR-001", "PDR-004"))

    assert n == 1
    assert waiting(plan, people.validator) == list(EVERY[1:])
    back = declared_waiting(people.validator, WorkFilter(), is_returned=True)
    assert [one.note for one in declared_reports(people.validator, plan.id, back)] == ["Préciser."]
    assert Report.objects.filter(claim="validated").count() == 0
    last = Event.objects.last()
    assert (last.kind, last.reason, last.publication_number) == (
        "reports.returned",
        "Préciser.",
        None,
    )


@pytest.mark.parametrize(
    ("note", "code"), [(" ", "note_missing"), ("x" * 4001, "text_too_long")], ids=["none", "long"]
)
def test_note_is_needed(world, note, code):
    plan, people = world

    with pytest.raises(ValidationError) as refusal:
        return_declared(by=people.validator, note=note, **of(plan, "PDR-001"))

    assert (refusal.value.code, ReportComment.objects.count()) == (code, 0)


def test_what_is_out_of_reach_refuses_the_whole_set(world):
    plan, people = world
    grant_role(
        by=None,
        account_id=people.manager.pk,
        role=Role.VALIDATOR,
        scope=f"commitment:{plan.commitments['PDR-001']}",
    )
    actor = Account.objects.get(pk=people.manager.pk)

    assert waiting(plan, actor) == ["PDR-001"]
    with pytest.raises(PermissionDenied):
        validate_declared(by=actor, **of(plan, "PDR-001", "PDR-002"))


@pytest.mark.parametrize("codes", [("PDR-001",), EVERY], ids=["one", "four"])
def test_reading_takes_as_many_queries_whatever_there_is(world, codes):
    plan, people = world
    ids = [plan.commitments[code] for code in codes]

    with CaptureQueriesContext(connection) as queries:
        shown = declared_reports(people.validator, plan.id, ids)

    assert (len(queries), len(shown)) == (6, len(codes))


def test_own_file_is_validated_by_somebody_else(world):
    plan, people = world
    Report.objects.filter(commitment=plan.commitments["PDR-001"]).update(
        authored_by=people.validator
    )

    shown = declared_reports(people.validator, plan.id, [plan.commitments["PDR-001"]])
    with pytest.raises(ValidationError) as refusal:
        validate_declared(by=people.validator, **of(plan, "PDR-001"))

    assert (shown[0].is_own, shown[0].is_ready, refusal.value.code) == (True, False, "own_report")
    assert shown[0].draft.as_of_on == cast.AS_OF


def test_what_is_validated_already_is_not_sent_back(world):
    plan, people = world
    validate_declared(by=people.validator, **of(plan, "PDR-001"))

    n = return_declared(by=people.validator, note="Préciser.", **of(plan, "PDR-001"))

    assert (n, ReportComment.objects.count()) == (0, 0)
