"""One value made of many parts (docs/methods/aggregation.md)."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from athar.kernel.aggregation import Combined, Part, Rule, combine, rate

NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
WEIGHTS = st.decimals(min_value=0, max_value=10**6, places=2)
PARTS = st.builds(
    Part,
    st.none() | NUMBERS,
    numerator=st.none() | NUMBERS,
    denominator=st.none() | WEIGHTS,
    weight=st.none() | WEIGHTS,
)


def dec(text):
    return None if text is None else Decimal(text)


def valued(*values):
    return [Part(dec(value)) for value in values]


@pytest.mark.parametrize(
    ("rule", "value"),
    [("sum", "18"), ("last", "3"), ("max", "12"), ("min", "3"), ("none", None)],
)
def test_combine_leaves_unknown_parts_out_and_counts_them(rule, value):
    whole = combine(Rule(rule), valued("12", None, "3", "3", None))

    assert whole == Combined(dec(value), None, None, known=3, expected=5)


@pytest.mark.parametrize("rule", Rule)
@pytest.mark.parametrize("parts", [[], [Part(None)]])
def test_combine_of_nothing_known_is_unknown(rule, parts):
    whole = combine(rule, parts)

    assert whole == Combined(None, None, None, known=0, expected=len(parts))


def test_combine_makes_a_rate_of_the_sums_not_of_the_rates():
    parts = [
        Part(Decimal(50), numerator=Decimal(1), denominator=Decimal(2)),
        Part(Decimal(10), numerator=Decimal(9), denominator=Decimal(98)),
        Part(Decimal(90), numerator=None, denominator=Decimal(10)),
        Part(Decimal(90), numerator=Decimal(9), denominator=None),
    ]

    whole = combine(Rule.RATIO_OF_SUMS, parts, factor=Decimal(100))

    assert whole == Combined(Decimal(10), Decimal(10), Decimal(100), known=2, expected=4)


def test_combine_gives_no_rate_when_the_denominators_sum_to_nothing():
    parts = [Part(None, numerator=Decimal(3), denominator=Decimal(0))]

    whole = combine(Rule.RATIO_OF_SUMS, parts)

    assert whole == Combined(None, Decimal(3), Decimal(0), known=1, expected=1)


def test_combine_weighs_the_values_of_a_mean():
    parts = [
        Part(Decimal(80), weight=Decimal(3)),
        Part(Decimal(40), weight=Decimal(1)),
        Part(Decimal(10)),
        Part(None, weight=Decimal(5)),
    ]

    whole = combine(Rule.WEIGHTED_MEAN, parts, factor=Decimal(100))

    assert whole == Combined(Decimal(70), Decimal(280), Decimal(4), known=2, expected=4)


def test_combine_gives_no_mean_when_nothing_weighs():
    whole = combine(Rule.WEIGHTED_MEAN, [Part(Decimal(5), weight=Decimal(0))])

    assert whole == Combined(None, Decimal(0), Decimal(0), known=1, expected=1)


def test_combine_refuses_a_negative_weight():
    with pytest.raises(ValueError, match="A weight cannot be negative: -1"):
        combine(Rule.WEIGHTED_MEAN, [Part(Decimal(5), weight=Decimal(-1))])


@settings(max_examples=40)
@given(st.sampled_from(Rule), st.lists(PARTS, max_size=6), st.integers(0, 3))
def test_combine_is_unmoved_by_parts_of_which_nothing_is_known(rule, parts, silent):
    whole = combine(rule, parts)

    same = combine(rule, [*parts, *([Part(None)] * silent)])

    assert same == Combined(
        whole.value, whole.numerator, whole.denominator, whole.known, whole.expected + silent
    )


@pytest.mark.parametrize(
    ("numerator", "denominator", "found"),
    [("1", "8", "12.5"), ("0", "8", "0"), ("1", "0", None), (None, "8", None), ("1", None, None)],
)
def test_a_rate_is_known_when_both_its_numbers_are(numerator, denominator, found):
    assert rate(dec(numerator), dec(denominator), Decimal(100)) == dec(found)


@settings(max_examples=40)
@given(st.lists(PARTS, max_size=4), st.lists(PARTS, max_size=4))
def test_combine_gives_the_same_rate_in_one_step_as_in_two(here, there):
    halves = [combine(Rule.RATIO_OF_SUMS, half) for half in (here, there)]

    whole = combine(
        Rule.RATIO_OF_SUMS, [Part(half.value, half.numerator, half.denominator) for half in halves]
    )

    assert whole.value == combine(Rule.RATIO_OF_SUMS, here + there).value
