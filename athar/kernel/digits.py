"""Numbers as people type them, in the digits of any script, read exactly or refused."""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from typing import Literal

DecimalMark = Literal[",", "."]

LIMIT = Decimal(10) ** 15
MOST_DECIMALS = 6

_ARABIC_DECIMAL = "\u066b"
_SPACE = " "
_SPACES = dict.fromkeys("\u00a0\u202f\u2009\u2007\u066c\t", _SPACE)
_APOSTROPHES = dict.fromkeys("\u2019\u02bc", "'")
_MINUS_SIGNS = dict.fromkeys("\u2212\u2013\ufe63\uff0d", "-")
_POINTS = {"\u060c": ",", "\uff0c": ",", "\uff0e": ".", "\uff05": "%", "\u066a": "%"}
_INVISIBLE = dict.fromkeys(
    "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_PLAIN = str.maketrans({**_SPACES, **_APOSTROPHES, **_MINUS_SIGNS, **_POINTS, **_INVISIBLE})

_IN_PARENTHESES = re.compile(r"\((?P<inside>[^()+-]*)\)")
_SIGNED = re.compile(r"(?P<sign>[+-]?) ?(?P<body>[0-9.,' ]+)")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([ '.,])[0-9]{3})(?:\1[0-9]{3})*")
_UNGROUPED = re.compile(r"[0-9]+")
_FRACTION = re.compile(r"[0-9]+")
_EITHER_WAY = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


class Fault(StrEnum):
    """Why a text is not read as a number."""

    EMPTY = "empty"
    PERCENT = "percent"
    MALFORMED = "malformed"
    AMBIGUOUS = "ambiguous"
    TOO_LARGE = "too_large"
    TOO_PRECISE = "too_precise"


class NotANumber(ValueError):  # noqa: N818 - named for the field, as in the interfaces
    """The text is not a number that can be kept exactly."""

    def __init__(self, text: str, reason: Fault) -> None:
        super().__init__(f"{text!r} is not a number: {reason}.")
        self.text = text
        self.reason = reason


class AmbiguousNumber(NotANumber):
    """The text is one number or a thousand times that: somebody has to say which."""

    def __init__(self, text: str, readings: tuple[Decimal, Decimal]) -> None:
        super().__init__(text, Fault.AMBIGUOUS)
        self.readings = readings


class Characters(dict[int, str]):
    """What becomes of each character, for `str.translate`; worked out when one first occurs."""

    def __init__(self, rule: Callable[[str], str]) -> None:
        super().__init__()
        self.rule = rule

    def __missing__(self, code: int) -> str:
        self[code] = self.rule(chr(code))
        return self[code]


def _western_digit(char: str) -> str:
    if char == _ARABIC_DECIMAL:
        return ","
    return "\u202f" if char == "\u066c" else str(unicodedata.decimal(char, char))


_WESTERN = Characters(_western_digit)


def to_western(text: str) -> str:
    """Give the text with the digits of every script as 0-9.

    The Arabic decimal mark becomes a comma, the Arabic thousands mark a narrow space.
    """
    return text if text.isascii() else text.translate(_WESTERN)


def parse_decimal(text: str, *, decimal_mark: DecimalMark | None = None) -> Decimal:
    """Read a number: any digits, spaces or apostrophes between thousands, comma or point.

    Without `decimal_mark` the text itself must tell which is which.
    Errors: AmbiguousNumber for "1.250" and "1,250" when it does not tell; NotANumber for
    everything else that is not a number below 10**15 with at most six decimals.
    """
    if _ARABIC_DECIMAL in text:
        decimal_mark = ","
    plain = to_western(text).translate(_PLAIN).strip()
    if not plain:
        raise NotANumber(text, Fault.EMPTY)
    if "%" in plain:
        raise NotANumber(text, Fault.PERCENT)
    is_negative, body = _sign_and_body(text, plain)
    mark = decimal_mark or _decimal_mark_of(text, body, is_negative=is_negative)
    number = _bounded(text, _unsigned(text, body, mark))
    return -number if is_negative and number else number


def parse_percent(text: str, *, decimal_mark: DecimalMark | None = None) -> Decimal:
    """Read a percentage, with or without its sign: "45 %", "٤٥٪" and "45" give 45.

    A lone comma or point is the decimal mark: nobody groups the thousands of a percentage.
    Errors: NotANumber.
    """
    plain = text.translate(_PLAIN).strip()
    bare = plain.removesuffix("%") if plain.endswith("%") else plain.removeprefix("%")
    try:
        return parse_decimal(bare, decimal_mark=decimal_mark)
    except AmbiguousNumber as ambiguous:
        return min(ambiguous.readings, key=abs)
    except NotANumber as fault:
        raise NotANumber(text, fault.reason) from fault


def _sign_and_body(text: str, plain: str) -> tuple[bool, str]:
    enclosed = _IN_PARENTHESES.fullmatch(plain)
    signed = _SIGNED.fullmatch(enclosed["inside"].strip() if enclosed else plain)
    if signed is None:
        raise NotANumber(text, Fault.MALFORMED)
    return enclosed is not None or signed["sign"] == "-", signed["body"].strip()


def _decimal_mark_of(text: str, body: str, *, is_negative: bool) -> str:
    """Tell which mark begins the decimals, when the text shows it."""
    found = [mark for mark in body if mark in ",."]
    if not found:
        return ","
    last = found[-1]
    if len(set(found)) > 1:
        return last
    if len(found) > 1:
        return _other(last)
    if _EITHER_WAY.fullmatch(body):
        readings = (Decimal(body.replace(last, ".")), Decimal(body.replace(last, "")))
        signed = (-readings[0], -readings[1]) if is_negative else readings
        raise AmbiguousNumber(text, signed)
    return last


def _unsigned(text: str, body: str, mark: str) -> Decimal:
    whole, found, fraction = body.partition(mark)
    is_written = _UNGROUPED.fullmatch(whole) or _GROUPED.fullmatch(whole) or (found and not whole)
    if not is_written or (found and not _FRACTION.fullmatch(fraction)):
        raise NotANumber(text, Fault.MALFORMED)
    digits = "".join(char for char in whole if char.isdecimal())
    return Decimal(f"{digits or 0}.{fraction}" if fraction else digits)


def _bounded(text: str, number: Decimal) -> Decimal:
    if number >= LIMIT:
        raise NotANumber(text, Fault.TOO_LARGE)
    kept = f"{number:f}".partition(".")[2].rstrip("0")
    if len(kept) > MOST_DECIMALS:
        raise NotANumber(text, Fault.TOO_PRECISE)
    return number


def _other(mark: str) -> str:
    return "." if mark == "," else ","
