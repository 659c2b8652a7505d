"""Exact numbers as scaled 64-bit integers, the form in which a database adds them without loss."""

from decimal import Context, Decimal

LARGEST = 2**63 - 1
SMALLEST = -(2**63)

_MOST_DIGITS = 19
EXACT = Context(prec=200)
"""Wide enough to add and multiply any stored numbers without rounding."""


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


def _check_bounds(scaled: int) -> None:
    if not SMALLEST <= scaled <= LARGEST:
        raise OutOfBounds(f"{scaled} does not fit 64 bits.")
