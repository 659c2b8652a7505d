"""The list of endpoints: each has a name that never changes, what it gives, examples to try."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import ValidationError

from athar.api.problems import INVALID, NOT_FOUND, Fault, Refused, Stopped, problem

api = NinjaAPI(
    title="Athar",
    version="1.0.0",
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address of the API: its name, the record it gives, one or a list of them.

    Shape: with `has_table` the list may be asked for as CSV too.
    """

    name: str
    path: str
    record: type
    is_list: bool
    examples: tuple[str, ...]
    has_table: bool = False


ENDPOINTS: dict[str, Endpoint] = {}
WRITES: dict[str, Endpoint] = {}
"""The addresses that take what is sent to them, by name."""
View = Callable[..., HttpResponse]


def offer(
    path: str,
    *,
    name: str,
    gives: type,
    summary: str,
    tag: str,
    examples: tuple[str, ...],
    has_table: bool = False,
) -> Callable[[View], View]:
    """Open an address; the docstring of the view is its description.

    Shape: a name that begins with "list" gives a list. `examples` are addresses after /api/v1
    that the demonstration answers; the first one stands in the documents with its answer.
    """
    is_list = name.startswith("list_") or name == "search"
    ENDPOINTS[name] = Endpoint(name, path, gives, is_list, examples, has_table)

    def opened(view: View) -> View:
        route = api.get(path, operation_id=name, url_name=name, summary=summary, tags=[tag])
        registered: View = route(view)
        return registered

    return opened


def take(path: str, *, name: str, gives: type, summary: str, tag: str) -> Callable[[View], View]:
    """Open an address to what is sent with POST, beside a list that is read at the same address."""
    WRITES[name] = Endpoint(name, path, gives, is_list=False, examples=())

    def opened(view: View) -> View:
        route = api.post(path, operation_id=name, url_name=name, summary=summary, tags=[tag])
        registered: View = route(view)
        return registered

    return opened


@api.exception_handler(Http404)
def nothing_there(request: HttpRequest, error: Any) -> HttpResponse:
    """Say that there is nothing of this code."""
    return problem(request, NOT_FOUND)


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Any) -> HttpResponse:
    """Say which parameters are wrong."""
    return problem(request, INVALID, error.faults)


@api.exception_handler(Stopped)
def stopped(request: HttpRequest, error: Any) -> HttpResponse:
    """Say why the request goes no further."""
    return problem(request, error.kind)


@api.exception_handler(ValidationError)
def not_valid(request: HttpRequest, error: Any) -> HttpResponse:
    """Say which parameters do not have the form that the document asks for."""
    return problem(request, INVALID, [_fault(one) for one in error.errors])


@api.exception_handler(Exception)
def failed(request: HttpRequest, error: Any) -> HttpResponse:
    """Let the installation record the fault and answer as it does everywhere."""
    raise error


def _fault(one: dict[str, Any]) -> Fault:
    """Put into words what pydantic found; its own words are English only."""
    kind, limits = str(one["type"]), dict(one.get("ctx") or {})
    if kind in {"greater_than_equal", "less_than_equal"}:
        bound = limits.get("ge", limits.get("le"))
        words = _("At least %(bound)s.") if "ge" in limits else _("At most %(bound)s.")
        detail = words % {"bound": bound}
    elif kind in {"literal_error", "enum"}:
        detail = _("Must be one of: %(known)s.") % {"known": limits.get("expected", "")}
    elif kind in {"int_parsing", "int_from_float", "int_parsing_size"}:
        detail = _("Must be a whole number.")
    elif kind == "string_too_long":
        detail = _("Too long: at most %(bound)s characters.") % {"bound": limits["max_length"]}
    else:
        detail = _("Not in the form that the document asks for.")
    return Fault(str(one["loc"][-1]), kind, detail)
