"""The sentences of a search: how much was found, how, and what else can be tried."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext, pgettext
from markupsafe import Markup, escape

from athar.kernel.text import Translated
from athar.portal.commitments.wording import computed_look
from athar.portal.search.page import SearchPage
from athar.reference.queries import PlaceRef
from athar.search.queries import Group, Hit, Kind, Manner, SearchResults
from athar.ui import formatting, statuses
from athar.ui.site import Label

__all__ = [
    "chips",
    "computed_look",
    "count",
    "heading",
    "kind_of",
    "kinds",
    "manner",
    "place_options",
    "plan_options",
    "see_all",
    "status_options",
    "title",
    "value_words",
    "where",
    "year_options",
]

_LONGEST_SAID = 60


def title(results: SearchResults) -> str:
    """Head the page without markup."""
    if not results.words:
        return gettext("Search")
    return gettext("Search: %(text)s") % {"text": _said(results.text)}


def heading(results: SearchResults) -> Markup:
    """Say how much was found."""
    if not results.words:
        return escape(gettext("Search"))
    text = Markup("<bdi>{}</bdi>").format(_said(results.text))
    if not results.n:
        return _filled(gettext("Nothing found for “%(text)s”"), text=text)
    if results.is_more:
        sentence = gettext("More than %(n)s results for “%(text)s”")
    else:
        sentence = ngettext(
            "%(n)s result for “%(text)s”", "%(n)s results for “%(text)s”", results.n
        )
    return _filled(sentence, n=formatting.number(results.n), text=text)


def manner(results: SearchResults) -> list[Markup]:
    """Say what was searched instead, and what was left out."""
    said = []
    for one in results.corrections:
        sentence = gettext("No text holds “%(word)s”. Shown: “%(instead)s”.")
        said.append(_filled(sentence, word=_quoted(one.word), instead=_quoted(one.instead)))
    if results.manner is Manner.SOME:
        sentence = gettext("No text holds all these words together. These hold some of them.")
        said.append(escape(sentence))
    if results.n_words_left_out:
        sentence = gettext("Only these words were searched: %(words)s.")
        said.append(_filled(sentence, words=_quoted(" ".join(results.words))))
    return said


def count(group: Group) -> Markup:
    """Say how many there are of a kind."""
    n = formatting.number(group.n)
    return _filled(gettext("%(n)s+"), n=n) if group.is_more else n


def kinds(page: SearchPage, address: str) -> list[tuple[Label, str, bool]]:
    """Give the choice between all kinds and one, each with its number."""
    chosen = page.choices.kind
    offered: list[tuple[Label, str, bool]] = [
        (
            pgettext("kinds of results", "All"),
            address + page.choices.query(kind=""),
            not chosen,
        )
    ]
    for group in page.results.groups:
        pattern = pgettext("an option and how many there are", "%(words)s (%(n)s)")
        words = _filled(pattern, words=kind_of(group.kind, page), n=count(group))
        is_chosen = group.kind == chosen
        offered.append((words, address + page.choices.query(kind=group.kind.value), is_chosen))
    return offered


def kind_of(kind: Kind, page: SearchPage) -> str:
    """Name a kind; commitments are projects where every plan calls them so."""
    if kind is Kind.COMMITMENT and page.plans:
        counted = {plan.kind.counts_projects for plan in page.plans}
        if counted == {True}:
            return gettext("Projects")
        if counted == {False}:
            return gettext("Commitments")
    return str(kind.label)


def see_all(group: Group) -> Markup:
    """Lead from the first of a kind to all of them."""
    if group.is_more:
        return _filled(gettext("See more than %(n)s"), n=formatting.number(group.n))
    return _filled(gettext("See all %(n)s"), n=formatting.number(group.n))


def where(hit: Hit, page: SearchPage) -> Label | None:
    """Say beside a title its kind of place, or its plan where there are several."""
    if hit.kind is Kind.PLACE:
        place = page.shown_places.get(hit.key)
        return place.kind.label if place else None
    if hit.kind in {Kind.NODE, Kind.COMMITMENT} and len(page.plans) > 1:
        plan = page.plan(hit.plan_code)
        return (plan.short_title or plan.title) if plan else None
    return None


def chips(page: SearchPage, address: str) -> list[tuple[Label, str]]:
    """Give the filters in force, each with the address without it."""
    return [
        (value_words(page, name, value), address + page.choices.query(**{name: ""}))
        for name, value in page.choices.in_force.items()
    ]


def value_words(page: SearchPage, name: str, value: str) -> Label:
    """Word one filter; a code that nothing has stands for itself."""
    if name == "status":
        return statuses.COMPUTED[value].word
    if name == "plan" and (plan := page.plan(value)):
        return plan.short_title or plan.title
    if name == "place":
        return next((one.names for one in page.places if _place_key(one) == value), value)
    if name == "theme":
        return gettext("Theme")
    return value


def plan_options(page: SearchPage) -> list[tuple[str, str]]:
    """Give the plans one can choose among; none when there is only one."""
    if len(page.plans) < 2:
        return []
    return [(plan.code, _plain(plan.short_title or plan.title, page)) for plan in page.plans]


def place_options(page: SearchPage) -> list[tuple[str, str]]:
    """Give the places one can choose among."""
    return [(_place_key(place), _plain(place.names, page)) for place in page.places]


def status_options() -> Sequence[tuple[str, str]]:
    """Give the computed statuses in their order."""
    return [(key, str(look.word)) for key, look in statuses.COMPUTED.items()]


def year_options(page: SearchPage) -> Sequence[tuple[str, str]]:
    """Give the years in which some plan runs."""
    return [(str(year), str(year)) for year in page.years]


def _place_key(place: PlaceRef) -> str:
    return f"{place.scheme}:{place.code}"


def _plain(names: Translated, page: SearchPage) -> str:
    return names.in_language(page.results.lang).text


def _said(text: str) -> str:
    return Truncator(text).chars(_LONGEST_SAID)


def _quoted(text: str) -> Markup:
    return Markup("<bdi>{}</bdi>").format(text)


def _filled(sentence: str, **values: object) -> Markup:
    return Markup(escape(sentence)) % values  # noqa: S704 - escaped here, values are ours
