"""The ways of reading indicators: which there are, and where each of them is."""

from __future__ import annotations

from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from athar.indicators.queries import IndicatorView
from athar.portal.territory.addresses import indicator_url
from athar.ui.addresses import reverse
from athar.ui.site import Label, Link

_SECTIONS: tuple[tuple[str, Label], ...] = (
    ("indicators", gettext_lazy("Indicators")),
    ("scorecard", gettext_lazy("Scorecard")),
    ("coverage", gettext_lazy("Who is not measured?")),
    ("compare", pgettext_lazy("ways of reading indicators", "Compare")),
)


def section_links(lang: str, current: str) -> list[tuple[Label, str, bool]]:
    """Give the ways of reading indicators as (label, address, is current)."""
    return [
        (label, reverse(f"portal:{name}", kwargs={"lang": lang}), name == current)
        for name, label in _SECTIONS
    ]


def trail(lang: str, indicator: IndicatorView | None = None) -> list[Link]:
    """Give the way to a page of results: the list of indicators, then one of them."""
    links = [Link(gettext("Indicators"), reverse("portal:indicators", kwargs={"lang": lang}))]
    if indicator is not None:
        links.append(Link(indicator.title, indicator_url(lang, indicator)))
    return links
