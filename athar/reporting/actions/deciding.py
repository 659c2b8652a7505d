"""Submitting a report, returning it with a note, remarking on its fields, and validating it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.people.rules import require
from athar.reporting.actions.holding import (
    TYPED,
    check_state,
    check_unlocked,
    check_version,
    for_whom,
    hold_report,
    is_on_behalf,
)
from athar.reporting.enums import ReportState
from athar.reporting.grounds import grounds_of
from athar.reporting.judging import is_refused
from athar.reporting.models import Report, ReportComment
from athar.reporting.rules import (
    can_comment,
    can_report,
    can_validate,
    rights_to_report,
    rights_to_validate,
)
from athar.reporting.typed import LONGEST, is_field
from athar.reporting.wording import refusal_of
from athar.trail.actions import Touched, record
from athar.trail.refusing import acting

_UNPUBLISHED = (*TYPED, ReportState.SUBMITTED, ReportState.VALIDATED)


@acting("report.submitted", "report:{report_id}")
def submit_report(*, by: Actor | None, report_id: int, version: int) -> int:
    """Hand a report to its validator, once nothing in it is refused; give its version.

    Shape: submitting what is submitted already changes nothing.
    Errors: PermissionDenied; Report.DoesNotExist; StaleReport; ValidationError: wrong_state,
    round_closed, round_to_come, and one entry for each check that refuses, whose
    `params["field"]` names the field.
    Queries: 14 and those of the record; 7 more with indicators.
    """
    report, scopes = hold_report(report_id)
    require(can_report(by, scopes), "reporting.submit_report")
    if report.state == ReportState.SUBMITTED:
        return report.version
    check_state(report, *TYPED)
    check_unlocked(report.round)
    check_version(report, version)
    check_contents(report)
    before = str(report.state)
    report.state, report.submitted_at = ReportState.SUBMITTED, clock.now()
    report.submitted_by_id = report.authored_by_id = by.pk if by else None
    report.author_name = str(by) if by else ""
    report.is_on_behalf = is_on_behalf(by, scopes)
    source = for_whom(by, rights_to_report(scopes))
    _move(report, "report.submitted", by, before, source)
    return report.version


@acting("report.returned", "report:{report_id}")
def return_report(
    *,
    by: Actor | None,
    report_id: int,
    version: int,
    note: str,
    comments: Mapping[str, str] | None = None,
) -> int:
    """Return a report to who wrote it, with a note and remarks by field; give its version.

    Errors: PermissionDenied; Report.DoesNotExist; StaleReport; ValidationError: note_missing,
    text_too_long, unknown_field, wrong_state, round_closed.
    Queries: 8 and those of the record.
    """
    report, scopes = hold_report(report_id)
    require(can_validate(by, scopes), "reporting.return_report")
    check_state(report, ReportState.SUBMITTED, ReportState.VALIDATED)
    check_unlocked(report.round)
    check_version(report, version)
    if not note.strip():
        raise ValidationError(_("Say what is to be mended."), code="note_missing")
    said = {name: text for name, text in (comments or {}).items() if text.strip()}
    rows = [_comment(by, report, name, text) for name, text in said.items()]
    rows.append(_comment(by, report, "", note, is_return=True))
    before = str(report.state)
    report.state = ReportState.RETURNED
    report.checked_by_id = report.checked_at = None
    report.validated_by_id = report.validated_at = report.publish_on = None
    ReportComment.objects.bulk_create(rows)
    source = {**for_whom(by, rights_to_validate(scopes)), "comments": said}
    _move(report, "report.returned", by, before, source, reason=note.strip())
    return report.version


@acting("report.commented", "report:{report_id}")
def comment_on_report(*, by: Actor | None, report_id: int, field: str, text: str) -> int:
    """Leave a remark on a field of a report that is not published, or on all of it; give its key.

    Errors: PermissionDenied; Report.DoesNotExist; ValidationError: text_missing, text_too_long,
    unknown_field, wrong_state.
    Queries: 7 and those of the record.
    """
    report, scopes = hold_report(report_id)
    require(can_comment(by, scopes), "reporting.comment_on_report")
    check_state(report, *_UNPUBLISHED)
    if not text.strip():
        raise ValidationError(_("Write a remark."), code="text_missing")
    row = _comment(by, report, field, text)
    row.save()
    source = for_whom(by, (*rights_to_report(scopes), *rights_to_validate(scopes)))
    record(
        kind="report.commented",
        by=by,
        subject=f"report:{report.pk}",
        reason=row.text,
        source={"field": field, "version": report.version, **source},
    )
    return row.pk


@acting("report.validated", "report:{report_id}")
def validate_report(*, by: Actor | None, report_id: int, version: int) -> ReportState:
    """Validate a submitted report; in a plan of two steps it takes two different people.

    Shape: the state it has now: `submitted` after the first of two steps. Nobody validates what
    they typed or submitted.
    Errors: PermissionDenied; Report.DoesNotExist; StaleReport; ValidationError: wrong_state,
    own_report, same_validator, and one entry for each check that refuses.
    Queries: 14 and those of the record; 7 more with indicators.
    """
    report, scopes = hold_report(report_id)
    require(can_validate(by, scopes), "reporting.validate_report")
    check_state(report, ReportState.SUBMITTED)
    check_version(report, version)
    refuse_authors(by, report)
    check_contents(report)
    now, who = clock.now(), by.pk if by else None
    source = for_whom(by, rights_to_validate(scopes))
    if report.commitment.plan.validation_steps > 1 and report.checked_at is None:
        report.checked_by_id, report.checked_at = who, now
        _move(report, "report.checked", by, str(report.state), source)
        return ReportState.SUBMITTED
    if report.checked_at is not None and who is not None and report.checked_by_id == who:
        message = _("The second step is for somebody else than the first.")
        raise ValidationError(message, code="same_validator")
    report.state, report.validated_by_id, report.validated_at = ReportState.VALIDATED, who, now
    _move(report, "report.validated", by, str(ReportState.SUBMITTED), source)
    return ReportState.VALIDATED


def check_contents(report: Report) -> None:
    """Refuse a report in which something is refused.

    Errors: ValidationError, one entry for each.
    """
    found = grounds_of(report).checks()
    if is_refused(found):
        raise refusal_of(found)


def refuse_authors(by: Actor | None, report: Report) -> None:
    """Refuse who would validate what they wrote themselves.

    Errors: ValidationError: own_report.
    """
    authors = {report.authored_by_id, report.submitted_by_id}
    authors |= {mark[1] for mark in report.marks.values()}
    if by is not None and by.pk in authors:
        raise ValidationError(_("Nobody validates their own report."), code="own_report")


def _comment(
    by: Actor | None, report: Report, field: str, text: str, *, is_return: bool = False
) -> ReportComment:
    if field and not is_field(field):
        raise ValidationError(_("A report has no such field."), code="unknown_field")
    if len(text) > LONGEST:
        raise ValidationError(_("The text is too long."), code="text_too_long")
    return ReportComment(
        report=report,
        field=field,
        text=text.strip().replace("\0", ""),
        is_return=is_return,
        version=report.version,
        by_id=by.pk if by else None,
        author_name=str(by) if by else "",
        made_at=clock.now(),
    )


def _move(
    report: Report,
    kind: str,
    by: Actor | None,
    before: str,
    source: Mapping[str, Any],
    *,
    reason: str = "",
) -> None:
    """Store a report in its new state under its next version, and record the step."""
    report.version += 1
    report.save()
    said = {"state": str(report.state), "version": report.version}
    touched = Touched(f"report:{report.pk}", {"state": before}, said)
    subject = f"report:{report.pk}"
    record(kind=kind, by=by, subject=subject, touched=[touched], reason=reason, source=source)
