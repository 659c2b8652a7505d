"""The grid of who is measured as it is drawn: its heads, its rows, what it says in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext
from markupsafe import Markup

from athar.portal.commitments.wording import filled, text_of
from athar.portal.moments import too_many
from athar.portal.territory import wording
from athar.portal.territory.addresses import map_url, results_url
from athar.portal.territory.coverage import MISSING, NOT_EXPECTED, Coverage, CoverageLine
from athar.portal.territory.scorecard import Dated
from athar.portal.territory.sheets import under
from athar.ui import formatting
from athar.ui.matrices import CoverageRow, columns_of, tally


@dataclass(frozen=True, slots=True)
class Grid:
    """The grid of one page; `tally` counts what it shows, `answer` what all pages hold."""

    title: str
    answer: Markup
    columns: list[tuple[str, str]]
    rows: list[CoverageRow]
    totals: list[tuple[int, int]]
    tally: Mapping[str, int]


def grid_of(data: Coverage, lang: str, address: str) -> Grid:
    """Draw the grid of a page."""
    rows = [
        CoverageRow(
            title=_named(line),
            states=line.states[data.span],
            url=map_url(lang, line.column.indicator, data.choices.of_map),
        )
        for line in data.lines
    ]
    return Grid(
        title=coverage_title(data),
        answer=_answer(data),
        columns=_heads(data, lang, address),
        rows=rows,
        totals=columns_of(rows) if rows else [],
        tally=tally(rows),
    )


def _heads(data: Coverage, lang: str, address: str) -> list[tuple[str, str]]:
    """Give the places or periods side by side; each leads to what is known of it."""
    if data.places:
        return [(text_of(one.names), results_url(lang, one)) for one in data.places[data.span]]
    return [
        (wording.period(code), address + data.choices.query(by="", period=code))
        for code in data.periods[data.span]
    ]


def _named(line: CoverageLine) -> Markup:
    words = under(Dated(line.column, line.period, ""), with_unit=False)
    title = formatting.wording(line.column.indicator.title)
    return Markup("<span>{} · {}</span>").format(title, words) if words else title


def coverage_title(data: Coverage) -> str:
    """Ask what the grid answers."""
    if data.ground.place is None:
        return gettext("Which countries are not measured?")
    name = text_of(data.ground.place.names)
    if data.periods or not data.places:
        return gettext("When was %(place)s not measured?") % {"place": name}
    return gettext("Who is not measured in %(place)s?") % {"place": name}


def _answer(data: Coverage) -> Markup:
    """Say how many of the expected values there are, and how many are missing."""
    if data.is_cut:
        return too_many()
    counts = data.counts()
    expected = sum(counts.values()) - counts[NOT_EXPECTED]
    if not expected:
        return filled(gettext("No value is expected here."))
    missing = counts[MISSING]
    sentence = ngettext(
        "Of %(expected)s value expected, %(missing)s is missing (%(share)s).",
        "Of %(expected)s values expected, %(missing)s are missing (%(share)s).",
        expected,
    )
    return filled(
        sentence,
        expected=formatting.number(expected),
        missing=Markup("<b>{}</b>").format(formatting.number(missing)),
        share=share_of(missing, expected),
    )


def share_of(part: int, whole: int) -> Markup:
    """Write a share in whole percent, never 0 for something and never 100 for not everything."""
    percent = part * 100 // whole
    if part and not percent:
        return filled(gettext("less than %(share)s"), share=formatting.percent(1))
    return formatting.percent(percent)
