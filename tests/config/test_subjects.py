"""What evidence is attached to: seen by the public or not, and worked on by whom."""

from __future__ import annotations

import pytest

from athar.evidence.subjects import scopes_of_subject, seen_subjects
from athar.indicators.actions import record_measurements
from athar.indicators.models import Measurement
from athar.reporting.actions import withdraw_reports
from athar.reporting.models import Report
from athar.trail.models import Event
from tests.indicators.cast import set_up

pytestmark = pytest.mark.django_db


def subjects_of(plan):
    report = Report.objects.get(commitment=plan.commitments["PDR-001"])
    setting = set_up(plan)
    record_measurements(by=None, drafts=[setting.value()])
    value = Measurement.objects.get()
    return (
        f"plan:{plan.id}",
        f"commitment:{plan.commitments['PDR-001']}",
        f"report:{report.pk}",
        f"measurement:{value.pk}",
    )


def test_what_is_published_is_seen(plan):
    subjects = subjects_of(plan)

    assert seen_subjects({*subjects, "report:0", "measurement:0", "plan:0"}) == set(subjects)


def test_what_stands_in_a_draft_is_not_seen(draft_plan):
    subjects = subjects_of(draft_plan)

    assert seen_subjects(subjects) == {subjects[-1]}  # a value of a shared library


def test_report_taken_back_is_not_seen(plan):
    subjects = subjects_of(plan)
    event = Event.objects.get(kind="reports.published")
    withdraw_reports(by=None, plan_id=plan.id, event_id=event.pk, reason="Wrong file")

    assert seen_subjects(subjects) == {one for one in subjects if not one.startswith("report")}


def test_each_is_worked_on_within_its_plan(plan):
    scopes = [scopes_of_subject(one) for one in subjects_of(plan)]

    assert [f"plan:{plan.id}" in one for one in scopes] == [True, True, True, False]
    assert scopes[1] == scopes[2]
    assert f"organisation:{plan.bodies['MEE']}" in scopes[1]
    assert scopes[3] != ()


@pytest.mark.parametrize("kind", ["plan", "commitment", "report", "measurement"])
def test_what_is_not_there_is_nobodys(db, kind):
    assert scopes_of_subject(f"{kind}:0") == ()
