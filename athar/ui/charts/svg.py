"""The few SVG marks every drawing is made of, with coordinates as short text."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from math import sqrt
from typing import Literal

from markupsafe import Markup, escape

Edge = Literal["left", "middle", "right"]
#: One corner-to-corner rectangle: left, top, right, bottom.
Box = tuple[float, float, float, float]

_HIGH = sqrt(3) / 2
_CORNERS = {
    "risk": ((0, -1.2), (1.2 * _HIGH, 0.8), (-1.2 * _HIGH, 0.8)),
    "down": ((0, 1.2), (1.2 * _HIGH, -0.8), (-1.2 * _HIGH, -0.8)),
    "off": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "done": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    "x": ((-0.8, -0.8), (0.8, 0.8), (0, 0), (0.8, -0.8), (-0.8, 0.8)),
}
_ANCHORS = {"left": "start", "middle": "middle", "right": "end"}
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
#: A number with a sign, a percent sign or parted thousands: Arabic would tear it apart.
_FRAGILE = re.compile("[+\u2212]\\d[\\d\u202f.,]*|\\d[\\d.,]*(?:\u202f[\\d%][\\d.,]*)+")
_LEFT_TO_RIGHT_ISOLATE, _RIGHT_TO_LEFT_ISOLATE, _POP_ISOLATE = "\u2066", "\u2067", "\u2069"

#: What `fill="url(#hatch)"` refers to; a page defines it once, before its first drawing.
PATTERNS = Markup(
    '<svg width="0" height="0" class="vh" aria-hidden="true"><defs>'
    '<pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><rect class="b-hb" width="7" height="7"/>'
    '<line class="b-hl" x1="0" x2="0" y2="7"/></pattern></defs></svg>'
)


def short(value: float) -> str:
    """Write a coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def drawing(css: str, width: float, height: float, marks: Iterable[str], *, at: str = "0 0") -> str:
    """Wrap marks into one drawing hidden from screen readers, who get the table twin."""
    inside = "".join(marks)
    return (
        f'<svg class="{css}" viewBox="{at} {short(width)} {short(height)}" aria-hidden="true">'
        f"{inside}</svg>"
    )


def line(x1: float, y1: float, x2: float, y2: float, css: str) -> str:
    """Draw a straight line."""
    return f'<line class="{css}" x1="{x1:.1f}" x2="{x2:.1f}" y1="{y1:.1f}" y2="{y2:.1f}"/>'


def path(points: Iterable[tuple[float, float]], css: str, *, closed: bool = False) -> str:
    """Draw a line through points, or the area they enclose."""
    steps = "L".join([f"{x:.1f} {y:.1f}" for x, y in points])  # a list: half as long
    return f'<path class="{css}" d="M{steps}{"z" if closed else ""}"/>'


def dot(x: float, y: float, radius: float, css: str) -> str:
    """Draw a point."""
    return f'<circle class="{css}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>'


def shape(name: str, x: float, y: float, half: float, css: str) -> str:
    """Draw a mark by which things are told apart without colour: a point unless it has corners."""
    if name not in _CORNERS:
        return dot(x, y, half, css)
    across, down, steps = _outline(name, half)
    return f'<path class="{css}" d="M{x + across:.1f} {y + down:.1f}{steps}"/>'


def shapes(name: str, spots: Iterable[tuple[float, float]], half: float, css: str) -> str:
    """Draw the same mark at many spots as one path: shorter, and drawn in less time."""
    across, down, steps = _outline(name, half)
    moves = [f"M{x + across:.1f} {y + down:.1f}{steps}" for x, y in spots]
    return f'<path class="{css}" d="{"".join(moves)}"/>' if moves else ""


@lru_cache(maxsize=64)
def _outline(name: str, half: float) -> tuple[float, float, str]:
    """Give the start of a mark and the steps from there around it."""
    if name not in _CORNERS:
        across = f"{half:.1f} {half:.1f} 0 1 0"
        return -half, 0.0, f"a{across} {2 * half:.1f} 0a{across} {-2 * half:.1f} 0z"
    corners = [(across * half, down * half) for across, down in _CORNERS[name]]
    steps = " ".join(f"{x2 - x1:.1f} {y2 - y1:.1f}" for (x1, y1), (x2, y2) in pairwise(corners))
    return *corners[0], f"l{steps}{'' if name == 'x' else 'z'}"


def block(x: float, y: float, width: float, height: float, css: str) -> str:
    """Draw a filled rectangle; the class "hatch" means unknown."""
    fill = 'fill="url(#hatch)"' if css == "hatch" else f'class="{css}"'
    return f'<rect {fill} x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'


def pointed(address: str, words: str, mark: str) -> str:
    """Let whoever points at a mark follow it; it says its words, and the keyboard passes it by."""
    title = f"<title>{escape(words)}</title>" if words else ""
    return f'<a href="{escape(address)}" tabindex="-1">{title}{mark}</a>'


def text(x: float, y: float, words: str, *, edge: Edge = "middle", css: str = "") -> str:
    """Write words whose left edge, middle or right edge stands at x.

    The direction is always left to right so that edges mean the same in every page;
    Arabic words, and the numbers in them, are isolated, so that they read as they should.
    """
    named = f' class="{css}"' if css else ""
    return (
        f'<text{named} x="{x:.1f}" y="{y:.1f}" text-anchor="{_ANCHORS[edge]}"'
        f' direction="ltr">{_written(words)}</text>'
    )


@lru_cache(maxsize=8192)
def _written(words: str) -> str:
    if is_right_to_left(words):
        numbers_kept = _FRAGILE.sub(rf"{_LEFT_TO_RIGHT_ISOLATE}\g<0>{_POP_ISOLATE}", words)
        words = f"{_RIGHT_TO_LEFT_ISOLATE}{numbers_kept}{_POP_ISOLATE}"
    return str(escape(words))


def is_right_to_left(words: str) -> bool:
    """Tell whether words hold a letter of a right-to-left script."""
    return _RIGHT_TO_LEFT.search(words) is not None


def overlaps(first: Box, second: Box) -> bool:
    """Tell whether two rectangles share any area."""
    return (
        first[0] < second[2]
        and second[0] < first[2]
        and first[1] < second[3]
        and second[1] < first[3]
    )


def crosses(start: tuple[float, float], end: tuple[float, float], box: Box) -> bool:
    """Tell whether a straight line passes through a rectangle."""
    (x1, y1), (x2, y2) = start, end
    left, top, right, bottom = box
    if (x1 < left and x2 < left) or (x1 > right and x2 > right):
        return False
    if (y1 < top and y2 < top) or (y1 > bottom and y2 > bottom):
        return False
    slope_x, slope_y = x2 - x1, y2 - y1
    above, below = slope_x * (top - y1), slope_x * (bottom - y1)
    before, after = slope_y * (left - x1), slope_y * (right - x1)
    is_over = above > before
    return not (
        (above > after) is is_over and (below > before) is is_over and (below > after) is is_over
    )
