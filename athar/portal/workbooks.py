"""Giving a table as a workbook, with the notes that go with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from athar.kernel import clock
from athar.opendata.columns import Table
from athar.opendata.notes import Notes
from athar.opendata.workbooks import workbook_bytes
from athar.plans.queries import Publication
from athar.portal.installation import installation
from athar.portal.pages import PUBLIC_CACHE, origin_of
from athar.trail.moments import AsOf
from athar.ui.site import Label
from athar.ui.templating import plain

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def xlsx_twin(
    request: HttpRequest,
    lang: str,
    name: str,
    table: Table,
    *,
    title: Label,
    publisher: Label,
    is_sample: bool,
    plan: str = "",
    facts: Sequence[tuple[str, str]] = (),
    as_of: AsOf | None = None,
) -> HttpResponse:
    """Give a table as a workbook in the language of the page. Queries: 1 and those of its rows."""
    state = as_of or publication(plan)
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    notes = Notes(
        title=plain(title),
        publisher=plain(publisher),
        address=f"{origin_of(request)}{request.path.removesuffix('.xlsx')}{query}",
        publication_number=state.number,
        published_at=state.published_at,
        today=clock.today(),
        is_sample=is_sample,
        facts=facts,
    )
    response = HttpResponse(workbook_bytes(table, notes, lang), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    response.headers["Cache-Control"] = PUBLIC_CACHE
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def publication(plan: str = "") -> Publication:
    """Give the newest publication of a plan, or of all.

    Shape: where nothing is published number 0, dated by the day, so that bytes do not move.
    Queries: 1.
    """
    day = dt.datetime.combine(clock.today(), dt.time(), timezone.get_current_timezone())
    return installation().publication(plan) or Publication(0, day)
