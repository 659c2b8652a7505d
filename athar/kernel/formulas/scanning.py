"""Cuts the text of a formula into its pieces."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from athar.kernel.formulas.errors import ErrorCode, FormulaError

LONGEST = 2000
PLAIN_NAME = re.compile(r"[^\W\d][\w.]*")
QUOTED_NAME = re.compile(r"[\w.\-]+")

_PIECE = re.compile(
    r"(?P<number>[0-9]+(?:\.[0-9]+)?)"
    rf"|(?P<word>{PLAIN_NAME.pattern})"
    r"|`(?P<quoted>[^`]*)`"
    r"|(?P<sign>[-+*/^(),])"
)
_SPACE = re.compile(r"\s*")
_SAME = str.maketrans({"−": "-", "×": "*", "÷": "/", ";": ",", "؛": ",", "،": ","})


class Kind(StrEnum):
    """What a piece of the text is."""

    NUMBER = "number"
    WORD = "word"
    QUOTED = "quoted"
    SIGN = "sign"
    END = "end"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of the text, where it begins, and what it is."""

    kind: Kind
    text: str
    position: int


def pieces(text: str) -> Iterator[Piece]:
    """Give the pieces of a formula, then its end; signs as they stand on any keyboard.

    Errors: FormulaError.
    """
    plain = text.translate(_SAME)
    position = _after_space(plain, 0)
    while position < len(plain):
        match = _PIECE.match(plain, position)
        if match is None:
            is_open = plain[position] == "`"
            code = ErrorCode.UNCLOSED if is_open else ErrorCode.UNEXPECTED
            raise FormulaError(code, position, text[position])
        yield _piece(match)
        position = _after_space(plain, match.end())
    yield Piece(Kind.END, "", len(text))


def _piece(match: re.Match[str]) -> Piece:
    kind = Kind(match.lastgroup or Kind.END)
    found = match[kind]
    if kind is Kind.QUOTED and not QUOTED_NAME.fullmatch(found):
        raise FormulaError(ErrorCode.BAD_NAME, match.start(), found)
    return Piece(kind, found, match.start())


def _after_space(text: str, position: int) -> int:
    space = _SPACE.match(text, position)
    return space.end() if space else position
