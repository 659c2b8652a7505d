"""What a program reads when an answer cannot be given: one shape for every error (RFC 9457)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from athar.api.addresses import origin_of
from athar.ui.site import Label

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a request."""

    parameter: Annotated[str | None, "Name of the parameter it is about."]
    code: Annotated[str, "Word for programs, such as `unknown_parameter`."]
    detail: Annotated[str, "Sentence for people, in the language of the answer."]
    row: Annotated[int | None, "Of rows that were sent, its number; 1 is the first."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why an answer is not given."""

    type: Annotated[str, "Address that names the kind of problem and explains it."]
    title: Annotated[str, "The kind of problem in words, in the language of the answer."]
    status: Annotated[int, "The HTTP status."]
    detail: Annotated[str, "What happened and what to do, in the language of the answer."]
    code: Annotated[str, "Word for programs; it does not change with the language."]
    errors: Annotated[tuple[Fault, ...], "Everything that is wrong with the request."]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its status, its word for programs, its title and its sentence."""

    status: HTTPStatus
    code: str
    title: Label
    detail: Label


BAD_REQUEST = Kind(
    HTTPStatus.BAD_REQUEST,
    "bad_request",
    _("This request cannot be understood"),
    _("Something in the address is not as it should be."),
)
UNKNOWN_TOKEN = Kind(
    HTTPStatus.UNAUTHORIZED,
    "unknown_token",
    _("This token is not valid"),
    _("It was mistyped, has expired or was revoked. Without a token, everything can be read too."),
)
REFUSED = Kind(
    HTTPStatus.FORBIDDEN,
    "refused",
    _("You are not allowed to do this"),
    _("This address is not open."),
)
NOT_FOUND = Kind(
    HTTPStatus.NOT_FOUND,
    "not_found",
    _("There is nothing at this address"),
    _("The address may be mistyped, or what it names was never published."),
)
READ_ONLY = Kind(
    HTTPStatus.METHOD_NOT_ALLOWED,
    "method_not_allowed",
    _("This address can only be read"),
    _("Ask with GET or HEAD."),
)
NOT_ACCEPTABLE = Kind(
    HTTPStatus.NOT_ACCEPTABLE,
    "not_acceptable",
    _("Answers are JSON"),
    _("The header Accept leaves out application/json."),
)
INVALID = Kind(
    HTTPStatus.UNPROCESSABLE_ENTITY,
    "invalid_parameters",
    _("A parameter is not valid"),
    _("See errors: it names every parameter that is wrong, and why."),
)
TOO_MANY = Kind(
    HTTPStatus.TOO_MANY_REQUESTS,
    "too_many_requests",
    _("Too many requests"),
    _("Wait for as many seconds as the header Retry-After says. A read token allows more."),
)
FAILED = Kind(
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "failed",
    _("Something went wrong on our side"),
    _("The fault was recorded. Please try again in a moment."),
)
TOKEN_NEEDED = Kind(
    HTTPStatus.UNAUTHORIZED,
    "token_needed",
    _("A write token is needed"),
    _("Send it in the header Authorization: Bearer. It is made at the desk."),
)
READ_TOKEN = Kind(
    HTTPStatus.FORBIDDEN,
    "read_token",
    _("This token can only read"),
    _("Make a write token at the desk."),
)
NOT_ALLOWED = Kind(
    HTTPStatus.FORBIDDEN,
    "not_allowed",
    _("You are not allowed to do this"),
    _("The account of the token may not state some of these values with this claim."),
)
KEY_IN_USE = Kind(
    HTTPStatus.CONFLICT,
    "key_in_use",
    _("This key stands for another request"),
    _("Send the same body and address as before under this key, or take a new key."),
)
TOO_LARGE = Kind(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "too_large",
    _("The body is too large"),
    _("Send it in parts of 10 MB at most."),
)
UNREADABLE = Kind(
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "unsupported_media_type",
    _("The body is neither JSON nor CSV"),
    _("Send application/json or text/csv, and say which in the header Content-Type."),
)
WRITE_KINDS: Mapping[int, Kind] = {
    kind.status.value: kind
    for kind in (
        BAD_REQUEST, TOKEN_NEEDED, NOT_ALLOWED, NOT_ACCEPTABLE, KEY_IN_USE, TOO_LARGE, UNREADABLE,
        INVALID, TOO_MANY, FAILED,
    )
}  # fmt: skip
KINDS: Mapping[int, Kind] = {
    kind.status.value: kind
    for kind in (
        BAD_REQUEST, UNKNOWN_TOKEN, REFUSED, NOT_FOUND, READ_ONLY, NOT_ACCEPTABLE, INVALID,
        TOO_MANY, FAILED,
    )
}  # fmt: skip


class Refused(Exception):  # noqa: N818 - named for what happens to the request
    """A request whose parameters are wrong; holds every fault."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(fault.detail for fault in self.faults))


class Stopped(Exception):  # noqa: N818 - named for what happens to the request
    """A request that cannot be answered, for one reason."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        super().__init__(kind.code)


def problem(
    request: HttpRequest,
    kind: Kind,
    faults: Sequence[Fault] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Say why there is no answer, in the language of the request."""
    said = Problem(
        type=f"{origin_of(request)}/en/developers#{kind.code}",
        title=str(kind.title),
        status=kind.status.value,
        detail=str(kind.detail),
        code=kind.code,
        errors=tuple(faults),
    )
    response = HttpResponse(
        orjson.dumps(said, default=str), content_type=MEDIA_TYPE, status=kind.status
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Content-Language"] = translation.get_language() or "en"
    response.headers["Vary"] = "Accept-Language"
    for name, value in (headers or {}).items():
        response.headers[name] = value
    return response
