"""Several lines of one unit on one axis of time, named where they end; or one small chart each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from athar.ui.charts import svg
from athar.ui.charts.frame import (
    LETTERS,
    SHEETS,
    Plot,
    Sheet,
    plot_on,
    scale_of,
    time_axis,
    time_span,
    unit_line,
    upright_axis,
)
from athar.ui.charts.gaps import Corner, Reading, unbroken
from athar.ui.charts.lettering import Unit, Writer, in_lines, width_of, writer
from athar.ui.charts.placing import Board, spread

MOST = 6
#: Beside its colour and its dashes each line has a mark: circle, square, diamond, triangles, ring.
_MARKS = ("ok", "off", "done", "risk", "down", "ring")
_LINE = 17.0
_CROWDED = 12.0
#: Part of a sheet that the names at the ends of the lines may take.
_NAMES = 0.36
#: A small chart: its letters stay above 12 px in a column of 18 rem.
_SMALL = Sheet("chart", 320, 150, side=16, top=26, bottom=116)


@dataclass(frozen=True, slots=True)
class Compared:
    """One line: its name, its readings in order of time; a chosen one is drawn bolder."""

    name: str
    readings: tuple[Reading, ...]
    is_chosen: bool = False

    @property
    def known(self) -> list[tuple[date, Decimal]]:
        return [(on, value) for on, value in self.readings if value is not None]


@dataclass(frozen=True, slots=True)
class Small:
    """One small chart: its readings, its unit, and the target drawn across it."""

    readings: tuple[Reading, ...]
    unit: Unit | str = Unit.NUMBER
    decimals: int | None = None
    target: Decimal | None = None


@dataclass(frozen=True, slots=True)
class _Trace:
    """A line on a sheet: its spots, its label in lines, and where the label wishes to stand."""

    series: Compared
    place: int
    spots: list[Corner | None]
    label: Sequence[str]

    @property
    def end(self) -> Corner:
        return next(spot for spot in reversed(self.spots) if spot is not None)

    @property
    def height(self) -> float:
        return _LINE * len(self.label) + 3


def comparison_chart(
    series: Sequence[Compared],
    *,
    lang: str,
    unit: Unit | str = Unit.NUMBER,
    unit_words: str = "",
    decimals: int | None = None,
    days: Sequence[date] = (),
) -> Markup:
    """Draw up to six lines in time, wide and narrow, each named with its last value at its end.

    Shape: the axis of time also holds `days`, so that several charts can share one.
    Colour, dashes and marks tell the lines apart; names never overlap. Lines are interrupted
    where nothing is known; a series of which nothing is known is not drawn.
    Errors: ValueError for more than six series.
    """
    if len(series) > MOST:
        raise ValueError(f"At most {MOST} lines can be told apart, not {len(series)}.")
    known = [reading for one in series for reading in one.known]
    if not known:
        return Markup("")
    values = [value for _, value in known]
    scale = scale_of(values, floor_at=None if min(values) > max(values) / 2 else Decimal(0))
    span = time_span([*days, *(on for on, _ in known)])
    write = writer(unit, lang, decimals=decimals)
    drawings = []
    for sheet in SHEETS:
        labels = [_label(one, sheet, write) if one.known else () for one in series]
        needed = sum(_LINE * len(label) + 3 for label in labels)
        head_room = 26 if unit_words else 0
        more = max(0.0, needed - (sheet.bottom - sheet.top - head_room))
        taller = replace(sheet, height=sheet.height + more, bottom=sheet.bottom + more)
        plot = plot_on(
            _with_names(taller, labels),
            scale,
            write=write,
            lang=lang,
            head_room=head_room,
            span=span,
        )
        drawings.append(_draw(plot, series, labels, write, lang=lang, unit_words=unit_words))
    return Markup("".join(drawings))  # noqa: S704  # svg.text escapes every word


def _label(one: Compared, sheet: Sheet, write: Writer) -> Sequence[str]:
    """Break a name and the value it ends with into lines."""
    room = sheet.width * _NAMES
    figure = write(one.known[-1][1])
    lines = list(in_lines(one.name, LETTERS, room))
    if width_of(f"{lines[-1]} {figure}", LETTERS) <= room:
        lines[-1] = f"{lines[-1]} {figure}"
    else:
        lines.append(figure)
    return lines


def _with_names(sheet: Sheet, labels: Sequence[Sequence[str]]) -> Sheet:
    widest = max(width_of(line, LETTERS) for label in labels for line in label)
    return replace(sheet, side=widest + 34)


def _draw(
    plot: Plot,
    series: Sequence[Compared],
    labels: Sequence[Sequence[str]],
    write: Writer,
    *,
    lang: str,
    unit_words: str,
) -> str:
    board = Board(plot.sheet.width, plot.sheet.bottom)
    marks = [*upright_axis(plot, write, board), *time_axis(plot, lang)]
    if unit_words:
        marks.append(unit_line(plot, board, unit_words))
    traces = [
        _Trace(one, place, plot.spots(one.readings), label)
        for place, (one, label) in enumerate(zip(series, labels, strict=True))
        if label
    ]
    middles = spread(
        [trace.end[1] for trace in traces],
        [trace.height for trace in traces],
        plot.top - LETTERS / 2,
        plot.sheet.bottom + LETTERS / 2,
    )
    drawn = sorted(zip(traces, middles, strict=True), key=lambda one: one[0].series.is_chosen)
    marks.extend(_trace(trace, middle, plot) for trace, middle in drawn)
    return svg.drawing(plot.sheet.css, plot.sheet.width, plot.sheet.height, marks)


def _trace(trace: _Trace, middle: float, plot: Plot) -> str:
    """Draw one line, its marks, the leader to its label, and its label."""
    chosen = " q-on" if trace.series.is_chosen else ""
    inside = "".join([*_run(trace, plot), *_named(trace, middle, plot)])
    return f'<g class="q q{trace.place + 1}{chosen}">{inside}</g>'


def _run(trace: _Trace, plot: Plot) -> Iterator[str]:
    ends: set[Corner] = {trace.end}
    for stretch in unbroken(trace.spots):
        if len(stretch) > 1:
            yield svg.path(stretch, "ql")
        else:
            ends.add(stretch[0])
    is_crowded = (plot.right - plot.left) / len(trace.spots) < _CROWDED
    mark = _MARKS[trace.place]
    marked = [one for one in trace.spots if one and (not is_crowded or one in ends)]
    yield svg.shapes(mark, marked, 4, "qr" if mark == "ring" else "qm")


def _named(trace: _Trace, middle: float, plot: Plot) -> Iterator[str]:
    ahead = -1 if plot.is_mirrored else 1
    edge: svg.Edge = "right" if plot.is_mirrored else "left"
    border = plot.left if plot.is_mirrored else plot.right
    x, y = trace.end
    yield svg.path(
        ((x + ahead * 7, y), (border + ahead * 6, y), (border + ahead * 18, middle)), "qd"
    )
    first = middle - trace.height / 2 + LETTERS
    for place, words in enumerate(trace.label):
        yield svg.text(border + ahead * 22, first + place * _LINE, words, edge=edge)


def small_charts(charts: Sequence[Small], *, lang: str) -> list[Markup]:
    """Draw one small chart for each unit, all over the same time, with first and last value.

    A chart of which nothing is known is empty.
    """
    days = [on for one in charts for on, value in one.readings if value is not None]
    if not days:
        return [Markup("") for _ in charts]
    span = time_span(days)
    return [_small(one, span, lang) for one in charts]


def _small(one: Small, span: tuple[int, int], lang: str) -> Markup:
    known = [(on, value) for on, value in one.readings if value is not None]
    if not known:
        return Markup("")
    values = [value for _, value in known] + ([] if one.target is None else [one.target])
    scale = scale_of(values, floor_at=None if min(values) > max(values) / 2 else Decimal(0))
    write = writer(one.unit, lang, decimals=one.decimals)
    ends = replace(scale, ticks=(scale.ticks[0], scale.ticks[-1]))
    plot = plot_on(_SMALL, ends, write=write, lang=lang, span=span)
    board = Board(_SMALL.width, _SMALL.bottom)
    marks = [*upright_axis(plot, write, board), *time_axis(plot, lang)]
    if one.target is not None:
        level = plot.value(one.target)
        marks.append(svg.path(((plot.left, level), (plot.right, level)), "ln-t"))
    spots = plot.spots(one.readings)
    for stretch in unbroken(spots):
        board.keep_off(stretch)
        marks.append(
            svg.path(stretch, "ln") if len(stretch) > 1 else svg.dot(*stretch[0], 3, "sp-l")
        )
    end = next(spot for spot in reversed(spots) if spot is not None)
    marks.append(svg.dot(*end, 4, "sp-l"))
    ahead = -1 if plot.is_mirrored else 1
    words = write(known[-1][1])
    marks.append(board.write(end, words, size=LETTERS, css="l-1", ahead=ahead))
    return Markup(svg.drawing(_SMALL.css, _SMALL.width, _SMALL.height, marks))  # noqa: S704  # svg.text escapes every word
