"""Points of the earth as people type them: degrees, minutes and seconds, in any order and script.

A point is read as latitude and longitude in degrees, to the millionth (a tenth of a metre).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from athar.kernel.digits import to_western

Point = tuple[Decimal, Decimal]
"""Latitude and longitude, in degrees."""

_MICRO = Decimal("0.000001")
_HIGHEST, _WIDEST = Decimal(90), Decimal(180)
_INVISIBLE = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2069"))
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2212\u2013", "-"),
        **dict.fromkeys("\u00ba\u02da", "°"),
        **dict.fromkeys("\u2019\u2032\u00b4`", "'"),
        **dict.fromkeys("\u201d\u2033", '"'),
        **dict.fromkeys("\u060c\u061b", ";"),
        **dict.fromkeys("\u00a0\u202f\u2009\t\n", " "),
    }
)
_DIRECTIONS = {
    "N": "north|nord|شمال[اً]*|n",
    "S": "south|sud|جنوب[اً]*|s",
    "E": "east|est|شرق[اً]*|e",
    "W": "west|ouest|غرب[اً]*|w|o",
}
_TOKEN = re.compile(
    "|".join(
        [
            r"(?P<number>[-+]?\d+(?:[.,]\d+)?)",
            *(f"(?P<{name}>(?:{words})(?![^\\W\\d_]))" for name, words in _DIRECTIONS.items()),
            r"(?P<degree>°)",
            r"(?P<part>''|['\"])",
            r"(?P<between>[ ;,/]+)",
        ]
    ),
    re.IGNORECASE,
)
_UP, _ACROSS = "up", "across"
_AXES = {"N": _UP, "S": _UP, "E": _ACROSS, "W": _ACROSS}
_SOUTH_AND_WEST = frozenset("SW")
_MOST_NUMBERS = 6


class NotAPoint(ValueError):  # noqa: N818 - named for the field, as in the interfaces
    """The text names no point of the earth."""


@dataclass(slots=True)
class _Angle:
    numbers: list[str] = field(default_factory=list)
    direction: str = ""


def parse_point(text: str) -> tuple[Point, ...]:
    """Read a point: "35.5, -5.1", "35°30'N 5°06'W", "٣٥٫٥ ؛ ٥٫١ غربا".

    Shape: one reading where letters or sizes tell which number is the latitude; else two, latitude
    first as written, then the other way round.
    Errors: NotAPoint.
    """
    angles = _angles(_tokens(text))
    first, second = (_value(one) for one in angles)
    axes = [_AXES.get(one.direction) for one in angles]
    if axes[0] and axes[0] == axes[1]:
        raise NotAPoint(text)
    if axes[0] == _ACROSS or axes[1] == _UP:
        readings = [(second, first)]
    else:
        readings = [(first, second), *([] if any(axes) else [(second, first)])]
    readings = list(dict.fromkeys(readings))
    found = tuple(one for one in readings if abs(one[0]) <= _HIGHEST and abs(one[1]) <= _WIDEST)
    if not found:
        raise NotAPoint(text)
    return found


def _tokens(text: str) -> list[tuple[str, str]]:
    """Cut a text into numbers, signs and letters; what is none of them names no point."""
    plain = to_western(text.translate(_INVISIBLE).translate(_PLAIN)).strip()
    found, at = [], 0
    while at < len(plain):
        match = _TOKEN.match(plain, at)
        if match is None:
            raise NotAPoint(text)
        found.append((str(match.lastgroup), match[0]))
        at = match.end()
    return [one for one in found if one[0] not in {"between", "part"}]


def _angles(tokens: Sequence[tuple[str, str]]) -> tuple[_Angle, _Angle]:
    """Share the numbers between two angles: at the letters, at the degrees, else half to each."""
    numbers = [at for at, (kind, _text) in enumerate(tokens) if kind == "number"]
    letters = [at for at, (kind, _text) in enumerate(tokens) if kind in _DIRECTIONS]
    degrees = [at - 1 for at, (kind, _text) in enumerate(tokens) if kind == "degree"]
    if not 2 <= len(numbers) <= _MOST_NUMBERS or len(letters) > 2 or len(degrees) not in {0, 1, 2}:
        raise NotAPoint(tokens)
    is_before = bool(letters) and letters[0] == 0
    if len(letters) == 2:
        cut = letters[1] if is_before else letters[0] + 1
    elif len(degrees) == 2:
        cut = degrees[1]
    else:
        cut = numbers[len(numbers) // 2] if len(numbers) % 2 == 0 else -1
    if cut < 0:
        raise NotAPoint(tokens)
    both = _Angle(), _Angle()
    for at, (kind, word) in enumerate(tokens):
        angle = both[at >= cut]
        if kind == "number":
            angle.numbers.append(word)
        elif kind in _DIRECTIONS:
            angle.direction = kind
    return both


def _value(angle: _Angle) -> Decimal:
    """Add up degrees, minutes and seconds; only the last of them has decimals."""
    if not 1 <= len(angle.numbers) <= 3:
        raise NotAPoint(angle.numbers)
    *whole, last = angle.numbers
    parts = [Decimal(one.replace(",", ".")) for one in angle.numbers]
    minor = parts[1:]
    if any("." in one or "," in one for one in whole) or any(not 0 <= one < 60 for one in minor):
        raise NotAPoint(angle.numbers)
    is_negative = angle.numbers[0].startswith("-")
    if is_negative and angle.direction and angle.direction not in _SOUTH_AND_WEST:
        raise NotAPoint(last)
    degrees = sum(
        (one / 60**n for n, one in enumerate(minor, start=1)), start=abs(parts[0])
    ).quantize(_MICRO)
    return -degrees if degrees and (is_negative or angle.direction in _SOUTH_AND_WEST) else degrees
