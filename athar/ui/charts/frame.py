"""The sheet a chart is drawn on: axes, ticks and the direction in which time runs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from math import ceil, floor, log10

from athar.kernel.periods import Precision, format_date
from athar.kernel.text import direction
from athar.ui.charts import svg
from athar.ui.charts.gaps import Corner, Reading
from athar.ui.charts.lettering import Writer, width_of
from athar.ui.charts.placing import Board

LETTERS = 14
_MONTHS_APART = (1, 3, 6, 12, 24, 60, 120, 240)
_MONTHS_IN_YEAR = 12


@dataclass(frozen=True, slots=True)
class Sheet:
    """One drawing's size and margins; every chart is drawn on a wide and on a narrow sheet."""

    css: str
    width: float
    height: float
    side: float
    top: float
    bottom: float

    @property
    def is_narrow(self) -> bool:
        return self.css.endswith("narrow")


WIDE = Sheet("chart wide", 720, 320, side=20, top=34, bottom=284)
NARROW = Sheet("chart narrow", 330, 270, side=14, top=30, bottom=236)
SHEETS = (WIDE, NARROW)


@dataclass(frozen=True, slots=True)
class Scale:
    """The values an upright axis runs through, and those it names."""

    low: float
    high: float
    ticks: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """Where values and days stand on a sheet; mirrored when time runs from right to left."""

    sheet: Sheet
    scale: Scale
    left: float
    right: float
    top: float
    is_mirrored: bool
    first: int = 0
    last: int = 1

    def along(self, share: float) -> float:
        """Place a share (0 to 1) of the way in reading direction."""
        span = self.right - self.left
        return self.right - share * span if self.is_mirrored else self.left + share * span

    def day(self, on: date) -> float:
        """Place a day."""
        return self.number(on.toordinal())

    def number(self, day: float) -> float:
        """Place a day given by its number, which may lie between two days."""
        return self.along((day - self.first) / (self.last - self.first))

    def value(self, value: Decimal | float) -> float:
        """Place a value."""
        share = (float(value) - self.scale.low) / (self.scale.high - self.scale.low)
        return self.sheet.bottom - share * (self.sheet.bottom - self.top)

    def spots(self, readings: Iterable[Reading]) -> list[Corner | None]:
        """Place readings; None where the value is not known."""
        start, pace = self.number(0), self.number(1) - self.number(0)
        base, rise = self.value(0.0), self.value(1.0) - self.value(0.0)
        return [
            None if value is None else (start + pace * on.toordinal(), base + rise * float(value))
            for on, value in readings
        ]


def scale_of(
    values: Sequence[Decimal], *, floor_at: Decimal | None = None, top_at: Decimal | None = None
) -> Scale:
    """Choose an axis of round values that holds all `values`.

    `floor_at` and `top_at` are held whenever the values allow it.
    """
    known = [float(value) for value in values] or [0.0, 1.0]
    low = min(known) if floor_at is None else min(*known, float(floor_at))
    high = max(known) if top_at is None else max(*known, float(top_at))
    return _round_scale(low, high)


@lru_cache(maxsize=1024)
def _round_scale(low: float, high: float) -> Scale:
    if high <= low:
        low, high = min(low, 0.0), max(high, low + 1)
    step = _round_step((high - low) / 4)
    first = floor(low / step + 1e-9)
    last = ceil(high / step - 1e-9)
    if last > first + 1 and last * step - high > step * 0.6:
        last -= 1
    exact = Decimal(f"{step:.12g}")
    ticks = tuple(exact * count for count in range(first, last + 1))
    return Scale(first * step, max(high, last * step), ticks)


def _round_step(raw: float) -> float:
    power = 10.0 ** floor(log10(raw))
    return power * next(factor for factor in (1, 2, 2.5, 5, 10) if factor * power >= raw * 0.999)


def plot_on(
    sheet: Sheet,
    scale: Scale,
    *,
    write: Writer,
    lang: str,
    head_room: float = 0,
    span: tuple[int, int] = (0, 1),
) -> Plot:
    """Give a plot whose margin at the start of the lines holds the axis's figures."""
    room = max(26, 8 + max(width_of(write(tick), LETTERS) for tick in scale.ticks))
    is_mirrored = direction(lang) == "rtl"
    left, right = (sheet.side, room) if is_mirrored else (room, sheet.side)
    top = sheet.top + head_room
    return Plot(sheet, scale, left, sheet.width - right, top, is_mirrored, *span)


def upright_axis(plot: Plot, write: Writer, board: Board) -> list[str]:
    """Draw the level lines and their figures, at the start of the reading direction."""
    marks = []
    zero = min(max(plot.scale.low, 0.0), plot.scale.high)
    place = plot.right + 8 if plot.is_mirrored else plot.left - 8
    edge: svg.Edge = "left" if plot.is_mirrored else "right"
    for tick in plot.scale.ticks:
        y = plot.value(tick)
        is_base = abs(float(tick) - zero) < 1e-9
        marks.append(svg.line(plot.left, y, plot.right, y, "ax0" if is_base else "ax"))
        marks.append(svg.text(place, y + 5, write(tick), edge=edge))
    side = (place, plot.sheet.width) if plot.is_mirrored else (0.0, place)
    board.taken.append((side[0], plot.top - LETTERS / 2, side[1], plot.sheet.bottom))
    return marks


def unit_line(plot: Plot, board: Board, words: str) -> str:
    """Say what the axis counts, above its figures at the start of the reading direction."""
    edge: svg.Edge = "right" if plot.is_mirrored else "left"
    half = width_of(words, LETTERS) / 2
    x = plot.sheet.width if plot.is_mirrored else 0.0
    board.reserve(x - half if plot.is_mirrored else half, 14, words, LETTERS)
    return svg.text(x, 14, words, edge=edge)


def time_span(days: Sequence[date]) -> tuple[int, int]:
    """Give the days a chart runs from and to, a little before the first and after the last."""
    first, last = min(days).toordinal(), max(days).toordinal()
    margin = max((last - first) // 30, 20)
    return first - margin, last + margin


def time_axis(plot: Plot, lang: str) -> list[str]:
    """Draw the days that the time axis names: years, or months on a short stretch."""
    marks = []
    base = plot.sheet.bottom
    for on, words in _ticks(plot.first, plot.last, plot.right - plot.left, lang):
        x = plot.day(on)
        marks.append(svg.line(x, base, x, base + 5, "ax0"))
        half = width_of(words, LETTERS) / 2
        if x - half >= 0 and x + half <= plot.sheet.width:
            marks.append(svg.text(x, base + 22, words))
    return marks


def today_line(plot: Plot, board: Board, today: date, lang: str) -> Iterator[str]:
    """Draw the day that parts what happened from what is to come, its date above it."""
    words = format_date(today, lang=lang)
    x, half = plot.day(today), width_of(words, LETTERS) / 2
    middle = min(max(x, half), plot.sheet.width - half)
    board.reserve(middle, 14, words, LETTERS)
    board.keep_off([(x, 20), (x, plot.sheet.bottom)])
    yield svg.line(x, 20, x, plot.sheet.bottom, "now")
    yield svg.text(middle, 14, words)


@lru_cache(maxsize=512)
def _ticks(first: int, last: int, room: float, lang: str) -> tuple[tuple[date, str], ...]:
    """Choose the closest regular months whose names fit side by side."""
    best: tuple[tuple[date, str], ...] = ()
    for apart in _MONTHS_APART:
        ticks = tuple(_regular(first, last, apart, lang))
        if len(ticks) < 2 and best:
            break
        best = ticks
        widest = max((width_of(words, LETTERS) for _, words in ticks), default=0)
        if len(ticks) * (widest + 12) <= room and (apart >= 12 or last - first < 550):
            break
    return best


def _regular(first: int, last: int, apart: int, lang: str) -> list[tuple[date, str]]:
    start = date.fromordinal(first)
    month = start.year * _MONTHS_IN_YEAR + start.month - 1
    month += -month % apart
    ticks: list[tuple[date, str]] = []
    while True:
        on = date(month // _MONTHS_IN_YEAR, month % _MONTHS_IN_YEAR + 1, 1)
        if on.toordinal() > last:
            return ticks
        if on.toordinal() >= first:
            ticks.append((on, _tick_words(on, apart, lang)))
        month += apart


def _tick_words(on: date, apart: int, lang: str) -> str:
    if apart >= _MONTHS_IN_YEAR:
        return str(on.year)
    return format_date(on, lang=lang, precision=Precision.MONTH)
