"""What the pages of the library show, gathered once for HTML, JSON and CSV alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext, ngettext, pgettext
from markupsafe import Markup

from athar.kernel.text import Translated
from athar.network.enums.experiences import TEXTS, Level
from athar.network.queries.experiences import (
    ExperiencePage,
    ExperienceView,
    Library,
    MemberName,
    library,
    library_choices,
)
from athar.portal.commitments.wording import filled
from athar.portal.experiences.choices import Choices
from athar.search.queries import Kind, SearchFilter, search
from athar.ui import formatting
from athar.ui.site import LANGUAGE_NAMES, Label

MOST_FOUND = 200
COLUMNS = (
    *("code", "member", "title", "policy_areas", "level", "figure", "unit", "result", "proved"),
    *("cost", "currency", "duration_months", "licence", "published_on", "withdrawn", "source_url"),
)


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """A page of the library and what it can be narrowed to."""

    choices: Choices
    found: Library
    themes: tuple[tuple[str, Translated], ...]
    members: tuple[tuple[str, Translated], ...]


def gather_library(choices: Choices, lang: str, *, limit: int = 0) -> LibraryPage:
    """Gather a page of the library. Queries: 7, and those of `search` with words."""
    keys = None
    if choices.q:
        only = SearchFilter(kind=Kind.EXPERIENCE)
        found = search(choices.q, lang=lang, filters=only, per_page=MOST_FOUND)
        keys = [hit.key for group in found.groups for hit in group.hits]
    themes, members = library_choices()
    return LibraryPage(
        choices=choices,
        found=library(choices.wanted(keys), after=choices.after, limit=limit),
        themes=tuple((one.code, one.names) for one in themes),
        members=tuple((one.code, one.names) for one in members),
    )


def chips(page: LibraryPage, address: str) -> list[tuple[Label, str]]:
    """Give the filters in force, each with the address without it."""
    chosen = page.choices
    named: dict[str, Label] = {
        "q": chosen.q,
        "theme": dict(page.themes).get(chosen.theme, chosen.theme),
        "member": dict(page.members).get(chosen.member, chosen.member),
        "level": Level(chosen.level).label if chosen.level else "",
        "proved": gettext("The result is proved") if chosen.proved else "",
    }
    return [(words, address + chosen.without(name)) for name, words in named.items() if words]


def summary(page: LibraryPage) -> Markup:
    """Say how many experiences match, of how many."""
    found = page.found
    sentence = ngettext("%(n)s experience of %(all)s", "%(n)s experiences of %(all)s", found.n)
    return filled(sentence, n=formatting.number(found.n), all=formatting.number(found.n_all))


def where(member: MemberName) -> Markup:
    """Name a member, a local government after its state."""
    name = formatting.wording(member.names)
    if member.is_fictional:
        name = filled(gettext("%(name)s (fictional)"), name=name)
    if not member.state_names:
        return name
    return Markup("{} · {}").format(formatting.wording(member.state_names), name)


def figure(one: ExperienceView) -> Markup:
    """Write the figure of a result with its unit; empty without one."""
    if one.figure is None:
        return Markup()
    return Markup("{} <small>{}</small>").format(
        formatting.number(one.figure), formatting.wording(one.unit)
    )


def amount(one: ExperienceView) -> Markup:
    """Write what it cost, without its currency."""
    return formatting.number(one.cost)


def currency(one: ExperienceView) -> str:
    """Name the currency of the cost."""
    return formatting.currency_name(one.currency, get_language() or "en")


def cost(one: ExperienceView) -> Markup:
    """Write what it cost."""
    if one.cost is None:
        return Markup.escape(pgettext("cost or duration", "not known"))
    sentence = pgettext("amount in full", "%(currency)s %(amount)s")
    return filled(sentence, currency=currency(one), amount=amount(one))


def duration(one: ExperienceView) -> Markup:
    """Write how long it took."""
    n = one.duration_months
    if n is None:
        return Markup.escape(pgettext("cost or duration", "not known"))
    return filled(ngettext("%(n)s month", "%(n)s months", n), n=formatting.number(n))


def contact_url(one: ExperienceView) -> str:
    """Give where the contact is written to; empty where the contact is no address."""
    if one.contact.startswith(("https://", "http://")):
        return one.contact
    return f"mailto:{one.contact}" if "@" in one.contact else ""


def languages(one: ExperienceView) -> str:
    """Name the languages in which all of it can be read."""
    return " · ".join(LANGUAGE_NAMES[lang] for lang in one.languages if lang in LANGUAGE_NAMES)


def table_rows(page: LibraryPage, lang: str) -> Iterator[tuple[Any, ...]]:
    """Give one row of COLUMNS per experience; unknown is empty."""
    for one in page.found.experiences:
        yield (
            *(one.code, one.member.code, one.title.in_language(lang).text),
            " ".join(theme.code for theme in one.themes),
            *(one.level.value, one.figure, one.unit.in_language(lang).text),
            *(one.result.in_language(lang).text, "yes" if one.is_proved else "no"),
            *(one.cost, one.currency, one.duration_months, one.licence, one.published_on),
            *("yes" if one.withdrawn_because else "no", one.source_url),
        )


def for_machines(one: ExperienceView) -> dict[str, Any]:
    """Give an experience as programs read it; None is unknown."""
    return {
        "code": one.code,
        "version": one.number,
        "member": one.member.code,
        "level": one.level.value,
        "policy_areas": [theme.code for theme in one.themes],
        **{name: getattr(one, name) for name in TEXTS},
        "figure": one.figure,
        "unit": one.unit,
        "is_proved": one.is_proved,
        "evidence_url": one.evidence_url or None,
        "cost": one.cost,
        "currency": one.currency or None,
        "duration_months": one.duration_months,
        "licence": one.licence,
        "contact": one.contact or None,
        "languages": one.languages,
        "published_on": one.published_on,
        "withdrawn_because": one.withdrawn_because or None,
        "source_url": one.source_url or None,
    }


def page_for_machines(page: ExperiencePage) -> dict[str, Any]:
    """Give an experience with what stands around it as programs read it."""
    review = page.review
    return {
        **for_machines(page.experience),
        "reviewed_by": review.member.code if review else None,
        "versions": [
            {"version": one.number, "published_on": one.published_on} for one in page.versions
        ],
        "commitments": [f"{one.plan}/{one.code}" for one in page.commitments],
        "awards": [
            {"name": one.name, "year": one.year, "source_url": one.source_url}
            for one in page.awards
        ],
        "used_by": [
            {
                "member": one.member.code,
                "since_on": one.since_on,
                "changed": one.changed,
                "came_of_it": one.came_of_it,
                "source_url": one.source_url or None,
            }
            for one in page.adoptions
        ],
    }
