"""OGP's table of the African subset, and small tables like it."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from athar.intake.ogp.importing import import_ogp
from athar.intake.ogp.report import OgpReport
from athar.intake.options import GivenFile, Options

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "ogp-commitments-african-subset.csv"
FIRST = {
    "Commitment Unique Identifier": "GH0001",
    "Country/Locality": "Ghana",
    "Code": "GHA",
    "National Or Local": "National",
    "Action Plan ID": "AP_GHA01",
    "Action Plan Number": "1",
    "Commitment Number": "1",
    "Year Of Submission": "2013",
    "Action Plan End Year": "2015",
    "Commitment Title": "Open budgets",
    "Start Date": "11/1/2013",
    "End Date": "12/31/2014",
}


def table(*rows: dict[str, str], delimiter: str = ",", headings: Any = None) -> str:
    """Write a small table; each row says what differs from the first one."""
    full = [{**FIRST, **row} for row in rows or ({},)]
    names = headings or list(dict.fromkeys(name for row in full for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, names, delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows(full)
    return text.getvalue()


def take(content: str | bytes, **options: Any) -> OgpReport:
    """Import a table as the operator does."""
    data = content.encode() if isinstance(content, str) else content
    return import_ogp(by=None, file=GivenFile("ogp.csv", data), options=Options(**options))


def told(report: OgpReport) -> list[tuple[str, int | None, str, str]]:
    """Give the problems of a report: code, row, heading, text of the cell."""
    return [
        (one.code.value, one.row, one.column.partition(" / ")[2], one.value)
        for one in report.problems
    ]
