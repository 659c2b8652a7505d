"""Pictures that others show of a page, drawn on the server by one typesetter, kept warm."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any

import orjson

from athar.kernel.text import direction

WIDTH, HEIGHT = 1200, 630
_HERE = Path(__file__).parent
_TEMPLATE = _HERE / "data" / "share.typ"
_LETTERS = _HERE / "static" / "ui" / "dist" / "letters"
_MARK = _HERE / "static" / "ui" / "img" / "mark.svg"
#: Pictures a worker keeps: some 40 KB each.
_MOST_KEPT = 64
_ISOLATE, _POP = "\u2068", "\u2069"
_BDI = re.compile(r"<bdi\b[^>]*>(.*?)</bdi>", re.DOTALL)
_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class Said:
    """A status as it is drawn: who says it, its shape, its word."""

    label: str
    shape: str
    word: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar of statuses: its share in percent, how many, shape and word."""

    share: Decimal
    shape: str
    word: str
    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What stands on a picture, in words of its language.

    Shape: `percent` None is unknown: the bar is hatched and `unknown` says so in words; without
    `has_bar` there is none. `shape` is the status of the strip at the edge, None for a green one.
    `tick` is where the bar should be today.
    """

    lang: str
    host: str
    kicker: str
    code: str
    title: str
    said: str
    facts: tuple[str, ...] = ()
    statuses: tuple[Said, ...] = ()
    segments: tuple[Segment, ...] = ()
    has_bar: bool = False
    percent: str | None = None
    unknown: str = ""
    share: Decimal = Decimal(0)
    tick: Decimal | None = None
    shape: str | None = None
    sample: str = ""


def words_of(value: object) -> str:
    """Give markup as words; what it isolated stays isolated."""
    text = _BDI.sub(rf"{_ISOLATE}\g<1>{_POP}", str(value))
    return html.unescape(re.sub(r"<[^>]+>", "", text)).strip()


def etag_of(picture: Picture) -> str:
    """Give the strong tag of a picture without drawing it: equal words make equal bytes."""
    made_with = _TEMPLATE.read_bytes() + version("typst").encode()
    return f'"{sha256(made_with + _written(picture)).hexdigest()[:32]}"'


def draw(picture: Picture) -> bytes:
    """Draw a picture as PNG, 1200 by 630 pixels."""
    return _drawn(_written(picture).decode())


def _written(picture: Picture) -> bytes:
    mark = _MARK.read_text(encoding="utf-8")
    fields = {**asdict(picture), "direction": direction(picture.lang), "mark": mark}
    return orjson.dumps(fields, default=float)


@lru_cache(maxsize=_MOST_KEPT)
def _drawn(card: str) -> bytes:
    with _one_at_a_time:
        png: bytes = _compiler().compile(format="png", ppi=72.0, sys_inputs={"card": card})
    return png


@lru_cache(maxsize=1)
def _compiler() -> Any:
    import typst  # here and not above: 15 MB that no other page needs

    letters = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[_LETTERS]
    )
    return typst.Compiler(input=_TEMPLATE, root=_TEMPLATE.parent, font_paths=letters)


def segments_of(parts: Sequence[tuple[str, str, int]], write: Any) -> tuple[Segment, ...]:
    """Give the parts of a bar from (shape, word, number); `write` prints a number."""
    total = sum(n for *_, n in parts)
    return tuple(
        Segment(Decimal(100) * n / total, shape, word, write(n)) for shape, word, n in parts if n
    )
