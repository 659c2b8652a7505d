"""Proportional bars: nothing unknown is left out, nothing is drawn larger than it is."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athar.ui import statuses
from athar.ui.charts.bars import money_bar, progress_bar, status_bar

COUNTS = st.dictionaries(
    st.sampled_from(list(statuses.COMPUTED)), st.integers(1, 10_000), min_size=1
)


def parts(markup):
    found = re.findall(
        r'<rect (?:class="([\w-]+)"|fill="url\(#(hatch)\)") x="([\d.]+)%" width="([\d.]+)(%?)"',
        markup,
    )
    return [
        (css or hatch, Decimal(x), Decimal(width))
        for css, hatch, x, width, is_share in found
        if is_share
    ]


def test_status_bar_follows_the_canonical_order_whatever_it_is_given():
    bar = status_bar({"cancelled": 10, "stale": 20, "completed": 40, "no_data": 10, "at_risk": 20})

    assert parts(bar) == [
        ("b-done", Decimal(0), Decimal(40)),
        ("b-risk", Decimal(40), Decimal(20)),
        ("hatch", Decimal(60), Decimal(10)),
        ("hatch", Decimal(70), Decimal(20)),
        ("b-x", Decimal(90), Decimal(10)),
    ]


def test_status_bar_keeps_a_sliver_for_one_among_many():
    bar = status_bar({"on_track": 9_999, "off_track": 1})

    assert parts(bar) == [
        ("b-ok", Decimal(0), Decimal("98.50")),
        ("b-off", Decimal("98.50"), Decimal("1.50")),
    ]


@given(COUNTS)
def test_status_bar_is_always_full(counts):
    drawn = parts(status_bar(counts))

    assert len(drawn) == len(counts)
    assert abs(sum(width for _, _, width in drawn) - 100) <= Decimal("0.01") * len(drawn)


def test_status_bar_of_nothing_is_empty():
    assert status_bar({}) == '<svg class="bar bar-xl" aria-hidden="true"></svg>'
    assert parts(status_bar({"completed": 0})) == []


def test_status_bar_refuses_a_status_that_does_not_exist():
    with pytest.raises(KeyError, match="sleeping"):
        status_bar({"sleeping": 1})


def test_progress_bar_with_planned_tick():
    bar = progress_bar(Decimal(63), planned=Decimal(72))

    assert bar == (
        '<svg class="bar" aria-hidden="true">'
        '<rect class="b-1" x="0.00%" width="63.00%" height="100%"/>'
        '<rect class="b-tick" x="72.00%" width="3" height="100%"/></svg>'
    )


@pytest.mark.parametrize(("value", "width"), [("-162.1", 0), ("120", 100), ("45.5", "45.5")])
def test_progress_bar_stays_within_its_bounds(value, width):
    assert parts(progress_bar(Decimal(value))) == [("b-1", Decimal(0), Decimal(width))]


def test_progress_bar_of_the_unknown_is_hatched_not_empty():
    assert parts(progress_bar(None)) == [("hatch", Decimal(0), Decimal(100))]
    assert parts(progress_bar(Decimal(71), unknown=Decimal(29))) == [
        ("b-1", Decimal(0), Decimal(71)),
        ("hatch", Decimal(71), Decimal(29)),
    ]


def test_progress_bar_never_hatches_what_is_done():
    assert parts(progress_bar(Decimal(80), unknown=Decimal(50))) == [
        ("b-1", Decimal(0), Decimal(80)),
        ("hatch", Decimal(80), Decimal(20)),
    ]


def test_money_bar_nests_paid_in_committed_in_planned():
    bar = money_bar(planned=Decimal(20), committed=Decimal(15), paid=Decimal(10))

    assert parts(bar) == [
        ("b-1", Decimal(0), Decimal(50)),
        ("b-2", Decimal(50), Decimal(25)),
    ]


@pytest.mark.parametrize(
    ("committed", "paid", "expected"),
    [
        (None, 4, [("b-1", 0, 40), ("hatch", 40, 60)]),
        (7, None, [("hatch", 0, 70)]),
        (None, None, [("hatch", 0, 100)]),
        (0, 0, []),
    ],
)
def test_money_bar_hatches_the_unknown_where_it_would_stand(committed, paid, expected):
    bar = money_bar(
        planned=Decimal(10),
        committed=None if committed is None else Decimal(committed),
        paid=None if paid is None else Decimal(paid),
    )

    assert parts(bar) == expected


def test_money_bar_beyond_the_plan_ticks_the_plan():
    bar = money_bar(planned=Decimal(10), committed=Decimal(20), paid=Decimal(5))

    assert parts(bar) == [("b-1", 0, 25), ("b-2", 25, 75)]
    assert '<rect class="b-tick" x="50.00%" width="3" height="100%"/>' in bar


def test_money_bar_without_a_plan_is_unknown():
    assert parts(money_bar(planned=None, committed=Decimal(2), paid=Decimal(1))) == [
        ("hatch", 0, 100)
    ]
