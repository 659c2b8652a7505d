"""Addresses of indicators, of their values, and of their pages with other choices."""

from __future__ import annotations

from collections.abc import Mapping

from athar.indicators.queries import IndicatorView
from athar.portal.indicators.choices import Choices
from athar.reference.queries import PlaceRef
from athar.rollups.queries import Figure
from athar.ui.addresses import reverse

#: How the whole stands in the address of a value, where a part of it would.
WHOLE = "whole"
#: A period with a first and a last day: "2024-01-01/2024-06-30", in an address with two hyphens.
_BETWEEN_DAYS, _IN_ADDRESS = "/", "--"


def indicator_url(lang: str, library: str, code: str, twin: str = "") -> str:
    """Give the page of an indicator, or one of its twins ("_json", "_csv" …)."""
    kwargs = {"lang": lang, "library": library, "code": code}
    return reverse(f"portal:indicator{twin}", kwargs=kwargs)


def place_key(place: PlaceRef) -> str:
    """Give a place as it stands after "?place="."""
    return f"{place.scheme}:{place.code}"


def at_place(lang: str, indicator: IndicatorView, place: PlaceRef, category: str = "") -> str:
    """Give the page of an indicator at a place, for a part of the whole."""
    chosen = Choices(place=place_key(place), category=category or None)
    return indicator_url(lang, indicator.library_code, indicator.code) + chosen.query()


def value_kwargs(
    lang: str, indicator: IndicatorView, place: PlaceRef, period: str, category: str
) -> Mapping[str, str]:
    """Give the parts of the address of a value, which lasts as long as the value."""
    return {
        "lang": lang,
        "library": indicator.library_code,
        "code": indicator.code,
        "scheme": place.scheme,
        "place": place.code,
        "period": period.replace(_BETWEEN_DAYS, _IN_ADDRESS),
        "category": category or WHOLE,
    }


def value_url(lang: str, indicator: IndicatorView, place: PlaceRef, one: Figure) -> str:
    """Give the page that tells where a value comes from."""
    kwargs = value_kwargs(lang, indicator, place, one.period, one.category)
    return reverse("portal:value", kwargs=dict(kwargs))


def desk_url(indicator: IndicatorView, place: PlaceRef, period: str, category: str) -> str:
    """Give the page of the desk on which a value is stated; it asks who one is."""
    kwargs = dict(value_kwargs("", indicator, place, period, category))
    del kwargs["lang"]
    return reverse("desk:value", kwargs=kwargs)


def period_in(address: str) -> str:
    """Give the code of the period that stands in an address."""
    return address.replace(_IN_ADDRESS, _BETWEEN_DAYS)


def category_in(address: str) -> str:
    """Give the code of the part of the whole that stands in an address."""
    return "" if address == WHOLE else address
