"""Pages of places: the index, and what is promised and measured in each of them."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from athar.portal.pages import csv_twin, html, json_twin, page_for
from athar.portal.places import wording
from athar.portal.places.index import gather_places, read_text
from athar.portal.places.maps import index_map, place_map
from athar.portal.places.page import PlacePage, gather_place
from athar.portal.places.tables import COLUMNS, place_rows
from athar.ui.site import Link


def _place_or_404(scheme: str, code: str) -> PlacePage:
    found = gather_place(scheme, code)
    if found is None:
        raise Http404
    return found


def places_page(request: HttpRequest, lang: str) -> HttpResponse:
    """The index of places, searched by name with ?q=. Queries: 8, with a text 10."""
    data = gather_places(read_text(request.GET))
    page = page_for(
        request,
        lang,
        _("Places"),
        section="places",
        crumb=_("Places"),
        json_url=reverse("portal:places_json", kwargs={"lang": lang}),
    )
    only = data.near[0] if len(data.near) == 1 and data.near[0].parts else None
    return html(
        request, "places/places.html", page,
        data=data, sentences=wording, only=only, map=index_map(only, lang) if only else None,
    )  # fmt: skip


def places_json(request: HttpRequest, lang: str) -> HttpResponse:
    """The index of places for machines, searched in the same way."""
    return json_twin(gather_places(read_text(request.GET)))


def place_page(request: HttpRequest, lang: str, scheme: str, code: str) -> HttpResponse:
    """Everything promised and measured in a place. Queries: at most 12."""
    data = _place_or_404(scheme, code)
    address = {"lang": lang, "scheme": scheme, "code": code}
    crumbs = [Link(_("Places"), reverse("portal:places", kwargs={"lang": lang}))]
    for one in data.above:
        url = reverse("portal:place", kwargs={**address, "scheme": one.scheme, "code": one.code})
        crumbs.append(Link(one.names, url))
    page = page_for(
        request, lang, wording.title(data.place),
        section="places", crumbs=crumbs, crumb=data.place.names,
        json_url=reverse("portal:place_json", kwargs=address),
        csv_url=reverse("portal:place_csv", kwargs=address),
    )  # fmt: skip
    shares = data.figures.plans
    return html(
        request, "places/place.html", page,
        data=data, figures_of_all=data.figures, sentences=wording, map=place_map(data, lang),
        share=shares[0] if len(shares) == 1 else None,
    )  # fmt: skip


def place_json(request: HttpRequest, lang: str, scheme: str, code: str) -> HttpResponse:
    """A place for machines."""
    return json_twin(_place_or_404(scheme, code))


def place_csv(request: HttpRequest, lang: str, scheme: str, code: str) -> StreamingHttpResponse:
    """The figures of a place and of its parts as a table; its projects are in the plan's list."""
    data = _place_or_404(scheme, code)
    return csv_twin(f"{scheme}-{code}", COLUMNS, place_rows(data, lang))
