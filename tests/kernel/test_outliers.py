"""Values that call for a second look (docs/methods/outliers.md)."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from athar.kernel.achievement import Direction
from athar.kernel.outliers import Flag, FlagKind, Limits, flags, flags_in_batch

UP, DOWN = Direction.ASCENDING, Direction.DESCENDING
NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
SILENT = Limits(z_score=None, jump=None)


def dec(text):
    return None if text is None else Decimal(text)


def series(*texts):
    return [dec(text) for text in texts]


@pytest.mark.parametrize(
    ("value", "broken"), [("-0.01", "0"), ("0", None), ("100", None), ("100.5", "100")]
)
def test_flags_a_value_beyond_its_limits(value, broken):
    limits = Limits(Decimal(0), Decimal(100), None, None)

    found = flags(dec(value), earlier=[], limits=limits)

    flag = Flag(FlagKind.OUT_OF_RANGE, dec(value), dec(broken)) if broken else None
    assert found == ((flag,) if flag else ())


@pytest.mark.parametrize(
    ("value", "z_score"), [("16.1", "3.05"), ("16", None), ("4", None), ("3.9", "-3.05")]
)
def test_flags_a_value_more_than_three_deviations_from_the_mean(value, z_score):
    earlier = series("8", None, "12", "8", "12")

    found = flags(dec(value), earlier=earlier, limits=Limits(jump=None))

    flag = Flag(FlagKind.OUTLIER, dec(value), Decimal(10), dec(z_score), Decimal(3))
    assert found == ((flag,) if z_score else ())


@pytest.mark.parametrize(
    "earlier", [["8", "12", "8", None], ["5", "5", "5", "5", "5"]], ids=["few", "unchanged"]
)
def test_flags_no_outlier_where_nothing_is_usual(earlier):
    assert flags(Decimal(1000), earlier=series(*earlier), limits=Limits(jump=None)) == ()


@pytest.mark.parametrize(
    ("earlier", "value", "ratio"),
    [
        (["100"], "150", None),
        (["100"], "151", "0.51"),
        (["100"], "49", "-0.51"),
        (["-100"], "-151", "-0.51"),
        (["100", None], "200", "1"),
        (["0"], "200", None),
        ([None], "200", None),
        ([], "200", None),
    ],
)
def test_flags_a_jump_from_the_value_before(earlier, value, ratio):
    found = flags(dec(value), earlier=series(*earlier), limits=Limits())

    before = dec(earlier[0]) if earlier else None
    flag = Flag(FlagKind.JUMP, dec(value), before, dec(ratio), Decimal("0.5"))
    assert found == ((flag,) if ratio else ())


@pytest.mark.parametrize(
    ("earlier", "against"),
    [
        (["100", "10", "10", "10"], "100"),
        (["90", "10", "10", "10", None, "10", "10", "10"], "90"),
        (["10", "10", "10"], None),
    ],
)
def test_flags_compare_a_quarter_with_the_same_quarter(earlier, against):
    limits = Limits(z_score=None)

    found = flags(Decimal(10), earlier=series(*earlier), limits=limits, in_year=4)

    assert [flag.against for flag in found] == ([dec(against)] if against else [])


@pytest.mark.parametrize(
    ("value", "direction", "change"),
    [("9", UP, "-1"), ("10", UP, None), ("11", UP, None), ("9", DOWN, None), ("11", DOWN, "1")],
)
def test_flags_a_move_against_the_direction(value, direction, change):
    found = flags(dec(value), earlier=series("10"), limits=SILENT, direction=direction)

    flag = Flag(FlagKind.REGRESSION, dec(value), Decimal(10), dec(change))
    assert found == ((flag,) if change else ())


@pytest.mark.parametrize(("earlier", "direction"), [(["10"], None), ([], UP)])
def test_flags_no_move_without_direction_or_earlier_value(earlier, direction):
    found = flags(Decimal(1), earlier=series(*earlier), limits=SILENT, direction=direction)

    assert found == ()


def test_flags_of_an_unknown_value_are_none():
    assert flags(None, earlier=series("1"), limits=Limits(minimum=Decimal(5))) == ()


def test_flags_come_in_one_order():
    limits = Limits(maximum=Decimal(20))

    found = flags(Decimal(50), earlier=series("8", "12", "8", "12"), limits=limits, direction=DOWN)

    assert [flag.kind for flag in found] == list(FlagKind)


def test_flags_in_batch_judge_each_value_by_those_before_it():
    found = list(flags_in_batch(series("10", None, "20", "18"), limits=Limits(), direction=UP))

    told = [(place, flag.kind, flag.measure) for place, flag in found]
    assert told == [(2, FlagKind.JUMP, 1), (3, FlagKind.REGRESSION, -2)]


@settings(max_examples=40)
@given(st.lists(NUMBERS, min_size=4, max_size=8), NUMBERS, NUMBERS)
def test_flags_of_outliers_do_not_depend_on_where_zero_is(earlier, value, shift):
    limits = Limits(jump=None)

    here, there = (
        flags(value + by, earlier=[one + by for one in earlier], limits=limits)
        for by in (Decimal(0), shift)
    )

    assert [flag.measure for flag in here] == [flag.measure for flag in there]


@settings(max_examples=40)
@given(st.lists(st.none() | NUMBERS, max_size=8))
def test_flags_are_none_without_limits(values):
    assert list(flags_in_batch(values, limits=SILENT)) == []
