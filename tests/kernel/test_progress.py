"""Progress of a commitment, an axis, a plan (methods, §2)."""

from decimal import Decimal
from functools import reduce
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athar.kernel.numbers import floor_percent
from athar.kernel.progress import Part, Weighted, WeightRule, financial, weighted

WEIGHTS = st.none() | st.decimals(min_value=0, max_value=10**13, places=2)
VALUES = st.none() | st.decimals(min_value=-10, max_value=150, places=2)
PARTS = st.lists(st.builds(Part, WEIGHTS, VALUES, st.booleans(), st.booleans()), max_size=20)
AMOUNTS = st.none() | st.decimals(min_value=0, max_value=10**13, places=2)
PAIRS = st.lists(st.tuples(AMOUNTS, AMOUNTS, st.booleans()), max_size=20)
RULES = st.sampled_from(WeightRule)


def part(weight, value, **marks):
    return Part(
        None if weight is None else Decimal(weight),
        None if value is None else Decimal(value),
        **marks,
    )


ROADS = (
    part("300", "80"),
    part("100", "40"),
    part("200", None),
    part(None, "10"),
    part("500", "0", is_cancelled=True),
)


def test_weighted_by_cost_counts_children_with_cost_and_value():
    progress = weighted(ROADS, WeightRule.COST)

    assert progress.percent == Decimal(70)
    assert progress == Weighted(
        numerator=Decimal(280),
        denominator=Decimal(400),
        known=2,
        expected=4,
        cancelled=1,
        complete=0,
    )


def test_weighted_equally_counts_children_with_a_value():
    progress = weighted(ROADS, WeightRule.EQUAL)

    assert (progress.known, progress.expected) == (3, 4)
    assert progress.percent == Decimal(130) / 3


def test_weighted_by_own_weights_leaves_out_what_has_none():
    progress = weighted([part("3", "100"), part("1", "0"), part(None, "50")], WeightRule.CUSTOM)

    assert (progress.percent, progress.known, progress.expected) == (Decimal(75), 2, 3)


def test_weighted_clips_values_to_0_and_100():
    progress = weighted([part("1", "150"), part("1", "-50")], WeightRule.COST)

    assert progress.percent == Decimal(50)


@pytest.mark.parametrize(
    "parts",
    [[], [part("1", None)], [part("0", "50")], [part("1", "50", is_cancelled=True)]],
    ids=["none", "unknown", "weightless", "cancelled"],
)
def test_weighted_is_unknown_without_known_children(parts):
    assert weighted(parts, WeightRule.COST).percent is None


def test_weighted_refuses_a_negative_weight():
    with pytest.raises(ValueError, match="negative"):
        weighted([part("-1", "50")], WeightRule.CUSTOM)


def test_weighted_is_complete_when_all_but_the_cancelled_are_validated():
    finished = part("1", "100", is_validated_complete=True)
    dropped = part("1", "5", is_cancelled=True)
    imported = part("1", "100")

    answers = [
        weighted(parts, WeightRule.COST).is_complete
        for parts in ([finished, dropped], [finished, imported], [dropped], [])
    ]

    assert answers == [True, False, False, False]


def test_weighted_shows_99_for_imported_completions():
    progress = weighted([part("1", "100"), part("2", "100")], WeightRule.COST)

    shown = floor_percent(progress.percent, complete=progress.is_complete)

    assert (progress.percent, shown) == (Decimal(100), 99)


def test_financial_counts_children_with_paid_and_amount():
    pairs = [
        (Decimal(50), Decimal(100), False),
        (Decimal(0), Decimal(100), False),
        (None, Decimal(900), False),
        (Decimal(900), None, False),
        (Decimal(700), Decimal(900), True),
    ]

    progress = financial(pairs)

    assert progress.percent == Decimal(25)
    assert progress == Weighted(
        numerator=Decimal(50), denominator=Decimal(200), known=2, expected=4, cancelled=1
    )


def test_financial_is_complete_when_every_amount_is_paid():
    paid = (Decimal(100), Decimal(100), False)
    owed = (Decimal("99.99"), Decimal(100), False)

    assert [financial(p).is_complete for p in ([paid], [paid, owed])] == [True, False]


@given(PARTS, PARTS, RULES)
def test_weighted_halves_add_up_to_the_whole(first, second, rule):
    assert weighted(first, rule) + weighted(second, rule) == weighted(first + second, rule)


@given(PARTS, RULES)
def test_weighted_one_by_one_equals_the_whole(parts, rule):
    one_by_one = reduce(Weighted.__add__, (weighted([one], rule) for one in parts), Weighted())

    assert one_by_one == weighted(parts, rule)


@given(PARTS, RULES, st.randoms(use_true_random=False))
def test_weighted_does_not_depend_on_the_order(parts, rule, random):
    shuffled = random.sample(parts, len(parts))

    assert weighted(shuffled, rule) == weighted(parts, rule)


@given(PARTS, RULES, WEIGHTS)
def test_weighted_unknown_value_changes_nothing_but_coverage(parts, rule, weight):
    before = weighted(parts, rule)

    after = weighted([*parts, Part(weight, None)], rule)

    assert (after.percent, after.known) == (before.percent, before.known)
    assert after.expected == before.expected + 1


@given(PARTS, RULES, WEIGHTS, VALUES)
def test_weighted_cancelled_leaves_the_denominator(parts, rule, weight, value):
    before = weighted(parts, rule)

    after = weighted([*parts, Part(weight, value, is_cancelled=True)], rule)

    assert (after.percent, after.denominator) == (before.percent, before.denominator)
    assert (after.expected, after.cancelled) == (before.expected, before.cancelled + 1)


@given(PARTS, RULES)
def test_weighted_stays_between_0_and_100(parts, rule):
    percent = weighted(parts, rule).percent

    assert percent is None or 0 <= percent <= 100


@given(PARTS, RULES, st.decimals(min_value="0.01", max_value=10**6, places=2))
def test_weighted_never_falls_when_a_value_rises(parts, rule, weight):
    rising = [Decimal(0), Decimal("33.33"), Decimal("99.99"), Decimal(100), Decimal(120)]

    percents = [weighted([*parts, Part(weight, value)], rule).percent for value in rising]

    assert all(lower <= higher for lower, higher in pairwise(percents))


@given(PARTS, RULES)
def test_weighted_prints_100_only_when_complete(parts, rule):
    progress = weighted(parts, rule)

    shown = floor_percent(progress.percent or Decimal(0), complete=progress.is_complete)

    assert shown < 100 or progress.is_complete


@given(PAIRS, PAIRS)
def test_financial_halves_add_up_to_the_whole(first, second):
    assert financial(first) + financial(second) == financial(first + second)


@given(PAIRS, AMOUNTS)
def test_financial_unknown_payment_changes_nothing_but_coverage(pairs, amount):
    before = financial(pairs)

    after = financial([*pairs, (None, amount, False)])

    assert (after.percent, after.known) == (before.percent, before.known)
    assert after.expected == before.expected + 1
