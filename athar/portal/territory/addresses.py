"""Where the pages of results lead on to."""

from __future__ import annotations

from athar.indicators.queries import IndicatorView
from athar.portal.territory.choices import Choices
from athar.reference.queries import PlaceRef
from athar.ui.addresses import reverse


def place_key(place: PlaceRef) -> str:
    """Give a place as it stands after "?place="."""
    return f"{place.scheme}:{place.code}"


def results_url(lang: str, place: PlaceRef, twin: str = "") -> str:
    """Give the results of a place, or one of their twins ("_csv")."""
    kwargs = {"lang": lang, "scheme": place.scheme, "code": place.code}
    return reverse(f"portal:place_results{twin}", kwargs=kwargs)


def indicator_url(lang: str, indicator: IndicatorView, place: PlaceRef | None = None) -> str:
    """Give the page of an indicator, at a place where one is given."""
    kwargs = {"lang": lang, "library": indicator.library_code, "code": indicator.code}
    chosen = Choices(place=place_key(place)) if place else Choices()
    return reverse("portal:indicator", kwargs=kwargs) + chosen.query()


def map_url(lang: str, indicator: IndicatorView, choices: Choices, twin: str = "") -> str:
    """Give the map of an indicator with some choices."""
    kwargs = {"lang": lang, "library": indicator.library_code, "code": indicator.code}
    return reverse(f"portal:indicator_map{twin}", kwargs=kwargs) + choices.query()


def compare_url(lang: str, indicator: IndicatorView, places: tuple[PlaceRef, ...]) -> str:
    """Give the comparison of one indicator in some places."""
    stated = [f"i={indicator.library_code}:{indicator.code}"]
    stated += [f"p={place_key(one)}" for one in places]
    return reverse("portal:compare", kwargs={"lang": lang}) + "?" + "&".join(stated)
