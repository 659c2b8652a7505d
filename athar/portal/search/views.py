"""Searching everything public, on a page and while one types."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from athar.portal.pages import html, json_twin, page_for
from athar.portal.search import wording
from athar.portal.search.addresses import address_of
from athar.portal.search.choices import read_choices, read_words
from athar.portal.search.page import SearchPage, gather_search
from athar.portal.search.twin import search_for_machines, suggestions_for_machines
from athar.search.queries import suggest


def _page_or_404(request: HttpRequest, lang: str) -> SearchPage:
    found = gather_search(read_choices(request.GET), lang)
    if found.is_beyond:
        raise Http404
    return found


def search_page(request: HttpRequest, lang: str) -> HttpResponse:
    """What the words of ?q= find, of all kinds or of one. Queries: 6 and those of `search`."""
    data = _page_or_404(request, lang)
    page = page_for(
        request,
        lang,
        wording.title(data.results),
        section="search",
        crumb=_("Search"),
        json_url=reverse("portal:search_json", kwargs={"lang": lang}) + data.choices.query(),
    )
    answer = html(
        request, "search/search.html", page,
        data=data, results=data.results, choices=data.choices, sentences=wording,
        address=request.path, address_of=address_of,
    )  # fmt: skip
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def search_json(request: HttpRequest, lang: str) -> HttpResponse:
    """The same for machines, with the address of the next page."""
    found = search_for_machines(_page_or_404(request, lang), request.build_absolute_uri)
    answer = json_twin(found)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def suggestions(request: HttpRequest, lang: str) -> HttpResponse:
    """What somebody may be about to type. Queries: those of `suggest`."""
    found = suggest(read_words(request.GET), lang=lang)
    return json_twin(suggestions_for_machines(found, lang))
