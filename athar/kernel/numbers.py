"""Numbers as people read them in Arabic, French and English."""

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Literal

from athar.kernel.quantity import EXACT
from athar.kernel.text import language_of

NARROW_SPACE = "\u202f"
MINUS = "\u2212"

_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_ARABIC_MARKS = ("\u066b", "\u066c")
_ENGLISH_MARKS = (".", ",")
_MARKS = (",", NARROW_SPACE)
_LAST_BEFORE_COMPLETE = 99
_COMPLETE = 100

Digits = Literal["latn", "arab"]


@lru_cache(maxsize=8192)
def format_number(
    value: Decimal | int, *, lang: str, decimals: int | None = None, digits: Digits = "latn"
) -> str:
    """Write a number for readers of `lang`, rounded half up to `decimals` places.

    Shape: without `decimals`, the number's own decimals less its closing zeros. Western digits
    in every language unless `digits` says "arab".
    """
    number = _rounded(Decimal(value), decimals)
    whole, _, fraction = f"{abs(number):f}".partition(".")
    if decimals is None:
        fraction = fraction.rstrip("0")
    decimal_mark, thousands = _marks(lang, digits)
    grouped = f"{int(whole):,}".replace(",", thousands)
    text = f"{grouped}{decimal_mark}{fraction}" if fraction else grouped
    sign = MINUS if number < 0 else ""
    return sign + (text.translate(_ARABIC_INDIC) if digits == "arab" else text)


def format_percent(
    value: Decimal | int, *, lang: str, decimals: int = 0, digits: Digits = "latn"
) -> str:
    """Write a percentage for readers of `lang`, rounded half up.

    Progress is floored first: give it through `floor_percent`.
    """
    number = format_number(value, lang=lang, decimals=decimals, digits=digits)
    sign = "\u066a" if digits == "arab" else "%"
    return f"{number}{sign}" if language_of(lang) == "en" else f"{number}{NARROW_SPACE}{sign}"


def floor_percent(value: Decimal, *, complete: bool) -> int:
    """Give progress as a whole number from 0 to 100, rounded down.

    100 is kept for what is validated complete; all else stops at 99.
    Source: methods.md §2.
    """
    whole = int(value.to_integral_value(rounding=ROUND_FLOOR))
    return max(0, min(whole, _COMPLETE if complete else _LAST_BEFORE_COMPLETE))


def change_percent(before: int, after: int) -> Decimal | None:
    """Give by how much a count changed, in percent of what it was; None when it was nothing."""
    return EXACT.divide(Decimal(after - before) * _COMPLETE, Decimal(before)) if before else None


def _rounded(number: Decimal, decimals: int | None) -> Decimal:
    if decimals is None:
        return number
    return number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=EXACT)


def _marks(lang: str, digits: Digits) -> tuple[str, str]:
    if digits == "arab":
        return _ARABIC_MARKS
    return _ENGLISH_MARKS if language_of(lang) == "en" else _MARKS
