"""Columns side by side and rows of bars: amounts by year, by funder, by place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from athar.kernel.text import direction
from athar.ui.charts import svg
from athar.ui.charts.frame import (
    LETTERS,
    SHEETS,
    Plot,
    Scale,
    Sheet,
    plot_on,
    scale_of,
    upright_axis,
)
from athar.ui.charts.lettering import Unit, Writer, in_lines, width_of, writer
from athar.ui.charts.placing import Board

#: Planned, committed, paid: nested tints of one green, each narrower than the one it stands in.
MONEY_TINTS = ("b-3", "b-2", "b-1")
_WIDTHS = (1.0, 0.68, 0.36)
_STUB = 18
_WIDEST = 72


@dataclass(frozen=True, slots=True)
class Amounts:
    """One column or row: its name and its nested values; None is unknown and hatched."""

    name: str
    values: tuple[Decimal | None, ...]


def column_chart(
    columns: Sequence[Amounts],
    *,
    lang: str,
    unit: Unit | str = Unit.NUMBER,
    tints: Sequence[str] = MONEY_TINTS,
) -> Markup:
    """Draw upright columns twice, wide and narrow; the largest value of each is printed on it.

    Columns follow the reading direction of `lang`. An unknown value is a hatched stub.
    """
    if not columns:
        return Markup("")
    known = [value for one in columns for value in one.values if value is not None]
    scale = scale_of(known, floor_at=Decimal(0))
    write = writer(unit, lang)
    drawings = (_upright(sheet, columns, scale, tints, write, lang) for sheet in SHEETS)
    return Markup("".join(drawings))  # noqa: S704  # svg.text escapes every word


def _upright(
    sheet: Sheet,
    columns: Sequence[Amounts],
    scale: Scale,
    tints: Sequence[str],
    write: Writer,
    lang: str,
) -> str:
    plot = plot_on(sheet, scale, write=write, lang=lang)
    marks = upright_axis(plot, write, Board(sheet.width, sheet.bottom))
    pitch = (plot.right - plot.left) / len(columns)
    names_shown = max(1, -(-_widest_name(columns) // int(pitch)))
    for place, one in enumerate(columns):
        middle = plot.along((place + 0.5) / len(columns))
        marks.extend(_column(one, plot, middle, min(pitch * 0.7, _WIDEST), tints))
        marks.extend(_figure(one, plot, middle, pitch, write))
        if place % names_shown == 0:
            marks.append(svg.text(middle, sheet.bottom + 22, one.name))
    return svg.drawing(sheet.css, sheet.width, sheet.height, marks)


def _widest_name(columns: Sequence[Amounts]) -> int:
    return int(max(width_of(one.name, LETTERS) for one in columns)) + 8


def _column(
    one: Amounts, plot: Plot, middle: float, width: float, tints: Sequence[str]
) -> Iterator[str]:
    base = plot.value(0)
    inner = _inner(one)
    for value, within, tint, share in zip(one.values, inner, tints, _WIDTHS, strict=False):
        across = width * share
        left = middle - across / 2
        if value is None:
            yield svg.block(left, plot.value(within) - _STUB, across, _STUB, "hatch")
        elif value:
            level = plot.value(value)
            yield svg.block(left, min(level, base), across, max(abs(base - level), 1), tint)


def _inner(one: Amounts) -> list[Decimal]:
    """Give, for each value, the largest known one nested in it: an unknown starts there."""
    return [
        max((value for value in one.values[place + 1 :] if value is not None), default=Decimal(0))
        for place in range(len(one.values))
    ]


def _figure(one: Amounts, plot: Plot, middle: float, pitch: float, write: Writer) -> Iterator[str]:
    known = [value for value in one.values if value is not None]
    if known:
        words = write(max(known))
        if width_of(words, LETTERS) <= pitch - 4:
            yield svg.text(middle, plot.value(max(known)) - 7, words, css="lab")


def row_chart(
    rows: Sequence[Amounts],
    *,
    lang: str,
    unit: Unit | str = Unit.NUMBER,
    tints: Sequence[str] = MONEY_TINTS,
) -> Markup:
    """Draw one bar per row twice, wide and narrow: the name above it, its first value beside it
    when it is known.

    Bars grow in the reading direction of `lang`. An unknown value is hatched.
    """
    if not rows:
        return Markup("")
    known = [value for one in rows for value in one.values if value is not None]
    longest = max((float(value) for value in known), default=0) or 1.0
    write = writer(unit, lang)
    drawings = (_lying(sheet, rows, longest, tints, write, lang) for sheet in SHEETS)
    return Markup("".join(drawings))  # noqa: S704  # svg.text escapes every word


def _lying(
    sheet: Sheet,
    rows: Sequence[Amounts],
    longest: float,
    tints: Sequence[str],
    write: Writer,
    lang: str,
) -> str:
    is_mirrored = direction(lang) == "rtl"
    figures = [_first_figure(one, write) for one in rows]
    room = sheet.width - max(width_of(words, LETTERS) for words in figures) - 14 - _STUB
    marks, top = [], 4.0
    for one, figure in zip(rows, figures, strict=True):
        for words in in_lines(one.name, LETTERS, sheet.width - 4):
            place = sheet.width if is_mirrored else 0
            top += 18
            marks.append(svg.text(place, top - 2, words, edge="right" if is_mirrored else "left"))
        top += 6
        marks.extend(_bar(one, sheet, top, room / longest, tints, is_mirrored=is_mirrored))
        end = _reach(one, room / longest) + 8
        marks.append(
            svg.text(
                sheet.width - end if is_mirrored else end,
                top + 15,
                figure,
                edge="right" if is_mirrored else "left",
                css="lab",
            )
        )
        top += 34
    return svg.drawing(sheet.css, sheet.width, top, marks)


def _first_figure(one: Amounts, write: Writer) -> str:
    return "" if one.values[0] is None else write(one.values[0])


def _reach(one: Amounts, scale: float) -> float:
    ends = [
        float(within) * scale + _STUB if value is None else float(value) * scale
        for value, within in zip(one.values, _inner(one), strict=True)
    ]
    return max(ends, default=0.0)


def _bar(
    one: Amounts,
    sheet: Sheet,
    top: float,
    scale: float,
    tints: Sequence[str],
    *,
    is_mirrored: bool,
) -> Iterator[str]:
    height = 20.0
    for value, within, tint, share in zip(one.values, _inner(one), tints, _WIDTHS, strict=False):
        start = float(within) * scale if value is None else 0.0
        length = _STUB if value is None else float(value) * scale
        across = height * share
        left = sheet.width - start - length if is_mirrored else start
        css = "hatch" if value is None else tint
        if length:
            yield svg.block(left, top + (height - across) / 2, length, across, css)
