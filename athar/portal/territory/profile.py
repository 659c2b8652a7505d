"""The page of everything measured in a place, beside the places it lies in."""

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

from athar.portal.indicators.moment import asked_moment, state_of
from athar.portal.moments import file_name, refuse_cut, stamp, stamped
from athar.portal.pages import csv_twin, html, json_twin, page_for
from athar.portal.territory import measured, tables, wording
from athar.portal.territory.addresses import results_url
from athar.portal.territory.books import book
from athar.portal.territory.results import PlaceResults, gather_results
from athar.portal.territory.twin import results_for_machines
from athar.trail.moments import AsOf
from athar.ui.addresses import reverse
from athar.ui.site import Link

#: A key that no list of results reaches.
_LARGEST = 12


def _results_or_404(
    request: HttpRequest, scheme: str, code: str
) -> tuple[PlaceResults, AsOf | None]:
    as_of = asked_moment(request)
    after = request.GET.get("after", "").strip() or "0"
    if not after.isdecimal() or not after.isascii() or len(after) > _LARGEST:
        raise BadRequest(f"after={after[:40]!r} is no place in this list")
    found = gather_results(scheme, code, after=int(after), as_of=as_of)
    if found is None:
        raise Http404
    return found, as_of


def _whole(request: HttpRequest, scheme: str, code: str) -> tuple[PlaceResults, AsOf | None]:
    found, as_of = _results_or_404(request, scheme, code)
    refuse_cut(is_cut=found.is_cut)
    return found, as_of


def results_page(request: HttpRequest, lang: str, scheme: str, code: str) -> HttpResponse:
    """Everything measured in a place. Queries: at most 8; then see `results_in`."""
    data, as_of = _results_or_404(request, scheme, code)
    query = f"?after={request.GET['after']}" if request.GET.get("after") else ""
    crumbs = [Link(_("Places"), reverse("portal:places", kwargs={"lang": lang}))]
    for one in (*data.above, data.place):
        kwargs = {"lang": lang, "scheme": one.scheme, "code": one.code}
        crumbs.append(Link(one.names, reverse("portal:place", kwargs=kwargs)))
    page = page_for(
        request, lang, measured.title(data.place), description=measured.answer(data),
        section="places", crumbs=crumbs, crumb=_("Results"),
        json_url=results_url(lang, data.place, "_json") + query,
        csv_url=results_url(lang, data.place, "_csv") + query,
        xlsx_url=results_url(lang, data.place, "_xlsx") + query,
        state=state_of(request, as_of),
    )  # fmt: skip
    return html(
        request, "territory/results.html", page,
        data=data, groups=measured.groups(data), says=wording, measured=measured,
        address=request.path,
    )  # fmt: skip


def results_json(request: HttpRequest, lang: str, scheme: str, code: str) -> HttpResponse:
    """Everything measured in a place, for machines."""
    data, as_of = _whole(request, scheme, code)
    return json_twin(results_for_machines(data), **stamp(as_of))


def results_csv(request: HttpRequest, lang: str, scheme: str, code: str) -> StreamingHttpResponse:
    """Everything measured in a place, as a table."""
    data, as_of = _whole(request, scheme, code)
    table = stamped(as_of, tables.RESULT_COLUMNS, tables.result_rows(data, lang))
    return csv_twin(file_name(f"{scheme}-{code}-results", as_of), *table)


def results_xlsx(request: HttpRequest, lang: str, scheme: str, code: str) -> HttpResponse:
    """Everything measured in a place, as a workbook."""
    data, as_of = _whole(request, scheme, code)
    return book(
        request, lang, f"{scheme}-{code}-results",
        (tables.RESULT_COLUMNS, tables.result_rows(data, lang)),
        as_of=as_of, title=measured.title(data.place),
        indicators=[one.indicator for one in data.lines],
    )  # fmt: skip
