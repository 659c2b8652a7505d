"""A report on its way, for who fills it in and who validates it: beside the last one, judged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.kernel.text import Translated
from athar.plans.models import Milestone
from athar.reporting.checks import Check
from athar.reporting.enums import ReportState
from athar.reporting.grounds import Grounds, Line, OpenAction, grounds_of
from athar.reporting.judging import Before, is_held_up, is_refused
from athar.reporting.models import Assignment, Report, ReportComment
from athar.reporting.rounds import RoundView, round_view
from athar.reporting.rules import (
    Scopes,
    can_comment,
    can_publish_validated,
    can_read_report,
    can_report,
    can_validate,
)
from athar.reporting.scopes import scopes_of_commitments


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark on a field ("" = on all of it), or the note of a return; of which version."""

    field: str
    text: str
    is_return: bool
    version: int
    author_name: str
    made_at: dt.datetime


@dataclass(frozen=True, slots=True)
class FieldState:
    """A field as it was typed, what the last published report says there, and what is said of it.

    Shape: `before` is plain text as it would be typed, empty when unknown; `touched_by` who typed
    last, empty when it stands as it was begun.
    """

    name: str
    text: str
    before: str
    touched_by: str
    checks: tuple[Check, ...]
    remarks: tuple[Remark, ...]

    @property
    def is_changed(self) -> bool:
        """Tell whether it differs from what the last report says."""
        return self.text.strip() != self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportUnderWay:
    """All that the form of a report and the page of its validation show.

    Shape: `fields` by name, those typed, those the last report had, and those with a check or a
    remark; any other field is empty. `checks` are all of them, with those of no field; what is
    public has none. `may` names the acts allowed now to who asked: save, submit, comment, return,
    validate, publish.
    """

    id: int
    version: int
    state: ReportState
    round: RoundView
    due_on: dt.date | None
    plan_id: int
    plan_code: str
    commitment_id: int
    code: str
    title: Translated
    currency: str
    author_name: str
    is_on_behalf: bool
    submitted_at: dt.datetime | None
    publish_on: dt.date | None
    steps_done: int
    steps_needed: int
    last: Before | None
    last_narrative: Translated
    fields: Mapping[str, FieldState]
    checks: tuple[Check, ...]
    remarks: tuple[Remark, ...]
    milestones: tuple[Milestone, ...]
    lines: tuple[Line, ...]
    open_actions: tuple[OpenAction, ...]
    n_evidence: int
    needs_obstacle: bool
    may: frozenset[str]

    @property
    def is_refused(self) -> bool:
        """Tell whether it could not be submitted as it stands."""
        return is_refused(self.checks)


def report_under_way(actor: Actor | None, report_id: int) -> ReportUnderWay | None:
    """Give a report that is on its way, with all that stands beside it.

    Shape: None for one that does not exist, was imported, or may not be read by who asks: a page
    answers that there is none.
    Queries: 13, and 7 more when the commitment has indicators.
    """
    rows = Report.objects.select_related("commitment__plan", "round")
    report = rows.filter(pk=report_id, round__isnull=False).first()
    if report is None:
        return None
    scopes = scopes_of_commitments([report.commitment_id])[report.commitment_id]
    if not can_read_report(actor, scopes):
        return None
    grounds = grounds_of(report)
    due = Assignment.objects.filter(round=report.round_id, commitment=report.commitment_id)
    remarks = tuple(map(remark_of, ReportComment.objects.filter(report=report).order_by("pk")))
    return _view(grounds, scopes, actor, due.values_list("due_on", flat=True).first(), remarks)


def _view(
    grounds: Grounds,
    scopes: Scopes,
    actor: Actor | None,
    due_on: dt.date | None,
    remarks: tuple[Remark, ...],
) -> ReportUnderWay:
    report, plan = grounds.report, grounds.plan
    assert report.round is not None, "only reports of a round are on their way"
    around = round_view(report.round, clock.today())
    checks = () if report.published_at else grounds.checks()
    return ReportUnderWay(
        id=report.pk,
        version=report.version,
        state=ReportState(report.state),
        round=around,
        due_on=due_on,
        plan_id=plan.pk,
        plan_code=plan.code,
        commitment_id=report.commitment_id,
        code=grounds.commitment.code,
        title=grounds.commitment.title,
        currency=plan.currency,
        author_name=report.author_name,
        is_on_behalf=report.is_on_behalf,
        submitted_at=report.submitted_at,
        publish_on=report.publish_on,
        steps_done=sum(at is not None for at in (report.checked_at, report.validated_at)),
        steps_needed=plan.validation_steps,
        last=grounds.known.last,
        last_narrative=grounds.last.narrative if grounds.last else Translated(),
        fields=_fields(grounds, checks, remarks),
        checks=checks,
        remarks=remarks,
        milestones=grounds.milestones,
        lines=tuple(grounds.lines.values()),
        open_actions=grounds.open_actions,
        n_evidence=grounds.known.n_evidence,
        needs_obstacle=is_held_up(grounds.read().draft, grounds.known),
        may=_acts(report, around, scopes, actor),
    )


def remark_of(row: ReportComment) -> Remark:
    """Give a remark as it is read. Queries: 0."""
    return Remark(row.field, row.text, row.is_return, row.version, row.author_name, row.made_at)


def _fields(
    grounds: Grounds, checks: tuple[Check, ...], remarks: tuple[Remark, ...]
) -> dict[str, FieldState]:
    typed, before = grounds.report.typed, grounds.as_last_time()
    about = {one.field for one in checks} | {one.field for one in remarks}
    return {
        name: FieldState(
            name,
            typed.get(name, ""),
            before.get(name, ""),
            grounds.report.marks.get(name, ("", None, ""))[2],
            tuple(one for one in checks if one.field == name),
            tuple(one for one in remarks if one.field == name),
        )
        for name in sorted({*typed, *before, *about} - {""})
    }


def _acts(report: Report, around: RoundView, scopes: Scopes, actor: Actor | None) -> frozenset[str]:
    """Name what may be done with a report now; whether it is own or stale is asked at the act."""
    state, found = report.state, set()
    is_typed = state in {ReportState.DRAFT, ReportState.RETURNED}
    if is_typed and not around.is_locked and can_report(actor, scopes):
        found |= {"save", "submit"}
    if state not in {ReportState.PUBLISHED, ReportState.WITHDRAWN} and can_comment(actor, scopes):
        found.add("comment")
    if can_validate(actor, scopes):
        if state == ReportState.SUBMITTED and not _is_author(report, actor):
            found.add("validate")
        if state in {ReportState.SUBMITTED, ReportState.VALIDATED} and not around.is_locked:
            found.add("return")
    if state == ReportState.VALIDATED and can_publish_validated(actor, scopes):
        found.add("publish")
    return frozenset(found)


def _is_author(report: Report, actor: Actor | None) -> bool:
    authors = {report.authored_by_id, report.submitted_by_id, report.checked_by_id}
    authors |= {mark[1] for mark in report.marks.values()}
    return actor is not None and actor.pk in authors
