"""Who writes: the bearer of a write token, never somebody known by a cookie."""

from __future__ import annotations

from django.http import HttpRequest

from athar.people.queries import Bearer

_KEY = "athar.writer"


def name_writer(request: HttpRequest, bearer: Bearer) -> None:
    """Let a request be written in the name of who shows the token."""
    request.META[_KEY] = bearer


def writer_of(request: HttpRequest) -> Bearer:
    """Give who writes."""
    found: Bearer = request.META[_KEY]
    return found
