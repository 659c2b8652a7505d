"""Addresses that lead on: the front door, permanent identifiers, what robots read."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.urls import reverse
from django.utils.translation import get_language

from athar.plans.queries import commitment_exists, node_exists, plan_is_published, public_addresses
from athar.reference.queries import place_exists


def _lead_on(name: str, **kwargs: str) -> HttpResponse:
    lang = get_language() or settings.OFFERED_LANGUAGES[0]
    response = HttpResponseRedirect(reverse(f"portal:{name}", kwargs={"lang": lang, **kwargs}))
    response.headers["Vary"] = "Accept-Language"
    return response


def front_door(request: HttpRequest) -> HttpResponse:
    """Lead to the home page in the visitor's language."""
    return _lead_on("home")


def plan_id(request: HttpRequest, plan: str) -> HttpResponse:
    """Permanent identifier of a plan."""
    if not plan_is_published(plan):
        raise Http404
    return _lead_on("plan", plan=plan)


def commitment_id(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """Permanent identifier of a commitment."""
    if not commitment_exists(plan, code):
        raise Http404
    return _lead_on("commitment", plan=plan, code=code)


def node_id(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """Permanent identifier of an axis, programme or theme."""
    if not node_exists(plan, code):
        raise Http404
    return _lead_on("node", plan=plan, code=code)


def place_id(request: HttpRequest, scheme: str, code: str) -> HttpResponse:
    """Permanent identifier of a place."""
    if not place_exists(scheme, code):
        raise Http404
    return _lead_on("place", scheme=scheme, code=code)


def _origin(request: HttpRequest) -> str:
    return settings.BASE_URL or f"{request.scheme}://{request.get_host()}"


def robots(request: HttpRequest) -> HttpResponse:
    """Tell robots that everything public may be read, and where the list is."""
    lines = (
        "User-agent: *",
        "Disallow: /desk/",
        "Disallow: /account/",
        f"Sitemap: {_origin(request)}/sitemap.xml",
        "",
    )
    return HttpResponse("\n".join(lines), content_type="text/plain")


def sitemap(request: HttpRequest) -> StreamingHttpResponse:
    """List every public page in every language. Queries: 3."""
    origin = _origin(request)
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
            "methods",
            "about",
            "accessibility",
            "legal",
            "privacy",
        ):
            yield entry(rest)
        for plan, nodes, commitments in public_addresses():
            yield entry(f"plans/{plan}")
            yield entry(f"plans/{plan}/commitments")
            yield from (entry(f"plans/{plan}/nodes/{code}") for code in nodes)
            yield from (entry(f"plans/{plan}/commitments/{code}") for code in commitments)
        yield "</urlset>\n"

    return StreamingHttpResponse(lines(), content_type="application/xml")
