"""Stated values as files: /indicators/<library>/<code>/values.csv, and those of a whole library."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase

from athar.indicators.queries import (
    IndicatorView,
    ValuesWanted,
    count_values,
    indicator_view,
    indicators_of,
    indicators_to_state,
)
from athar.opendata.choices import YES
from athar.opendata.notes import LICENCE, LICENCE_URL
from athar.plans.queries import plan_by_code
from athar.portal.indicators.moment import asked_moment
from athar.portal.moments import file_name
from athar.portal.pages import PUBLIC_CACHE, origin_of
from athar.portal.values.files import values_csv, values_json, values_parquet, values_table
from athar.portal.workbooks import xlsx_twin
from athar.trail.moments import AsOf
from athar.ui.site import Label
from athar.ui.templating import plain

MOST_OF_A_WORKBOOK = 1_000_000
"""Rows that a sheet can hold, less its headings; more are given in the other kinds."""
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
}


@dataclass(frozen=True, slots=True)
class _About:
    """What a file is about: its name, its title, who answers for it, its indicators."""

    name: str
    title: Label
    publisher: Label
    indicators: tuple[IndicatorView, ...]

    @property
    def has_sample(self) -> bool:
        return any(one.is_sample for one in self.indicators)


def indicator_values(
    request: HttpRequest, lang: str, library: str, code: str, twin: str
) -> HttpResponseBase:
    """The values of one indicator, each with its claim, source and publication."""
    found = indicator_view(library, code)
    if found is None:
        raise Http404
    about = _About(f"{library}-{code}-values", found.title, found.library_title, (found,))
    return _file(request, lang, about, twin)


def library_values(request: HttpRequest, lang: str, library: str, twin: str) -> HttpResponseBase:
    """The values of every indicator of a library."""
    found = indicators_of(library)
    if not found:
        raise Http404
    title = found[0].library_title
    return _file(request, lang, _About(f"{library}-values", title, title, found), twin)


def plan_values(request: HttpRequest, lang: str, plan: str, twin: str) -> HttpResponseBase:
    """The values of the indicators that a plan owns or has adopted."""
    known = plan_by_code(plan)
    if known is None:
        raise Http404
    found = indicators_to_state(plan=plan)
    about = _About(f"{plan}-values", known.title, known.owner.names, found)
    return _file(request, lang, about, twin)


def _file(request: HttpRequest, lang: str, about: _About, twin: str) -> HttpResponseBase:
    """Write the file that was asked for; with `history=1` what was superseded is in it too."""
    as_of = asked_moment(request)
    number = as_of.number if as_of else None
    history = request.GET.get("history", "")
    if history not in {"", "0", "1"}:
        raise BadRequest(f"history={history[:20]!r} is neither 0 nor 1")
    ids = [one.id for one in about.indicators]
    wanted = ValuesWanted(ids, lang, number, history=history == "1")
    if twin == "xlsx":
        return _workbook(request, lang, about, wanted, as_of)
    response: FileResponse | StreamingHttpResponse
    if twin == "parquet":
        response = FileResponse(values_parquet(wanted, _facts(request, about, as_of)))
    else:
        response = StreamingHttpResponse(
            values_csv(wanted) if twin == "csv" else values_json(wanted)
        )
    response.headers["Content-Type"] = _TYPES[twin]
    if twin != "json":
        name = file_name(about.name, as_of)
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.{twin}"'
    response.headers["Cache-Control"] = PUBLIC_CACHE
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _facts(request: HttpRequest, about: _About, as_of: AsOf | None) -> dict[str, str]:
    """Give what a file without room for notes says of itself."""
    query = request.META["QUERY_STRING"]
    facts = {
        "title": plain(about.title),
        "publisher": plain(about.publisher),
        "licence": f"{LICENCE} – {LICENCE_URL}",
        "source": f"{origin_of(request)}{request.path}" + (f"?{query}" if query else ""),
    }
    if as_of:
        facts["publication"] = str(as_of.number)
    if about.has_sample:
        facts["sample"] = YES
    return facts


def _workbook(
    request: HttpRequest, lang: str, about: _About, wanted: ValuesWanted, as_of: AsOf | None
) -> HttpResponse:
    if count_values(wanted) > MOST_OF_A_WORKBOOK:
        raise BadRequest("more values than a workbook holds: take the CSV")
    return xlsx_twin(
        request,
        lang,
        file_name(about.name, as_of),
        values_table(wanted),
        title=about.title,
        publisher=about.publisher,
        is_sample=about.has_sample,
        as_of=as_of,
    )
