"""Starting a report and typing into it: what was typed is kept as text, and nobody's is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.kernel.actor import Actor
from athar.people.rules import require
from athar.reporting.actions.holding import (
    TYPED,
    check_state,
    check_unlocked,
    for_whom,
    hold_report,
    is_on_behalf,
)
from athar.reporting.grounds import as_last_time
from athar.reporting.models import Assignment, Report, Round
from athar.reporting.rules import can_report, rights_to_report
from athar.reporting.scopes import scopes_of_commitments
from athar.reporting.typed import LONGEST, MOST_FIELDS, is_field
from athar.trail.actions import Touched, record
from athar.trail.refusing import acting


@dataclass(frozen=True, slots=True)
class Theirs:
    """What somebody else typed into a field meanwhile."""

    text: str
    author_name: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of what was typed.

    Shape: `version` is to be given with the next save. `merged` are the fields that only others
    touched since the version given, `collided` those that both touched: theirs stands, and what
    was typed is kept in the record.
    """

    version: int
    merged: Mapping[str, Theirs] = field(default_factory=dict)
    collided: Mapping[str, Theirs] = field(default_factory=dict)


@acting("report.started", "commitment:{commitment_id}")
def start_report(*, by: Actor | None, round_id: int, commitment_id: int) -> int:
    """Start the report of a commitment in a round with what its last report said; give its key.

    Shape: the same key whoever starts it, however often.
    Errors: PermissionDenied; Round.DoesNotExist; ValidationError: not_owed, round_closed,
    round_to_come.
    Queries: 9 and those of the record.
    """
    scopes = scopes_of_commitments([commitment_id]).get(commitment_id)
    require(scopes is not None and can_report(by, scopes), "reporting.start_report")
    assert scopes is not None, "it was refused above"
    row = Round.objects.select_for_update().get(pk=round_id)  # two who start at once take turns
    started = _started(round_id, commitment_id)
    if started is not None:
        return started
    check_unlocked(row)
    owed = Assignment.objects.filter(round=row, commitment=commitment_id).first()
    if owed is None:
        raise ValidationError(_("No report is owed on this project."), code="not_owed")
    report = Report.objects.create(
        commitment_id=commitment_id,
        round=row,
        organisation_id=owed.organisation_id,
        as_of_on=row.end_on,
        typed=as_last_time(commitment_id),
        authored_by_id=by.pk if by else None,
        author_name=str(by) if by else "",
        is_on_behalf=is_on_behalf(by, scopes),
    )
    begun = Touched(f"report:{report.pk}", None, {"version": 1, **report.typed})
    record(
        kind="report.started",
        by=by,
        subject=f"report:{report.pk}",
        touched=[begun],
        source=for_whom(by, rights_to_report(scopes)),
    )
    return report.pk


def _started(round_id: int, commitment_id: int) -> int | None:
    rows = Report.objects.filter(round=round_id, commitment=commitment_id, withdrawal=None)
    return rows.values_list("pk", flat=True).first()


@acting("report.saved", "report:{report_id}")
def save_report(
    *, by: Actor | None, report_id: int, version: int, changes: Mapping[str, str]
) -> Saved:
    """Keep what was typed since a version was read, field by field; nothing of it is checked yet.

    Shape: see Saved. A field that somebody else changed after `version` keeps theirs; typing it
    again over the version given back overwrites it knowingly.
    Errors: PermissionDenied; Report.DoesNotExist; ValidationError: unknown_field, text_too_long,
    too_many_fields, wrong_state, round_closed, round_to_come.
    Queries: 6 and those of the record.
    """
    report, scopes = hold_report(report_id)
    require(can_report(by, scopes), "reporting.save_report")
    check_state(report, *TYPED)
    check_unlocked(report.round)
    _check_changes(report, changes)
    typed = {name: text.replace("\0", "") for name, text in changes.items()}
    later = {name: mark for name, mark in report.marks.items() if mark[0] > version}
    differing = {name for name, text in typed.items() if report.typed.get(name, "") != text}
    collided = {name: _theirs(report, name) for name in sorted(differing & later.keys())}
    written = {name: typed[name] for name in sorted(differing - later.keys())}
    if written or collided:
        lost = {"collided": {name: typed[name] for name in collided}} if collided else {}
        _write(report, by, written, {**lost, **for_whom(by, rights_to_report(scopes))})
    merged = {name: _theirs(report, name) for name in sorted(later.keys() - typed.keys())}
    return Saved(report.version, merged, collided)


def _check_changes(report: Report, changes: Mapping[str, str]) -> None:
    if not all(is_field(name) for name in changes):
        raise ValidationError(_("A report has no such field."), code="unknown_field")
    if any(len(text) > LONGEST for text in changes.values()):
        raise ValidationError(_("The text is too long."), code="text_too_long")
    if len(report.typed.keys() | changes.keys()) > MOST_FIELDS:
        raise ValidationError(_("The report has too many fields."), code="too_many_fields")


def _theirs(report: Report, name: str) -> Theirs:
    return Theirs(report.typed.get(name, ""), report.marks[name][2])


def _write(
    report: Report, by: Actor | None, written: Mapping[str, str], source: Mapping[str, Any]
) -> None:
    """Write fields under the next version; what collided is kept in the record alone."""
    before = {name: report.typed.get(name) for name in written}
    touched = []
    if written:
        report.version += 1
        mark = [report.version, by.pk if by else None, str(by) if by else ""]
        report.typed = {**report.typed, **written}
        report.marks = {**report.marks, **dict.fromkeys(written, mark)}
        report.save(update_fields=["typed", "marks", "version"])
        subject = f"report:{report.pk}"
        touched = [Touched(subject, before, {"version": report.version, **written})]
    record(
        kind="report.saved",
        by=by,
        subject=f"report:{report.pk}",
        touched=touched,
        source=source,
    )
