"""Line charts in time: what was realised beside what was promised, forecast or paid."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from markupsafe import Markup

from athar.ui.charts import svg
from athar.ui.charts.frame import (
    LETTERS,
    SHEETS,
    Plot,
    Scale,
    Sheet,
    plot_on,
    scale_of,
    time_axis,
    today_line,
    upright_axis,
)
from athar.ui.charts.gaps import Reading, stretches, unbroken
from athar.ui.charts.lettering import Unit, Writer, writer
from athar.ui.charts.placing import Board, Spot


class Style(StrEnum):
    """Who or what says a line: its drawing tells it without colour."""

    REALISED = "realised"
    MONEY = "money"
    TARGET = "target"
    FIRST = "first"
    FORECAST = "forecast"


@dataclass(frozen=True, slots=True)
class _Look:
    line: str
    point: str
    label: str
    dots: str


_LOOKS = {
    Style.REALISED: _Look("ln", "pt", "l-1", "all"),
    Style.MONEY: _Look("ln-m", "pt-m", "l-2", "ends"),
    Style.TARGET: _Look("ln-t", "pt-t", "", "last"),
    Style.FIRST: _Look("ln-o", "pt-t", "", "last"),
    Style.FORECAST: _Look("ln-o", "pt-t", "", "last"),
}
_DRAWN_FIRST = (Style.FIRST, Style.TARGET, Style.FORECAST, Style.MONEY, Style.REALISED)
#: Beyond this many readings only the first and the last get a point.
_MOST_POINTS = 24
_NAMED = frozenset({Style.TARGET, Style.FIRST, Style.FORECAST})


@dataclass(frozen=True, slots=True)
class Series:
    """One line: its readings in order of time, its style, and the name printed at its end."""

    readings: tuple[Reading, ...]
    style: Style = Style.REALISED
    name: str = ""

    @property
    def known(self) -> list[tuple[date, Decimal]]:
        return [(on, value) for on, value in self.readings if value is not None]


@dataclass(frozen=True, slots=True)
class Gap:
    """Two of the series (by position) between which too wide a gap is shaded and named."""

    first: int
    second: int
    name: str = ""
    short_name: str = ""
    beyond: Decimal = Decimal(20)


def line_chart(
    series: Sequence[Series],
    *,
    lang: str,
    unit: Unit | str = Unit.NUMBER,
    today: date | None = None,
    gap: Gap | None = None,
    floor_at: Decimal | None = Decimal(0),
    top_at: Decimal | None = None,
) -> Markup:
    """Draw lines in time twice, wide and narrow; the style sheet shows the one that fits.

    Time runs in the reading direction of `lang`, with the axis of values at its start.
    Nothing is drawn when no series holds a known value. With progress the axis ends at 100.
    """
    known = [reading for one in series for reading in one.known]
    if not known:
        return Markup("")
    if unit == Unit.PROGRESS and top_at is None:
        top_at = Decimal(100)
    scale = scale_of([value for _, value in known], floor_at=floor_at, top_at=top_at)
    days = [on.toordinal() for on, _ in known] + ([today.toordinal()] if today else [])
    margin = max((max(days) - min(days)) // 40, 5)
    span = (min(days) - margin, max(days) + margin)
    areas = _areas(series, gap)
    write = writer(unit, lang)
    drawings = (
        _draw(sheet, series, scale, span, areas, gap=gap, today=today, write=write, lang=lang)
        for sheet in SHEETS
    )
    return Markup("".join(drawings))  # noqa: S704  # svg.text escapes every word


def _areas(series: Sequence[Series], gap: Gap | None) -> list[list[tuple[float, float]]]:
    if gap is None:
        return []
    first, second = series[gap.first].readings, series[gap.second].readings
    return list(stretches(first, second, gap.beyond))


def _draw(
    sheet: Sheet,
    series: Sequence[Series],
    scale: Scale,
    span: tuple[int, int],
    areas: Sequence[Sequence[tuple[float, float]]],
    *,
    gap: Gap | None,
    today: date | None,
    write: Writer,
    lang: str,
) -> str:
    has_names = any(one.name and one.style in _NAMED for one in series)
    head_room = 24 if today and has_names else 12 if today or has_names else 0
    plot = plot_on(sheet, scale, write=write, lang=lang, head_room=head_room, span=span)
    board = Board(sheet.width, sheet.bottom)
    marks = [*upright_axis(plot, write, board), *time_axis(plot, lang)]
    outlines = [[(plot.number(day), plot.value(value)) for day, value in area] for area in areas]
    marks.extend(svg.path(outline, "gapf", closed=True) for outline in outlines)
    if today:
        marks.extend(today_line(plot, board, today, lang))
    traces = [_Trace(one, plot.spots(one.readings)) for one in series]
    traces.sort(key=lambda trace: _DRAWN_FIRST.index(trace.series.style))
    for trace in traces:
        marks.extend(_line(trace, board))
    for trace in traces:
        marks.extend(_points(trace, sheet))
    marks.extend(_end_label(trace, traces, plot, board, write) for trace in reversed(traces))
    if gap and outlines:
        marks.append(_gap_label(outlines[0], sheet, board, gap))
    return svg.drawing(sheet.css, sheet.width, sheet.height, marks)


@dataclass(slots=True)
class _Trace:
    """A series and where its readings stand on one sheet; None where a reading is unknown."""

    series: Series
    spots: list[Spot | None]

    @property
    def known(self) -> list[Spot]:
        return [spot for spot in self.spots if spot is not None]


def _line(trace: _Trace, board: Board) -> Iterator[str]:
    for stretch in unbroken(trace.spots):
        if len(stretch) > 1:
            board.keep_off(stretch)
            yield svg.path(stretch, _LOOKS[trace.series.style].line)


def _points(trace: _Trace, sheet: Sheet) -> Iterator[str]:
    look, spots = _LOOKS[trace.series.style], trace.known
    if look.dots == "last":
        spots = spots[-1:]
    elif look.dots == "ends" or len(spots) > _MOST_POINTS:
        spots = spots[:1] + spots[1:][-1:]
    radius = 3.5 if sheet.is_narrow else 4.5
    return (svg.dot(x, y, radius, look.point) for x, y in spots)


def _end_label(
    trace: _Trace, others: Sequence[_Trace], plot: Plot, board: Board, write: Writer
) -> str:
    """Print the name of a promise, or the value of what was measured, at the end of its line."""
    known = trace.known
    if not known:
        return ""
    is_promise = trace.series.style in _NAMED
    words = trace.series.name if is_promise else write(trace.series.known[-1][1])
    return board.write(
        known[-1],
        words,
        size=LETTERS,
        css=_LOOKS[trace.series.style].label,
        must=not is_promise,
        is_shy=is_promise and plot.sheet.is_narrow,
        ahead=-1 if plot.is_mirrored else 1,
        is_below=any(_ends_above(other, known[-1]) for other in others),
    )


def _ends_above(trace: _Trace, spot: Spot) -> bool:
    """Tell whether a measured line ends close above another's end."""
    if trace.series.style in _NAMED or not trace.known:
        return False
    x, y = trace.known[-1]
    return abs(x - spot[0]) < 40 and 0 < spot[1] - y < 60


def _gap_label(outline: Sequence[tuple[float, float]], sheet: Sheet, board: Board, gap: Gap) -> str:
    words = gap.short_name if sheet.is_narrow and gap.short_name else gap.name
    left, right = min(x for x, _ in outline), max(x for x, _ in outline)
    top = min(y for _, y in outline)
    middle = (left + right) / 2
    return board.write((middle, top), words, size=LETTERS, css="l-2", must=False) if words else ""
