"""Errors in the shape of who asked: a problem for programs, a page with a way on for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse

from athar.api import problems
from athar.portal import errors


def is_program(request: HttpRequest) -> bool:
    """Tell whether an address belongs to the API."""
    return request.path_info.startswith("/api/")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    if is_program(request):
        return problems.problem(request, problems.BAD_REQUEST)
    return errors.bad_request(request, exception)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    if is_program(request):
        return problems.problem(request, problems.REFUSED)
    return errors.refused(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    if is_program(request):
        return problems.problem(request, problems.NOT_FOUND)
    return errors.not_found(request, exception)


def method_refused(request: HttpRequest, methods: Sequence[str]) -> HttpResponse:
    """405, with the methods that are answered."""
    if is_program(request):
        allow = {"Allow": ", ".join(methods)}
        return problems.problem(request, problems.READ_ONLY, headers=allow)
    return errors.method_refused(request, methods)


def too_many(request: HttpRequest, headers: Mapping[str, str]) -> HttpResponse:
    """429 for a form, with when to try again."""
    response = errors.too_many(request)
    for name, value in headers.items():
        response.headers[name] = value
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """500; must work even when the database does not."""
    if is_program(request):
        return problems.problem(request, problems.FAILED)
    return errors.failed(request)
