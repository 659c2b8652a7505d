"""How near two words are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athar.kernel.nearness import shared_ratio, slips

WORDS = st.text("abcdابت", max_size=8)


@pytest.mark.parametrize(
    ("one", "other", "n"),
    [
        ("", "", 0),
        ("route", "route", 0),
        ("route", "rote", 1),
        ("route", "routte", 1),
        ("route", "roule", 1),
        ("route", "rotue", 1),
        ("شفشاوون", "شفشاون", 1),
        ("tetuan", "tetouan", 1),
        ("route", "", 5),
        ("ca", "abc", 3),
    ],
)
def test_slips_of_a_hand_are_counted(one, other, n):
    assert slips(one, other) == n


@given(WORDS, WORDS)
def test_slips_are_the_same_both_ways_and_none_between_equals(one, other):
    assert slips(one, other) == slips(other, one)
    assert (slips(one, other) == 0) == (one == other)


@given(WORDS, WORDS)
def test_slips_lie_between_the_difference_and_the_longer_length(one, other):
    n = slips(one, other)

    assert abs(len(one) - len(other)) <= n <= max(len(one), len(other))


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("ab", "ab", 1.0), ("ab", "bc", 0.5), ("ab", "cd", 0.0), ("", "", 0.0)],
)
def test_what_two_sets_share_is_a_ratio(one, other, ratio):
    assert shared_ratio(one, other) == ratio
