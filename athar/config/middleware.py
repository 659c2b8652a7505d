"""What every request passes through: its language, its door, and the headers of every answer."""

import logging
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import SimpleTemplateResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from athar.api.limits import Allowance, allow, caller_of
from athar.config.doors import DOORS, PAGE, Visitor
from athar.config.errors import method_refused, too_many
from athar.config.keys import KEYS, keys_of_page
from athar.people.adapter import SESSION_LANGUAGE
from athar.people.presence import follow_session, note_presence
from athar.people.queries import must_add_second_factor

Handler = Callable[[HttpRequest], HttpResponse]

LANGUAGE_COOKIE = "athar_language"
LANGUAGE_COOKIE_SECONDS = 365 * 24 * 3600
#: Addresses that are not the same for everyone: never kept, never indexed, one per person.
PERSONAL = ("/account/", "/desk/")

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; manifest-src 'self'"
)

_log = logging.getLogger(__name__)


@lru_cache(maxsize=256)
def accepted_language(header: str) -> str:
    """Give the offered language a browser likes best (RFC 9110 §12.5.4), else the first offered."""
    ranked: list[tuple[float, int, str]] = []
    for position, part in enumerate(header[:500].split(",")):
        tag, _, quality = part.strip().partition(";q=")
        language = tag.split("-")[0].lower()
        try:
            weight = float(quality or 1)
        except ValueError:
            continue
        if language in settings.OFFERED_LANGUAGES and 0 < weight <= 1:
            ranked.append((-weight, position, language))
    return min(ranked)[2] if ranked else settings.OFFERED_LANGUAGES[0]


def is_personal(request: HttpRequest) -> bool:
    """Tell whether an address belongs to the person who reads it: sign-in, account, desk."""
    return request.path_info.startswith(PERSONAL)


def asked_language(request: HttpRequest) -> str:
    """Give what `?lang=` asks for, whatever it is; empty when nothing can be read."""
    try:
        return request.GET.get("lang", "")
    except SuspiciousOperation:  # too many parameters: whoever reads them next refuses
        return ""


def language_of(request: HttpRequest) -> str:
    """Give the language of an answer: of the address, asked for, of the account, the browser's."""

    def wishes() -> Iterator[str]:
        yield request.path_info.split("/", 2)[1]
        yield asked_language(request)
        if is_personal(request):
            yield request.COOKIES.get(LANGUAGE_COOKIE, "")
            yield request.session.get(SESSION_LANGUAGE, "")
        yield accepted_language(request.headers.get("Accept-Language", ""))

    return next(wish for wish in wishes() if wish in settings.OFFERED_LANGUAGES)


def speak_language(get_response: Handler) -> Handler:
    """Activate the language of the answer; a language asked for at the desk stays."""

    def answer(request: HttpRequest) -> HttpResponse:
        lang = language_of(request)
        with translation.override(lang):
            request.LANGUAGE_CODE = lang
            response = get_response(request)
            if isinstance(response, SimpleTemplateResponse):
                response.render()
        response.headers.setdefault("Content-Language", lang)
        if is_personal(request) and asked_language(request) == lang:
            keep_language(response, lang)
        return response

    return answer


def keep_language(response: HttpResponse, lang: str) -> None:
    """Let the next pages of the account and the desk be in this language."""
    response.set_cookie(
        LANGUAGE_COOKIE,
        lang,
        max_age=LANGUAGE_COOKIE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def form_spent(request: HttpRequest) -> Allowance | None:
    """Count a form that is sent, by account or else by address; give the allowance once spent."""
    account = request.user.pk
    caller = f"form:{account}" if account else f"form:{caller_of(request)}"
    allowance = allow("forms", caller, settings.FORM_LIMIT)
    return allowance if allowance and allowance.is_spent else None


def way_to_enter(request: HttpRequest, route: str) -> HttpResponse | None:
    """Lead to the sign-in, or to the second factor that the roles held need; None = come in."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    is_desk = route.startswith("desk:")
    if is_desk and must_add_second_factor(request.user, settings.SECOND_FACTOR_FOR):
        return redirect("mfa_index")
    return None


def note_browser(get_response: Handler) -> Handler:
    """Note in which browser somebody is signed in; public pages never ask who reads them."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not is_personal(request):
            return get_response(request)
        before = request.session.session_key
        note_presence(request)
        response = get_response(request)
        follow_session(before, request)
        return response

    return answer


class KeepDoors:
    """Let through who may open an address, by the methods it answers; see doors.py."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        route = request.resolver_match.view_name if request.resolver_match else ""
        door = DOORS.get(route)
        if door is None:
            _log.error("The route %s has no door in athar/config/doors.py", route)
            raise PermissionDenied(route)
        if request.method not in door.methods:
            return method_refused(request, door.methods)
        if door.takes_forms and request.method == "POST" and (spent := form_spent(request)):
            return too_many(request, spent.headers)
        if door.visitor is Visitor.SIGNED_IN and (way := way_to_enter(request, route)):
            return way
        if door is PAGE:
            request.META[KEYS] = keys_of_page(kwargs)
        return None


def guard_responses(get_response: Handler) -> Handler:
    """Set the security headers; a view may have set a stricter policy of its own."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        if "frame-ancestors *" not in response.headers["Content-Security-Policy"]:
            response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()"
        )
        if is_personal(request):
            response.headers["Cache-Control"] = "private, no-store"
            response.headers["X-Robots-Tag"] = "noindex"
            patch_vary_headers(response, ("Cookie", "Accept-Language"))
        return response

    return answer
