"""The page of a place as of an earlier publication: its banner, and why there are no figures."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext
from markupsafe import Markup

from athar.portal.commitments.wording import filled
from athar.portal.indicators.moment import state_of
from athar.portal.moments import TooMuch
from athar.portal.places.page import PlacePage
from athar.rollups.queries import past_places
from athar.trail.moments import AsOf
from athar.ui import formatting
from athar.ui.site import State


def place_state(request: HttpRequest, as_of: AsOf | None) -> State | None:
    """Say which state of a place is shown, with the address of the current one."""
    sentence = gettext(
        "You are reading this place as it was published on %(day)s (publication %(n)s)."
    )
    return state_of(request, as_of, sentence)


def too_many_plans() -> Markup:
    """Say that the projects of too many plans would have to be put together."""
    sentence = gettext(
        "The projects of more than %(n)s plans would have to be put together for this state, so "
        "its figures are not given. Choose a smaller place, or read each plan as it was."
    )
    return filled(sentence, n=formatting.number(past_places.MOST_PLANS))


def refuse_too_many(page: PlacePage) -> None:
    """Refuse a file of a place whose figures could not be put together. Errors: TooMuch."""
    if page.is_cut:
        raise TooMuch(too_many_plans().striptags())
