"""The pictures of pages, as they are asked for by those who show a page elsewhere."""

from collections.abc import Callable
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

from athar.portal.commitments.page import gather_commitment
from athar.portal.home.page import gather_home
from athar.portal.pages import PUBLIC_CACHE
from athar.portal.places.page import gather_place
from athar.portal.plans.node import gather_node
from athar.portal.sharing import pictures
from athar.portal.sharing.whole import gather_whole
from athar.ui.pictures import Picture, draw, etag_of

Page = TypeVar("Page")


def _answer(
    request: HttpRequest, lang: str, page: Page | None, make: Callable[[Page, str], Picture]
) -> HttpResponse:
    """Draw the picture of a page, unless whoever asks has it already."""
    if page is None:
        raise Http404
    picture = make(page, lang)
    etag = etag_of(picture)
    known = parse_etags(request.headers.get("If-None-Match", ""))
    response: HttpResponse
    if etag in known or "*" in known:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(draw(picture), content_type="image/png")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = PUBLIC_CACHE
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def home_picture(request: HttpRequest, lang: str) -> HttpResponse:
    """The picture of the installation."""
    return _answer(request, lang, gather_home(), pictures.of_home)


def plan_picture(request: HttpRequest, lang: str, plan: str) -> HttpResponse:
    """The picture of a plan."""
    return _answer(request, lang, gather_whole(plan), pictures.of_plan)


def node_picture(request: HttpRequest, lang: str, plan: str, code: str) -> HttpResponse:
    """The picture of an axis or programme."""
    return _answer(request, lang, gather_node(plan, code), pictures.of_node)


def commitment_picture(request: HttpRequest, lang: str, plan: str, code: str) -> HttpResponse:
    """The picture of a commitment."""
    return _answer(request, lang, gather_commitment(plan, code), pictures.of_commitment)


def place_picture(request: HttpRequest, lang: str, scheme: str, code: str) -> HttpResponse:
    """The picture of a place."""
    return _answer(request, lang, gather_place(scheme, code), pictures.of_place)
