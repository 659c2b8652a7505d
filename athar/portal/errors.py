"""What a visitor reads when a page cannot be given: words, and a way on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from urllib.parse import quote

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from athar.portal.moments import NotThen
from athar.portal.pages import site_for
from athar.ui.site import Alternate, Label, Page, Site

Words = tuple[Label, Label]

WORDS: Mapping[HTTPStatus, Words] = {
    HTTPStatus.BAD_REQUEST: (
        _("This request cannot be understood"),
        _("Something in the address or in the form is not as it should be. Nothing was changed."),
    ),
    HTTPStatus.FORBIDDEN: (
        _("You are not allowed to do this"),
        _("Your account has no right for this action. Nothing was changed."),
    ),
    HTTPStatus.NOT_FOUND: (
        _("This page does not exist"),
        _("The address may be mistyped, or the page was never published."),
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: (
        _("This page can only be read"),
        _("Nothing can be sent to this address. Nothing was changed."),
    ),
    HTTPStatus.TOO_MANY_REQUESTS: (
        _("Too many attempts"),
        _("For the safety of accounts, please wait a few minutes and try again."),
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        _("Something went wrong on our side"),
        _("The fault was recorded. Nothing was changed. Please try again in a moment."),
    ),
}
FORM_TOO_OLD: Words = (
    _("This form is no longer valid"),
    _(
        "It was open for too long, or the browser refuses cookies. Nothing was changed. "
        "Go back, load the page again and send it once more."
    ),
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return _say(request, HTTPStatus.BAD_REQUEST)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return _say(request, HTTPStatus.FORBIDDEN)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is missing or belongs to another visit."""
    return _say(request, HTTPStatus.FORBIDDEN, FORM_TOO_OLD)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    if isinstance(exception, NotThen):
        words = (exception.title, exception.sentence)
        return _say(request, HTTPStatus.NOT_FOUND, words, now_url=request.path)
    return _say(request, HTTPStatus.NOT_FOUND)


def method_refused(request: HttpRequest, methods: Sequence[str]) -> HttpResponse:
    """405, with the methods that are answered."""
    response = _say(request, HTTPStatus.METHOD_NOT_ALLOWED)
    response.headers["Allow"] = ", ".join(methods)
    return response


def too_many(request: HttpRequest) -> HttpResponse:
    """429."""
    return _say(request, HTTPStatus.TOO_MANY_REQUESTS)


def failed(request: HttpRequest) -> HttpResponse:
    """500; must work even when the database does not."""
    return _say(request, HTTPStatus.INTERNAL_SERVER_ERROR)


def _say(
    request: HttpRequest, status: HTTPStatus, words: Words | None = None, *, now_url: str = ""
) -> HttpResponse:
    title, sentence = words or WORDS[status]
    if request.path.endswith((".json", ".csv")):
        return HttpResponse(
            f"{status.value} {title}. {sentence}\n",
            content_type="text/plain; charset=utf-8",
            status=status,
        )
    lang = translation.get_language() or settings.OFFERED_LANGUAGES[0]
    try:
        site = site_for(lang)
    except DatabaseError:
        site = Site(host_name=settings.HOST_NAME, home_url=f"/{lang}/")
    page = Page(title=title, lang=lang, alternates=_alternates(request, lang))
    body = render_to_string(
        "portal/error.html",
        {
            "page": page,
            "site": site,
            "sentence": sentence,
            "code": status.value,
            "now_url": now_url,
        },
    )
    return HttpResponse(body, status=status)


def _alternates(request: HttpRequest, lang: str) -> tuple[Alternate, ...]:
    """Give the same address in every language; never absolute, for the host may be forged."""
    start = f"/{lang}/"
    if request.path.startswith(start):
        rest = quote(request.path.removeprefix(start))
        return tuple(Alternate(one, f"/{one}/{rest}") for one in settings.OFFERED_LANGUAGES)
    path = quote(request.path)
    return tuple(Alternate(one, f"{path}?lang={one}") for one in settings.OFFERED_LANGUAGES)
