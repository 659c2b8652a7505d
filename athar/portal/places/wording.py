"""What the pages of places say in words: what kind of place, how it does, what does not count."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext
from markupsafe import Markup, escape

from athar.kernel.numbers import MINUS, change_percent, format_percent
from athar.kernel.text import normalise
from athar.portal import wording
from athar.portal.commitments.wording import computed_look, filled, joined, text_of
from athar.portal.places.moment import too_many_plans
from athar.portal.places.page import PerInhabitant, PlacePage
from athar.reference.enums import PlaceKind, Scheme
from athar.reference.queries import PlaceRef, PopulationSeries
from athar.rollups.figures import MoneyTotals
from athar.rollups.queries import WholeCount
from athar.ui import formatting


def kicker(page: PlacePage) -> Markup:
    """Say which kind of place this is and in what it lies, the nearest first."""
    kind = Markup("<span>{}</span>").format(page.place.kind.label)
    if not page.above:
        return kind
    above = joined([one.names for one in reversed(page.above)])
    return Markup('{} <span class="mute">{}</span>').format(kind, above)


def title(place: PlaceRef) -> str:
    """Name a place so that a province and its chief town differ."""
    return pgettext("title of a page", "%(place)s (%(kind)s)") % {
        "place": text_of(place.names),
        "kind": place.kind.label,
    }


def lede(page: PlacePage) -> Markup:
    """Answer first: how what is promised here is doing, or that nothing is."""
    if page.is_cut:
        return too_many_plans()
    if page.figures.n_total == 1 and page.commitments:
        return _single(page)
    if page.figures.n_total:
        total: Any = page.figures  # has the two fields of GroupFigures that the answer reads
        return wording.answer(total, projects=page.counts_projects)
    return escape(_nothing(page))


def _single(page: PlacePage) -> Markup:
    status = Markup("<b>{}</b>").format(computed_look(page.commitments[0].figures).word)
    if page.counts_projects:
        return filled(gettext("One project names this place: %(status)s."), status=status)
    return filled(gettext("One commitment names this place: %(status)s."), status=status)


def _nothing(page: PlacePage) -> str:
    if page.wider:
        return gettext(
            "Nothing promised names this place yet. What concerns the whole of a wider place "
            "may serve it too: see below."
        )
    if page.compared[1:]:
        return gettext("Nothing promised names this place yet. See what is promised around it.")
    return gettext("No plan published here concerns this place yet.")


def facts(page: PlacePage) -> list[tuple[str, Markup]]:
    """Give the facts under the title: inhabitants and their change, other names, code."""
    found = [
        (
            gettext("Inhabitants in %(year)s") % {"year": one.year},
            formatting.number(one.inhabitants),
        )
        for one in reversed(page.population.counts)
    ]
    change = change_words(page.population)
    if change is not None:
        years = page.population.counts
        term = gettext("Change from %(first)s to %(last)s")
        found.append((term % {"first": years[0].year, "last": years[-1].year}, change))
    others = other_names(page.place)
    if others:
        found.append((gettext("In other languages"), others))
    found.append((_code_term(page.place), formatting.bdi(page.place.code)))
    return found


def change_words(population: PopulationSeries) -> Markup | None:
    """Give by how much a population changed, with its sign; None when one year is known."""
    if len(population.counts) < 2:
        return None
    first, last = population.counts[0], population.counts[-1]
    change = change_percent(first.inhabitants, last.inhabitants)
    if change is None:
        return None
    sign = "+" if change > 0 else MINUS if change < 0 else ""
    return formatting.bdi(sign + format_percent(abs(change), lang=wording.lang(), decimals=1))


def _comma() -> Markup:
    return escape(pgettext("between the names of a list", ", "))


def other_names(place: PlaceRef) -> Markup:
    """Name a place in the other languages, each in its own direction; equal names once."""
    here = text_of(place.names)
    said: dict[str, str] = {}
    for lang, name in place.names.items():
        if name != here and name not in said.values():
            said[lang] = name
    return _comma().join(
        Markup('<bdi lang="{}">{}</bdi>').format(lang, name) for lang, name in said.items()
    )


def _code_term(place: PlaceRef) -> str:
    if place.scheme == Scheme.HCP:
        return gettext("Code of the High Commission for Planning")
    return gettext("Code (%(scheme)s)") % {"scheme": place.scheme}


def people_source(population: PopulationSeries) -> Markup:
    """Say where the number of inhabitants comes from."""
    source = Markup("<bdi>{}</bdi>").format(population.source)
    return filled(gettext("Inhabitants: %(source)s"), source=source)


def caveats(page: PlacePage) -> list[Markup | str]:
    """Say what the figures of the place do and do not hold."""
    said: list[Markup | str] = []
    if page.figures.n_total:
        said.append(gettext("What concerns several places counts in each of them, in full."))
    if page.whole and page.parts:
        said.append(_whole(page))
    if page.place_unknown and not page.wider:
        said.append(nowhere(page))
    return said


def nowhere(page: PlacePage) -> Markup:
    """Say how many commitments state no place, and so count in none."""
    sentence = ngettext(
        "%(n)s item of the plan states no place: it counts in no place at all.",
        "%(n)s items of the plan state no place: they count in no place at all.",
        page.place_unknown,
    )
    return filled(sentence, n=formatting.number(page.place_unknown))


def _whole(page: PlacePage) -> Markup:
    sentence = ngettext(
        "%(n)s of them concerns %(place)s as a whole: it counts here, and in none of its parts.",
        "%(n)s of them concern %(place)s as a whole: they count here, and in none of its parts.",
        page.whole,
    )
    number = formatting.number(page.whole)
    return filled(sentence, n=number, place=formatting.wording(page.place.names))


def wider(one: WholeCount, *, projects: bool) -> Markup:
    """Say how many concern a wider place as a whole."""
    if projects:
        sentence = ngettext(
            "%(n)s project for the whole of %(place)s",
            "%(n)s projects for the whole of %(place)s",
            one.n,
        )
    else:
        sentence = ngettext(
            "%(n)s commitment for the whole of %(place)s",
            "%(n)s commitments for the whole of %(place)s",
            one.n,
        )
    return filled(sentence, n=formatting.number(one.n), place=formatting.wording(one.place.names))


def n_items(n: int, *, projects: bool) -> Markup:
    """Say how many projects, or commitments, there are."""
    if projects:
        sentence = ngettext("%(n)s project", "%(n)s projects", n)
    else:
        sentence = ngettext("%(n)s commitment", "%(n)s commitments", n)
    return filled(sentence, n=formatting.number(n))


def per_head(value: Decimal | None, currency: str) -> str | None:
    """Write an amount per inhabitant, whole; None when it is unknown."""
    if value is None:
        return None
    return wording.number(value, 0)


def currency(code: str) -> str:
    """Name a currency as it stands beside its number."""
    return formatting.currency_name(code, wording.lang())


def per_head_sentence(
    one: PerInhabitant, money: MoneyTotals, population: PopulationSeries
) -> Markup:
    """Say what was paid per inhabitant, of which year the inhabitants are, what is unknown."""
    parts = []
    if one.paid is not None:
        paid = formatting.money(one.paid.quantize(Decimal(1)), one.currency)
        parts.append(filled(gettext("Paid so far: %(amount)s."), amount=paid))
    latest = population.latest
    if latest is not None:
        year = gettext("Inhabitants of %(year)s.") % {"year": latest.year}
        parts.append(escape(year))
    if money.planned_unknown:
        unknown = ngettext(
            "The amount of %(n)s item is unknown.",
            "The amounts of %(n)s items are unknown.",
            money.planned_unknown,
        )
        parts.append(filled(unknown, n=formatting.number(money.planned_unknown)))
    return Markup(" ").join(parts)


def amounts(shares: Iterable[PerInhabitant], name: str) -> Markup | None:
    """Write amounts per inhabitant of several currencies one after another; None: all unknown."""
    known = [(getattr(one, name), one.currency) for one in shares]
    written = [
        formatting.money(value.quantize(Decimal(1)), currency)
        for value, currency in known
        if value is not None
    ]
    return _comma().join(written) if written else None


def parts_title(page: PlacePage) -> str:
    """Ask about the parts by the name of their kind."""
    kinds = {one.place.kind for one in page.parts}
    if kinds == {PlaceKind.COMMUNE}:
        return gettext("Which communes does it reach?")
    if kinds == {PlaceKind.REGION}:
        return gettext("How does each region do?")
    return gettext("Where does it advance?")


def parts_note(page: PlacePage) -> str:
    """Say what the map of the parts shows."""
    if {one.place.kind for one in page.parts} == {PlaceKind.COMMUNE}:
        if page.counts_projects:
            return gettext("Number of projects that name each commune.")
        return gettext("Number of commitments that name each commune.")
    return gettext(
        "Physical progress weighted by cost. What spans several places counts in each of them."
    )


def without_title(n: int) -> Markup:
    """Head the list of the parts that nothing names."""
    sentence = ngettext(
        "%(n)s place that nothing promised names yet",
        "%(n)s places that nothing promised names yet",
        n,
    )
    return filled(sentence, n=formatting.number(n))


def found_sentence(n: int, q: str) -> Markup:
    """Say how many places a text finds."""
    sentence = ngettext("%(n)s place for “%(text)s”", "%(n)s places for “%(text)s”", n)
    return filled(sentence, n=formatting.number(n), text=Markup("<bdi>{}</bdi>").format(q))


STEPS = {
    "region": gettext_lazy("Your region"),
    "province": gettext_lazy("Your province or prefecture"),
    "commune": gettext_lazy("Your commune"),
}
"""What each choice on the way to a commune is called."""


def place_options(places: Iterable[PlaceRef]) -> list[tuple[str, str]]:
    """Give places as a field offers them, by name."""
    named = [(one.code, text_of(one.names)) for one in places]
    return sorted(named, key=lambda option: normalise(option[1]))


def near_title(n: int, place: PlaceRef, *, projects: bool) -> Markup:
    """Answer the way to a place: how many name it."""
    return filled(
        pgettext("commitments near a reader", "%(what)s in %(place)s"),
        what=n_items(n, projects=projects),
        place=formatting.wording(place.names),
    )


def whole_page(place: PlaceRef) -> Markup:
    """Lead to the page of a place from the list of its parts."""
    return filled(
        gettext("%(place)s as a whole (%(kind)s)"),
        place=formatting.wording(place.names),
        kind=place.kind.label,
    )
