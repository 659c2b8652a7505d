"""Target charts: measured values on their way from a baseline to a target."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

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
    today_line,
    unit_line,
    upright_axis,
)
from athar.ui.charts.gaps import Corner, unbroken
from athar.ui.charts.lettering import Unit, Writer, writer
from athar.ui.charts.placing import Board

INDEPENDENT = "independent"
#: The mark of each kind of claim, as its words carry it (statuses.CLAIMS).
_MARKS = {"declared": "ok", "validated": "done", INDEPENDENT: "risk"}
_STUB = 12.0
_TICK = 9.0
#: Marks closer than this hide their line: only the first, the last and the lonely get one.
_CROWDED = 7.0


class Way(StrEnum):
    """How one target leads to the next."""

    STRAIGHT = "straight"
    STEPS = "steps"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Measured:
    """One period: its day, its value (None: expected, but missing), and who stands behind it.

    `claim` is "declared", "validated" or "independent".
    """

    on: date
    value: Decimal | None
    claim: str = "declared"


@dataclass(frozen=True, slots=True)
class Aim:
    """Where one starts and what is aimed at, with the words printed beside both."""

    baseline: tuple[date, Decimal] | None = None
    targets: tuple[tuple[date, Decimal], ...] = ()
    way: Way = Way.STRAIGHT
    baseline_name: str = ""
    target_name: str = ""

    @property
    def points(self) -> list[tuple[date, Decimal]]:
        return [*([self.baseline] if self.baseline else []), *self.targets]


@dataclass(slots=True)
class _Drawing:
    """One sheet while it is drawn on."""

    plot: Plot
    board: Board
    write: Writer
    marks: list[str] = field(default_factory=list)

    @property
    def ahead(self) -> int:
        return -1 if self.plot.is_mirrored else 1

    def spot(self, on: date, value: Decimal) -> Corner:
        return self.plot.day(on), self.plot.value(value)

    def label(
        self,
        at: Corner,
        words: str,
        css: str = "",
        *,
        below: bool,
        must: bool,
        is_shy: bool = False,
    ) -> bool:
        """Print words near a point; tell whether there was room."""
        mark = self.board.write(
            at,
            words,
            size=LETTERS,
            css=css,
            must=must,
            ahead=self.ahead,
            is_below=below,
            is_shy=is_shy,
        )
        self.marks.append(mark)
        return bool(mark)


def target_chart(
    values: Sequence[Measured],
    aim: Aim,
    *,
    lang: str,
    unit: Unit | str = Unit.NUMBER,
    unit_words: str = "",
    decimals: int | None = None,
    today: date | None = None,
) -> Markup:
    """Draw values in time beside where they started and what they aim at, wide and narrow.

    What the body says (declared ●, validated ◆) and what others found (independent ▲) are two
    lines. A missing value interrupts its line and leaves a hatched stub on the axis of time. The
    band lies between the baseline and the way to the targets. The axis of values begins at 0
    unless all values lie far from it. Nothing is drawn when neither value nor target is known.
    """
    known = [one.value for one in values if one.value is not None]
    named = [*known, *(value for _, value in aim.points)]
    if not named:
        return Markup("")
    scale = scale_of(named, floor_at=_floor(named))
    span = time_span(
        [*(one.on for one in values), *(on for on, _ in aim.points), *filter(None, [today])]
    )
    write = writer(unit, lang, decimals=decimals)
    drawings = []
    for sheet in SHEETS:
        head_room = 26 if unit_words or today else 12
        plot = plot_on(sheet, scale, write=write, lang=lang, head_room=head_room, span=span)
        on = _Drawing(plot, Board(sheet.width, sheet.bottom), write)
        drawings.append(_draw(on, values, aim, today=today, unit_words=unit_words, lang=lang))
    return Markup("".join(drawings))  # noqa: S704  # svg.text escapes every word


def _floor(values: Sequence[Decimal]) -> Decimal | None:
    low, high = min(values), max(values)
    return None if low > high / 2 and low < high else Decimal(0)


def _draw(
    on: _Drawing,
    values: Sequence[Measured],
    aim: Aim,
    *,
    today: date | None,
    unit_words: str,
    lang: str,
) -> str:
    sheet = on.plot.sheet
    way = _way(on, aim)
    _aim_band(on, aim, way)
    on.marks.extend(upright_axis(on.plot, on.write, on.board))
    on.marks.extend(time_axis(on.plot, lang))
    if unit_words:
        on.marks.append(unit_line(on.plot, on.board, unit_words))
    if today:
        on.marks.extend(today_line(on.plot, on.board, today, lang))
    on.marks.extend(_stubs(on.plot, values))
    _aim_lines(on, aim, way)
    others = [one for one in values if one.claim == INDEPENDENT]
    own = [one for one in values if one.claim != INDEPENDENT]
    traces = [(others, "ln-i", "l-i"), (own, "ln", "l-1")]
    for trace, line, _ in traces:
        _trace(on, trace, line)
    for trace, _, css in reversed(traces):
        _ends(on, trace, aim, css)
    _aim_words(on, aim)
    return svg.drawing(sheet.css, sheet.width, sheet.height, on.marks)


def _way(on: _Drawing, aim: Aim) -> list[Corner]:
    spots = [on.spot(day, value) for day, value in aim.points]
    if aim.way is Way.STRAIGHT or not spots:
        return spots
    corners = spots[:1]
    for (x1, y1), (x2, y2) in pairwise(spots):
        corners.extend(((x1, y2), (x2, y2)) if y1 != y2 else ((x2, y2),))
    return corners


def _aim_band(on: _Drawing, aim: Aim, way: Sequence[Corner]) -> None:
    if aim.baseline and len(way) > 1 and aim.way is not Way.NONE:
        level = on.plot.value(aim.baseline[1])
        on.marks.append(svg.path([*way, (way[-1][0], level)], "aim", closed=True))


def _aim_lines(on: _Drawing, aim: Aim, way: Sequence[Corner]) -> None:
    if aim.baseline:
        x, y = on.spot(*aim.baseline)
        end = max if not on.plot.is_mirrored else min
        last = end([x, *(corner[0] for corner in way)])
        if last != x:
            on.marks.append(svg.path(((x, y), (last, y)), "ln-o"))
    if aim.way is not Way.NONE and len(way) > 1:
        on.board.keep_off(way)
        on.marks.append(svg.path(way, "ln-t"))
    for day, value in aim.targets:
        x, y = on.spot(day, value)
        on.marks.append(svg.line(x - _TICK, y, x + _TICK, y, "tick"))
    if aim.baseline:
        on.marks.append(svg.dot(*on.spot(*aim.baseline), _radius(on.plot.sheet) + 0.5, "pt-t"))


def _aim_words(on: _Drawing, aim: Aim) -> None:
    """Name the last target and, where there is room, the baseline."""
    rises = _rises(aim)
    if aim.targets:
        day, value = aim.targets[-1]
        words = f"{aim.target_name} {on.write(value)}".strip()
        on.label(on.spot(day, value), words, "lab", below=not rises, must=True)
    if aim.baseline:
        _baseline_words(on, aim, aim.baseline, below=rises)


def _baseline_words(on: _Drawing, aim: Aim, baseline: tuple[date, Decimal], *, below: bool) -> None:
    """Name the baseline where it starts, or half its way on where it starts among other lines."""
    words = f"{aim.baseline_name} {on.write(baseline[1])}".strip()
    x, y = on.spot(*baseline)
    middles = [((x + on.plot.day(day)) / 2, y) for day, _value in aim.targets[-1:]]
    for at in ((x, y), *middles):
        if on.label(at, words, below=below, must=False, is_shy=True):
            return
    on.label((x, y), words, "l-b", below=below, must=False)


def _rises(aim: Aim) -> bool:
    points = aim.points
    return not points or points[-1][1] >= points[0][1]


def _stubs(plot: Plot, values: Sequence[Measured]) -> Iterator[str]:
    """Mark on the axis of time what was expected and is missing from everybody."""
    found = {one.on for one in values if one.value is not None}
    missing = sorted({one.on for one in values} - found)
    width = min(max(_apart(plot, len(values)) * 0.5, 3), 16)
    for day in missing:
        left = plot.day(day) - width / 2
        yield svg.block(left, plot.sheet.bottom - _STUB, width, _STUB, "hatch")


def _apart(plot: Plot, count: int) -> float:
    return (plot.right - plot.left) / max(count, 1)


def _radius(sheet: Sheet) -> float:
    return 3.5 if sheet.is_narrow else 4.5


def _trace(on: _Drawing, values: Sequence[Measured], line: str) -> None:
    """Draw a line with its marks: solid shapes, each told by its form."""
    spots = on.plot.spots((one.on, one.value) for one in values)
    marked: set[Corner] = set()
    for stretch in unbroken(spots):
        if len(stretch) > 1:
            on.board.keep_off(stretch)
            on.marks.append(svg.path(stretch, line))
        marked.update((stretch[0], stretch[-1]))
    is_crowded = _apart(on.plot, len(values)) < _CROWDED
    half = _radius(on.plot.sheet) * (0.8 if len(values) > 30 else 1)
    marks: dict[str, list[Corner]] = {}
    for one, spot in zip(values, spots, strict=True):
        if spot and (not is_crowded or spot in marked):
            marks.setdefault(one.claim, []).append(spot)
    for claim, at in marks.items():
        on.marks.append(svg.shapes(_MARKS[claim], at, half, f"cl-{claim}"))


def _ends(on: _Drawing, values: Sequence[Measured], aim: Aim, css: str) -> None:
    """Print the last value and, where there is room, the first."""
    known = [(one.on, one.value) for one in values if one.value is not None]
    if not known:
        return
    rises = _rises(aim)
    on.label(on.spot(*known[-1]), on.write(known[-1][1]), css, below=not rises, must=True)
    if len(known) > 1 and (not aim.baseline or known[0][1] != aim.baseline[1]):
        on.label(on.spot(*known[0]), on.write(known[0][1]), below=not rises, must=False)
