"""The dates of a commitment: what was first promised, what is planned now, what happens."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from markupsafe import Markup

from athar.kernel.periods import format_date
from athar.kernel.text import direction
from athar.ui.charts import svg
from athar.ui.charts.frame import LETTERS, NARROW, WIDE, Plot, Scale, Sheet, time_axis
from athar.ui.charts.lettering import in_lines, width_of

_ROW = 58.0
_HEAD = 26.0
_FOOT = 34.0


class Version(StrEnum):
    """Which version of the dates a row shows."""

    FIRST = "first"
    CURRENT = "current"
    REAL = "real"


_LOOKS = {
    Version.FIRST: ("ln-o", "pt-t"),
    Version.CURRENT: ("ln-t", "pt-t"),
    Version.REAL: ("ln", "pt"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """One row: its name, its two dates (None when unknown) and the day it is real until.

    `known_until` parts what happened (solid) from what is forecast (dotted).
    """

    name: str
    start: date | None
    end: date | None
    version: Version = Version.CURRENT
    known_until: date | None = None


def timeline(
    spans: Sequence[Span],
    *,
    lang: str,
    today: date | None = None,
    slippage: str = "",
) -> Markup:
    """Draw the versions of the dates under one another, twice, wide and narrow.

    `slippage` is printed along the way from the end first promised to the last row's end.
    A row without its start or end keeps only the date that is known, with a hatched mark
    for the other. Nothing is drawn when no date is known.
    """
    days = [day.toordinal() for one in spans for day in (one.start, one.end) if day]
    if not days:
        return Markup("")
    if today:
        days.append(today.toordinal())
    margin = max((max(days) - min(days)) // 30, 10)
    bounds = (min(days) - margin, max(days) + margin)
    drawings = (
        _draw(sheet, spans, bounds, lang=lang, today=today, slippage=slippage)
        for sheet in (WIDE, NARROW)
    )
    return Markup("".join(drawings))  # noqa: S704  # svg.text escapes every word


def _draw(
    model: Sheet,
    spans: Sequence[Span],
    bounds: tuple[int, int],
    *,
    lang: str,
    today: date | None,
    slippage: str,
) -> str:
    late = _late(spans) if slippage else None
    bottom = _HEAD + _ROW * len(spans) + (14 if late else 0)
    sheet = Sheet(model.css, model.width, bottom + _FOOT, model.side, _HEAD, bottom)
    is_mirrored = direction(lang) == "rtl"
    plot = Plot(
        sheet, Scale(0, 1, ()), 8, sheet.width - 8, _HEAD, is_mirrored, bounds[0], bounds[1]
    )
    marks = [svg.line(plot.left, bottom, plot.right, bottom, "ax0"), *time_axis(plot, lang)]
    if today:
        x = plot.day(today)
        words = format_date(today, lang=lang)
        half = width_of(words, LETTERS) / 2
        marks.append(svg.line(x, 20, x, bottom, "now"))
        marks.append(svg.text(min(max(x, half), sheet.width - half), 14, words))
    for place, one in enumerate(spans):
        level = _HEAD + _ROW * place + 38
        marks.extend(_name(one, plot, today, level))
        if late and place == len(spans) - 1:
            marks.append(_slip(plot, *late, level))
        marks.extend(_row(one, plot, level))
    if late:
        marks.append(_slippage(slippage, plot, late, today, bottom - 8))
    return svg.drawing(sheet.css, sheet.width, sheet.height, marks)


def _late(spans: Sequence[Span]) -> tuple[date, date] | None:
    """Give the end first promised and the end of the last row, when it is later."""
    promised, last = spans[0].end, spans[-1].end
    return (promised, last) if promised and last and last > promised else None


def _name(one: Span, plot: Plot, today: date | None, level: float) -> Iterator[str]:
    words = in_lines(one.name, LETTERS, plot.sheet.width - 16, most=1)[0]
    half = width_of(words, LETTERS) / 2
    first = one.start or one.end
    middle = plot.day(first) + (-half if plot.is_mirrored else half) if first else plot.left + half
    if today and abs((x := plot.day(today)) - middle) < half:
        aside = half + 5 if middle >= x else -half - 5
        middle = x + aside if half < x + aside < plot.sheet.width - half else x - aside
    middle = min(max(middle, half + 2), plot.sheet.width - half - 2)
    yield svg.text(middle, level - 14, words, css="lab" if one.version is Version.REAL else "")


def _row(one: Span, plot: Plot, level: float) -> Iterator[str]:
    line, point = _LOOKS[one.version]
    if one.start and one.end:
        turn = one.end
        if one.known_until and one.known_until < one.end:
            turn = max(one.known_until, one.start)
            yield svg.path(((plot.day(turn), level), (plot.day(one.end), level)), "ln-o")
        if turn > one.start:
            yield svg.path(((plot.day(one.start), level), (plot.day(turn), level)), line)
    for day, other in ((one.start, one.end), (one.end, one.start)):
        if day:
            is_forecast = one.known_until is not None and day > one.known_until
            yield svg.dot(plot.day(day), level, 5, "pt-t" if is_forecast else point)
        elif other:
            ahead = (1 if day is one.end else -1) * (-1 if plot.is_mirrored else 1)
            yield svg.block(plot.day(other) + ahead * 22 - 8, level - 5, 16, 10, "hatch")


def _slip(plot: Plot, promised: date, last: date, level: float) -> str:
    left, right = sorted((plot.day(promised), plot.day(last)))
    return svg.block(left, level - 7, right - left, 14, "gapf")


def _slippage(
    words: str, plot: Plot, late: tuple[date, date], today: date | None, level: float
) -> str:
    """Print how late it is along the wider side of today, which the dotted line crosses."""
    left, right = sorted(plot.day(day) for day in late)
    half = width_of(words, LETTERS) / 2
    if today and left < (x := plot.day(today)) < right:
        left, right = (left, x - 4) if x - left > right - x else (x + 4, right)
    middle = min(max((left + right) / 2, half), plot.sheet.width - half)
    return svg.text(middle, level, words, css="l-2")
