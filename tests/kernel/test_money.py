"""Amounts of money."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athar.kernel.money import CurrencyMismatch, Money, from_minor, per_inhabitant, to_minor
from athar.kernel.quantity import OutOfBounds, TooPrecise

AMOUNTS = st.decimals(min_value=-(10**16), max_value=10**16, places=2)


def mad(amount):
    return Money(Decimal(amount), "MAD")


def test_money_adds_and_subtracts_exactly():
    total = sum([mad("0.1")] * 9, mad("0.1"))

    assert (total, mad("1") - mad("0.9"), -mad("5")) == (mad("1.0"), mad("0.1"), mad("-5"))


@pytest.mark.parametrize("operation", [Money.__add__, Money.__sub__])
def test_money_refuses_another_currency(operation):
    with pytest.raises(CurrencyMismatch):
        operation(mad("1"), Money(Decimal(1), "EUR"))


@pytest.mark.parametrize("amount", [0.5, 1, "1"])
def test_money_refuses_what_is_not_a_decimal(amount):
    with pytest.raises(TypeError):
        Money(amount, "MAD")


@pytest.mark.parametrize("amount", ["NaN", "Infinity"])
def test_money_refuses_what_is_no_amount(amount):
    with pytest.raises(ValueError, match="is not an amount"):
        mad(amount)


@pytest.mark.parametrize("currency", ["", "mad", "DH", "MADS", "درهم", "M1D"])
def test_money_refuses_what_is_no_currency_code(currency):
    with pytest.raises(ValueError, match="is not a currency code"):
        Money(Decimal(1), currency)


def test_to_minor_counts_hundredths():
    assert to_minor(Decimal("19850000000.00")) == 1985000000000


def test_to_minor_refuses_a_third_decimal():
    with pytest.raises(TooPrecise):
        to_minor(Decimal("0.001"))


def test_to_minor_refuses_what_leaves_64_bits():
    with pytest.raises(OutOfBounds):
        to_minor(Decimal(10) ** 17)


@given(AMOUNTS)
def test_minor_amounts_come_back_as_they_were(amount):
    assert from_minor(to_minor(amount)) == amount


@given(AMOUNTS, AMOUNTS)
def test_money_taken_away_again_leaves_what_was_there(first, second):
    assert mad(first) + mad(second) - mad(second) == mad(first)


@given(AMOUNTS, st.integers(min_value=1, max_value=2_000_000_000))
def test_per_inhabitant_is_at_most_half_a_hundredth_off(amount, inhabitants):
    share = per_inhabitant(amount, inhabitants)

    assert abs(share * inhabitants - amount) <= Decimal("0.005") * inhabitants


@pytest.mark.parametrize(
    ("amount", "inhabitants"), [(None, 5), (Decimal(5), None), (Decimal(5), 0)]
)
def test_per_inhabitant_is_unknown_without_both(amount, inhabitants):
    assert per_inhabitant(amount, inhabitants) is None
