"""Pages of places: the index, and what is promised and measured in each of them."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

from athar.opendata.columns import Table
from athar.opendata.dictionary import columns
from athar.portal.citing.page import cited_place
from athar.portal.indicators.moment import asked_moment
from athar.portal.installation import installation
from athar.portal.moments import file_name, stamp, stamped
from athar.portal.pages import csv_twin, html, json_twin, origin_of, page_for
from athar.portal.places import wording
from athar.portal.places.index import gather_places, read_text
from athar.portal.places.maps import index_map, place_map
from athar.portal.places.moment import place_state, refuse_too_many
from athar.portal.places.near import gather_near, read_codes
from athar.portal.places.page import PlacePage, gather_place
from athar.portal.places.tables import COLUMNS, place_rows
from athar.portal.territory import measured
from athar.portal.workbooks import xlsx_twin
from athar.trail.moments import AsOf
from athar.ui.addresses import reverse
from athar.ui.site import Link


def _place_or_404(request: HttpRequest, scheme: str, code: str) -> tuple[PlacePage, AsOf | None]:
    as_of = asked_moment(request)
    found = gather_place(scheme, code, as_of)
    if found is None:
        raise Http404
    return found, as_of


def _whole(request: HttpRequest, scheme: str, code: str) -> tuple[PlacePage, AsOf | None]:
    found, as_of = _place_or_404(request, scheme, code)
    refuse_too_many(found)
    return found, as_of


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


def near_page(request: HttpRequest, lang: str) -> HttpResponse:
    """Near me: region, province, commune, one choice after the other. Queries: at most 8."""
    data = gather_near(read_codes(request.GET))
    page = page_for(
        request, lang, _("Near me"),
        section="places",
        crumbs=[Link(_("Places"), reverse("portal:places", kwargs={"lang": lang}))],
        crumb=_("Near me"),
        json_url=reverse("portal:near_json", kwargs={"lang": lang}),
    )  # fmt: skip
    return html(
        request, "places/near.html", page, data=data, sentences=wording, address=request.path
    )


def near_json(request: HttpRequest, lang: str) -> HttpResponse:
    """The way to a commune for machines."""
    return json_twin(gather_near(read_codes(request.GET)))


def places_json(request: HttpRequest, lang: str) -> HttpResponse:
    """The index of places for machines, searched in the same way."""
    return json_twin(gather_places(read_text(request.GET)))


def place_page(request: HttpRequest, lang: str, scheme: str, code: str) -> HttpResponse:
    """Everything promised and measured in a place. Queries: at most 16; then see gather_place."""
    data, as_of = _place_or_404(request, scheme, code)
    address = {"lang": lang, "scheme": scheme, "code": code}
    page = page_for(
        request, lang, wording.title(data.place),
        section="places", crumbs=_crumbs(data, lang), crumb=data.place.names,
        json_url=reverse("portal:place_json", kwargs=address),
        jsonld_url=reverse("portal:place_jsonld", kwargs=address),
        picture_url=reverse("portal:place_picture", kwargs=address),
        csv_url=reverse("portal:place_csv", kwargs=address),
        xlsx_url=reverse("portal:place_xlsx", kwargs=address),
        state=place_state(request, as_of),
    )  # fmt: skip
    shares = data.figures.plans
    return html(
        request, "places/place.html", page,
        data=data, figures_of_all=data.figures, sentences=wording, map=place_map(data, lang),
        share=shares[0] if len(shares) == 1 else None,
        cited=cited_place(data.place, origin_of(request), lang, as_of=as_of),
        results=measured.first_of(data.place, data.above, data.population, as_of),
        measured=measured,
    )  # fmt: skip


def _crumbs(data: PlacePage, lang: str) -> list[Link]:
    crumbs = [Link(_("Places"), reverse("portal:places", kwargs={"lang": lang}))]
    for one in data.above:
        kwargs = {"lang": lang, "scheme": one.scheme, "code": one.code}
        crumbs.append(Link(one.names, reverse("portal:place", kwargs=kwargs)))
    return crumbs


def place_json(request: HttpRequest, lang: str, scheme: str, code: str) -> HttpResponse:
    """A place for machines."""
    data, as_of = _whole(request, scheme, code)
    return json_twin(data, **stamp(as_of))


def place_csv(request: HttpRequest, lang: str, scheme: str, code: str) -> StreamingHttpResponse:
    """The figures of a place and of its parts as a table; its projects are in the plan's list."""
    data, as_of = _whole(request, scheme, code)
    table = stamped(as_of, COLUMNS, place_rows(data, lang))
    return csv_twin(file_name(f"{scheme}-{code}", as_of), *table)


def place_xlsx(request: HttpRequest, lang: str, scheme: str, code: str) -> HttpResponse:
    """The figures of a place and of its parts as a workbook."""
    (data, as_of), host = _whole(request, scheme, code), installation()
    return xlsx_twin(
        request, lang, file_name(f"{scheme}-{code}", as_of),
        Table(columns(COLUMNS), place_rows(data, lang)), as_of=as_of,
        title=data.place.names, publisher=host.name, is_sample=host.has_sample,
    )  # fmt: skip
