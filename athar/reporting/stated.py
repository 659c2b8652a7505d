"""The reports of a plan as they stand, as plain JSON values that can be kept, and stated again."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from athar.finance.queries import executions_stated_in
from athar.indicators.enums import NoNumber
from athar.kernel.progress import DeclaredStatus
from athar.kernel.text import Translated
from athar.plans.enums import DatePrecision
from athar.reporting.drafts import EntryDraft, ReportDraft
from athar.reporting.enums import ReportField, ReportState
from athar.reporting.models import Report, ReportEntry

Content = dict[str, Any]
"""JSON values only; texts by language, dates ISO, numbers as decimal strings."""

_DAYS = ("as_of_on", "actual_start_on", "actual_end_on", "forecast_end_on")
_PERCENTS = ("physical", "financial")
_AMOUNTS = ("committed", "paid")


def stated_reports(plan_id: int, codes: Collection[str]) -> list[Content]:
    """Give the published reports of commitments in the order in which they were published.

    Shape: `event` is the act that published a report, `source` what brought it; `is_current`
    tells the newest one of its commitment.
    Queries: 3.
    """
    rows = Report.objects.filter(
        commitment__plan=plan_id, commitment__code__in=codes, state=ReportState.PUBLISHED
    )
    reports = list(rows.select_related("commitment").order_by("event", "pk"))
    amounts = executions_stated_in(f"report:{row.pk}" for row in reports)
    entries: defaultdict[int, dict[str, list[Any]]] = defaultdict(dict)
    for report_id, name, *said in ReportEntry.objects.filter(report__in=reports).values_list(
        "report_id", "field", "written", "no_number", "origin"
    ):
        entries[report_id][name] = said
    return [
        {
            "event": row.event_id,
            "source": row.source,
            "is_current": row.is_current,
            "commitment": row.commitment.code,
            **{name: _text(getattr(row, name)) for name in (*_DAYS, *_PERCENTS)},
            **{name: _text(amounts.get((f"report:{row.pk}", name))) for name in _AMOUNTS},
            "declared_status": row.declared_status,
            "actual_end_precision": row.actual_end_precision,
            "narrative": dict(row.narrative),
            "entries": entries[row.pk],
        }
        for row in reports
    ]


def report_draft(stated: Mapping[str, Any]) -> ReportDraft:
    """Give a report back as it was stated."""
    status = stated["declared_status"]
    plain: dict[str, Any] = {
        name: stated[name] and dt.date.fromisoformat(stated[name]) for name in _DAYS
    }
    plain |= {name: stated[name] and Decimal(stated[name]) for name in (*_PERCENTS, *_AMOUNTS)}
    return ReportDraft(
        **plain,
        commitment_code=stated["commitment"],
        declared_status=DeclaredStatus(status) if status else None,
        actual_end_precision=DatePrecision(stated["actual_end_precision"]),
        narrative=Translated(stated["narrative"]),
        entries={
            ReportField(name): EntryDraft(
                written=written,
                no_number=NoNumber(no_number) if no_number else None,
                origin=origin,
            )
            for name, (written, no_number, origin) in stated["entries"].items()
        },
    )


def _text(value: dt.date | Decimal | None) -> str | None:
    return None if value is None else str(value)
