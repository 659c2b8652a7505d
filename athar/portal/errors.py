"""What a visitor reads when a page cannot be given: words, and a way on."""

from http import HTTPStatus

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from athar.portal.pages import page_for, site_for
from athar.ui.site import Label, Site

WORDS: dict[HTTPStatus, tuple[Label, Label]] = {
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
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        _("Something went wrong on our side"),
        _("The fault was recorded. Nothing was changed. Please try again in a moment."),
    ),
}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return _say(request, HTTPStatus.BAD_REQUEST)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return _say(request, HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return _say(request, HTTPStatus.NOT_FOUND)


def failed(request: HttpRequest) -> HttpResponse:
    """500; must work even when the database does not."""
    return _say(request, HTTPStatus.INTERNAL_SERVER_ERROR)


def _say(request: HttpRequest, status: HTTPStatus) -> HttpResponse:
    title, sentence = WORDS[status]
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
    page = page_for(_lenient(request), lang, title)
    body = render_to_string(
        "portal/error.html",
        {"page": page, "site": site, "sentence": sentence, "code": status.value},
    )
    return HttpResponse(body, status=status)


def _lenient(request: HttpRequest) -> HttpRequest:
    """Let a page be drawn even for a host name that was refused."""
    if request.META.get("HTTP_HOST", "") and not settings.BASE_URL:
        request.META["HTTP_HOST"] = (
            settings.ALLOWED_HOSTS[0] if settings.ALLOWED_HOSTS else "localhost"
        )
    return request
