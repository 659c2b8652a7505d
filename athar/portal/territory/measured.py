"""What is measured in a place, in words: how much, how it moved, beside the places around."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext, ngettext, pgettext
from markupsafe import Markup

from athar.kernel.text import Translated
from athar.portal.commitments.wording import filled, text_of
from athar.portal.moments import too_many
from athar.portal.territory import wording
from athar.portal.territory.addresses import indicator_url, place_key
from athar.portal.territory.readings import Trend
from athar.portal.territory.results import FIRST, Beside, Line, PlaceResults, results_in
from athar.reference.queries import PlaceRef, PopulationSeries
from athar.rollups.queries import Figure
from athar.trail.moments import AsOf
from athar.ui import formatting
from athar.ui.site import Label

#: Less than this would be printed as 0.0.
_LEAST_PER_THOUSAND = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Group:
    """Results of one library and level, under their heading."""

    id: str
    title: Label
    library: Translated
    lines: tuple[Line, ...]

    @property
    def label(self) -> str:
        """Name its table apart from those of the other groups."""
        return f"{self.title} · {text_of(self.library)}"


def groups(data: PlaceResults) -> list[Group]:
    """Part the results of a place by library and level."""
    parted = groupby(data.lines, key=lambda one: (one.indicator.library_code, one.indicator.level))
    return [
        Group(f"h-{n}", level.label, lines[0].indicator.library_title, lines)
        for n, ((_library, level), found) in enumerate(parted)
        if (lines := tuple(found))
    ]


def first_of(
    place: PlaceRef,
    above: tuple[PlaceRef, ...],
    population: PopulationSeries,
    as_of: AsOf | None = None,
) -> PlaceResults:
    """Give the first results of a place, for its own page. Queries: 4, 1 without results."""
    return results_in(place, above, limit=FIRST, population=population, as_of=as_of)


def title(place: PlaceRef) -> str:
    """Ask what the page answers."""
    return gettext("What is measured in %(place)s?") % {"place": text_of(place.names)}


def answer(data: PlaceResults) -> Markup:
    """Say how many indicators are known, how many of them got better and how many worse."""
    n = len(data.lines)
    if data.is_cut:
        return too_many()
    if not n:
        return filled(gettext("No value is known for this place yet."))
    better = sum(one.moved is not None and one.moved.is_better is True for one in data.lines)
    worse = sum(one.moved is not None and one.moved.is_better is False for one in data.lines)
    sentence = ngettext(
        "%(n)s indicator: %(better)s improved, %(worse)s worsened since the value before.",
        "%(n)s indicators: %(better)s improved, %(worse)s worsened since the value before.",
        n,
    )
    return filled(
        sentence,
        n=formatting.number(n),
        better=_strong(better),
        worse=_strong(worse),
    )


def _strong(n: int) -> Markup:
    return Markup("<b>{}</b>").format(formatting.number(n))


def value(line: Line) -> Markup:
    """Show the newest value with its unit."""
    number = wording.shown(line.figure, line.indicator)
    unit = wording.unit_beside(line.indicator)
    if line.figure.value is None or not unit:
        return number
    return filled(pgettext("number, unit", "%(number)s %(unit)s"), number=number, unit=unit)


def trend(line: Line) -> Markup:
    """Show how the value moved: arrow, amount and word; empty without a value before."""
    if line.moved is None:
        return Markup()
    look = "flat"
    if line.moved.is_better is not None:
        look = "up" if line.moved.is_better else "down"
    if line.moved.trend is not Trend.SAME and line.moved.is_better is None:
        return Markup("<span>{}</span>").format(wording.movement(line.moved, line.indicator))
    words = wording.movement(line.moved, line.indicator)
    return Markup('<span class="st s-{}"><span>{}</span></span>').format(look, words)


def beside(one: Beside, line: Line) -> Markup:
    """Show the value of a wider place, and how this place lies to it."""
    shown = wording.shown(one.figure, line.indicator)
    if one.figure is not None and one.figure.value is not None and one.figure.is_partial:
        return _two(shown, _known(one.figure))
    if one.share is not None:
        sentence = pgettext("what part this place is of a wider one", "this place: %(share)s")
        return _two(shown, filled(sentence, share=formatting.percent(one.share, 1)))
    if one.difference is None:
        return shown
    if not one.difference:
        return _two(shown, filled(pgettext("beside a wider place", "the same")))
    return _two(shown, wording.difference(one.difference, line.indicator))


def _known(figure: Figure) -> Markup:
    return filled(
        gettext("Known for %(known)s of %(expected)s"),
        known=formatting.number(figure.known),
        expected=formatting.number(figure.expected),
    )


def _two(number: Markup, words: Markup) -> Markup:
    return Markup('{}<br><span class="xs mute">{}</span>').format(number, words)


def per_thousand(line: Line) -> Markup:
    """Show the value for every 1,000 inhabitants, and of which year; nothing of less than 0.1."""
    if line.per_thousand is None or line.people is None or line.per_thousand < _LEAST_PER_THOUSAND:
        return Markup()
    sentence = gettext("%(number)s per 1,000 inhabitants (%(year)s)")
    return filled(
        sentence,
        number=formatting.number(line.per_thousand, 1),
        year=formatting.bdi(line.people.year),
    )


def columns(above: Sequence[PlaceRef]) -> list[PlaceRef]:
    """Give the wider places in the order of the columns, nearest first."""
    return list(reversed(above))


def under(line: Line) -> str:
    """Say of which period a value is, and in which unit."""
    return " · ".join((wording.period(line.figure.period), wording.unit(line.indicator)))


def independent(line: Line) -> Markup:
    """Show what was measured independently, beside and never mixed."""
    if line.independent is None or line.independent.value is None:
        return Markup()
    number = wording.shown(line.independent, line.indicator)
    return Markup("{} {}").format(wording.claims("independent"), number)


def link(line: Line, place: PlaceRef, lang: str) -> str:
    """Give the page of an indicator at this place."""
    return indicator_url(lang, line.indicator, place)


def around_key(data: PlaceResults) -> str:
    """Give the place just around, among whose parts this one stands; itself at the top."""
    return place_key(data.above[-1] if data.above else data.place)


def sources(data: PlaceResults) -> Markup:
    """Name where the values come from."""
    return wording.sources([one.indicator for one in data.lines])
