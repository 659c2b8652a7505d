"""The ring of points: one piece for each point, a line at the threshold."""

from __future__ import annotations

from math import cos, pi, sin

from django.utils.translation import gettext
from markupsafe import Markup

from athar.kernel.text import direction
from athar.ui.charts.svg import drawing, line, text

_SIZE, _OUTER, _INNER = 280, 130, 98
_HALF_GAP = 0.0276
_MIDDLE = _SIZE / 2


def ring(*, points: int, gained: int, available: int, needed: int, lang: str) -> Markup:
    """Draw the points there are, those that reforms would give, those missing, and the threshold.

    Shape: it runs in the direction in which the language is read.
    """
    way = -1 if direction(lang) == "rtl" else 1
    step = 2 * pi / available
    pieces = [
        _piece(n * step, (n + 1) * step, way, _css(n, points, gained)) for n in range(available)
    ]
    at = needed * step
    inside, outside = (_point(at, radius, way) for radius in (_INNER - 8, _OUTER + 9))
    of = gettext("of %(available)s points") % {"available": available}
    words = (
        text(_MIDDLE, _MIDDLE + 10, str(points), css="big"),
        text(_MIDDLE, _MIDDLE + 36, of, css="sm"),
    )
    return Markup(  # noqa: S704 - drawn of numbers; words are escaped where they are written
        drawing("ring", _SIZE, _SIZE, (*pieces, line(*inside, *outside, "r-th"), *words))
    )


def _css(number: int, points: int, gained: int) -> str:
    if number < points:
        return "r-on"
    return "r-go" if number < points + gained else "r-no"


def _piece(start: float, end: float, way: int, css: str) -> str:
    first, last = start + _HALF_GAP, end - _HALF_GAP
    sweep = 1 if way > 0 else 0
    corners = [
        _point(angle, radius, way)
        for angle, radius in ((first, _INNER), (first, _OUTER), (last, _OUTER), (last, _INNER))
    ]
    a, b, c, d = (f"{x:.1f} {y:.1f}" for x, y in corners)
    return (
        f'<path class="{css}" d="M{a}L{b}A{_OUTER} {_OUTER} 0 0 {sweep} {c}L{d}'
        f'A{_INNER} {_INNER} 0 0 {1 - sweep} {a}z"/>'
    )


def _point(angle: float, radius: float, way: int) -> tuple[float, float]:
    return _MIDDLE + way * radius * sin(angle), _MIDDLE - radius * cos(angle)
