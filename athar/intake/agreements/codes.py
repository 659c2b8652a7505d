"""The codes of projects in one cell: lists, ranges, and numbers that go on from the code before."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from athar.intake.cells.texts import read_code
from athar.intake.names.codes import KnownCodes
from athar.intake.readers.sheet import Cell
from athar.intake.vocabulary.agreements import AND_WORDS, TO_WORDS
from athar.kernel.digits import to_western

LONGEST_RANGE = 200

_AND = "|".join(map(re.escape, AND_WORDS))
_TO = "|".join(map(re.escape, sorted(TO_WORDS, key=len, reverse=True)))
_LIST_MARKS = re.compile(rf"[;،؛,/|&+\n\r]+|\s(?:{_AND})\s", re.IGNORECASE)
_RANGE = re.compile(
    rf"(?P<first>.*?\d)\s*(?:\s(?:{_TO})\s|\.\.+|…|→|\s[-–—]\s)\s*(?P<last>.*\d)", re.IGNORECASE
)
_FROM = re.compile(r"^(?:de|du|from|من)\s+", re.IGNORECASE)
_DASHED = re.compile(r"(?P<first>.*\d)-(?P<last>\d+)")
_NUMBERED = re.compile(r"(?P<stem>.*?)(?P<number>\d+)")


def read_short_codes(text: str, known: KnownCodes) -> tuple[str, ...]:
    """Give the codes that a cell names, those that are short for a code of the plan as that code.

    Shape: as `read_codes` gives them; "A1-P3-2 à 4" is short for PDR-A1-P03-02 to 04.
    """
    parts: list[str] = []
    for part in _LIST_MARKS.split(to_western(text)):
        bare = _FROM.sub("", part.strip())
        ends = _RANGE.fullmatch(bare)
        if ends is not None:
            first = _whole(ends["first"], known, parts)
            parts.append(f"{first} à {_whole(ends['last'], known, [first])}")
        else:
            parts.append(_whole(bare, known, parts))
    return read_codes(";".join(parts), known.codes)


def _whole(text: str, known: KnownCodes, before: Collection[str]) -> str:
    """Give the code for which a text is short; a bare number goes on from the one before."""
    goes_on = bool(before) and text.strip().isdigit()
    return text if goes_on else known.find(text) or text


def read_codes(text: str, known: Collection[str]) -> tuple[str, ...]:
    """Give the codes that a cell names, in its order, each once; those not known are among them.

    Shape: "PDR-A1-P03-02 à 04" gives 02, 03 and 04; a bare number goes on from the code before.
    """
    codes: list[str] = []
    for part in _LIST_MARKS.split(to_western(text)):
        if bare := _FROM.sub("", part.strip()):
            codes += _read_part(bare, codes[-1] if codes else "", known)
    return tuple(dict.fromkeys(codes))


def _read_part(part: str, before: str, known: Collection[str]) -> Iterator[str]:
    code = _code(part, before)
    if code in known:
        yield code
        return
    ends = _RANGE.fullmatch(part) or _DASHED.fullmatch(code)
    if ends is not None:
        first = _code(ends["first"], before)
        between = _between(first, _code(ends["last"], first))
        if between and (first in known or not _DASHED.fullmatch(part)):
            yield from between
            return
        code = part if _RANGE.fullmatch(part) else code
    apart = [_code(word, before) for word in part.split()]
    if len(apart) > 1 and all(one in known for one in apart):
        yield from apart
    elif code:
        yield code


def _code(text: str, before: str) -> str:
    """Give the code that a text is; a bare number stands for the end of the code before."""
    code = read_code(Cell(text, text))
    numbered = _NUMBERED.fullmatch(before)
    if code.isdigit() and numbered is not None:
        return f"{numbered['stem']}{code.zfill(len(numbered['number']))}"
    return code


def _between(first: str, last: str) -> tuple[str, ...]:
    """Give the codes from one to another; none when they do not count on from each other."""
    one, other = _NUMBERED.fullmatch(first), _NUMBERED.fullmatch(last)
    if one is None or other is None or one["stem"] != other["stem"]:
        return ()
    low, high = int(one["number"]), int(other["number"])
    if not low <= high < low + LONGEST_RANGE:
        return ()
    return tuple(f"{one['stem']}{n:0{len(one['number'])}}" for n in range(low, high + 1))
