"""The map of a plan's commitments: the twin of their list, with the same choices."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

from athar.opendata.columns import Table
from athar.opendata.dictionary import columns
from athar.portal.commitments import wording as sentences
from athar.portal.commitments.offers import chips, choices_in_words, list_title, offers
from athar.portal.map import wording
from athar.portal.map.choices import read_map_choices
from athar.portal.map.drawing import draw
from athar.portal.map.page import MapPage, gather_map
from athar.portal.map.twin import COLUMNS, map_as_geojson, map_for_machines, table_rows
from athar.portal.moments import only_now
from athar.portal.pages import csv_twin, html, json_twin, page_for
from athar.portal.workbooks import xlsx_twin
from athar.ui.addresses import reverse
from athar.ui.site import Link


def _map_or_404(request: HttpRequest, plan: str) -> MapPage:
    only_now(request)
    found = gather_map(plan, read_map_choices(request.GET))
    if found is None:
        raise Http404
    return found


def map_page(request: HttpRequest, lang: str, plan: str) -> HttpResponse:
    """The commitments of a plan on a map, chosen by what the address says. Queries: 9 or 10."""
    data = _map_or_404(request, plan)
    address, query = {"lang": lang, "plan": plan}, data.choices.query()
    listed = reverse("portal:commitments", kwargs=address)
    plan_link = Link(
        data.plan.short_title or data.plan.title, reverse("portal:plan", kwargs=address)
    )
    page = page_for(
        request, lang, list_title(data.listed), section="commitments",
        crumbs=[plan_link], crumb=_("Map"),
        json_url=reverse("portal:map_json", kwargs=address) + query,
        csv_url=reverse("portal:map_csv", kwargs=address) + query,
        xlsx_url=reverse("portal:map_xlsx", kwargs=address) + query,
    )  # fmt: skip
    return html(
        request, "map/map.html", page,
        data=data, plan=data.plan, choices=data.choices, says=wording, sentences=sentences,
        offers=offers(data.listed), chips=chips(data.listed, request.path), address=request.path,
        listed=listed, list_url=listed + data.choices.of_list.query(),
        map=draw(data, request.path),
        geojson_url=reverse("portal:map_geojson", kwargs=address) + query,
    )  # fmt: skip


def map_json(request: HttpRequest, lang: str, plan: str) -> HttpResponse:
    """The figures of the map for machines."""
    return json_twin(map_for_machines(_map_or_404(request, plan)))


def map_geojson(request: HttpRequest, lang: str, plan: str) -> HttpResponse:
    """The outlines and points of the map, each with its figures."""
    response = json_twin(map_as_geojson(_map_or_404(request, plan), lang))
    response.headers["Content-Type"] = "application/geo+json"
    return response


def map_csv(request: HttpRequest, lang: str, plan: str) -> StreamingHttpResponse:
    """The figures of the map as a table."""
    return csv_twin(f"{plan}-map", COLUMNS, table_rows(_map_or_404(request, plan), lang))


def map_xlsx(request: HttpRequest, lang: str, plan: str) -> HttpResponse:
    """The figures of the map as a workbook."""
    data = _map_or_404(request, plan)
    return xlsx_twin(
        request, lang, f"{plan}-map", Table(columns(COLUMNS), table_rows(data, lang)),
        title=list_title(data.listed), publisher=data.plan.owner.names,
        is_sample=data.plan.is_sample, plan=plan, facts=choices_in_words(data.listed),
    )  # fmt: skip
