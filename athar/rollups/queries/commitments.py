"""The figures of single commitments, and what changed in them lately."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Lag

from athar.kernel import clock
from athar.kernel.numbers import floor_percent
from athar.kernel.progress import (
    Computed,
    ComputedStatus,
    DeclaredStatus,
    computed_status,
    financial,
    gap_flag,
    planned_share,
    slippage_days,
)
from athar.plans.queries import CommitmentView, commitment_view
from athar.reporting.models import Report
from athar.reporting.past import public_reports
from athar.rollups.contributions import SPAN_FIELDS
from athar.rollups.enums import SubjectKind
from athar.rollups.figures import CommitmentFigures, Dates, Label, StatusChange
from athar.rollups.models import Progress
from athar.rollups.queries.readings import thresholds
from athar.rows.prepared import Prepared
from athar.trail.moments import AsOf

_FINISHED = frozenset({ComputedStatus.COMPLETED, ComputedStatus.CANCELLED})
# from the worst to the best; cancelling and resuming are neither
_BETTER_AND_BETTER = (
    DeclaredStatus.STOPPED,
    DeclaredStatus.DELAYED,
    DeclaredStatus.AT_RISK,
    DeclaredStatus.NOT_STARTED,
    DeclaredStatus.ON_TRACK,
    DeclaredStatus.COMPLETED,
)


class Own(NamedTuple):
    """The facts of one commitment; named as in the roll-up, its plan's last."""

    subject_id: int
    declared_status: str
    is_validated: bool
    n_removed: int
    physical: Decimal | None
    amount: Decimal | None
    committed: Decimal | None
    paid: Decimal | None
    slippage_first: int | None
    slippage_current: int | None
    first_planned_start_on: dt.date | None
    first_planned_end_on: dt.date | None
    planned_start_on: dt.date | None
    planned_end_on: dt.date | None
    actual_start_on: dt.date | None
    actual_end_on: dt.date | None
    forecast_end_on: dt.date | None
    last_reported_on: dt.date | None
    currency: str
    reporting_months: int

    @property
    def declared(self) -> DeclaredStatus | None:
        return DeclaredStatus(self.declared_status) if self.declared_status else None


OWN_COLUMNS = (*Own._fields[:-2], "plan__currency", "plan__reporting_months")


def commitment_figures(commitment_id: int) -> CommitmentFigures | None:
    """Give the figures of one commitment, None when it has none. Queries: 1."""
    return figures_of([commitment_id]).get(commitment_id)


def commitment_with_figures(
    plan_code: str, code: str
) -> tuple[CommitmentView, CommitmentFigures] | None:
    """Give a commitment the public sees with its figures, None when there is none.

    Queries: 2.
    """
    row: Progress | None = next(iter(_PUBLIC.objects(plan_code, code)), None)
    if row is None or row.commitment is None:
        return None
    plan = row.commitment.plan
    facts = (getattr(row, name) for name in Own._fields[:-2])
    own = Own._make((*facts, plan.currency, plan.reporting_months))
    return commitment_view(row.commitment), figures(own)


def _public(plan_code: str, code: str) -> QuerySet[Progress]:
    return (
        Progress.objects.filter(
            kind=SubjectKind.COMMITMENT,
            commitment__plan__code=plan_code,
            commitment__plan__current_version__gt=0,
            commitment__first_version__isnull=False,
            commitment__code=code,
        )
        .select_related("commitment__plan__owner", "commitment__node")
        .defer("words", "counted_in")
    )


_PUBLIC = Prepared(_public)


def figures_of(commitment_ids: Collection[int]) -> dict[int, CommitmentFigures]:
    """Give the figures of commitments by id. Queries: 1."""
    rows = Progress.objects.filter(subject_id__in=commitment_ids)
    return {own.subject_id: figures(own) for own in own_facts(rows)}


def own_facts(rows: QuerySet[Progress]) -> list[Own]:
    """Read the commitments among these rows. Queries: 1."""
    found = rows.filter(kind=SubjectKind.COMMITMENT).values_list(*OWN_COLUMNS)
    return [Own._make(row) for row in found]


def computed_of(own: Own, today: dt.date) -> Computed:
    """Give the computed status; what an amendment removed is cancelled."""
    if own.n_removed:
        return Computed(ComputedStatus.CANCELLED)
    return computed_status(
        declared=own.declared,
        physical=own.physical,
        planned_start=own.first_planned_start_on,
        planned_end=own.first_planned_end_on,
        reported_on=own.last_reported_on,
        today=today,
        reporting_months=own.reporting_months,
        thresholds=thresholds(),
    )


def figures(own: Own, day: dt.date | None = None) -> CommitmentFigures:
    """Give the figures of a commitment that is read already, by default of today. Queries: 0."""
    today = day or clock.today()
    computed = computed_of(own, today)
    is_finished = computed.status in _FINISHED
    is_proven = own.is_validated and computed.status is ComputedStatus.COMPLETED
    paid_share = financial([(own.paid, own.amount, False)])
    return CommitmentFigures(
        commitment_id=own.subject_id,
        declared=own.declared,
        is_validated=own.is_validated,
        is_removed=bool(own.n_removed),
        computed=computed,
        physical=own.physical,
        physical_whole=_whole(own.physical, complete=is_proven),
        financial=paid_share.percent,
        financial_whole=_whole(paid_share.percent, complete=paid_share.is_complete),
        has_gap=gap_flag(own.physical, paid_share.percent, thresholds=thresholds()),
        planned_today=planned_share(
            start=own.first_planned_start_on, end=own.first_planned_end_on, on=today
        ),
        dates=Dates(*(getattr(own, name) for name in SPAN_FIELDS)),
        slippage_first=own.slippage_first,
        slippage_current=own.slippage_current,
        start_slippage=slippage_days(own.first_planned_start_on, own.actual_start_on),
        silent_days=None if is_finished else _days_since(own.last_reported_on, today),
        overdue_days=None if is_finished else _overdue(own, today),
        currency=own.currency,
        amount=own.amount,
        committed=own.committed,
        paid=own.paid,
    )


def _whole(percent: Decimal | None, *, complete: bool) -> int | None:
    return None if percent is None else floor_percent(percent, complete=complete)


def _days_since(day: dt.date | None, today: dt.date) -> int | None:
    return None if day is None else max(0, (today - day).days)


def _overdue(one: Own, today: dt.date) -> int | None:
    if one.planned_end_on is None or one.actual_end_on or today <= one.planned_end_on:
        return None
    return (today - one.planned_end_on).days


def recent_changes(
    plan_id: int, *, limit: int = 5, since: dt.date | None = None, as_of: AsOf | None = None
) -> tuple[StatusChange, ...]:
    """Give the last changes of declared status in published reports, newest first.

    Shape: a first report is no change. `since` leaves out reports as of an earlier day.
    Queries: 1.
    """
    now = _changes_now(limit).objects
    rows = now(plan_id) if as_of is None else _changed(plan_id, limit, as_of)
    # not in SQL: there a report would lose the earlier one it is compared with
    return tuple(_change(row) for row in rows if since is None or row.as_of_on >= since)


def _changed(plan_id: int, limit: int, as_of: AsOf | None) -> QuerySet[Report]:
    """Give the reports that changed a status, each with the status before it.

    Keys alone are compared and put in order: with their texts, thousands of reports take thrice
    as long.
    """
    public = Report.objects.filter(public_reports(as_of), commitment__plan=plan_id)
    compared = public.annotate(
        said_before=Window(
            Lag("declared_status"), partition_by="commitment_id", order_by=["as_of_on", "pk"]
        )
    )
    changed = compared.filter(said_before__isnull=False).exclude(said_before=F("declared_status"))
    newest = changed.order_by("-as_of_on", "-pk").values("pk")[:limit]
    earlier = Q(as_of_on__lt=OuterRef("as_of_on")) | Q(
        as_of_on=OuterRef("as_of_on"), pk__lt=OuterRef("pk")
    )
    before = public.filter(earlier, commitment=OuterRef("commitment")).order_by("-as_of_on", "-pk")
    rows = Report.objects.filter(pk__in=newest).annotate(
        before=Subquery(before.values("declared_status")[:1])
    )
    return rows.select_related("commitment").order_by("-as_of_on", "-pk")


@lru_cache(maxsize=8)
def _changes_now(limit: int) -> Prepared:
    return Prepared(lambda plan_id: _changed(plan_id, limit, None))


def _change(row: Report) -> StatusChange:
    before = _declared(getattr(row, "before", ""))
    after = _declared(row.declared_status)
    return StatusChange(
        commitment=Label(row.commitment_id, row.commitment.code, row.commitment.title),
        before=before,
        after=after,
        is_better=_is_better(before, after),
        as_of_on=row.as_of_on,
        published_at=row.published_at,
        narrative=row.narrative,
    )


def _declared(status: str) -> DeclaredStatus | None:
    return DeclaredStatus(status) if status else None


def _is_better(before: DeclaredStatus | None, after: DeclaredStatus | None) -> bool | None:
    if before not in _BETTER_AND_BETTER or after not in _BETTER_AND_BETTER:
        return None
    return _BETTER_AND_BETTER.index(after) > _BETTER_AND_BETTER.index(before)
