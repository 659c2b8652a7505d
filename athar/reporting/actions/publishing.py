"""Publishing what bodies report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from athar.finance.actions import state_execution
from athar.finance.drafts import ExecutionDraft
from athar.finance.enums import ExecutionKind
from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.people.rules import require
from athar.plans.actions import hold_plan
from athar.plans.contracts import differing
from athar.plans.drafts import Difference, Differences
from athar.plans.models import Commitment
from athar.reporting.contents import (
    STATED,
    Content,
    content_of_draft,
    contents_of,
    key_of,
)
from athar.reporting.drafts import ReportDraft
from athar.reporting.enums import ReportState
from athar.reporting.models import Report, ReportEntry
from athar.reporting.rules import can_publish_reports
from athar.reporting.validators import check_reports
from athar.rows.inserting import insert_rows
from athar.trail.actions import Touched, begin, finish
from athar.trail.models import Event
from athar.trail.refusing import acting


@dataclass(frozen=True, slots=True)
class Published:
    """The published reports that new ones are compared with."""

    current: Mapping[int, Report]
    contents: Mapping[int, Content]
    last_as_of: Mapping[tuple[int, dt.date], int]

    def says_already(self, commitment_id: int, draft: ReportDraft) -> bool:
        """Tell whether the last report as of the same date says exactly the same."""
        report_id = self.last_as_of.get((commitment_id, draft.as_of_on))
        return report_id is not None and self.contents[report_id] == content_of_draft(draft)


@acting("reports.published", "plan:{plan_id}")
def publish_reports(
    *,
    by: Actor | None,
    plan_id: int,
    drafts: Sequence[ReportDraft],
    source: Mapping[str, Any],
    event: Event | None = None,
) -> Differences:
    """Publish one report for each draft that says something new, as declared, not validated.

    Shape: differences with subject `commitment:<key>`: `added` where there was no report or the
    new one is older than the current one, `changed` where it takes its place. The same drafts
    published again change nothing. `event` is the act that brought the drafts, if any; the
    publication itself is one event `reports.published`.
    Errors: PermissionDenied; ValidationError (see check_reports).
    Queries: 5 to read; 6 to write and those of the record, whatever the number of drafts.
    """
    scope_keys = hold_plan(plan_id)
    require(can_publish_reports(by, scope_keys), "reporting.publish_reports")
    commitments = dict(Commitment.objects.filter(plan_id=plan_id).values_list("code", "pk"))
    check_reports(drafts, commitments)
    said = sorted((one for one in drafts if not one.says_nothing), key=lambda one: one.as_of_on)
    published = _published(plan_id, {draft.as_of_on for draft in said})
    new = [
        draft
        for draft in said
        if not published.says_already(commitments[draft.commitment_code], draft)
    ]
    if not new:
        return Differences()
    cause = {**source, "event": event.pk} if event else source
    act = begin(kind="reports.published", by=by, subject=f"plan:{plan_id}", source=cause)
    rows = [_new_row(by, draft, commitments[draft.commitment_code], source) for draft in new]
    write_published(rows, new, published, act)
    state_execution(by=by, rows=executions(rows, new), scope_keys=scope_keys)
    differences = differences_of(rows, new, published)
    finish(act, touched=touched_by(differences), publishes=True)
    return differences


def touched_by(differences: Differences) -> list[Touched]:
    """Give what a publication of reports did to each commitment, as the record keeps it."""
    return [
        Touched(one.subject, one.before, one.after)
        for one in (*differences.added, *differences.changed)
    ]


def _published(plan_id: int, dates: set[dt.date]) -> Published:
    return published_among(Q(commitment__plan=plan_id), dates)


def published_among(commitments: Q, dates: set[dt.date]) -> Published:
    """Give the published reports with which new ones are compared: the newest, those of the dates.

    Queries: 3.
    """
    rows = Report.objects.filter(
        commitments, Q(is_current=True) | Q(as_of_on__in=dates), state=ReportState.PUBLISHED
    ).order_by("pk")
    reports = {row.pk: row for row in rows}
    return Published(
        current={row.commitment_id: row for row in reports.values() if row.is_current},
        contents=contents_of(reports),
        last_as_of={(row.commitment_id, row.as_of_on): pk for pk, row in reports.items()},
    )


def _new_row(
    by: Actor | None, draft: ReportDraft, commitment_id: int, source: Mapping[str, Any]
) -> Report:
    return Report(
        commitment_id=commitment_id,
        source=dict(source),
        authored_by_id=by.pk if by else None,
        author_name=str(by) if by else "",
    )


def write_published(
    rows: Sequence[Report], drafts: Sequence[ReportDraft], published: Published, act: Event
) -> None:
    """Write reports, new or from their drafts, with what was read of each, as published by an act.

    Shape: a row and a draft for each; the newest of each commitment becomes the current one.
    Queries: 3, and 1 for each row that is stored already.
    """
    newest = _newest(rows, drafts, published)
    replaced = [published.current[key].pk for key in newest if key in published.current]
    Report.objects.filter(pk__in=replaced).update(is_current=False)
    now = clock.now()
    for row, draft in zip(rows, drafts, strict=True):
        for name in ("as_of_on", *STATED):
            setattr(row, name, getattr(draft, name))
        row.declared_status = draft.declared_status or ""
        row.state, row.published_at, row.event = ReportState.PUBLISHED, now, act
        row.is_current = newest.get(row.commitment_id) is row
    for row in rows:
        if row.pk:
            row.save()
    Report.objects.bulk_create(row for row in rows if not row.pk)
    _write_entries(rows, drafts)


def _newest(
    rows: Iterable[Report], drafts: Iterable[ReportDraft], published: Published
) -> dict[int, Report]:
    """Give the row that becomes the current report of each commitment; drafts come by date."""
    newest = {}
    for row, draft in zip(rows, drafts, strict=True):
        current = published.current.get(row.commitment_id)
        if current is None or current.as_of_on <= draft.as_of_on:
            newest[row.commitment_id] = row
    return newest


def _write_entries(reports: Sequence[Report], drafts: Sequence[ReportDraft]) -> None:
    insert_rows(
        ReportEntry,
        ("report", "field", "written", "no_number", "origin"),
        (
            (report.pk, field, entry.written[:300], entry.no_number or "", entry.origin)
            for report, draft in zip(reports, drafts, strict=True)
            for field, entry in draft.entries.items()
        ),
    )


def executions(reports: Sequence[Report], drafts: Sequence[ReportDraft]) -> list[ExecutionDraft]:
    """Give the running totals that reports state, each under the key of its report."""
    return [
        ExecutionDraft(
            commitment_id=report.commitment_id,
            kind=kind,
            on=draft.as_of_on,
            amount=amount,
            stated_in=key_of(report.pk),
        )
        for report, draft in zip(reports, drafts, strict=True)
        for kind, amount in (
            (ExecutionKind.COMMITTED, draft.committed),
            (ExecutionKind.PAID, draft.paid),
        )
        if amount is not None
    ]


def differences_of(
    reports: Sequence[Report], drafts: Sequence[ReportDraft], published: Published
) -> Differences:
    """Give how published reports differ from the newest ones before them."""
    added, changed = [], []
    for report, draft in zip(reports, drafts, strict=True):
        current = published.current.get(report.commitment_id)
        subject = f"commitment:{report.commitment_id}"
        after = {"as_of_on": report.as_of_on.isoformat(), **content_of_draft(draft)}
        if current is None or not report.is_current:
            added.append(Difference(subject, draft.commitment_code, None, after))
            continue
        before = {"as_of_on": current.as_of_on.isoformat(), **published.contents[current.pk]}
        changed.append(Difference(subject, draft.commitment_code, *differing(before, after)))
    return Differences(tuple(added), tuple(changed))
