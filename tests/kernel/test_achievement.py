"""Percentage achieved of an indicator (methods, §1)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athar.kernel.achievement import (
    Achievement,
    ContradictoryDirection,
    Direction,
    Outcome,
    Step,
    achieved,
    achieved_flow,
    achieved_stock,
    aggregated_rate,
    check_direction,
    parts_add_up,
)
from athar.kernel.numbers import format_number

UP, DOWN = Direction.ASCENDING, Direction.DESCENDING
NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


def dec(text):
    return None if text is None else Decimal(text)


def steps(*pairs):
    return [Step(dec(actual), dec(target)) for actual, target in pairs]


def reached(baseline, target, actual, direction):
    return achieved(
        baseline=dec(baseline), target=dec(target), actual=dec(actual), direction=direction
    )


@pytest.mark.parametrize(
    ("baseline", "actual", "target", "direction", "written", "outcome"),
    [
        ("13.3", "27.5", "50", UP, "38.7", Outcome.NORMAL),
        ("4.3", "2.3", "1.0", DOWN, "60.6", Outcome.NORMAL),
        ("14.9", "19.6", "12", DOWN, "\u2212162.1", Outcome.REGRESSION),
    ],
    ids=["running water", "distance to a paved road", "unemployment"],
)
def test_achieved_gives_the_worked_examples(baseline, actual, target, direction, written, outcome):
    share = reached(baseline, target, actual, direction)

    shown = format_number(share.percent, lang="en", decimals=1)
    assert (shown, share.outcome) == (written, outcome)


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "direction", "percent", "outcome"),
    [
        ("0", "50", "0", UP, "0", Outcome.NORMAL),
        ("0", "50", "50", UP, "100", Outcome.REACHED),
        ("0", "50", "60", UP, "120", Outcome.EXCEEDED),
        ("10", "50", "0", UP, "-25", Outcome.REGRESSION),
        ("0", "50", None, UP, None, Outcome.NO_DATA),
        ("0", None, "20", UP, None, Outcome.UNDEFINED),
        ("50", "0", "20", UP, None, Outcome.UNDEFINED),
        ("0", "50", "20", DOWN, None, Outcome.UNDEFINED),
        ("80", "80", "80", UP, "100", Outcome.REACHED),
        ("80", "80", "95", UP, "100", Outcome.REACHED),
        ("80", "80", "60", UP, "75", Outcome.NORMAL),
        ("80", "80", "80", DOWN, "100", Outcome.REACHED),
        ("80", "80", "60", DOWN, "100", Outcome.REACHED),
        ("80", "80", "100", DOWN, "80", Outcome.NORMAL),
        ("0", "0", "-5", UP, None, Outcome.UNDEFINED),
        ("0", "0", "5", DOWN, "0", Outcome.NORMAL),
        ("-5", "-5", "-10", UP, None, Outcome.UNDEFINED),
        (None, "50", "20", UP, "40", Outcome.NORMAL),
        (None, "50", "-20", UP, "-40", Outcome.REGRESSION),
        (None, "0", "20", UP, None, Outcome.UNDEFINED),
        (None, "-10", "20", UP, None, Outcome.UNDEFINED),
        (None, "20", "50", DOWN, "40", Outcome.NORMAL),
        (None, "20", "10", DOWN, "200", Outcome.EXCEEDED),
        (None, "20", "0", DOWN, "100", Outcome.REACHED),
        (None, "0", "0", DOWN, "100", Outcome.REACHED),
        (None, "0", "5", DOWN, "0", Outcome.NORMAL),
        (None, "0", "-5", DOWN, "100", Outcome.REACHED),
        (None, "-10", "5", DOWN, None, Outcome.UNDEFINED),
        (None, None, None, UP, None, Outcome.NO_DATA),
    ],
)
def test_achieved_follows_the_table_of_cases(baseline, target, actual, direction, percent, outcome):
    share = reached(baseline, target, actual, direction)

    assert (share.percent, share.outcome) == (dec(percent), outcome)


@pytest.mark.parametrize(("target", "direction"), [("10", UP), ("90", DOWN)])
def test_check_direction_refuses_with_both_numbers(target, direction):
    with pytest.raises(ContradictoryDirection) as caught:
        check_direction(baseline=Decimal(50), target=Decimal(target), direction=direction)

    told = (caught.value.baseline, caught.value.target, caught.value.direction)
    assert told == (Decimal(50), Decimal(target), direction)
    assert str(caught.value) == f"{direction}: the target {target} contradicts the baseline 50."


@pytest.mark.parametrize(
    ("baseline", "target", "direction"),
    [
        ("10", "50", UP),
        ("50", "50", UP),
        ("50", "10", DOWN),
        ("50", "50", DOWN),
        (None, "50", UP),
        ("50", None, DOWN),
    ],
)
def test_check_direction_lets_the_rest_pass(baseline, target, direction):
    assert check_direction(baseline=dec(baseline), target=dec(target), direction=direction) is None


@pytest.mark.parametrize(
    ("periods", "final_target", "direction", "expected"),
    [
        ([("10", "20"), ("20", "20")], None, UP, ("75", Outcome.NORMAL, 2, 2)),
        ([("10", "20"), (None, "20")], None, UP, ("50", Outcome.NORMAL, 1, 2)),
        ([("10", "20"), ("5", None)], None, UP, ("50", Outcome.NORMAL, 1, 2)),
        ([("10", "20"), ("20", "20")], "60", UP, ("50", Outcome.NORMAL, 2, 2)),
        ([("10", None), ("20", None)], "60", UP, ("50", Outcome.NORMAL, 2, 2)),
        ([("10", "20"), (None, "20")], "40", UP, ("50", Outcome.NORMAL, 1, 2)),
        ([("25", "20"), ("15", "20")], None, DOWN, ("100", Outcome.REACHED, 2, 2)),
        ([("10", None)], None, UP, (None, Outcome.UNDEFINED, 0, 1)),
        ([(None, "20"), (None, "20")], "40", UP, (None, Outcome.NO_DATA, 0, 2)),
        ([], "40", UP, (None, Outcome.NO_DATA, 0, 0)),
    ],
)
def test_achieved_flow_sums_the_periods_that_are_known(periods, final_target, direction, expected):
    share = achieved_flow(steps(*periods), direction=direction, final_target=dec(final_target))

    percent, outcome, known, elapsed = expected
    assert share == Achievement(dec(percent), outcome, known, elapsed)


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ([("10", "20"), ("30", "40")], ("75", Outcome.NORMAL, 2, 2)),
        ([("10", "20"), (None, "40")], ("50", Outcome.NORMAL, 1, 2)),
        ([("10", "20"), ("30", None)], (None, Outcome.UNDEFINED, 2, 2)),
        ([(None, "20")], (None, Outcome.NO_DATA, 0, 1)),
        ([], (None, Outcome.NO_DATA, 0, 0)),
    ],
)
def test_achieved_stock_takes_the_latest_against_its_own_target(periods, expected):
    share = achieved_stock(steps(*periods), baseline=Decimal(0), direction=UP)

    percent, outcome, known, elapsed = expected
    assert share == Achievement(dec(percent), outcome, known, elapsed)


def test_aggregated_rate_divides_the_sums():
    small_and_large = [(Decimal(1), Decimal(2)), (Decimal(9), Decimal(98)), (None, Decimal(5))]

    assert aggregated_rate(small_and_large) == (Decimal("0.1"), 2, 3)


@pytest.mark.parametrize("parts", [[], [(Decimal(1), None)], [(Decimal(1), Decimal(0))]])
def test_aggregated_rate_is_unknown_without_a_denominator(parts):
    rate, _, expected = aggregated_rate(parts)

    assert (rate, expected) == (None, len(parts))


@pytest.mark.parametrize(
    ("total", "parts", "expected"),
    [
        ("1000", ["600", "400"], True),
        ("1000", ["600", "395"], True),
        ("1000", ["600", "394.99"], False),
        ("1000", ["600", "405.01"], False),
        ("-1000", ["-600", "-405"], True),
        ("0", [], True),
        ("0", ["0.01"], False),
    ],
)
def test_parts_add_up_within_half_a_percent(total, parts, expected):
    assert parts_add_up(dec(total), [dec(part) for part in parts]) is expected


@given(NUMBERS, NUMBERS, NUMBERS)
def test_achieved_reads_a_mirrored_scale_alike(baseline, target, actual):
    direction, mirrored = (UP, DOWN) if target >= baseline else (DOWN, UP)

    share = achieved(baseline=baseline, target=target, actual=actual, direction=direction)
    same = achieved(baseline=-baseline, target=-target, actual=-actual, direction=mirrored)

    assert target == baseline or share == same


@given(NUMBERS, NUMBERS.filter(bool))
def test_achieved_is_0_at_the_baseline_and_100_at_the_target(baseline, way):
    target = baseline + way
    direction = UP if way > 0 else DOWN

    ends = [
        achieved(baseline=baseline, target=target, actual=actual, direction=direction).percent
        for actual in (baseline, target)
    ]

    assert ends == [0, 100]


@given(st.none() | NUMBERS, st.none() | NUMBERS, st.sampled_from(Direction))
def test_achieved_never_counts_a_missing_value_as_0(baseline, target, direction):
    share = achieved(baseline=baseline, target=target, actual=None, direction=direction)

    assert share == Achievement(None, Outcome.NO_DATA, known=0)


@given(st.none() | NUMBERS, st.none() | NUMBERS, NUMBERS, st.sampled_from(Direction))
def test_achieved_has_a_percentage_unless_undefined(baseline, target, actual, direction):
    share = achieved(baseline=baseline, target=target, actual=actual, direction=direction)

    assert (share.percent is None) is (share.outcome is Outcome.UNDEFINED)
