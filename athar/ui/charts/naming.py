"""Names of places on a map: inside a place that has room, else beside the land with a leader."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, hypot, pi, sin

from athar.ui.charts import svg
from athar.ui.charts.lettering import width_of
from athar.ui.charts.outlines import CELL, Figure, Spot, squares_of

#: Letters are drawn larger on a phone: labels keep clear of one another at that size.
LETTERS = 28.0
#: Height of one printed line, and the air around a label.
LINE, AIR = 28.0, 4.0
#: A wider map would print letters smaller than 12 px on a phone.
_WIDEST = 750.0
#: With more places, a name stands inside its place or nowhere.
_MOST_OUTSIDE = 16
#: Part of a label that must lie inside its own place for it to be printed there.
_INSIDE = 0.9
_DIRECTIONS = tuple((cos(turn * pi / 8), sin(turn * pi / 8)) for turn in range(16))
_SHIFTS = (0.0, -10.0, 10.0, -20.0, 20.0, -30.0, 30.0)
_DISTANCES = tuple(range(6, 240, 9))
#: A leader that costs more than this would confuse more than it tells.
_DEAREST = 480.0
_MISSING = 600.0
_CHEAP = 130.0


@dataclass(frozen=True, slots=True)
class Named:
    """A place to be named: its figure, a point well inside it, the room its label takes."""

    figure: Figure
    middle: Spot
    size: Spot


@dataclass(frozen=True, slots=True)
class Label:
    """Where a place is named; `leader` is the line to it when its name stands outside."""

    box: svg.Box
    leader: tuple[Spot, Spot] | None = None

    @property
    def is_inside(self) -> bool:
        return self.leader is None


def room_for(*lines: str) -> Spot:
    """Give the width and height of a label of these lines."""
    return max(width_of(words, LETTERS) for words in lines) + AIR, LINE * len(lines) + AIR


@lru_cache(maxsize=256)
def labels_for(places: tuple[Named, ...], width: float, height: float) -> tuple[Label | None, ...]:
    """Choose where each place is named; None where its name would cover another.

    Names never overlap. Large places are named inside; the others beside the land, each where
    its leader is short and crosses nothing. Who chooses first decides much, so several orders
    are tried until one is good.
    """
    by_size = sorted(range(len(places)), key=lambda i: -_squares(places[i].figure))
    from_west = sorted(by_size, key=lambda i: places[i].middle[0])
    orders = [by_size[::-1], by_size, from_west, from_west[::-1]]
    layouts: list[_Layout] = []
    for order in orders:
        layouts.append(_lay_out(places, width, height, by_size, order))
        if layouts[-1].is_good:
            break
    return tuple(min(layouts, key=lambda layout: layout.cost).labels)


def _lay_out(
    places: Sequence[Named],
    width: float,
    height: float,
    inside: Sequence[int],
    outside: Sequence[int],
) -> "_Layout":
    layout = _Layout(places, width, height)
    for i in inside:
        layout.put_inside(i)
    if len(places) <= _MOST_OUTSIDE:
        for i in outside:
            if layout.labels[i] is None:
                layout.put_outside(i)
    return layout


class _Layout:
    """A map while its labels are being placed."""

    def __init__(self, places: Sequence[Named], width: float, height: float) -> None:
        self.places = places
        self.width, self.height = width, height
        self.labels: list[Label | None] = [None] * len(places)
        self.cost = 0.0
        self.land: dict[int, int] = {}
        for place in places:
            for row, bits in enumerate(place.figure.rows, start=place.figure.first_row):
                self.land[row] = self.land.get(row, 0) | bits

    @property
    def is_good(self) -> bool:
        """Tell whether trying another order is not worth while."""
        outside = [label for label in self.labels if label is None or not label.is_inside]
        return self.cost <= _CHEAP * len(outside) or len(self.places) > _MOST_OUTSIDE

    @property
    def placed(self) -> list[Label]:
        return [label for label in self.labels if label]

    def put_inside(self, i: int) -> None:
        """Name a place inside its outline, where most of the label lies on it."""
        place, best, most = self.places[i], None, _INSIDE
        for down in _SHIFTS:
            for along in _SHIFTS:
                box = _box_around((place.middle[0] + along, place.middle[1] + down), place.size)
                on, all_squares = place.figure.covers(box)
                worth = on / all_squares - (abs(down) + abs(along)) / 1000
                if worth > most and self._is_clear(box):
                    best, most = box, worth
        self.labels[i] = Label(best) if best else None

    def put_outside(self, i: int) -> None:
        """Name a place beside the land, at the end of the cheapest leader."""
        place = self.places[i]
        best, least = None, _DEAREST
        for far in _DISTANCES:
            if far > least:
                break
            for box in _boxes_at(place, far):
                if not self._has_room(box):
                    continue
                leader = _leader(place, box)
                cost = self._cost(place, box, leader)
                if cost < least:
                    best, least = Label(box, leader), cost
        self.labels[i] = best
        self.cost += least if best else _MISSING

    def _has_room(self, box: svg.Box) -> bool:
        left, top, right, bottom = box
        if top < -100 or bottom > self.height + 70 or not self._is_free(box):
            return False
        others = [label.box for label in self.placed]
        start = min([0.0, left, *(other[0] for other in others)])
        end = max([self.width, right, *(other[2] for other in others)])
        return end - start <= max(_WIDEST, self.width) and self._is_clear(box)

    def _is_clear(self, box: svg.Box) -> bool:
        """Tell whether a label would cover neither another label nor its leader."""
        return not any(
            svg.overlaps(box, label.box) or (label.leader and svg.crosses(*label.leader, box))
            for label in self.placed
        )

    def _is_free(self, box: svg.Box) -> bool:
        mask, low, high = squares_of(box)
        return not any(self.land.get(row, 0) & mask for row in range(low, high))

    def _cost(self, place: Named, box: svg.Box, leader: tuple[Spot, Spot]) -> float:
        """Weigh a leader: its length, what it runs over, and how far its label widens the map."""
        (x1, y1), (x2, y2) = leader
        length = hypot(x2 - x1, y2 - y1)
        steps = max(int(length / CELL), 1)
        points = [(x1 + (x2 - x1) * i / steps, y1 + (y2 - y1) * i / steps) for i in range(steps)]
        foreign = sum(1 for x, y in points if self._is_foreign(place, x, y)) * CELL
        hidden = any(svg.crosses(*leader, label.box) for label in self.placed)
        crossed = any(
            _meet(leader, label.leader) for label in self.placed if label.leader is not None
        )
        beyond = max(0, -box[0], box[2] - self.width) + max(0, -box[1], box[3] - self.height)
        return length + 2.5 * foreign + 0.35 * beyond + 400 * hidden + 400 * crossed

    def _is_foreign(self, place: Named, x: float, y: float) -> bool:
        spot = (x, y, x, y)
        mask, row, _ = squares_of(spot)
        return bool(self.land.get(row, 0) & mask) and not place.figure.covers(spot)[0]


def _squares(figure: Figure) -> int:
    return sum(bits.bit_count() for bits in figure.rows)


def _box_around(middle: Spot, size: Spot) -> svg.Box:
    x, y = middle
    return x - size[0] / 2, y - size[1] / 2, x + size[0] / 2, y + size[1] / 2


def _boxes_at(place: Named, far: float) -> Iterator[svg.Box]:
    """Give the boxes that lie `far` from the middle of the place, all around it."""
    across, down = place.size
    for right, below in _DIRECTIONS:
        x = place.middle[0] + right * (far + across / 2)
        y = place.middle[1] + below * (far + down / 2)
        yield _box_around((x, y), (across, down))


def _leader(place: Named, box: svg.Box) -> tuple[Spot, Spot]:
    """Give the line from the place to the nearest point of its label's letters."""
    x, y = place.middle
    inset = (box[2] - box[0]) * 0.1
    return (x, y), (
        min(max(x, box[0] + inset), box[2] - inset),
        min(max(y, box[1] + 3), box[3] - 3),
    )


def _meet(first: tuple[Spot, Spot], second: tuple[Spot, Spot]) -> bool:
    """Tell whether two straight lines cross."""
    return _parts(*first, second) and _parts(*second, first)


def _parts(start: Spot, end: Spot, line: tuple[Spot, Spot]) -> bool:
    across, down = end[0] - start[0], end[1] - start[1]
    sides = [across * (y - start[1]) - down * (x - start[0]) for x, y in line]
    return min(sides) <= 0 <= max(sides)
