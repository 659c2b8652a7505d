"""Amounts of money: exact, and never added across currencies."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from athar.kernel.quantity import EXACT, from_scaled, to_scaled

MINOR_DECIMALS = 2

_CURRENCY = re.compile("[A-Z]{3}")


class CurrencyMismatch(ValueError):  # noqa: N818 - named for the field, as in the interfaces
    """Two amounts in different currencies were to be added."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole units of a currency (ISO 4217 code, such as MAD)."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal):
            raise TypeError(f"Money is exact: give a Decimal, not {self.amount!r}.")
        if not self.amount.is_finite():
            raise ValueError(f"{self.amount} is not an amount.")
        if not _CURRENCY.fullmatch(self.currency):
            raise ValueError(f"{self.currency!r} is not a currency code.")

    def __add__(self, other: "Money") -> "Money":
        self._check_currency(other)
        return Money(EXACT.add(self.amount, other.amount), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._check_currency(other)
        return Money(EXACT.subtract(self.amount, other.amount), self.currency)

    def __neg__(self) -> "Money":
        return Money(EXACT.minus(self.amount), self.currency)

    def _check_currency(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} do not add up.")


def to_minor(amount: Decimal) -> int:
    """Give the amount in hundredths of the currency unit.

    Errors: TooPrecise beyond two decimals, OutOfBounds beyond 64 bits.
    """
    return to_scaled(amount, MINOR_DECIMALS)


def from_minor(minor: int) -> Decimal:
    """Give the amount in whole currency units that `minor` hundredths make.

    Errors: OutOfBounds beyond 64 bits.
    """
    return from_scaled(minor, MINOR_DECIMALS)


def per_inhabitant(amount: Decimal | None, inhabitants: int | None) -> Decimal | None:
    """Give an amount for each inhabitant, to the hundredth.

    Shape: None when the amount or the inhabitants are unknown, and where nobody lives.
    """
    if amount is None or not inhabitants:
        return None
    share = EXACT.divide(amount, Decimal(inhabitants))
    return share.quantize(Decimal(1).scaleb(-MINOR_DECIMALS), ROUND_HALF_UP, EXACT)
