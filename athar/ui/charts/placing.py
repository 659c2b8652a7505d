"""Where a label goes so that it hides nothing and nothing hides it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from athar.ui.charts import svg
from athar.ui.charts.lettering import width_of

Spot = tuple[float, float]
#: Room between a label and the edge of its drawing: letters may be wider than estimated.
_AIR = 4.0


@dataclass(slots=True)
class Board:
    """One drawing's room: what is already printed, and the lines a label should not cross."""

    width: float
    height: float
    taken: list[svg.Box] = field(default_factory=list)
    lines: list[tuple[svg.Box, Spot, Spot]] = field(default_factory=list)

    def keep_off(self, points: Sequence[Spot]) -> None:
        """Ask labels not to cross the line through these points."""
        for start, end in pairwise(points):
            (x1, y1), (x2, y2) = start, end
            box = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
            self.lines.append((box, start, end))

    def reserve(self, x: float, y: float, words: str, size: float) -> None:
        """Note words printed with their middle at x and their base line at y."""
        half = width_of(words, size) / 2
        self.taken.append((x - half, y - size, x + half, y + size * 0.3))

    def write(
        self,
        at: Spot,
        words: str,
        *,
        size: float,
        css: str = "",
        must: bool = True,
        ahead: int = 1,
        is_below: bool = False,
        is_shy: bool = False,
    ) -> str:
        """Print words near a point: above (or below), ahead (+1 right, -1 left) or behind.

        Words that would cover other words are left out unless they `must` be printed;
        shy words are also left out where they would cross a line.
        """
        width = width_of(words, size)
        best: tuple[int, int, svg.Box] | None = None
        for rank, (wished, base) in enumerate(_around(at, width, size, ahead, is_below)):
            half = width / 2 + _AIR
            left = min(max(wished, half), self.width - half) - width / 2
            box = (left, base - size * 0.85, left + width, base + size * 0.25)
            if box[1] < 0 or box[3] > self.height:
                continue
            if self._is_taken(box):
                continue
            crossed = self._crossings(box, best[0] if best else None)
            if best is None or crossed < best[0]:
                best = (crossed, rank, box)
            if crossed == 0:
                break
        if best and is_shy and best[0]:
            return ""
        if best is None:
            if not must:
                return ""
            middle, base = next(_around(at, width, size, ahead, is_below))
            best = (0, 0, (middle - width / 2, base - size * 0.85, middle + width / 2, base))
        box = best[2]
        self.taken.append(box)
        return svg.text((box[0] + box[2]) / 2, box[1] + size * 0.85, words, css=css)

    def _is_taken(self, box: svg.Box) -> bool:
        left, top, right, bottom = box
        for west, north, east, south in self.taken:
            if left < east and west < right and top < south and north < bottom:
                return True
        return False

    def _crossings(self, box: svg.Box, limit: int | None) -> int:
        """Count the lines that pass through a rectangle; not further than a limit."""
        left, top, right, bottom = box
        count = 0
        for (west, north, east, south), start, end in self.lines:
            if west <= right and east >= left and north <= bottom and south >= top:
                count += svg.crosses(start, end, box)
                if count == limit:
                    break
        return count


def _around(at: Spot, width: float, size: float, ahead: int, is_below: bool) -> Iterator[Spot]:
    """Give the middles and base lines to try, the best first."""
    x, y = at
    beside = width / 2 + 10
    above, below = (x, y - 12), (x, y + size + 10)
    yield from (below, above) if is_below else (above, below)
    yield x + ahead * beside, y + size * 0.35
    yield x + ahead * beside, y - 12
    yield x + ahead * beside, y + size + 8
    yield x - ahead * beside, y - 10
    yield x - ahead * beside, y + size + 8
    yield x, y - 28
    yield x, y + size + 26


def spread(
    wished: Sequence[float], heights: Sequence[float], top: float, bottom: float
) -> list[float]:
    """Give the middles of labels in one column, none over another, each near where it wishes.

    Labels that would overlap are moved together, as little as possible; all stay between `top`
    and `bottom` when there is room for all.
    """
    blocks: list[_Block] = []
    for i in sorted(range(len(wished)), key=lambda i: wished[i]):
        block = _Block([i], wished[i] - heights[i] / 2, heights[i])
        while blocks and blocks[-1].start(top, bottom) + blocks[-1].height > block.start(
            top, bottom
        ):
            block = blocks.pop().joined(block)
        blocks.append(block)
    middles = [0.0] * len(wished)
    for block in blocks:
        start = block.start(top, bottom)
        for i in block.members:
            middles[i] = start + heights[i] / 2
            start += heights[i]
    return middles


@dataclass(frozen=True, slots=True)
class _Block:
    """Labels that touch: which ones, the sum of the tops they wish the block had, its height."""

    members: list[int]
    wishes: float
    height: float

    def start(self, top: float, bottom: float) -> float:
        return max(min(self.wishes / len(self.members), bottom - self.height), top)

    def joined(self, below: "_Block") -> "_Block":
        wishes = self.wishes + below.wishes - len(below.members) * self.height
        return _Block(self.members + below.members, wishes, self.height + below.height)
