"""Indicators as of an earlier publication: what is asked for, and the banner that says so."""

from __future__ import annotations

from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext

from athar.portal.commitments.wording import filled
from athar.portal.moments import NotThen
from athar.trail.moments import AsOf, read_as_of
from athar.ui import formatting
from athar.ui.site import State


def asked_moment(request: HttpRequest) -> AsOf | None:
    """Give the moment that an address asks for, None for the present.

    Errors: BadRequest for what is no moment; NotThen for one to come or before the first one.
    Queries: 0 for the present, else 1.
    """
    asked = request.GET.get("as_of", "").strip()
    if not asked:
        return None
    try:
        return read_as_of(asked)
    except ValidationError as error:
        if error.code == "as_of_malformed":
            raise BadRequest(f"as_of={asked[:40]!r} is no moment") from error
        raise NotThen(" ".join(error.messages)) from error


def state_of(request: HttpRequest, as_of: AsOf | None, sentence: str = "") -> State | None:
    """Say which state a page shows, with the address of the current one."""
    if as_of is None:
        return None
    query = request.GET.copy()
    del query["as_of"]
    sentence = sentence or gettext(
        "You are reading the values as they were published on %(day)s (publication %(n)s)."
    )
    words = filled(
        sentence,
        day=formatting.day(as_of.published_on),
        n=formatting.number(as_of.number),
    )
    now = request.path + (f"?{query.urlencode()}" if query else "")
    return State(words, now, as_of.asked, "")
