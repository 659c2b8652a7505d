"""What reports say, as they are compared and recorded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from athar.finance.queries import executions_stated_in
from athar.kernel.quantity import from_scaled, to_scaled
from athar.reporting.drafts import ReportDraft
from athar.reporting.models import Report, ReportEntry

Content = dict[str, Any]
"""What a report says: JSON values only; dates ISO, numbers as decimal strings, None unknown."""

STATED = (
    "declared_status",
    "physical",
    "financial",
    "actual_start_on",
    "actual_end_on",
    "actual_end_precision",
    "forecast_end_on",
    "narrative",
)
_AMOUNTS = ("committed", "paid")


def key_of(report_id: int) -> str:
    """Give the key under which amounts and evidence name a report."""
    return f"report:{report_id}"


def content_of_draft(draft: ReportDraft) -> Content:
    """Give what a draft says."""
    return {
        **{name: _plain(name, getattr(draft, name)) for name in (*STATED, *_AMOUNTS)},
        "no_number": {
            str(field): str(entry.no_number)
            for field, entry in draft.entries.items()
            if entry.no_number
        },
    }


def contents_of(reports: Mapping[int, Report]) -> dict[int, Content]:
    """Give what stored reports say, by their key. Queries: 2."""
    amounts = executions_stated_in(key_of(pk) for pk in reports)
    reasons: dict[int, dict[str, str]] = {}
    for report_id, field, why in (
        ReportEntry.objects.filter(report__in=reports)
        .exclude(no_number="")
        .values_list("report_id", "field", "no_number")
    ):
        reasons.setdefault(report_id, {})[field] = why
    return {
        pk: {
            **{name: _plain(name, getattr(row, name)) for name in STATED},
            **{name: _plain(name, amounts.get((key_of(pk), name))) for name in _AMOUNTS},
            "no_number": reasons.get(pk, {}),
        }
        for pk, row in reports.items()
    }


def _plain(name: str, value: Any) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, dt.date):
        return value.isoformat()
    if name == "narrative":
        return dict(value)
    if isinstance(value, str):
        return str(value)
    return str(from_scaled(to_scaled(value, 2), 2))
