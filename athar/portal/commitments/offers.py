"""What a reader of a list can choose, with how many there are of each, and what is chosen now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy, pgettext, pgettext_lazy
from markupsafe import Markup

from athar.portal.commitments.choices import NONE
from athar.portal.commitments.listing import FIELDS, KINDS, ListPage, facet_code
from athar.portal.commitments.wording import filled, heading, number, text_of
from athar.rollups.queries import SubjectName
from athar.ui import formatting, statuses
from athar.ui.site import Label

#: Every order a list can be put in: its key in the address and its words.
ORDERS: Mapping[str, Label] = {
    "": pgettext_lazy("order of a list", "Order of the plan"),
    "-amount": pgettext_lazy("order of a list", "Largest amount first"),
    "amount": pgettext_lazy("order of a list", "Smallest amount first"),
    "-physical": pgettext_lazy("order of a list", "Most advanced first"),
    "physical": pgettext_lazy("order of a list", "Least advanced first"),
    "-slippage": pgettext_lazy("order of a list", "Longest delay first"),
    "planned_end": pgettext_lazy("order of a list", "Next to end first"),
    "-updated": pgettext_lazy("order of a list", "Last updated first"),
    "updated": pgettext_lazy("order of a list", "Longest silence first"),
    "code": pgettext_lazy("order of a list", "Code"),
}
_LABELS: Mapping[str, Label] = {
    "node": gettext_lazy("Axis or programme"),
    "place": gettext_lazy("Place"),
    "status": gettext_lazy("Computed status"),
    "declared": gettext_lazy("Declared status"),
    "lead": gettext_lazy("Lead body"),
    "funder": gettext_lazy("Funder"),
    "theme": gettext_lazy("Theme"),
    "year": gettext_lazy("Year"),
}
_EVERY: Mapping[str, Label] = {
    "node": gettext_lazy("All axes and programmes"),
    "place": gettext_lazy("All places"),
    "status": pgettext_lazy("a filter", "All statuses"),
    "declared": pgettext_lazy("a filter", "All statuses"),
    "lead": gettext_lazy("All lead bodies"),
    "funder": gettext_lazy("All funders"),
    "theme": gettext_lazy("All themes"),
    "year": gettext_lazy("All years"),
}
_INDENTED = frozenset({"node", "place"})
_STEP = "\u2003"


@dataclass(frozen=True, slots=True)
class Offer:
    """One filter: its label, its options as (value, words with their count), what is chosen."""

    name: str
    label: Label
    every: Label
    value: str
    options: tuple[tuple[str, str], ...]


def offers(page: ListPage) -> dict[str, Offer]:
    """Give the filters by name; one that leaves no choice has no options."""
    return {name: _offer(page, name) for name in FIELDS}


def _offer(page: ListPage, name: str) -> Offer:
    counts = {
        facet_code(page.names, name, one.value): one.n for one in page.listing.facets[FIELDS[name]]
    }
    value = getattr(page.choices, name)
    if value:
        counts.setdefault(value, 0)
    ordered = _ordered(page, name, counts)
    top = min((one.level for one in _named(page, name)), default=0) if name in _INDENTED else 0
    options = tuple(
        (
            code,
            _with_count(
                _indent(page, name, code, top) + value_words(page, name, code), counts[code]
            ),
        )
        for code in ordered
    )
    return Offer(name, _LABELS[name], _EVERY[name], value, options)


def _ordered(page: ListPage, name: str, counts: Mapping[str, int]) -> Iterable[str]:
    """Order nodes as the plan does, places under what holds them, the rest as counted."""
    last = (len(counts), "~")
    rank = {one.code: (n, "") for n, one in enumerate(_named(page, name))}
    if name == "place":
        rank = {one.code: (0, one.path) for one in _named(page, name)}
    if name in _INDENTED:
        return sorted(counts, key=lambda code: rank.get(code, last))
    return sorted(counts, key=lambda code: code == NONE)


def _named(page: ListPage, name: str) -> Iterable[SubjectName]:
    return page.names[KINDS[name]].values() if name in KINDS else ()


def _indent(page: ListPage, name: str, code: str, top: int) -> str:
    found = page.find(name, code) if name in _INDENTED else None
    return _STEP * (found.level - top) if found else ""


def _with_count(words: str, n: int) -> str:
    return pgettext("an option and how many there are", "%(words)s (%(n)s)") % {
        "words": words,
        "n": number(n),
    }


def value_words(page: ListPage, name: str, code: str) -> str:
    """Word one value of a filter; a code that nothing has stands for itself."""
    if name == "status":
        return str(statuses.COMPUTED[code].word)
    if name == "declared":
        return str(statuses.DECLARED[code].word)
    if code == NONE:
        return pgettext("a filter", "Not stated")
    found = page.find(name, code) if name in KINDS else None
    if found is None:
        return code
    words = text_of(found.names) or found.code
    return f"{found.code} {words}" if name == "node" else words


def choices_in_words(page: ListPage) -> list[tuple[str, str]]:
    """Give each filter in force, and the order if it is not the plan's own, as term and words."""
    choices = page.choices
    said = [
        (str(_LABELS.get(name, gettext_lazy("Words"))), _value_or_text(page, name, value))
        for name, value in choices.in_force.items()
    ]
    if choices.sort:
        words = ORDERS.get(choices.sort, choices.sort)
        said.append((gettext("Order"), str(words)))
    return said


def _value_or_text(page: ListPage, name: str, value: str) -> str:
    return value if name == "q" else value_words(page, name, value)


_CHIPS: Mapping[str, Label] = {
    "q": pgettext_lazy("a filter in force", "“%(value)s”"),
    "node": pgettext_lazy("a filter in force", "%(value)s"),
    "place": pgettext_lazy("a filter in force", "%(value)s"),
    "status": pgettext_lazy("a filter in force", "Computed: %(value)s"),
    "declared": pgettext_lazy("a filter in force", "Declared: %(value)s"),
    "lead": pgettext_lazy("a filter in force", "Led by: %(value)s"),
    "funder": pgettext_lazy("a filter in force", "Paid by: %(value)s"),
    "theme": pgettext_lazy("a filter in force", "Theme: %(value)s"),
    "year": pgettext_lazy("a filter in force", "Year: %(value)s"),
}


def chips(page: ListPage, address: str) -> list[tuple[Markup, str]]:
    """Give each filter in force in words, with the address of the list without it."""
    choices = page.choices
    return [
        (_chip(page, name, value), address + choices.query(**{name: ""}))
        for name, value in choices.in_force.items()
    ]


def _chip(page: ListPage, name: str, value: str) -> Markup:
    words = value if name == "q" else value_words(page, name, value)
    # one element, so that no gap of the chip falls between a word and its quotes
    return Markup("<span>{}</span>").format(filled(str(_CHIPS[name]), value=formatting.bdi(words)))


def list_title(page: ListPage) -> str:
    """Answer first, in the heading of the list: how many, which, where, for how much."""
    place = page.choices.place
    return heading(
        page.listing,
        projects=page.plan.kind.counts_projects,
        status=page.choices.status,
        place=value_words(page, "place", place) if place and place != NONE else "",
        currency=page.plan.currency,
    )
