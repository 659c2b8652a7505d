"""How figures are written in a drawing, and how much room words take."""

from collections.abc import Callable, Sequence
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum
from functools import lru_cache

from athar.kernel.numbers import format_number, format_percent

#: Room a letter takes, in parts of the letter size, measured on Readex Pro medium.
_NARROW, _MIDDLING, _WIDE = 0.45, 0.6, 0.9
_THIN = 0.3
_THIN_LETTERS = frozenset(" \u00a0\u202f\u2009'’.,:;،؛|!iljI()[]-·")
_NARROW_LETTERS = frozenset("اأإآلىئرزدذوؤءtfr")
_WIDE_LETTERS = frozenset("شسصضmwMW%—@")
_NO_ROOM = frozenset(
    "\u2066\u2067\u2068\u2069\u200e\u200f\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"
)

Writer = Callable[[Decimal], str]


class Unit(StrEnum):
    """What kind of figure a drawing shows."""

    NUMBER = "number"
    PERCENT = "percent"
    PROGRESS = "progress"


def writer(unit: Unit | str, lang: str, *, decimals: int | None = None) -> Writer:
    """Give the function that writes figures of this unit for readers of `lang`.

    Progress is whole and rounded down; a percentage keeps one decimal at most.
    """
    return lambda value: _written(value, unit, lang, decimals)


@lru_cache(maxsize=8192)
def _written(value: Decimal, unit: Unit | str, lang: str, decimals: int | None) -> str:
    if unit == Unit.PROGRESS:
        return format_percent(value.to_integral_value(rounding=ROUND_FLOOR), lang=lang)
    if unit == Unit.PERCENT:
        places = 0 if value == value.to_integral_value() else 1
        return format_percent(value, lang=lang, decimals=places)
    return format_number(value, lang=lang, decimals=decimals)


@lru_cache(maxsize=4096)
def width_of(words: str, size: float) -> float:
    """Estimate the room words take, rather too much than too little."""
    return sum(_letter(letter) for letter in words) * size


def _letter(letter: str) -> float:
    if letter in _NO_ROOM:
        return 0
    if letter in _THIN_LETTERS:
        return _THIN
    if letter in _NARROW_LETTERS:
        return _NARROW
    if letter in _WIDE_LETTERS:
        return _WIDE
    return _WIDE * 0.85 if letter.isupper() else _MIDDLING


def in_lines(words: str, size: float, room: float, *, most: int = 2) -> Sequence[str]:
    """Break words into lines that fit the room; what does not fit `most` lines ends with …."""
    lines = [""]
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer, size) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    if len(lines) <= most:
        return lines
    last = f"{lines[most - 1]} {lines[most]}"
    while width_of(f"{last}…", size) > room and " " in last:
        last = last.rsplit(" ", 1)[0]
    return [*lines[: most - 1], f"{last}…"]
