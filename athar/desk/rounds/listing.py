"""What is owed in a round as CSV, for those who may see it."""

from __future__ import annotations

from collections.abc import Iterable

from athar.opendata.delimited import csv_lines
from athar.reporting.queries import OwedReport, RoundOwed

HEADER = (
    *("round", "plan", "commitment", "title_ar", "title_fr", "title_en"),
    *("organisation", "due_on", "state", "is_received", "reminded_on"),
)


def csv_of(data: RoundOwed, reports: Iterable[OwedReport]) -> str:
    """Write what is owed as CSV: one line for each report, unknown as an empty cell."""
    rows = (
        (
            data.round.code,
            data.plan_code,
            one.code,
            *(one.title.get(lang) or None for lang in ("ar", "fr", "en")),
            one.organisation.code,
            one.due_on,
            one.standing.value,
            one.is_received,
            one.reminded_at.date() if one.reminded_at else None,
        )
        for one in reports
    )
    return "".join(csv_lines(HEADER, rows))
