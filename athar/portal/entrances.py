"""Addresses that lead on: the front door, permanent identifiers, what robots read."""

from collections.abc import Iterator
from urllib.parse import urlencode
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.utils.translation import get_language

from athar.indicators.queries import indicator_addresses, indicator_exists
from athar.network.queries.members import member_codes, member_exists
from athar.plans.queries import commitment_exists, node_exists, plan_is_published, public_addresses
from athar.portal.pages import origin_of
from athar.reference.queries import place_exists
from athar.ui.addresses import reverse

#: The pages of a plan beside its own groupings and commitments.
_OF_PLAN = ("", "/commitments", "/data", "/changes", "/amendments", "/map", "/results")


def lead_on(name: str, *, as_of: str = "", **kwargs: str) -> HttpResponse:
    """Lead to a page in the visitor's language."""
    lang = get_language() or settings.OFFERED_LANGUAGES[0]
    query = f"?{urlencode({'as_of': as_of})}" if as_of else ""
    address = reverse(f"portal:{name}", kwargs={"lang": lang, **kwargs})
    response = HttpResponseRedirect(address + query)
    response.headers["Vary"] = "Accept-Language"
    return response


def _as_of(request: HttpRequest) -> str:
    """Give the moment an identifier is cited with; the page it leads to reads it."""
    return request.GET.get("as_of", "")[:40]


def front_door(request: HttpRequest) -> HttpResponse:
    """Lead to the home page in the visitor's language."""
    return lead_on("home")


def plan_id(request: HttpRequest, plan: str) -> HttpResponse:
    """Permanent identifier of a plan."""
    if not plan_is_published(plan):
        raise Http404
    return lead_on("plan", as_of=_as_of(request), plan=plan)


def dataset_id(request: HttpRequest, plan: str) -> HttpResponse:
    """Permanent identifier of the data of a plan."""
    if not plan_is_published(plan):
        raise Http404
    return lead_on("dataset", plan=plan)


def commitment_id(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """Permanent identifier of a commitment."""
    if not commitment_exists(plan, code):
        raise Http404
    return lead_on("commitment", as_of=_as_of(request), plan=plan, code=code)


def node_id(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """Permanent identifier of an axis, programme or theme."""
    if not node_exists(plan, code):
        raise Http404
    return lead_on("node", as_of=_as_of(request), plan=plan, code=code)


def indicator_id(request: HttpRequest, library: str, code: str) -> HttpResponse:
    """Permanent identifier of an indicator."""
    if not indicator_exists(library, code):
        raise Http404
    return lead_on("indicator", as_of=_as_of(request), library=library, code=code)


def member_id(request: HttpRequest, code: str) -> HttpResponse:
    """Permanent identifier of a member of the network."""
    if not member_exists(code):
        raise Http404
    return lead_on("member", code=code)


def place_id(request: HttpRequest, scheme: str, code: str) -> HttpResponse:
    """Permanent identifier of a place."""
    if not place_exists(scheme, code):
        raise Http404
    return lead_on("place", as_of=_as_of(request), scheme=scheme, code=code)


def robots(request: HttpRequest) -> HttpResponse:
    """Tell robots that everything public may be read, and where the list is."""
    lines = (
        "User-agent: *",
        "Disallow: /desk/",
        "Disallow: /account/",
        f"Sitemap: {origin_of(request)}/sitemap.xml",
        "",
    )
    return HttpResponse("\n".join(lines), content_type="text/plain")


def _indicators() -> Iterator[str]:
    """Give the addresses of libraries and of their indicators. Queries: 1."""
    for library, codes in indicator_addresses():
        yield f"indicators/{library}"
        yield from (f"indicators/{library}/{code}" for code in codes)


def sitemap(request: HttpRequest) -> StreamingHttpResponse:
    """List every public page in every language. Queries: 5."""
    origin = origin_of(request)
    languages = settings.OFFERED_LANGUAGES

    def address(lang: str, rest: str) -> str:
        return escape(f"{origin}/{lang}/{rest}")

    def entry(rest: str) -> str:
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{lang}" href="{address(lang, rest)}"/>'
            for lang in languages
        )
        return "".join(
            f"<url><loc>{escape(f'{origin}/{lang}/{rest}')}</loc>{links}</url>\n"
            for lang in languages
        )

    def lines() -> Iterator[str]:
        yield '<?xml version="1.0" encoding="UTF-8"?>\n<urlset '
        yield 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        yield 'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        for rest in (
            "",
            "plans",
            "places",
            "indicators",
            "near",
            "indicators/scorecard",
            "indicators/coverage",
            "indicators/compare",
            "changes",
            "network",
            "methods",
            "about",
            "developers",
            "accessibility",
            "legal",
            "privacy",
        ):
            yield entry(rest)
        for plan, nodes, commitments in public_addresses():
            yield from (entry(f"plans/{plan}{part}") for part in _OF_PLAN)
            yield from (entry(f"plans/{plan}/nodes/{code}") for code in nodes)
            yield from (entry(f"plans/{plan}/commitments/{code}") for code in commitments)
        yield from (entry(f"network/members/{code}") for code in member_codes())
        yield from map(entry, _indicators())
        yield "</urlset>\n"

    return StreamingHttpResponse(lines(), content_type="application/xml")
