"""Withdrawing published reports: they are kept and shown as such, but are no longer figures."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from athar.finance.actions import withdraw_execution
from athar.kernel.actor import Actor
from athar.people.rules import require
from athar.plans.actions import hold_plan
from athar.plans.drafts import Difference, Differences
from athar.reporting.contents import contents_of, key_of
from athar.reporting.enums import ReportState
from athar.reporting.models import Report
from athar.reporting.rules import can_publish_reports
from athar.trail.actions import Touched, begin, finish
from athar.trail.models import Event
from athar.trail.refusing import acting


@acting("reports.withdrawn", "plan:{plan_id}")
def withdraw_reports(
    *, by: Actor | None, plan_id: int, event_id: int, reason: str, cause: Event | None = None
) -> Differences:
    """Withdraw the reports that one act published, or that were published because of it.

    Shape: differences with subject `commitment:<key>`, all of them `gone`. The newest report
    published before takes the place of a withdrawn one. The withdrawal is itself published, as one
    event `reports.withdrawn`; where nothing is left to withdraw nothing is recorded. `cause` is
    the act that asked for it, if any.
    Errors: PermissionDenied; ValidationError: reason_missing.
    Queries: 4 to read; 4 to write and those of the record, whatever the number of reports.
    """
    scope_keys = hold_plan(plan_id)
    require(can_publish_reports(by, scope_keys), "reporting.withdraw_reports")
    if not reason.strip():
        raise ValidationError(_("A withdrawal says why."), code="reason_missing")
    rows = Report.objects.filter(
        Q(event=event_id) | Q(event__source__event=event_id),
        commitment__plan=plan_id,
        state=ReportState.PUBLISHED,
    )
    reports = {row.pk: row for row in rows.select_related("commitment").order_by("pk")}
    if not reports:
        return Differences()
    gone = _gone(reports)
    act = begin(
        kind="reports.withdrawn",
        by=by,
        subject=f"plan:{plan_id}",
        reason=reason.strip(),
        source={"withdraws": event_id, **({"event": cause.pk} if cause else {})},
    )
    _take_back(reports, act)
    keys = [key_of(pk) for pk in reports]
    withdraw_execution(by=by, stated_in=keys, at=act.recorded_at, scope_keys=scope_keys)
    touched = [Touched(one.subject, one.before, one.after) for one in gone]
    finish(act, touched=touched, publishes=True)
    return Differences(gone=gone)


def _gone(reports: dict[int, Report]) -> tuple[Difference, ...]:
    contents = contents_of(reports)
    return tuple(
        Difference(
            f"commitment:{row.commitment_id}",
            row.commitment.code,
            {"as_of_on": row.as_of_on.isoformat(), **contents[pk]},
            None,
        )
        for pk, row in reports.items()
    )


def _take_back(reports: dict[int, Report], act: Event) -> None:
    Report.objects.filter(pk__in=reports).update(
        state=ReportState.WITHDRAWN, withdrawal=act, is_current=False
    )
    _put_in_front({row.commitment_id for row in reports.values() if row.is_current})


def _put_in_front(commitment_ids: Collection[int]) -> None:
    """Make the newest published report of commitments, where there is one, the current one."""
    rows = Report.objects.filter(commitment__in=commitment_ids, state=ReportState.PUBLISHED)
    newest = dict(rows.order_by("as_of_on", "pk").values_list("commitment_id", "pk"))
    Report.objects.filter(pk__in=newest.values()).update(is_current=True)
