"""Bars of a value by category, in groups: women and men, in towns and in the country."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from athar.kernel.text import direction
from athar.ui.charts import svg
from athar.ui.charts.frame import LETTERS, SHEETS, Sheet
from athar.ui.charts.lettering import Unit, Writer, in_lines, width_of, writer

_BAR, _LINE = 16.0, 17.0
_STUB = 36.0
#: Part of a sheet that the names of categories may take.
_NAMES = 0.38
_AIR = 8.0


@dataclass(frozen=True, slots=True)
class Group:
    """One group of bars: its name ("" when there is but one) and its categories in order.

    Each category is its name and its value; None is unknown, or withheld, and hatched.
    """

    name: str
    bars: tuple[tuple[str, Decimal | None], ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    """One sheet: where names end, where bars begin, how long a unit is."""

    sheet: Sheet
    is_mirrored: bool
    names: float
    zero: float
    pace: float

    def at(self, way: float) -> float:
        """Place a way from the start of the reading direction."""
        return self.sheet.width - way if self.is_mirrored else way

    def end(self, value: Decimal) -> float:
        return self.zero + float(value) * self.pace

    def words(self, way: float, level: float, words: str, css: str = "") -> str:
        edge: svg.Edge = "right" if self.is_mirrored else "left"
        return svg.text(self.at(way), level, words, edge=edge, css=css)

    def bar(self, start: float, end: float, level: float, css: str) -> str:
        left = min(self.at(start), self.at(end))
        return svg.block(left, level, abs(end - start), _BAR, css)


def category_chart(
    groups: Sequence[Group],
    *,
    lang: str,
    unit: Unit | str = Unit.NUMBER,
    decimals: int | None = None,
    total: Decimal | None = None,
    total_name: str = "",
    unknown_name: str = "",
) -> Markup:
    """Draw a bar for each category, wide and narrow: its name before it, its value after it.

    `total` is a line through all bars, named above them. Bars grow in the reading direction of
    `lang`; one whose value is not known is a hatched stub with the words given for that.
    """
    groups = [one for one in groups if one.bars]
    if not groups:
        return Markup("")
    write = writer(unit, lang, decimals=decimals)
    line = None if total is None else (total, f"{total_name} {write(total)}".strip())
    drawings = []
    for sheet in SHEETS:
        frame = _frame(sheet, groups, total, write, lang)
        drawings.append(_draw(frame, groups, write, line, unknown_name))
    return Markup("".join(drawings))  # noqa: S704  # svg.text escapes every word


def _frame(
    sheet: Sheet,
    groups: Sequence[Group],
    total: Decimal | None,
    write: Writer,
    lang: str,
) -> _Frame:
    bars = [bar for one in groups for bar in one.bars]
    known = [value for _, value in bars if value is not None]
    reached = [float(one) for one in (*known, *([] if total is None else [total]))] or [1.0]
    low, high = min(0.0, *reached), max(0.0, *reached)
    widest = max(width_of(name, LETTERS) for name, _ in bars)
    names = min(widest, sheet.width * _NAMES) + _AIR * 2
    figures = max((width_of(write(one), LETTERS) for one in known), default=0.0)
    room = sheet.width - names - figures - _AIR * 2
    pace = room / ((high - low) or 1.0)
    return _Frame(sheet, direction(lang) == "rtl", names, names - low * pace, pace)


def _draw(
    frame: _Frame,
    groups: Sequence[Group],
    write: Writer,
    total: tuple[Decimal, str] | None,
    unknown_name: str,
) -> str:
    top = 34.0 if total else 8.0
    marks: list[str] = []
    level = top
    for group in groups:
        if group.name:
            level += _LINE
            marks.append(frame.words(0, level, group.name, "lab"))
            level += _AIR + 2
        for name, value in group.bars:
            lines = in_lines(name, LETTERS, frame.names - _AIR * 2, most=3)
            marks.extend(_bar(frame, level, lines, value, write, unknown_name))
            level += max(_BAR, _LINE * len(lines)) + _AIR
        level += _AIR * 1.5
    level -= _AIR * 1.5
    base = [svg.line(frame.at(frame.zero), top, frame.at(frame.zero), level, "ax0")]
    if total:
        base.extend(_total(frame, *total, level))
    return svg.drawing(frame.sheet.css, frame.sheet.width, level + 4, [*base, *marks])


def _bar(
    frame: _Frame,
    level: float,
    lines: Sequence[str],
    value: Decimal | None,
    write: Writer,
    unknown_name: str,
) -> Iterator[str]:
    """Draw one bar with its name before it and its value, or why there is none, after it."""
    for place, words in enumerate(lines):
        yield frame.words(0, level + 13 + place * _LINE, words)
    if value is None:
        yield frame.bar(frame.zero, frame.zero + _STUB, level, "hatch")
        yield frame.words(frame.zero + _STUB + _AIR, level + 13, unknown_name)
        return
    end = frame.end(value)
    yield frame.bar(frame.zero, end, level, "b-1")
    yield frame.words(max(end, frame.zero) + _AIR, level + 13, write(value), "lab")


def _total(frame: _Frame, total: Decimal, words: str, foot: float) -> Iterator[str]:
    x = frame.at(frame.end(total))
    half = width_of(words, LETTERS) / 2 + 4
    middle = min(max(x, half), frame.sheet.width - half)
    yield svg.line(x, 22, x, foot, "now")
    yield svg.text(middle, 14, words, css="lab")
