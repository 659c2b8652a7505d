"""The libraries of indicators and their list, gathered once for HTML, JSON and tables alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_lazy, ngettext
from markupsafe import Markup

from athar.indicators.enums import ResultLevel
from athar.indicators.queries import (
    IndicatorFilter,
    IndicatorList,
    IndicatorRow,
    LibraryView,
    indicator_list,
    libraries,
)
from athar.portal.commitments.wording import filled
from athar.portal.indicators.addresses import indicator_url
from athar.portal.indicators.choices import ListChoices
from athar.ui import formatting
from athar.ui.addresses import reverse
from athar.ui.site import Label, Link

PER_PAGE = 50
TITLE = gettext_lazy("Indicators")
GOALS = tuple(str(number) for number in range(1, 18))
COLUMNS = (
    "library_code",
    "indicator_code",
    "indicator",
    "level",
    "unit",
    "frequency",
    "references",
    "plans",
    "is_sample",
)


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """The list of indicators, of one library or of all, and what it was narrowed by."""

    libraries: tuple[LibraryView, ...]
    library: LibraryView | None
    choices: ListChoices
    listing: IndicatorList

    @property
    def n_pages(self) -> int:
        """Give how many pages the list has, one for an empty list."""
        return max(1, -(-self.listing.total // PER_PAGE))


def gather_library(code: str, choices: ListChoices, *, whole: bool = False) -> LibraryPage | None:
    """Gather a page of the list, or the whole; None when there is no such library or page.

    Queries: 3.
    """
    known = libraries()
    library = next((one for one in known if one.code == code), None)
    if code and library is None:
        return None
    wanted = IndicatorFilter(code, choices.level, choices.q, choices.goal)
    listing = indicator_list(
        wanted, page=1 if whole else choices.page, per_page=None if whole else PER_PAGE
    )
    page = LibraryPage(known, library, choices, listing)
    return page if whole or choices.page <= page.n_pages else None


def crumbs_of(lang: str, library: str = "", title: Label = "") -> list[Link]:
    """Give the way to an indicator: all of them, then its library."""
    way = [Link(TITLE, reverse("portal:indicators", kwargs={"lang": lang}))]
    if library:
        kwargs = {"lang": lang, "library": library}
        way.append(Link(title, reverse("portal:library", kwargs=kwargs)))
    return way


def heading(page: LibraryPage) -> str:
    """Say how many indicators there are."""
    n = page.listing.total
    sentence = ngettext("%(n)s indicator", "%(n)s indicators", n)
    return sentence % {"n": formatting.number(n).striptags()}


def rows_of(page: LibraryPage, lang: str) -> list[tuple[Markup, ...]]:
    """Give the list as the table of the page: title, level, unit, goals, plans."""
    return [
        (
            Markup('<a href="{}">{}</a>').format(
                indicator_url(lang, one.library_code, one.code), formatting.wording(one.title)
            ),
            Markup.escape(one.level.label),
            formatting.wording(one.unit),
            _goals(one),
            formatting.number(one.n_plans),
        )
        for one in page.listing.rows
    ]


def _goals(one: IndicatorRow) -> Markup:
    codes = [formatting.bdi(code) for scheme, code in one.references if scheme == "sdg"]
    return Markup(" ").join(codes)


def chips(page: LibraryPage, address: str) -> list[tuple[Label, str]]:
    """Give the filters in force, each with the address without it."""
    chosen = page.choices
    found: list[tuple[Label, str]] = []
    if chosen.q:
        found.append((chosen.q, address + chosen.query(q="")))
    if chosen.level:
        found.append((ResultLevel(chosen.level).label, address + chosen.query(level="")))
    if chosen.goal:
        found.append((goal_words(chosen.goal), address + chosen.query(goal="")))
    return found


def goal_words(goal: str) -> str:
    """Name a development goal by its number."""
    return gettext("Goal %(n)s") % {"n": goal}


def page_words(page: LibraryPage) -> Markup:
    """Say which page of how many this is."""
    return filled(
        gettext("Page %(page)s of %(pages)s"),
        page=formatting.number(page.choices.page),
        pages=formatting.number(page.n_pages),
    )


def table_rows(page: LibraryPage, lang: str) -> Iterator[tuple[Any, ...]]:
    """Give one row of COLUMNS per indicator."""
    for one in page.listing.rows:
        yield (
            *(one.library_code, one.code, one.title.in_language(lang).text, one.level.value),
            *(one.unit.in_language(lang).text, one.frequency.value),
            *(" ".join(f"{scheme}:{code}" for scheme, code in one.references), one.n_plans),
            "yes" if one.is_sample else "no",
        )


def library_for_machines(page: LibraryPage) -> Mapping[str, Any]:
    """Give the list as JSON holds it."""
    chosen = page.choices
    return {
        "libraries": [
            {"code": one.code, "title": one.title, "summary": one.summary,
             "plan": one.plan_code or None, "indicators": one.n_indicators}
            for one in page.libraries
        ],
        "library": page.library.code if page.library else None,
        "choices": {"q": chosen.q, "level": chosen.level, "goal": chosen.goal},
        "total": page.listing.total,
        "page": chosen.page,
        "n_pages": page.n_pages,
        "per_page": PER_PAGE,
        "indicators": page.listing.rows,
    }  # fmt: skip
