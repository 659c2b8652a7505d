"""What others show of this platform: cards and bars in their pages, and what machines link to."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from athar.portal.commitments import head
from athar.portal.commitments import wording as sentences
from athar.portal.commitments.page import gather_commitment
from athar.portal.moments import only_now
from athar.portal.pages import html, json_twin, origin_of, page_for
from athar.portal.places.page import gather_place
from athar.portal.sharing import linked
from athar.portal.sharing.whole import gather_whole
from athar.ui.addresses import reverse
from athar.ui.site import Page

#: An embedded page runs nothing, fetches its style and its letters here, and may be framed.
EMBED_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors *"
)


def _embedded(request: HttpRequest, template: str, page: Page, **context: Any) -> HttpResponse:
    response = html(request, f"sharing/{template}", page, **context)
    response.headers["Content-Security-Policy"] = EMBED_POLICY
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def embed_plan(request: HttpRequest, lang: str, plan: str) -> HttpResponse:
    """The bar of a plan, to be framed by other pages. Queries: 5."""
    only_now(request)
    data = gather_whole(plan)
    if data is None:
        raise Http404
    url = reverse("portal:plan", kwargs={"lang": lang, "plan": plan})
    page = page_for(request, lang, data.plan.title, canonical=url)
    return _embedded(request, "plan.html", page, plan=data.plan, total=data.total, url=url)


def embed_commitment(request: HttpRequest, lang: str, plan: str, code: str) -> HttpResponse:
    """The card of a commitment, to be framed by other pages. Queries: 6."""
    only_now(request)
    data = gather_commitment(plan, code)
    if data is None:
        raise Http404
    url = reverse("portal:commitment", kwargs={"lang": lang, "plan": plan, "code": code})
    page = page_for(request, lang, data.commitment.title, canonical=url)
    return _embedded(
        request, "card.html", page,
        data=data, one=data.commitment, plan=data.plan, figures=data.figures, said=head,
        sentences=sentences, url=url,
    )  # fmt: skip


def _linked(data: dict[str, Any]) -> HttpResponse:
    response = json_twin(data)
    response.headers["Content-Type"] = "application/ld+json"
    return response


def plan_jsonld(request: HttpRequest, lang: str, plan: str) -> HttpResponse:
    """A plan as linked data."""
    data = gather_whole(plan)
    if data is None:
        raise Http404
    return _linked(linked.plan(data, lang, origin_of(request)))


def commitment_jsonld(request: HttpRequest, lang: str, plan: str, code: str) -> HttpResponse:
    """A commitment as linked data."""
    data = gather_commitment(plan, code)
    if data is None:
        raise Http404
    return _linked(linked.commitment(data, lang, origin_of(request)))


def place_jsonld(request: HttpRequest, lang: str, scheme: str, code: str) -> HttpResponse:
    """A place as linked data."""
    data = gather_place(scheme, code)
    if data is None:
        raise Http404
    return _linked(linked.place(data, lang, origin_of(request)))
