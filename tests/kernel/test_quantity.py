"""Exact numbers as scaled integers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athar.kernel.quantity import (
    EXACT,
    LARGEST,
    SMALLEST,
    OutOfBounds,
    TooPrecise,
    exact_sum,
    from_scaled,
    scaled_text,
    settled,
    to_scaled,
)

STORED = st.integers(min_value=SMALLEST, max_value=LARGEST)
DECIMALS = st.integers(min_value=0, max_value=6)


@pytest.mark.parametrize(
    ("value", "decimals", "scaled"),
    [
        ("12.34", 2, 1234),
        ("-12.34", 2, -1234),
        ("1.5000", 2, 150),
        ("0.000000", 2, 0),
        ("0E+50", 2, 0),
        ("92233720368547758.07", 2, LARGEST),
        ("-92233720368547758.08", 2, SMALLEST),
    ],
)
def test_to_scaled_keeps_every_digit(value, decimals, scaled):
    assert to_scaled(Decimal(value), decimals) == scaled


@pytest.mark.parametrize(
    "value",
    ["92233720368547758.08", "-92233720368547758.09", "1E+999999", "NaN", "Infinity"],
)
def test_to_scaled_refuses_what_leaves_64_bits(value):
    with pytest.raises(OutOfBounds):
        to_scaled(Decimal(value), 2)


@pytest.mark.parametrize("value", ["0.001", "1E-999999", "12345678901234567.001"])
def test_to_scaled_refuses_to_lose_a_decimal(value):
    with pytest.raises(TooPrecise):
        to_scaled(Decimal(value), 2)


@pytest.mark.parametrize("scaled", [LARGEST + 1, SMALLEST - 1])
def test_from_scaled_refuses_what_leaves_64_bits(scaled):
    with pytest.raises(OutOfBounds):
        from_scaled(scaled, 2)


def test_from_scaled_keeps_the_places():
    assert str(from_scaled(150, 2)) == "1.50"


@given(STORED, DECIMALS)
def test_scaled_numbers_are_written_as_the_numbers_are(scaled, decimals):
    assert scaled_text(scaled, decimals) == format(from_scaled(scaled, decimals), "f")


@pytest.mark.parametrize(("scaled", "text"), [(-5, "-0.05"), (0, "0.00"), (1250, "12.50")])
def test_a_scaled_number_is_written_with_all_its_places(scaled, text):
    assert scaled_text(scaled, 2) == text


@given(STORED, DECIMALS)
def test_scaled_numbers_come_back_as_they_were(scaled, decimals):
    assert to_scaled(from_scaled(scaled, decimals), decimals) == scaled


@given(st.lists(st.decimals(min_value=-(10**9), max_value=10**9, places=6)))
def test_scaled_numbers_add_up_as_the_numbers_do(numbers):
    total = sum(to_scaled(number, 6) for number in numbers)

    assert from_scaled(total, 6) == sum(numbers, Decimal(0))


def test_settled_drops_the_dust_of_a_division():
    third = EXACT.divide(Decimal(1), Decimal(3))

    assert settled(EXACT.multiply(third, Decimal(3))) == 1


@pytest.mark.parametrize("text", ["0", "-12.50", "9223372036854775807.000001"])
def test_settled_leaves_stored_numbers_as_they_are(text):
    assert str(settled(Decimal(text))) == text


def test_exact_sum_does_not_round():
    assert exact_sum([Decimal("1e30"), Decimal("0.01"), Decimal("-1e30")]) == Decimal("0.01")
