"""Publishing what bodies report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
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
from athar.reporting.actions.contents import (
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


@transaction.atomic
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
    reports = _write_reports(by, new, commitments, published, act, source)
    _write_entries(reports, new)
    state_execution(by=by, rows=_executions(reports, new), scope_keys=scope_keys)
    differences = _differences(reports, new, published)
    touched = [
        Touched(one.subject, one.before, one.after)
        for one in (*differences.added, *differences.changed)
    ]
    finish(act, touched=touched, publishes=True)
    return differences


def _published(plan_id: int, dates: set[dt.date]) -> Published:
    rows = Report.objects.filter(
        Q(is_current=True) | Q(as_of_on__in=dates),
        commitment__plan=plan_id,
        state=ReportState.PUBLISHED,
    ).order_by("pk")
    reports = {row.pk: row for row in rows}
    return Published(
        current={row.commitment_id: row for row in reports.values() if row.is_current},
        contents=contents_of(reports),
        last_as_of={(row.commitment_id, row.as_of_on): pk for pk, row in reports.items()},
    )


def _write_reports(
    by: Actor | None,
    drafts: Sequence[ReportDraft],
    commitments: Mapping[str, int],
    published: Published,
    event: Event,
    source: Mapping[str, Any],
) -> list[Report]:
    """Write one report per draft; the newest of each commitment becomes the current one."""
    newest = _newest(drafts, commitments, published)
    replaced = [published.current[key].pk for key in newest if key in published.current]
    Report.objects.filter(pk__in=replaced).update(is_current=False)
    now = clock.now()
    return Report.objects.bulk_create(
        Report(
            commitment_id=commitments[draft.commitment_code],
            as_of_on=draft.as_of_on,
            state=ReportState.PUBLISHED,
            **{name: getattr(draft, name) for name in STATED if name != "declared_status"},
            declared_status=draft.declared_status or "",
            source=dict(source),
            authored_by_id=by.pk if by else None,
            author_name=str(by) if by else "",
            published_at=now,
            event=event,
            is_current=newest.get(commitments[draft.commitment_code]) is draft,
        )
        for draft in drafts
    )


def _newest(
    drafts: Iterable[ReportDraft], commitments: Mapping[str, int], published: Published
) -> dict[int, ReportDraft]:
    """Give the draft that becomes the current report of each commitment; drafts come by date."""
    newest = {}
    for draft in drafts:
        key = commitments[draft.commitment_code]
        current = published.current.get(key)
        if current is None or current.as_of_on <= draft.as_of_on:
            newest[key] = draft
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


def _executions(reports: Sequence[Report], drafts: Sequence[ReportDraft]) -> list[ExecutionDraft]:
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


def _differences(
    reports: Sequence[Report], drafts: Sequence[ReportDraft], published: Published
) -> Differences:
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
