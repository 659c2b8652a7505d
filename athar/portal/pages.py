"""Turning a page's data into an answer: HTML for people, JSON and CSV twins for machines."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from athar.kernel import clock
from athar.kernel.text import Translated
from athar.opendata.delimited import csv_lines
from athar.portal import wording
from athar.portal.installation import installation
from athar.portal.moments import keep
from athar.ui.addresses import reverse
from athar.ui.site import Alternate, Label, Link, Page, Publication, Site, State, Waiting

PUBLIC_CACHE = "public, max-age=0, must-revalidate"


def site_for(lang: str) -> Site:
    """Describe the installation to the frame of a page in this language. Queries: 1."""
    host = installation()

    def link(label: Label, name: str, section: str = "", **kwargs: str) -> Link:
        return Link(label, reverse(f"portal:{name}", kwargs={"lang": lang, **kwargs}), section)

    navigation = [link(_("Plans"), "plans", "plans")]
    if host.main_plan:
        navigation = [
            link(_("The plan"), "plan", "plan", plan=host.main_plan),
            link(_("Projects"), "commitments", "commitments", plan=host.main_plan),
        ]
    if settings.PROFILE == "network":
        navigation = [
            link(_("The network"), "network", "network"),
            link(_("Experiences"), "experiences", "experiences"),
            link(pgettext_lazy("action plans", "Plans"), "plans", "plans"),
        ]
    navigation += [
        link(_("Indicators"), "indicators", "indicators"),
        link(_("Places"), "places", "places"),
        link(_("Methods"), "methods", "methods"),
    ]
    return Site(
        host_name=host.name,
        home_url=reverse("portal:home", kwargs={"lang": lang}),
        languages=settings.OFFERED_LANGUAGES,
        nav=tuple(navigation),
        foot=(
            link(_("About"), "text", key="about"),
            link(_("How we compute"), "methods"),
            link(_("For developers"), "text", key="developers"),
            link(_("Accessibility"), "text", key="accessibility"),
            link(_("Privacy"), "text", key="privacy"),
            link(_("Legal notice"), "text", key="legal"),
            # the same for everyone: who is signed in already is led on to the desk
            Link(_("Sign in"), f"{reverse('account_login')}?lang={lang}"),
        ),
        today=clock.today() if clock.is_frozen() else None,
        is_sample=host.has_sample,
        about_sample_url=reverse("portal:text", kwargs={"lang": lang, "key": "about"}) + "#sample",
        publications={
            code: Publication(found.number, timezone.localdate(found.published_at))
            for code in ("", *host.publications)
            if (found := host.publication(code))
        },
        search_url=reverse("portal:search", kwargs={"lang": lang}),
    )


def page_for(
    request: HttpRequest,
    lang: str,
    title: Label,
    *,
    description: Label = "",
    section: str = "",
    crumbs: Sequence[Link] = (),
    crumb: Label = "",
    json_url: str = "",
    csv_url: str = "",
    xlsx_url: str = "",
    jsonld_url: str = "",
    atom_url: str = "",
    picture_url: str = "",
    canonical: str = "",
    state: State | None = None,
    waiting: Waiting | None = None,
) -> Page:
    """Describe a page to its frame: the same address in every language, its twins, its trail.

    `state` is the earlier state it shows, `waiting` what is not public yet; `canonical` is the page
    that an embedded one stands for, else the page itself.
    """
    origin = origin_of(request)
    home = Link(_("Home"), reverse("portal:home", kwargs={"lang": lang}))
    return Page(
        title=title,
        lang=lang,
        description=description,
        section=section,
        crumbs=(home, *crumbs) if crumbs or crumb else (),
        crumb=crumb,
        canonical=f"{origin}{canonical or request.path}",
        alternates=tuple(
            Alternate(
                other,
                f"{request.path}?lang={other}" if waiting else _same_in(request, lang, other),
            )
            for other in settings.OFFERED_LANGUAGES
        ),
        json_url=json_url,
        csv_url=csv_url,
        xlsx_url=xlsx_url,
        jsonld_url=jsonld_url,
        atom_url=atom_url,
        image=f"{origin}{picture_url}" if picture_url else "",
        state=state,
        waiting=waiting,
    )


def _same_in(request: HttpRequest, lang: str, other: str) -> str:
    """Give the address of a page in another language."""
    rest = request.path.removeprefix(f"/{lang}")
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    return f"{origin_of(request)}/{other}{rest}{query}"


def origin_of(request: HttpRequest) -> str:
    """Give the address of the installation, without a slash at its end."""
    return settings.BASE_URL or f"{request.scheme}://{request.get_host()}"


def html(
    request: HttpRequest, template: str, page: Page, status: int = 200, **context: Any
) -> HttpResponse:
    """Render a page; its bytes are the same for everyone."""
    body = str(
        render_to_string(
            f"portal/{template}",
            {"page": page, "site": site_for(page.lang), "words": wording, **context},
        )
    )
    if page.state is not None:
        body = keep(body, page.state)
    response = HttpResponse(body, status=status)
    response.headers["Cache-Control"] = PUBLIC_CACHE
    return response


def json_twin(data: Any, **header: Any) -> HttpResponse:
    """Give a dataclass as JSON: exact numbers as text, texts in all their languages.

    Shape: the fields of the dataclass, after `header` (source, licence …).
    """
    body = orjson.dumps({**header, **_fields(data)}, default=_plain, option=orjson.OPT_NON_STR_KEYS)
    response = HttpResponse(body, content_type="application/json")
    response.headers["Cache-Control"] = PUBLIC_CACHE
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _fields(data: Any) -> dict[str, Any]:
    if isinstance(data, Mapping):
        return dict(data)
    return {field.name: getattr(data, field.name) for field in dataclasses.fields(data)}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Translated | Mapping):
        return dict(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    return str(value)


def csv_twin(
    name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]
) -> StreamingHttpResponse:
    """Stream a table as CSV, written as opendata says: exact, safe, unknown empty."""
    response = StreamingHttpResponse(
        csv_lines(header, rows), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.headers["Cache-Control"] = PUBLIC_CACHE
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
