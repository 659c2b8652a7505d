"""Outlines of places brought to the size of a drawing, with a coarse grid of what they cover."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from athar.ui.charts.svg import Box

#: Side of a square of the grid, in units of the drawing.
CELL = 5.0
#: Squares left free on every side of the land, for labels beside it.
MARGIN = 80
_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)")
_MOST_KEPT = 1024

Spot = tuple[float, float]
Ring = list[Spot]


@dataclass(frozen=True, slots=True)
class Fitting:
    """How map units become units of the drawing: scale first, then move."""

    scale: float
    left: float
    top: float

    def spot(self, x: float, y: float) -> Spot:
        return (x - self.left) * self.scale, (y - self.top) * self.scale


@dataclass(frozen=True, slots=True)
class Figure:
    """An outline on a drawing: its SVG path, its box, and the squares of the grid it covers.

    `rows` holds one whole number per row of squares, a bit for each column.
    """

    path: str
    box: Box
    rows: tuple[int, ...]
    first_row: int

    def covers(self, box: Box) -> tuple[int, int]:
        """Give how many squares of a box lie on the figure, and how many the box has."""
        mask, low, high = squares_of(box)
        on = 0
        for row in range(max(low, self.first_row), min(high, self.first_row + len(self.rows))):
            on += (self.rows[row - self.first_row] & mask).bit_count()
        return on, mask.bit_count() * (high - low)


@lru_cache(maxsize=_MOST_KEPT)
def box_of(path: str) -> Box:
    """Give the box of a path in its own units."""
    spots = [spot for ring in _rings(path) for spot in ring]
    across, down = [x for x, _ in spots], [y for _, y in spots]
    return min(across), min(down), max(across), max(down)


def contains(path: str, x: float, y: float) -> bool:
    """Tell whether an outline encloses a spot, in the outline's own units."""
    left, top, right, bottom = box_of(path)
    if not (left <= x <= right and top <= y <= bottom):
        return False
    crossed = (one > x for ring in _rings(path) for one in _crossings(ring, y))
    return sum(crossed) % 2 == 1


@lru_cache(maxsize=_MOST_KEPT)
def figure_of(path: str, fitting: Fitting) -> Figure:
    """Bring a path to the size of a drawing.

    Points are rounded alike for every path, so that neighbours keep their shared borders.
    """
    rings = [[fitting.spot(x, y) for x, y in ring] for ring in _rings(path)]
    spots = [spot for ring in rings for spot in ring]
    across, down = [x for x, _ in spots], [y for _, y in spots]
    box = (min(across), min(down), max(across), max(down))
    first = int(box[1] // CELL)
    rows = tuple(_row(rings, (row + 0.5) * CELL) for row in range(first, int(box[3] // CELL) + 1))
    return Figure("".join(_short_path(ring) for ring in rings), box, rows, first)


def squares_of(box: Box) -> tuple[int, int, int]:
    """Give the columns of a box as bits, its first row and the row after its last."""
    left, right = int(box[0] // CELL) + MARGIN, int(box[2] // CELL) + MARGIN + 1
    left, right = max(left, 0), max(right, 0)
    mask = (1 << right) - (1 << left)
    return mask, int(box[1] // CELL), int(box[3] // CELL) + 1


def fit(boxes: Iterable[Box], *, width: float, height: float) -> tuple[Fitting, float, float]:
    """Choose the scale that fits boxes into a width and a height; give the size reached."""
    sides = list(zip(*boxes, strict=True))
    left, top = min(sides[0]), min(sides[1])
    across, down = max(sides[2]) - left, max(sides[3]) - top
    scale = min(width / max(across, 1e-9), height / max(down, 1e-9))
    return Fitting(scale, left, top), across * scale, down * scale


def _row(rings: list[Ring], y: float) -> int:
    """Give the squares whose middle at this height lies inside, as bits."""
    crossings = sorted(x for ring in rings for x in _crossings(ring, y))
    bits = 0
    for start, end in zip(crossings[::2], crossings[1::2], strict=False):
        first, after = (max(int(x / CELL + 0.5) + MARGIN, 0) for x in (start, end))
        bits |= (1 << after) - (1 << first) if after > first else 0
    return bits


def _crossings(ring: Ring, y: float) -> Iterator[float]:
    """Give where a ring crosses a height."""
    x1, y1 = ring[-1]
    for x2, y2 in ring:
        if (y1 > y) != (y2 > y):
            yield x1 + (y - y1) / (y2 - y1) * (x2 - x1)
        x1, y1 = x2, y2


def _short_path(ring: Ring) -> str:
    """Write a ring as one point and steps, in tenths of a unit, without points that coincide."""
    points = [(round(x * 10), round(y * 10)) for x, y in ring]
    x, y = points[0]
    steps: list[str] = []
    for next_x, next_y in points[1:]:
        if (next_x, next_y) != (x, y):
            steps.append(_tenths(next_x - x, is_first=not steps) + _tenths(next_y - y))
            x, y = next_x, next_y
    start = f"M{_tenths(points[0][0], is_first=True)}{_tenths(points[0][1])}"
    return f"{start}l{''.join(steps)}z" if steps else ""


def _tenths(number: int, *, is_first: bool = False) -> str:
    whole, tenth = divmod(abs(number), 10)
    digits = f"{whole or ''}.{tenth}" if tenth else str(whole)
    if number < 0:
        return f"-{digits}"
    return digits if is_first else f" {digits}"


def _rings(path: str) -> Iterator[Ring]:
    """Read a path of straight lines: M, L, H, V, Z, absolute or relative."""
    x = y = 0.0
    ring: Ring = []
    command = ""
    numbers = iter(_TOKEN.findall(path))
    for word in numbers:
        if word.isalpha():
            command = word
            if word in "Zz" and ring:
                yield ring
                x, y = ring[0]
                ring = []
            continue
        if command in "Mm" and ring:
            yield ring
            ring = []
        x, y = _step(command, x, y, float(word), numbers)
        ring.append((x, y))
        command = {"M": "L", "m": "l"}.get(command, command)
    if ring:
        yield ring


def _step(command: str, x: float, y: float, first: float, numbers: Iterator[str]) -> Spot:
    origin_x, origin_y = (x, y) if command.islower() else (0.0, 0.0)
    match command.upper():
        case "H":
            return origin_x + first, y
        case "V":
            return x, origin_y + first
        case "M" | "L":
            return origin_x + first, origin_y + float(next(numbers))
    raise ValueError(f"An outline is made of straight lines; {command!r} is none.")
