"""What every request to the API passes: preflight, allowance, token, headers for web pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from athar.api.endpoints import ENDPOINTS
from athar.api.kept import answered, asks_for_table
from athar.api.limits import Allowance, allow, caller_of
from athar.api.problems import (
    NOT_ACCEPTABLE,
    NOT_FOUND,
    READ_TOKEN,
    TOKEN_NEEDED,
    TOO_MANY,
    UNKNOWN_TOKEN,
    problem,
)
from athar.api.writers import name_writer
from athar.people.enums import TokenKind
from athar.people.queries import Bearer, token_in_force

View = Callable[..., HttpResponse]
METHODS = "GET, HEAD, OPTIONS"
_PREFLIGHT = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Authorization, Accept-Language, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
_OF_UNCHANGED = ("ETag", "Cache-Control", "Content-Language", "Link")
_EXPOSED = "ETag, Link, RateLimit, RateLimit-Policy, Retry-After, Content-Language"


def guarded(view: View) -> View:
    """Put the front before a view."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return _open_to_all(HttpResponse(status=204, headers=_PREFLIGHT), None)
        bearer = _bearer(request)
        allowance = _allowance(request, bearer)
        response = _turned_away(request, bearer, allowance)
        if response is None and _writes(request):
            response = view(request, *args, **kwargs)
        elif response is None:
            asked_by, request.method = request.method, "GET"
            response = answered(request, lambda: view(request, *args, **kwargs))
            request.method = asked_by  # the server leaves out the body of what answers HEAD
        return _open_to_all(_unless_known(request, response), allowance)

    return answer


def _bearer(request: HttpRequest) -> Bearer | bool:
    """Give who shows a token, True without one, False when it is not in force.

    Queries: 1 with a token.
    """
    header = request.headers.get("Authorization")
    if header is None:
        return True
    scheme, _space, secret = header.partition(" ")
    found = token_in_force(secret.strip()) if scheme.lower() == "bearer" else None
    return found or False


def _allowance(request: HttpRequest, bearer: Bearer | bool) -> Allowance | None:
    """Count the request; who shows a token that is none is counted by address."""
    if _writes(request) and isinstance(bearer, Bearer) and bearer.kind is TokenKind.WRITE:
        return allow("write", f"write:{bearer.token_id}", settings.API_WRITE_LIMIT)
    if isinstance(bearer, bool):
        return allow("address", caller_of(request), settings.API_LIMIT)
    return allow("token", f"token:{bearer.token_id}", settings.API_TOKEN_LIMIT)


def _turned_away(
    request: HttpRequest, bearer: Bearer | bool, allowance: Allowance | None
) -> HttpResponse | None:
    if allowance is not None and allowance.is_spent:
        return problem(request, TOO_MANY)
    if bearer is False:
        return problem(request, UNKNOWN_TOKEN, headers={"WWW-Authenticate": "Bearer"})
    if not _takes_json(request.headers.get("Accept", "")) and not _gives_table(request):
        return problem(request, NOT_ACCEPTABLE)
    return _writer_missing(request, bearer) if _writes(request) else None


def _writes(request: HttpRequest) -> bool:
    return request.method == "POST"


def _writer_missing(request: HttpRequest, bearer: Bearer | bool) -> HttpResponse | None:
    """Name who writes; without a write token there is nobody."""
    if not isinstance(bearer, Bearer):
        return problem(request, TOKEN_NEEDED, headers={"WWW-Authenticate": "Bearer"})
    if bearer.kind is not TokenKind.WRITE:
        return problem(request, READ_TOKEN)
    name_writer(request, bearer)
    return None


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Send the bytes only to who has other ones."""
    etag = response.headers.get("ETag", "")
    header = request.headers.get("If-None-Match", "")
    known = {one.strip().removeprefix("W/") for one in header.split(",")} if header else set()
    if not etag or known.isdisjoint((etag, "*")):
        return response
    kept = {name: response.headers[name] for name in _OF_UNCHANGED if name in response}
    unchanged = HttpResponse(status=304, headers=kept)
    del unchanged.headers["Content-Type"]
    return unchanged


def _takes_json(accept: str) -> bool:
    return not accept or any(one in accept for one in ("*/*", "json", "application/*"))


def _gives_table(request: HttpRequest) -> bool:
    match = request.resolver_match
    endpoint = ENDPOINTS.get(match.url_name or "") if match else None
    return endpoint is not None and endpoint.has_table and asks_for_table(request)


def _open_to_all(response: HttpResponse, allowance: Allowance | None) -> HttpResponse:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = _EXPOSED
    if allowance is not None:
        for name, value in allowance.headers.items():
            response.headers[name] = value
    return response


def nothing_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Answer every address below /api that is none of ours."""
    return problem(request, NOT_FOUND)
