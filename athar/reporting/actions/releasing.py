"""Publishing validated reports: at once, on a day, or as what was declared and now is validated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db.models import Q

from athar.finance.actions import state_execution
from athar.indicators.actions import record_measurements
from athar.indicators.enums import Claim
from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.people.rules import require
from athar.plans.actions import hold_plan, reach_milestones
from athar.plans.drafts import Differences
from athar.reporting.actions.holding import (
    check_state,
    check_version,
    for_whom,
    hold_report,
)
from athar.reporting.actions.publishing import (
    differences_of,
    executions,
    published_among,
    touched_by,
    write_published,
)
from athar.reporting.enums import ReportState
from athar.reporting.grounds import Grounds, grounds_of
from athar.reporting.judging import is_refused
from athar.reporting.models import CorrectiveAction, FollowUp, Obstacle, Report
from athar.reporting.rules import can_publish_validated, rights_to_publish
from athar.reporting.typed import Reading
from athar.reporting.wording import refusal_of
from athar.trail.actions import Touched, begin, finish, record
from athar.trail.models import Event
from athar.trail.refusing import acting


@acting("reports.published", "report:{report_id}")
def publish_report(
    *, by: Actor | None, report_id: int, version: int, publish_on: dt.date | None = None
) -> int | None:
    """Publish a validated report: what was typed is read, checked and written as figures.

    Shape: the publication number; None when it is to be published on a later day. Publishing what
    is published already gives the number it has. Amounts, indicator values, milestones, obstacle
    and corrective action are written in the same transaction.
    Errors: PermissionDenied; Report.DoesNotExist; StaleReport; ValidationError: wrong_state, and
    one entry for each check that refuses.
    Queries: constant, and those of the projectors.
    """
    hold_plan(Report.objects.values_list("commitment__plan_id", flat=True).get(pk=report_id))
    report, scopes = hold_report(report_id)
    require(can_publish_validated(by, scopes), "reporting.publish_report")
    if report.state == ReportState.PUBLISHED and report.event:
        return report.event.publication_number
    check_state(report, ReportState.VALIDATED)
    check_version(report, version)
    source = for_whom(by, rights_to_publish(scopes))
    if publish_on is not None and publish_on > clock.today():
        _schedule(report, publish_on, by, source)
        return None
    return _publish(report, by, source)


def publish_due_reports(*, by: Actor | None = None) -> int:
    """Publish the reports whose day has come, each in a transaction of its own.

    Shape: how many were published. One that is refused, as a milestone was taken out meanwhile,
    stays validated without a day, for its validator to look at.
    Queries: 1 and those of each publication.
    """
    due = Report.objects.filter(state=ReportState.VALIDATED, publish_on__lte=clock.today())
    n_published = 0
    for pk, version in due.order_by("publish_on", "pk").values_list("pk", "version"):
        try:
            publish_report(by=by, report_id=pk, version=version)
            n_published += 1
        except ValidationError:
            Report.objects.filter(pk=pk, version=version).update(publish_on=None)
    return n_published


def _schedule(
    report: Report, publish_on: dt.date, by: Actor | None, source: Mapping[str, int]
) -> None:
    before = {"publish_on": report.publish_on and report.publish_on.isoformat()}
    report.publish_on = publish_on
    report.version += 1
    report.save(update_fields=["publish_on", "version"])
    after = {"publish_on": publish_on.isoformat(), "version": report.version}
    subject = f"report:{report.pk}"
    touched = [Touched(subject, before, after)]
    record(kind="report.scheduled", by=by, subject=subject, touched=touched, source=source)


def _publish(report: Report, by: Actor | None, source: Mapping[str, int]) -> int:
    """Turn what was typed into figures, and give the publication number."""
    grounds = grounds_of(report)
    found = grounds.checks()
    if is_refused(found):
        raise refusal_of(found)
    reading = grounds.read()
    act = begin(
        kind="reports.published",
        by=by,
        subject=f"plan:{report.commitment.plan_id}",
        source={"report": report.pk, **source},
    )
    published = published_among(Q(commitment=report.commitment_id), {report.as_of_on})
    report.claim, report.publish_on = Claim.VALIDATED, None
    report.version += 1
    write_published([report], [reading.draft], published, act)
    # whether the report may be published was asked above: its amounts and steps are part of it
    state_execution(by=None, rows=executions([report], [reading.draft]))
    reached = reach_milestones(by=None, commitment_id=report.commitment_id, days=reading.milestones)
    _write_obstacle(report, reading)
    _measure(by, report, grounds, reading, act)
    differences = differences_of([report], [reading.draft], published)
    steps = {str(key): day.isoformat() for key, day in reached.items()}
    finish(act, touched=_told(report, differences, steps), publishes=True)
    assert act.publication_number is not None, "it was taken just now"
    return act.publication_number


def _told(report: Report, differences: Differences, steps: dict[str, str]) -> list[Touched]:
    """Give what was done to the commitment, and to the report, whose own history goes on."""
    touched = [
        Touched(one.subject, one.before, {**(one.after or {}), "claim": str(report.claim)})
        for one in touched_by(differences)
    ]
    said = {"state": str(report.state), "version": report.version, "milestones": steps}
    touched.append(Touched(f"report:{report.pk}", {"state": str(ReportState.VALIDATED)}, said))
    return touched


def _write_obstacle(report: Report, reading: Reading) -> None:
    """Write what holds the commitment up, what is done about it, and what became of that."""
    if reading.obstacle and reading.obstacle.reason:
        obstacle = Obstacle.objects.create(
            report=report, reason=reading.obstacle.reason, text=reading.obstacle.text
        )
        action = reading.action
        if action and action.due_on:
            CorrectiveAction.objects.create(
                obstacle=obstacle,
                commitment_id=report.commitment_id,
                text=action.text,
                owner=action.owner,
                due_on=action.due_on,
            )
    FollowUp.objects.bulk_create(
        FollowUp(action_id=key, report=report, outcome=said.outcome, text=said.text)
        for key, said in reading.follow_ups.items()
        if said.outcome
    )


def _measure(
    by: Actor | None, report: Report, grounds: Grounds, reading: Reading, act: Event
) -> None:
    """Record the values of indicators that the report states, as validated with it."""
    drafts = list(grounds.measurements(reading).values())
    if drafts:
        code = report.round.code if report.round else ""
        source = {"report": report.pk}
        record_measurements(by=by, drafts=drafts, reason=code, source=source, warrant=act)
