"""Which reports were public at a publication: published by then, and not yet withdrawn."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from athar.reporting.enums import ReportState
from athar.reporting.models import Report
from athar.trail.moments import AsOf


def public_reports(as_of: AsOf | None = None) -> Q:
    """Tell reports that are public, now or at a publication. Queries: 0."""
    if as_of is None:
        return Q(state=ReportState.PUBLISHED)
    published = Q(event__publication_number__lte=as_of.number)
    kept = Q(withdrawal=None) | Q(withdrawal__publication_number__gt=as_of.number)
    return Q(state__in=(ReportState.PUBLISHED, ReportState.WITHDRAWN)) & published & kept


def withdrawn_reports(as_of: AsOf | None = None) -> Q:
    """Tell reports that were taken back, by now or by a publication. Queries: 0."""
    withdrawn = Q(state=ReportState.WITHDRAWN)
    if as_of is None:
        return withdrawn
    return withdrawn & Q(withdrawal__publication_number__lte=as_of.number)


@dataclass(frozen=True, slots=True)
class ReportsThen:
    """The newest public report of each commitment, and the keys of all that were public."""

    newest: dict[int, Report]
    keys: frozenset[str]


def reports_as_of(
    plan_id: int, as_of: AsOf, commitment_ids: Collection[int] | None = None
) -> ReportsThen:
    """Give the reports of a plan that were public at a publication, by commitment. Queries: 3."""
    rows = Report.objects.filter(public_reports(as_of), commitment__plan=plan_id)
    if commitment_ids is not None:
        rows = rows.filter(commitment__in=commitment_ids)
    newest = dict(rows.order_by("as_of_on", "pk").values_list("commitment_id", "pk"))
    return ReportsThen(
        newest={
            row.commitment_id: row
            for row in Report.objects.filter(pk__in=newest.values()).only(*_FIGURES)
        },
        keys=frozenset(f"report:{pk}" for pk in rows.values_list("pk", flat=True)),
    )


_FIGURES = (
    *("commitment_id", "as_of_on", "claim", "declared_status", "physical"),
    *("actual_start_on", "actual_end_on", "forecast_end_on"),
)
