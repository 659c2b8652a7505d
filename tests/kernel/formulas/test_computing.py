"""The value of a formula."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from athar.kernel.formulas import Formula, evaluate, parse
from tests.kernel.formulas.trees import TREES

VALUES = {"a": Decimal(12), "b": Decimal(8), "c": Decimal(-3), "zero": Decimal(0), "gap": None}
NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7.50", "7.5"),
        ("a - b - 1", "3"),
        ("a - (b - 1)", "5"),
        ("a + b * c", "-12"),
        ("a / b * 100", "150"),
        ("-c^2", "-9"),
        ("(-c)^2", "9"),
        ("b^-1", "0.125"),
        ("b^0", "1"),
        ("sum(a, b, c)", "17"),
        ("mean(a, b)", "10"),
        ("min(a, b, c)", "-3"),
        ("max(a, b, c)", "12"),
        ("abs(c)", "3"),
        ("per(a, b)", "1.5"),
        ("per(a, b, 1000)", "1500"),
        ("percent(b, a)", "66.66666666666666666666666667"),
        ("a / 7 * 7", "12"),
        ("zero * a", "0"),
    ],
)
def test_evaluate_gives_the_value(text, value):
    assert evaluate(parse(text), VALUES) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["a + gap", "a + unheard", "0 * gap", "sum(a, gap)", "max(a, gap)"]
)
def test_evaluate_of_an_unknown_input_is_unknown(text):
    assert evaluate(parse(text), VALUES) is None


@pytest.mark.parametrize(
    "text", ["a / zero", "per(a, zero)", "percent(a, b - 8)", "zero^-1", "zero^0", "zero / zero"]
)
def test_evaluate_of_a_division_by_zero_is_unknown(text):
    assert evaluate(parse(text), VALUES) is None


def test_evaluate_beyond_all_bounds_is_unknown():
    assert evaluate(parse("((((((9^9)^9)^9)^9)^9)^9)^9"), {}) is None


@settings(max_examples=60)
@given(TREES)
def test_evaluate_gives_a_number_or_nothing_for_any_formula(root):
    formula = Formula(root)

    value = evaluate(formula, dict.fromkeys(formula.names, Decimal("1.5")))

    assert value is None or value.is_finite()


@settings(max_examples=40)
@given(NUMBERS, NUMBERS.filter(bool))
def test_evaluate_multiplies_back_what_it_divided(a, b):
    assert evaluate(parse("a / b * b"), {"a": a, "b": b}) == a
