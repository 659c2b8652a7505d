"""The page that sets any indicators of any places on one axis of time."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import pgettext_lazy

from athar.portal.indicators.moment import asked_moment, state_of
from athar.portal.moments import file_name, refuse_cut, stamp, stamped
from athar.portal.pages import csv_twin, html, json_twin, page_for
from athar.portal.territory import drawn, tables, wording
from athar.portal.territory.books import book
from athar.portal.territory.choices import read_asked
from athar.portal.territory.compare import Comparison, gather_comparison
from athar.portal.territory.first_look import first_look
from athar.portal.territory.sections import section_links, trail
from athar.portal.territory.twin import comparison_for_machines
from athar.trail.moments import AsOf
from athar.ui.addresses import reverse


def _compared(request: HttpRequest) -> tuple[Comparison, AsOf | None]:
    as_of = asked_moment(request)
    is_asked = bool(request.GET.keys() - {"as_of"})
    asked = read_asked(request.GET) if is_asked else first_look(as_of)
    return gather_comparison(asked, as_of), as_of


def _whole(request: HttpRequest) -> tuple[Comparison, AsOf | None]:
    found, as_of = _compared(request)
    refuse_cut(is_cut=found.is_cut)
    return found, as_of


def compare_page(request: HttpRequest, lang: str) -> HttpResponse:
    """Indicators and places side by side; what is asked in vain is told. Queries: 12; then 22."""
    data, as_of = _compared(request)
    query, address = data.asked.query(), {"lang": lang}
    page = page_for(
        request, lang, drawn.title(data), description=drawn.answer(data),
        section="indicators", crumbs=trail(lang),
        crumb=pgettext_lazy("ways of reading indicators", "Compare"),
        json_url=reverse("portal:compare_json", kwargs=address) + query,
        csv_url=reverse("portal:compare_csv", kwargs=address) + query if data.runs else "",
        xlsx_url=reverse("portal:compare_xlsx", kwargs=address) + query if data.runs else "",
        state=state_of(request, as_of),
    )  # fmt: skip
    columns, rows = drawn.table_of(data)
    return html(
        request, "territory/compare.html", page,
        HTTPStatus.BAD_REQUEST if data.is_wrong else HTTPStatus.OK,
        data=data, drawn=drawn, says=wording, charts=drawn.charts_of(data, lang),
        columns=columns, rows=rows, picking=drawn.picking(data, request.path),
        address=request.path, sections=section_links(lang, "compare"),
    )  # fmt: skip


def compare_json(request: HttpRequest, lang: str) -> HttpResponse:
    """The comparison for machines."""
    data, as_of = _whole(request)
    response = json_twin(comparison_for_machines(data), **stamp(as_of))
    response.status_code = HTTPStatus.BAD_REQUEST if data.is_wrong else HTTPStatus.OK
    return response


def compare_csv(request: HttpRequest, lang: str) -> StreamingHttpResponse:
    """The comparison as a table, one row for each value."""
    data, as_of = _whole(request)
    table = stamped(as_of, tables.COMPARE_COLUMNS, tables.compare_rows(data, lang))
    return csv_twin(file_name("comparison", as_of), *table)


def compare_xlsx(request: HttpRequest, lang: str) -> HttpResponse:
    """The comparison as a workbook."""
    data, as_of = _whole(request)
    return book(
        request, lang, "comparison", (tables.COMPARE_COLUMNS, tables.compare_rows(data, lang)),
        as_of=as_of, title=drawn.title(data), indicators=data.indicators,
    )  # fmt: skip
