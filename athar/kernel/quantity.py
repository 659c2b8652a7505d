"""Exact numbers as scaled 64-bit integers, the form in which a database adds them without loss."""

from collections.abc import Iterable
from decimal import Context, Decimal

LARGEST = 2**63 - 1
SMALLEST = -(2**63)

_MOST_DIGITS = 19
EXACT = Context(prec=200)
"""Wide enough to add and multiply any stored numbers without rounding."""

_SETTLED = Context(prec=28)


class OutOfBounds(ValueError):  # noqa: N818 - named for the field, as in the interfaces
    """The number does not fit the stored form."""


class TooPrecise(OutOfBounds):
    """The number has more decimals than the stored form keeps."""


def to_scaled(value: Decimal, decimals: int) -> int:
    """Give the integer that stands for `value` with `decimals` places.

    Errors: OutOfBounds when it leaves 64 bits or is not finite; TooPrecise when a decimal
    would be lost.
    """
    if not value.is_finite() or (value and value.adjusted() + decimals >= _MOST_DIGITS):
        raise OutOfBounds(f"{value} does not fit 64 bits with {decimals} decimals.")
    whole = value.scaleb(decimals, EXACT)
    if whole and whole != whole.to_integral_value():
        raise TooPrecise(f"{value} has more than {decimals} decimals.")
    scaled = int(whole)
    _check_bounds(scaled)
    return scaled


def from_scaled(scaled: int, decimals: int) -> Decimal:
    """Give back the number that `scaled` stands for, with its `decimals` places.

    Errors: OutOfBounds when it leaves 64 bits.
    """
    _check_bounds(scaled)
    return Decimal(scaled).scaleb(-decimals, EXACT)


def scaled_text(scaled: int, decimals: int) -> str:
    """Write the number that `scaled` stands for in full, with all its `decimals` places."""
    if not decimals:
        return str(scaled)
    digits = str(abs(scaled)).zfill(decimals + 1)
    sign = "-" if scaled < 0 else ""
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}"


def exact_sum(numbers: Iterable[Decimal]) -> Decimal:
    """Give the sum without rounding; 0 for no numbers at all."""
    total = Decimal(0)
    for number in numbers:
        total = EXACT.add(total, number)
    return total


def settled(value: Decimal) -> Decimal:
    """Give a computed number with at most 28 significant digits, half to even.

    What was worked out with more digits loses the dust of its divisions: 1 / 3 × 3 is 1 again.
    """
    return _SETTLED.plus(value)


def _check_bounds(scaled: int) -> None:
    if not SMALLEST <= scaled <= LARGEST:
        raise OutOfBounds(f"{scaled} does not fit 64 bits.")
