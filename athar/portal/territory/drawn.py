"""A comparison as it is drawn: charts on one axis of time, the table that says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext, pgettext
from markupsafe import Markup

from athar.indicators.enums import Measure
from athar.indicators.queries import IndicatorView
from athar.kernel.text import Translated
from athar.portal.commitments.wording import filled, text_of
from athar.portal.moments import too_many
from athar.portal.territory import wording
from athar.portal.territory.addresses import place_key
from athar.portal.territory.choices import MOST
from athar.portal.territory.compare import PERIODS, Comparison, Panel, Run
from athar.rollups.queries import period_of
from athar.ui import formatting
from athar.ui.charts.comparison import Compared, comparison_chart
from athar.ui.charts.gaps import Reading
from athar.ui.charts.lettering import Unit


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: what it shows, in which unit, and the drawing; empty when nothing is known."""

    title: object
    note: str
    drawing: Markup


def charts_of(data: Comparison, lang: str) -> list[Chart]:
    """Draw each unit by itself, all over the same time."""
    days = [
        period_of(one.period).start
        for run in data.runs
        for one in run.figures
        if one.value is not None
    ]
    charts = []
    for panel in data.panels:
        first = panel.runs[0].indicator
        drawing = comparison_chart(
            [Compared(_name(run, panel), _readings(run)) for run in panel.runs],
            lang=lang,
            unit=Unit.PERCENT if first.measure is Measure.PERCENTAGE else Unit.NUMBER,
            decimals=first.decimals,
            days=days,
        )
        charts.append(Chart(_title(panel), _note(panel.runs[0]), drawing))
    return charts


def _readings(run: Run) -> tuple[Reading, ...]:
    return tuple((period_of(one.period).start, one.value) for one in run.figures)


def _title(panel: Panel) -> object:
    indicators = {run.indicator.id: run.indicator for run in panel.runs}
    if len(indicators) == 1:
        return panel.runs[0].indicator.title
    return panel.runs[0].place.names if _places(panel) == 1 else gettext("Side by side")


def _places(panel: Panel) -> int:
    return len({run.place.id for run in panel.runs})


def _note(run: Run) -> str:
    words = [wording.unit(run.indicator)]
    if run.category:
        words.append(wording.category(run.category, run.indicator.dimensions))
    return " · ".join(words)


def _name(run: Run, panel: Panel) -> str:
    """Name a line by what tells it apart from the others of its chart."""
    place, title = text_of(run.place.names), text_of(run.indicator.title)
    if len({one.indicator.id for one in panel.runs}) == 1:
        return place
    if _places(panel) == 1:
        return title
    return pgettext("an indicator in a place", "%(indicator)s, %(place)s") % {
        "indicator": title,
        "place": place,
    }


def table_of(
    data: Comparison,
) -> tuple[list[tuple[str, bool]], list[list[object]]]:
    """Give the columns and rows that say what the charts show, for the latest periods."""
    periods = data.periods[-PERIODS:]
    columns = [(gettext("Indicator and place"), False)]
    columns += [(wording.period(code), True) for code in periods]
    rows = []
    for run in data.runs:
        known = run.by_period
        cells = [_cell(run, known.get(code)) for code in periods]
        rows.append([_heading(run), *cells])
    return columns, rows


def _cell(run: Run, figure: object) -> object:
    return wording.shown(figure, run.indicator) if figure else formatting.no_number()  # type: ignore[arg-type]  # narrowed by the line


def _heading(run: Run) -> Markup:
    note = _note(run)
    return Markup('{} <small class="mute">{} · {}</small>').format(
        formatting.wording(run.place.names), formatting.wording(run.indicator.title), note
    )


def title(data: Comparison) -> str:
    """Ask what the comparison answers."""
    if not data.runs:
        return gettext("Compare indicators and territories")
    comma = pgettext("between the names of a list", ", ")
    return gettext("%(indicators)s: %(places)s") % {
        "indicators": comma.join(text_of(one.title) for one in data.indicators),
        "places": comma.join(text_of(one.names) for one in data.places),
    }


def answer(data: Comparison) -> Markup:
    """Say how many lines are drawn, and over which time."""
    if data.is_cut:
        return too_many()
    if not data.runs:
        return filled(
            gettext("Choose up to %(most)s indicators and up to %(most)s places."),
            most=formatting.number(MOST),
        )
    periods = data.periods
    if not periods:
        return filled(gettext("Nothing is known of what you chose."))
    n = sum(any(one.value is not None for one in run.figures) for run in data.runs)
    sentence = ngettext(
        "%(n)s line with known values, from %(first)s to %(last)s.",
        "%(n)s lines with known values, from %(first)s to %(last)s.",
        n,
    )
    return filled(
        sentence,
        n=formatting.number(n),
        first=formatting.bdi(wording.period(periods[0])),
        last=formatting.bdi(wording.period(periods[-1])),
    )


def errors(data: Comparison) -> list[tuple[str, Markup]]:
    """Say in words what the address asks for in vain, each beside the field that mends it."""
    found = [
        ("f-i", filled(gettext("“%(text)s” is no indicator, place or choice."), text=_told(one)))
        for one in data.asked.wrong
    ]
    found += [
        ("f-i", filled(gettext("No indicator or place is known as “%(text)s”."), text=_told(one)))
        for one in data.unknown
    ]
    if data.asked.too_many:
        words = gettext("At most %(most)s indicators and %(most)s places can be compared at once.")
        found.append(("f-i", filled(words, most=formatting.number(MOST))))
    return found


def _told(text: str) -> Markup:
    return Markup("<bdi>{}</bdi>").format(text)


@dataclass(frozen=True, slots=True)
class Picking:
    """What the form of a comparison holds: what is chosen, each with the way to leave it out.

    Shape: options are (value, label); `hidden` are (name, value) that go along.
    """

    indicators: list[tuple[Translated, str]]
    places: list[tuple[Translated, str]]
    indicator_options: list[tuple[str, Translated]]
    place_options: list[tuple[str, str]]
    libraries: list[tuple[str, Translated]]
    categories: list[tuple[str, str]]
    found: list[tuple[str, str]]
    hidden: list[tuple[str, str]]


def picking(data: Comparison, address: str) -> Picking:
    """Give what the form of a comparison offers."""
    asked = data.asked
    indicators = [(one.library_code, one.code) for one in data.indicators]
    places = [(one.scheme, one.code) for one in data.places]
    kept = [
        (one.title, address + asked.query(indicators=_less(indicators, n), places=tuple(places)))
        for n, one in enumerate(data.indicators)
    ]
    kept_places = [
        (one.names, address + asked.query(indicators=tuple(indicators), places=_less(places, n)))
        for n, one in enumerate(data.places)
    ]
    taken = {f"{library}:{code}" for library, code in indicators}
    options = [(f"{one.library_code}:{one.code}", one.title) for one in data.names]
    return Picking(
        indicators=kept,
        places=kept_places,
        indicator_options=[one for one in options if one[0] not in taken],
        place_options=[(place_key(one), wording.place(one)) for one in data.offered],
        libraries=[(one.code, one.title) for one in data.libraries if one.n_indicators],
        categories=_categories(data.indicators),
        found=[
            (
                wording.place(one),
                address
                + asked.query(
                    indicators=tuple(indicators), places=(*places, (one.scheme, one.code))[-MOST:]
                ),
            )
            for one in data.found
        ],
        hidden=[
            *(("i", ":".join(one)) for one in indicators),
            *(("p", ":".join(one)) for one in places),
        ],
    )


def _less(pairs: Sequence[tuple[str, str]], n: int) -> tuple[tuple[str, str], ...]:
    return (*pairs[:n], *pairs[n + 1 :])


def _categories(indicators: Sequence[IndicatorView]) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for one in indicators:
        for dimension in one.dimensions:
            for option in dimension.options:
                code = f"{dimension.code}={option.code}"
                found.setdefault(code, wording.category(code, one.dimensions))
    return list(found.items())


def not_drawn(one: IndicatorView) -> Markup:
    """Say that the values of an indicator are words, which cannot be drawn in time."""
    return filled(
        gettext("%(indicator)s is not measured in numbers and cannot be drawn."),
        indicator=formatting.wording(one.title),
    )


def found_title(data: Comparison) -> Markup:
    """Head the places that a name found."""
    n = len(data.found)
    sentence = ngettext("%(n)s place for “%(text)s”", "%(n)s places for “%(text)s”", n)
    return filled(sentence, n=formatting.number(n), text=_told(data.asked.find))


def notes(data: Comparison) -> list[Markup]:
    """Say what the charts leave out."""
    said = []
    if len(data.periods) > PERIODS:
        words = gettext("The table shows the latest %(n)s periods; the file holds all of them.")
        said.append(filled(words, n=formatting.number(PERIODS)))
    whole = [one for one in data.indicators if data.asked.category and not _is_parted(one, data)]
    if whole:
        names = wording.comma().join(formatting.wording(one.title) for one in whole)
        words = gettext("Not broken down this way, and shown as a whole: %(names)s.")
        said.append(filled(words, names=names))
    return said


def _is_parted(one: IndicatorView, data: Comparison) -> bool:
    return any(run.category for run in data.runs if run.indicator.id == one.id)


def sources(data: Comparison) -> Markup:
    """Name where the values come from."""
    return wording.sources(data.indicators)
