"""Results by territory as workbooks: the cells of their CSV, with the sources in the notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from athar.indicators.queries import IndicatorView
from athar.opendata.columns import Table
from athar.opendata.dictionary import columns
from athar.portal.installation import installation
from athar.portal.moments import file_name
from athar.portal.territory import wording
from athar.portal.workbooks import xlsx_twin
from athar.trail.moments import AsOf
from athar.ui.site import Label


def book(
    request: HttpRequest,
    lang: str,
    name: str,
    table: tuple[Sequence[str], Iterable[Sequence[Any]]],
    *,
    title: Label,
    indicators: Sequence[IndicatorView],
    as_of: AsOf | None = None,
) -> HttpResponse:
    """Give a table, names of columns and rows, as a workbook. Queries: 1."""
    names, rows = table
    credited = wording.credited(indicators)
    return xlsx_twin(
        request,
        lang,
        file_name(name, as_of),
        Table(columns(names), rows),
        title=title,
        publisher=installation().name,
        is_sample=any(one.is_sample for one in indicators),
        facts=[(gettext("Source"), one) for one in credited],
        as_of=as_of,
    )
