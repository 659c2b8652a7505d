"""A whole and its parts (docs/methods/aggregation.md, docs/methods/no-number.md)."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from athar.kernel.disaggregation import Breakdown, Fit, broken_down, withheld

COUNTS = st.lists(st.integers(0, 30).map(Decimal), min_size=2, max_size=6)
FIVE = Decimal(5)


def dec(text):
    return None if text is None else Decimal(text)


def series(*texts):
    return [dec(text) for text in texts]


@pytest.mark.parametrize(
    ("whole", "parts", "expected"),
    [
        ("1000", ["600", "400"], (Fit.ADDS_UP, "1000", "0", 2, 2)),
        ("1000", ["600", "405"], (Fit.ADDS_UP, "1005", "5", 2, 2)),
        ("1000", ["600", "394"], (Fit.DIFFERS, "994", "-6", 2, 2)),
        ("1000", ["600", None], (Fit.UNDECIDED, "600", "-400", 1, 2)),
        ("1000", ["1004", None], (Fit.UNDECIDED, "1004", "4", 1, 2)),
        ("1000", ["1200", None], (Fit.EXCEEDS, "1200", "200", 1, 2)),
        ("1000", ["1200", "-1", None], (Fit.UNDECIDED, "1199", "199", 2, 3)),
        ("1000", [None, None], (Fit.UNDECIDED, None, None, 0, 2)),
        ("1000", [], (Fit.UNDECIDED, None, None, 0, 0)),
        (None, ["600", "400"], (Fit.UNDECIDED, "1000", None, 2, 2)),
        (None, [None], (Fit.UNDECIDED, None, None, 0, 1)),
    ],
)
def test_broken_down_compares_the_parts_with_the_whole(whole, parts, expected):
    fit, parts_sum, gap, known, n_parts = expected

    found = broken_down(dec(whole), series(*parts))

    assert found == Breakdown(fit, dec(parts_sum), dec(gap), known, n_parts)


@pytest.mark.parametrize(
    ("parts", "hidden"),
    [
        (["40", "60"], []),
        (["0", "5"], []),
        (["3", "60", "40"], [0, 2]),
        (["3", "60", "0"], [0, 1]),
        (["3", "0"], [0, 1]),
        (["3", "4", "60"], [0, 1]),
        (["1", "1", "60", "40"], [0, 1, 3]),
        (["3", None, "60"], [0]),
        ([None, "60"], []),
        (["3"], [0]),
        ([], []),
    ],
)
def test_withheld_hides_small_counts_and_what_gives_them_away(parts, hidden):
    found = withheld(series(*parts), smallest=FIVE)

    assert [place for place, is_hidden in enumerate(found) if is_hidden] == hidden


@settings(max_examples=60)
@given(COUNTS)
def test_withheld_leaves_nothing_to_be_worked_out(parts):
    hidden = [
        part
        for part, is_hidden in zip(parts, withheld(parts, smallest=FIVE), strict=True)
        if is_hidden
    ]

    is_safe = not hidden or (len(hidden) > 1 and (sum(hidden) >= FIVE or len(hidden) == len(parts)))
    assert is_safe
