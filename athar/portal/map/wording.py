"""What the map of a plan says in words: what it shows, what it leaves out, where else to look."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext, pgettext_lazy
from markupsafe import Markup, escape

from athar.portal.commitments.wording import filled
from athar.portal.map.choices import LEVELS, SHOWS
from athar.portal.map.page import MapPage
from athar.reference.enums import PlaceKind
from athar.reference.queries import PlaceRef
from athar.rollups.queries import PlaceTotals
from athar.ui import formatting
from athar.ui.site import Label

_SHOW_WORDS: Mapping[str, Label] = {
    "count": pgettext_lazy("what a map shows", "Number"),
    "amount": pgettext_lazy("what a map shows", "Planned amount"),
    "progress": pgettext_lazy("what a map shows", "Progress"),
}
_TITLES: Mapping[str, Label] = {
    "count": gettext_lazy("How many are there in each place?"),
    "amount": gettext_lazy("How much is planned in each place?"),
    "progress": gettext_lazy("Where does it advance?"),
}
#: How many places the table lists at once, unless few are left.
LISTED, FEW = 15, 5


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table that says what the map shows."""

    place: PlaceRef
    totals: PlaceTotals
    is_chosen: bool


def show_links(page: MapPage, address: str) -> list[tuple[Label, str, bool]]:
    """Give what the map can show, each with its address."""
    choices = page.choices
    return [
        (
            _SHOW_WORDS[one],
            address + choices.query(show="" if one == SHOWS[0] else one),
            one == choices.shown,
        )
        for one in SHOWS
    ]


def level_links(page: MapPage, address: str) -> list[tuple[Label, str, bool]]:
    """Give the parts that can be drawn, none when there is no choice."""
    if not page.has_levels or page.focus is None:
        return []
    words = _parts_of(page.focus.kind)
    chosen = page.choices.level or LEVELS[0]
    return [
        (word, address + page.choices.query(level="" if one == LEVELS[0] else one), one == chosen)
        for one, word in zip(LEVELS, words, strict=True)
    ]


def _parts_of(kind: PlaceKind) -> tuple[str, str]:
    """Name the parts of a kind of place, and the parts of those."""
    provinces, communes = gettext("Provinces and prefectures"), gettext("Communes")
    if kind is PlaceKind.REGION:
        return provinces, communes
    if kind is PlaceKind.COUNTRY:
        return gettext("Regions"), provinces
    return gettext("Parts"), gettext("Smaller parts")


def title(page: MapPage) -> Label:
    """Ask what the map answers."""
    return _TITLES[page.choices.shown]


def unit(page: MapPage) -> Markup:
    """Say in what the map counts."""
    if page.choices.shown == "count":
        if page.plan.kind.counts_projects:
            return escape(gettext("Projects that name each place."))
        return escape(gettext("Commitments that name each place."))
    if page.choices.shown == "amount":
        return filled(
            gettext("In millions of %(currency)s. What spans several places counts in each."),
            currency=_currency(page.plan.currency),
        )
    return escape(
        gettext(
            "Physical progress weighted by cost. What spans several places counts in each of them."
        )
    )


def _currency(code: str) -> str:
    names = {"MAD": pgettext("after “millions of”", "dirhams")}
    return names.get(code, code)


def elsewhere(page: MapPage) -> Markup | None:
    """Say how many of the chosen are not on the map, and why; None when all are."""
    n = page.territory.n_elsewhere
    if not n or page.is_among_neighbours:
        return None
    sentence = ngettext(
        "%(n)s of them is not on the map: it concerns a wider place as a whole, or states none.",
        "%(n)s of them are not on the map: they concern a wider place as a whole, or state none.",
        n,
    )
    return filled(sentence, n=formatting.number(n))


def rows(page: MapPage) -> tuple[list[Row], list[Row]]:
    """Give the lines of the table, those listed at once and the rest.

    Shape: places with something, the largest of what is shown first.
    """
    found = [
        Row(one, totals, one == page.focus)
        for one in page.drawn
        if (totals := page.totals(one)) is not None
    ]
    found.sort(key=lambda row: _rank(row.totals, page.choices.shown), reverse=True)
    first = len(found) if len(found) <= LISTED + FEW else LISTED
    return found[:first], found[first:]


def _rank(totals: PlaceTotals, shown: str) -> tuple[object, ...]:
    values = {
        "count": totals.n_total,
        "amount": totals.planned,
        "progress": totals.physical.exact,
    }
    value = values[shown]
    return value is not None, value or 0, totals.n_total


def rest_title(n: int) -> Markup:
    """Head the places beyond the first LISTED."""
    sentence = ngettext("%(n)s more place", "%(n)s more places", n)
    return filled(sentence, n=formatting.number(n))


def bare(page: MapPage) -> Sequence[PlaceRef]:
    """Give the places in which nothing counts, in order of code."""
    return [one for one in page.drawn if page.totals(one) is None]


def bare_title(n: int) -> Markup:
    """Head the list of the places in which nothing counts."""
    sentence = ngettext("%(n)s place without any", "%(n)s places without any", n)
    return filled(sentence, n=formatting.number(n))


def boundaries(page: MapPage) -> Markup:
    """Name the boundary set under the map, and whom to credit."""
    assert page.shapes is not None, "only a map that is drawn has boundaries"
    source = page.shapes.source
    return filled(
        gettext("Boundaries: %(title)s (%(credit)s)"),
        title=formatting.wording(source.title),
        credit=Markup("<bdi>{}</bdi>").format(source.credit or source.source),
    )


def explored() -> str:
    """Give what the moving map says on its buttons and to the hand, as JSON."""
    words = {
        "NavigationControl.ZoomIn": gettext("Zoom in"),
        "NavigationControl.ZoomOut": gettext("Zoom out"),
        "Map.Title": gettext("Map"),
        "CooperativeGesturesHandler.WindowsHelpText": gettext("Hold Ctrl and scroll to zoom"),
        "CooperativeGesturesHandler.MacHelpText": gettext("Hold ⌘ and scroll to zoom"),
        "CooperativeGesturesHandler.MobileHelpText": gettext("Use two fingers to move the map"),
    }
    return json.dumps(words, ensure_ascii=False)


def wider(page: MapPage) -> Markup:
    """Lead back to the place around."""
    assert page.wider is not None, "there is no way out of the place of the plan"
    return filled(gettext("Back to %(place)s"), place=formatting.wording(page.wider.names))
