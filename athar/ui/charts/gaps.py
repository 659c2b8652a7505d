"""Where a line is interrupted, and where two lines stand too far apart."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

#: A value known on a day; None interrupts the line, it is never drawn as 0.
Reading = tuple[date, Decimal | None]
#: A day's number (it may lie between two days) and a value: for drawing only.
Corner = tuple[float, float]
#: A day's number, the value of the first line and the value of the second.
_Moment = tuple[float, float, float]


def unbroken(spots: Iterable[Corner | None]) -> Iterator[list[Corner]]:
    """Give the stretches of a line between its unknown spots; a lonely spot is a stretch."""
    stretch: list[Corner] = []
    for spot in spots:
        if spot is not None:
            stretch.append(spot)
        elif stretch:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def stretches(
    first: Sequence[Reading], second: Sequence[Reading], beyond: Decimal
) -> Iterator[list[Corner]]:
    """Give the outlines of the areas between two lines further apart than `beyond`.

    Lines are read as straight between their readings, and only where both are known.
    """
    limit = float(beyond)
    moments: list[_Moment] = []
    for before, after in pairwise(_moments(first, second)):
        if before is None or after is None:
            yield from _outline(moments)
            moments = []
            continue
        for start, end in pairwise((before, *_crossings(before, after, limit), after)):
            if abs(_gap(start) + _gap(end)) / 2 > limit:
                moments.extend((end,) if moments else (start, end))
            else:
                yield from _outline(moments)
                moments = []
    yield from _outline(moments)


def _outline(moments: Sequence[_Moment]) -> Iterator[list[Corner]]:
    if moments:
        there = [(day, one) for day, one, _ in moments]
        back = [(day, other) for day, _, other in reversed(moments)]
        yield there + back


def _gap(moment: _Moment) -> float:
    return moment[1] - moment[2]


def _moments(first: Sequence[Reading], second: Sequence[Reading]) -> Iterator[_Moment | None]:
    """Give every day either line was read; None where one of them is not known."""
    lines = [
        [(float(on.toordinal()), None if value is None else float(value)) for on, value in line]
        for line in (first, second)
    ]
    for day in sorted({day for line in lines for day, _ in line}):
        one, other = (_at(line, day) for line in lines)
        yield None if one is None or other is None else (day, one, other)


def _at(line: Sequence[tuple[float, float | None]], day: float) -> float | None:
    before: tuple[float, float | None] = (day, None)
    for after in line:
        if after[0] == day:
            return after[1]
        if after[0] > day:
            if before[1] is None or after[1] is None:
                return None
            share = (day - before[0]) / (after[0] - before[0])
            return before[1] + share * (after[1] - before[1])
        before = after
    return None


def _crossings(before: _Moment, after: _Moment, limit: float) -> list[_Moment]:
    """Give the moments between two others at which the gap passes the limit, in order."""
    gap, change = _gap(before), _gap(after) - _gap(before)
    if not change:
        return []
    shares = sorted((edge - gap) / change for edge in (limit, -limit))
    return [
        (
            before[0] + share * (after[0] - before[0]),
            before[1] + share * (after[1] - before[1]),
            before[2] + share * (after[2] - before[2]),
        )
        for share in shares
        if 0 < share < 1
    ]
