"""The life of a report: text until it is published, then figures, all at once."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from athar.finance.models import Execution
from athar.indicators.enums import Claim
from athar.kernel.progress import DeclaredStatus
from athar.plans.actions import reach_milestones
from athar.plans.models import Milestone, Plan
from athar.reporting.actions import (
    StaleReport,
    comment_on_report,
    publish_due_reports,
    publish_report,
    return_report,
    save_report,
    start_report,
    submit_report,
    validate_declared,
    validate_report,
)
from athar.reporting.enums import ReportState
from athar.reporting.models import CorrectiveAction, FollowUp, Obstacle, Report, ReportComment
from athar.reporting.queries import history_of, timeline_of
from athar.trail.models import Event
from athar.trail.queries import last_publication_number
from tests import cast
from tests.reporting import cast as made

pytestmark = pytest.mark.usefixtures("frozen_day")


@pytest.fixture
def world(frozen_day, plan, people):
    """Give the small plan and its people on the day of the demonstration."""
    return plan, people


def state_of(key):
    return Report.objects.values_list("state", flat=True).get(pk=key)


def codes(refusal):
    return [one.code for one in refusal.value.error_list]


def test_report_starts_with_what_the_last_one_said(world):
    plan, people = world
    round_id = made.a_round(plan)

    key = start_report(
        by=people.manager, round_id=round_id, commitment_id=plan.commitments["PDR-001"]
    )

    assert Report.objects.get(pk=key).typed == {
        "declared_status": "on_track",
        "physical": "80",
        "actual_start_on": "2022-02-01",
        "forecast_end_on": "2026-03-31",
        "committed": "1250000",
        "paid": "781250.25",
    }


def test_whoever_starts_a_report_again_gets_the_same(world):
    plan, people = world
    key = made.drafted(plan, people.manager)
    report = Report.objects.get(pk=key)

    again = start_report(
        by=people.coordinator, round_id=report.round_id, commitment_id=report.commitment_id
    )

    assert (again, Report.objects.filter(round=report.round_id).count()) == (key, 1)


def test_nothing_typed_is_a_figure_before_publication(world):
    plan, people = world

    key = made.validated(plan, people.manager, people.validator)

    report = Report.objects.get(pk=key)
    figures = (report.declared_status, report.physical, report.forecast_end_on, report.narrative)
    assert (figures, report.typed["physical"]) == (("", None, None, {}), "٩٥,٥ %")
    assert Execution.objects.filter(stated_in=f"report:{key}").count() == 0
    assert len(timeline_of(plan.commitments["PDR-001"]).reports) == 1


def test_published_report_says_in_figures_what_was_typed(world):
    plan, people = world

    key = made.published(plan, people.manager, people.validator)

    report = timeline_of(plan.commitments["PDR-001"]).reports[0]
    assert (report.id, report.declared, report.physical, report.as_of_on) == (
        key,
        DeclaredStatus.ON_TRACK,
        Decimal("95.50"),
        dt.date(2025, 9, 30),
    )
    assert (report.is_validated, report.validated_by, report.author_name) == (
        True,
        "Validator",
        "Manager",
    )
    assert dict(report.narrative) == {"ar": "الأشغال متقدمة.", "fr": "Les travaux avancent."}
    assert report.publication == last_publication_number()
    amounts = Execution.objects.filter(stated_in=f"report:{key}").order_by("kind")
    assert list(amounts.values_list("kind", "amount")) == [
        ("committed", 1250000),
        ("paid", 1000000),
    ]


def test_publishing_again_gives_the_number_it_has(world):
    plan, people = world
    key = made.published(plan, people.manager, people.validator)
    number, events = last_publication_number(), Event.objects.count()

    again = publish_report(by=people.validator, report_id=key, version=1)

    assert (again, last_publication_number(), Event.objects.count()) == (number, number, events)


def test_submitting_twice_is_submitting_once(world):
    plan, people = world
    key = made.submitted(plan, people.manager)
    version = made.version_of(key)

    again = submit_report(by=people.manager, report_id=key, version=1)

    assert (again, Event.objects.filter(kind="report.submitted").count()) == (version, 1)


def test_returned_report_comes_back_with_note_and_remarks(world):
    plan, people = world
    key = made.submitted(plan, people.manager)

    return_report(
        by=people.validator,
        report_id=key,
        version=made.version_of(key),
        note="Voir le montant",
        comments={"paid": "Trop peu ?", "physical": " "},
    )

    remarks = ReportComment.objects.order_by("pk").values_list("field", "text", "is_return")
    assert list(remarks) == [("paid", "Trop peu ?", False), ("", "Voir le montant", True)]
    assert state_of(key) == ReportState.RETURNED


def test_return_needs_a_note(world):
    plan, people = world
    key = made.submitted(plan, people.manager)

    with pytest.raises(ValidationError) as refusal:
        return_report(by=people.validator, report_id=key, version=made.version_of(key), note=" ")

    assert (codes(refusal), state_of(key)) == (["note_missing"], ReportState.SUBMITTED)


def test_complete_without_evidence_is_refused_and_mended(world):
    plan, people = world
    step = Milestone.objects.create(commitment_id=plan.commitments["PDR-001"], title={"fr": "x"})
    key = made.drafted(plan, people.manager, said={"declared_status": "completed"})

    with pytest.raises(ValidationError) as refusal:
        submit_report(by=people.manager, report_id=key, version=made.version_of(key))
    made.prove(plan)
    reached = {f"milestone.{step.pk}": "2025-09-15", "physical": "100"}
    saved = save_report(by=people.manager, report_id=key, version=2, changes=reached)
    submit_report(by=people.manager, report_id=key, version=saved.version)

    assert codes(refusal) == ["complete_without_evidence", "complete_with_open_milestones"]
    assert state_of(key) == ReportState.SUBMITTED


def test_publication_reaches_the_milestones_that_were_ticked(world):
    plan, people = world
    step = Milestone.objects.create(commitment_id=plan.commitments["PDR-001"], title={"fr": "x"})
    said = {**made.SAID, f"milestone.{step.pk}": "15/09/2025"}
    key = made.validated(plan, people.manager, people.validator, said=said)
    before = Milestone.objects.get(pk=step.pk).done_on

    publish_report(by=people.validator, report_id=key, version=made.version_of(key))

    assert (before, Milestone.objects.get(pk=step.pk).done_on) == (None, dt.date(2025, 9, 15))


def test_who_wrote_a_report_does_not_validate_it(world):
    plan, people = world
    scope = f"plan:{plan.id}"
    both = made.another("both", "coordinator", scope)
    key = made.drafted(plan, both)
    submit_report(by=people.manager, report_id=key, version=made.version_of(key))
    from athar.people.actions import grant_role

    grant_role(by=None, account_id=both.pk, role="validator", scope=scope)
    both.rights_read = None

    with pytest.raises(ValidationError) as refusal:
        validate_report(by=both, report_id=key, version=made.version_of(key))

    assert codes(refusal) == ["own_report"]


def test_two_steps_take_two_people(world):
    plan, people = world
    Plan.objects.update(validation_steps=2)
    second = made.another("second", "validator", f"plan:{plan.id}")
    key = made.submitted(plan, people.manager)

    first = validate_report(by=people.validator, report_id=key, version=made.version_of(key))
    with pytest.raises(ValidationError) as refusal:
        validate_report(by=people.validator, report_id=key, version=made.version_of(key))
    last = validate_report(by=second, report_id=key, version=made.version_of(key))

    assert (first, last) == (ReportState.SUBMITTED, ReportState.VALIDATED)
    assert codes(refusal) == ["same_validator"]


def test_act_on_a_version_that_changed_is_refused_with_the_new_one(world):
    plan, people = world
    key = made.submitted(plan, people.manager)

    with pytest.raises(StaleReport) as stale:
        validate_report(by=people.validator, report_id=key, version=1)

    assert (stale.value.version, state_of(key)) == (made.version_of(key), ReportState.SUBMITTED)


def test_report_on_behalf_of_the_body_is_named_as_such(world):
    plan, people = world

    key = made.submitted(plan, people.coordinator)

    assert Report.objects.values_list("is_on_behalf", "author_name").get(pk=key) == (
        True,
        "Coordinator",
    )


def test_scheduled_report_is_published_when_its_day_has_come(world):
    from athar.kernel import clock

    plan, people = world
    key = made.validated(plan, people.manager, people.validator)
    on = dt.date(2025, 10, 20)

    number = publish_report(
        by=people.validator, report_id=key, version=made.version_of(key), publish_on=on
    )
    early = publish_due_reports()
    clock.set_frozen(on)
    done = publish_due_reports()
    again = publish_due_reports()

    assert (number, early, done, again) == (None, 0, 1, 0)
    assert state_of(key) == ReportState.PUBLISHED


def test_report_that_cannot_be_published_on_its_day_waits_for_its_validator(world):
    from athar.kernel import clock

    plan, people = world
    step = Milestone.objects.create(commitment_id=plan.commitments["PDR-001"], title={"fr": "x"})
    said = {**made.SAID, f"milestone.{step.pk}": "2025-09-15"}
    key = made.validated(plan, people.manager, people.validator, said=said)
    publish_report(
        by=people.validator,
        report_id=key,
        version=made.version_of(key),
        publish_on=dt.date(2025, 10, 20),
    )
    step.delete()
    clock.set_frozen(dt.date(2025, 10, 20))

    done = publish_due_reports()

    assert (done, state_of(key)) == (0, ReportState.VALIDATED)
    assert Report.objects.get(pk=key).publish_on is None


def test_obstacle_and_what_became_of_the_corrective_action_are_published(world):
    plan, people = world
    made.published(plan, people.manager, people.validator, said=made.HELD_UP)
    action = CorrectiveAction.objects.get()
    later = made.a_round(
        plan, code="2025-T4", start_on=dt.date(2025, 10, 1), end_on=dt.date(2025, 10, 10)
    )
    said = {**made.SAID, f"follow_up.{action.pk}.outcome": "done"}

    key = made.published(plan, people.manager, people.validator, round_id=later, said=said)

    assert Obstacle.objects.get().reason == "land"
    assert (action.owner, action.due_on) == ("MEE", dt.date(2025, 12, 31))
    assert list(FollowUp.objects.values_list("report_id", "outcome")) == [(key, "done")]


def test_next_report_must_say_what_became_of_a_corrective_action(world):
    plan, people = world
    made.published(plan, people.manager, people.validator, said=made.HELD_UP)
    later = made.a_round(
        plan, code="2025-T4", start_on=dt.date(2025, 10, 1), end_on=dt.date(2025, 10, 10)
    )
    key = made.drafted(plan, people.manager, round_id=later)

    with pytest.raises(ValidationError) as refusal:
        submit_report(by=people.manager, report_id=key, version=made.version_of(key))

    assert codes(refusal) == ["follow_up_missing"]


def test_declared_figures_are_validated_by_a_new_report(world):
    plan, people = world
    old = Report.objects.values().get(commitment__code="PDR-001")

    differences = validate_declared(
        by=people.validator,
        plan_id=plan.id,
        commitment_ids=[plan.commitments["PDR-001"], plan.commitments["PDR-004"]],
    )

    assert Report.objects.values().get(pk=old["id"]) == {**old, "is_current": False}
    new = timeline_of(plan.commitments["PDR-001"]).reports[0]
    assert (new.is_validated, new.physical, new.as_of_on) == (True, Decimal(80), cast.AS_OF)
    assert [one.after for one in differences.changed] == [{"claim": Claim.VALIDATED}]
    amounts = Execution.objects.filter(stated_in=new.key).order_by("kind")
    assert list(amounts.values_list("amount", flat=True)) == [1250000, Decimal("781250.25")]


def test_validating_what_is_validated_changes_nothing(world):
    plan, people = world
    of = {"plan_id": plan.id, "commitment_ids": [plan.commitments["PDR-001"]]}
    validate_declared(by=people.validator, **of)
    n = Event.objects.count()

    again = validate_declared(by=people.validator, **of)

    assert (again.changed, Event.objects.count()) == ((), n)


def test_step_of_another_commitment_is_not_reached(world):
    plan, people = world
    step = Milestone.objects.create(commitment_id=plan.commitments["PDR-002"], title={"fr": "x"})
    day = {step.pk: dt.date(2025, 9, 15)}

    with pytest.raises(ValidationError) as refusal:
        reach_milestones(by=people.validator, commitment_id=plan.commitments["PDR-001"], days=day)

    assert codes(refusal) == ["unknown_milestone"]


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [("wishes", "?", "unknown_field"), ("paid", "x" * 4001, "text_too_long")],
)
def test_remark_that_cannot_be_kept_is_refused(world, field, text, code):
    plan, people = world
    key = made.submitted(plan, people.manager)

    with pytest.raises(ValidationError) as refusal:
        comment_on_report(by=people.validator, report_id=key, field=field, text=text)

    assert (codes(refusal), ReportComment.objects.count()) == ([code], 0)


def test_commitment_that_is_not_there_has_no_history(world):
    assert history_of(world[1].validator, 999) == ()
