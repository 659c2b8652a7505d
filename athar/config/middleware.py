"""What every request passes through: its language, and the headers every answer carries."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

Handler = Callable[[HttpRequest], HttpResponse]

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "manifest-src 'self'",
    ),
)


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


def speak_language(get_response: Handler) -> Handler:
    """Activate the language named by the first segment of the address, else the browser's."""

    def answer(request: HttpRequest) -> HttpResponse:
        segment = request.path_info.split("/", 2)[1]
        if segment not in settings.OFFERED_LANGUAGES:
            segment = request.GET.get("lang") or accepted_language(request.headers.get("Accept-Language", ""))
            if segment not in settings.OFFERED_LANGUAGES:
                segment = settings.OFFERED_LANGUAGES[0]
        with translation.override(segment):
            request.LANGUAGE_CODE = segment  # type: ignore[attr-defined] - Django's own convention
            response = get_response(request)
            if hasattr(response, "render") and not response.is_rendered:
                response = response.render()
        response.headers.setdefault("Content-Language", segment)
        return response

    return answer


def guard_responses(get_response: Handler) -> Handler:
    """Set the security headers; a view may have set a stricter policy of its own."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response

    return answer
