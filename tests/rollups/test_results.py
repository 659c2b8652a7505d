"""How far lines of a framework have come, by the way in which their values accumulate."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import SimpleNamespace

import pytest

from athar.indicators.enums import (
    Accumulation,
    Claim,
    DirectionChoice,
    Frequency,
    Measure,
    NoNumber,
    TrajectoryChoice,
)
from athar.indicators.queries import PlannedView
from athar.kernel.achievement import Outcome
from athar.rollups.enums import MadeOf
from athar.rollups.queries import Figure, goal_on, result_of, series_of

TODAY = dt.date(2025, 10, 15)


def planned(period: str, value: str) -> PlannedView:
    return PlannedView(period, Decimal(value), 0, "", {})


def figure(period: str, value: str | None, claim: Claim = Claim.DECLARED, **more) -> Figure:
    number = None if value is None else Decimal(value)
    missing = None if number is not None else NoNumber.NOT_REPORTED
    given = {"made_of": MadeOf.STATED, "known": 1, "expected": 1, **more}
    return Figure(1, 1, period, "", claim, number, None, None, missing, **given)


@dataclass(frozen=True)
class Line:
    """What is read of a line: where it starts, where it is to arrive, how it is measured."""

    baselines: tuple[PlannedView, ...] = (planned("2021", "0"),)
    targets: tuple[PlannedView, ...] = (planned("2027", "120"),)
    trajectory: TrajectoryChoice = TrajectoryChoice.LINEAR
    indicator: SimpleNamespace = field(default_factory=lambda: measured(Accumulation.RATE))

    @property
    def baseline(self) -> PlannedView | None:
        return self.baselines[-1] if self.baselines else None


def measured(
    accumulation: Accumulation = Accumulation.RATE,
    direction: DirectionChoice | None = DirectionChoice.ASCENDING,
    **more,
) -> SimpleNamespace:
    given = {"measure": Measure.UNIT, "frequency": Frequency.YEAR} | more
    return SimpleNamespace(accumulation=accumulation, direction=direction, **given)


WATER = Line((planned("2014", "13.3"),), (planned("2027", "50"),))
ROAD = replace(
    WATER,
    baselines=(planned("2014", "4.3"),),
    targets=(planned("2027", "1.0"),),
    indicator=measured(direction=DirectionChoice.DESCENDING),
)
WORK = replace(ROAD, baselines=(planned("2014", "14.9"),), targets=(planned("2027", "12"),))


@pytest.mark.parametrize(
    ("line", "before", "now", "percent", "outcome"),
    [
        (WATER, "13.3", "27.5", "38.7", Outcome.NORMAL),
        (ROAD, "4.3", "2.3", "60.6", Outcome.NORMAL),
        (WORK, "14.9", "19.6", "-162.1", Outcome.REGRESSION),
    ],
)
def test_worked_examples_of_the_method_hold(line, before, now, percent, outcome):
    result = result_of(line, [figure("2014", before), figure("2024", now)], today=TODAY)

    assert (str(result.percent), result.achievement.outcome) == (percent, outcome)
    assert (result.last.period, result.target.period) == ("2024", "2027")


def test_value_of_the_day_of_the_baseline_is_no_progress():
    result = result_of(WATER, [figure("2014", "13.3")], today=TODAY)

    assert (result.percent, result.last, result.actual) == (None, None, None)
    assert result.achievement.outcome is Outcome.NO_DATA


def test_newest_value_that_is_known_counts_and_none_is_carried_forward():
    values = [figure("2023", "20"), figure("2024", None)]

    result = result_of(WATER, values, today=TODAY)

    assert (result.last.period, result.series.newest.period) == ("2023", "2024")


def test_direction_is_read_from_baseline_to_target_where_none_is_declared():
    undeclared = measured(direction=None)
    line = replace(ROAD, indicator=undeclared)
    flat = replace(line, targets=line.baselines)

    assert str(result_of(line, [figure("2024", "2.3")], today=TODAY).percent) == "60.6"
    rising = replace(WATER, indicator=undeclared)
    assert str(result_of(rising, [figure("2024", "27.5")], today=TODAY).percent) == "38.7"
    assert result_of(flat, [figure("2024", "2.3")], today=TODAY).achievement.outcome is (
        Outcome.UNDEFINED
    )
    assert result_of(flat, [], today=TODAY).achievement.outcome is Outcome.NO_DATA


def test_without_a_target_no_percentage_is_given():
    result = result_of(replace(WATER, targets=()), [figure("2024", "27.5")], today=TODAY)

    assert (result.percent, result.goal, result.target) == (None, None, None)
    assert result.achievement.outcome is Outcome.UNDEFINED


def test_words_and_steps_take_no_percentage():
    line = replace(WATER, indicator=measured(measure=Measure.ORDINAL))

    result = result_of(line, [figure("2024", "2")], today=TODAY)

    assert (result.percent, result.achievement, result.actual) == (None, None, Decimal(2))


STOCK = Line(indicator=measured(Accumulation.STOCK))


def test_running_total_is_compared_with_the_target_of_its_own_period():
    result = result_of(STOCK, [figure("2023", "30"), figure("2024", "45")], today=TODAY)

    assert (result.actual, result.goal.on, result.goal.is_typed) == (
        Decimal(45),
        dt.date(2024, 12, 31),
        False,
    )
    assert round(result.goal.value, 1) == Decimal("60.0")
    assert str(result.percent) == "75.0"


def test_running_total_nobody_reported_has_no_data():
    result = result_of(STOCK, [figure("2024", None)], today=TODAY)
    never = result_of(replace(STOCK, baselines=()), [], today=TODAY)

    assert (result.actual, result.achievement.outcome) == (None, Outcome.NO_DATA)
    assert (never.percent, never.goal.value) == (None, Decimal(120))


FLOW = Line(
    baselines=(),
    targets=(planned("2023", "20"), planned("2024", "20"), planned("2025", "20")),
    indicator=measured(Accumulation.FLOW),
)


def test_flow_adds_up_the_periods_elapsed():
    result = result_of(FLOW, [figure("2023", "12"), figure("2024", "18")], today=TODAY)

    assert (result.actual, result.goal.value, str(result.percent)) == (
        Decimal(30),
        Decimal(40),
        "75.0",
    )
    assert (result.achievement.known, result.achievement.expected) == (2, 2)


def test_period_without_a_figure_leaves_both_sums():
    result = result_of(FLOW, [figure("2024", "18")], today=TODAY)

    assert (str(result.percent), result.goal.value) == ("90.0", Decimal(20))
    assert (result.achievement.known, result.achievement.expected) == (1, 2)


def test_target_of_the_whole_plan_counts_at_its_end():
    whole = planned("2022-01-01/2024-12-31", "60")
    line = replace(FLOW, targets=(*FLOW.targets[:2], whole))
    values = [figure("2023", "12"), figure("2024", "18")]

    at_end = result_of(line, values, today=TODAY)
    before = result_of(line, values, today=dt.date(2024, 6, 1))
    nothing = result_of(line, [], today=dt.date(2024, 6, 1))

    assert (str(at_end.percent), at_end.goal.value) == ("50.0", Decimal(60))
    assert (str(before.percent), before.goal.value) == ("60.0", Decimal(20))
    assert (nothing.percent, nothing.actual, nothing.goal.value) == (None, None, Decimal(60))


def test_flow_without_targets_says_so():
    result = result_of(replace(FLOW, targets=()), [figure("2024", "18")], today=TODAY)
    nothing = result_of(FLOW, [], today=TODAY)

    assert (result.percent, result.goal) == (None, None)
    assert (nothing.actual, nothing.goal) == (None, None)


def test_validated_and_independent_values_stand_side_by_side():
    other = figure("2024", "26", Claim.INDEPENDENT)
    own = figure("2024", "27.5", Claim.VALIDATED, beside=other)
    alone = figure("2023", "25", Claim.INDEPENDENT)

    series = series_of(measured(), [own, alone])
    only = series_of(measured(), [alone])

    assert (series.own, series.independent) == ((own,), (alone, other))
    assert (series.headline, only.headline) == ((own,), (alone,))
    assert series_of(measured(), []).newest is None


def test_periods_of_the_indicator_are_chosen_among_others():
    year, quarter = figure("2024", "40"), figure("2024-Q1", "10")

    assert series_of(measured(), [quarter, year]).own == (year,)
    assert series_of(measured(), [quarter]).own == (quarter,)
    assert series_of(measured(frequency=Frequency.ONCE), [quarter, year]).own == (quarter, year)


def test_target_of_a_day_says_whether_somebody_typed_it():
    typed, between = goal_on(WATER, dt.date(2027, 12, 31)), goal_on(WATER, dt.date(2020, 12, 31))

    assert (typed.is_typed, between.is_typed) == (True, False)
    assert goal_on(WATER, dt.date(2010, 1, 1)) is None
