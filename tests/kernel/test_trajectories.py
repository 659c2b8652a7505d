"""Targets between baseline and plan end (docs/methods/trajectories.md)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from athar.kernel.trajectories import Trajectory, target_for, trajectories_of

START = date(2022, 12, 31)
BASELINE = (START, Decimal(10))
TARGETS = [(date(2027, 12, 31), Decimal(50)), (date(2024, 12, 31), Decimal(30))]
NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
DAYS = st.integers(min_value=1, max_value=4000)


def asked(trajectory, day, *, baseline=BASELINE, targets=TARGETS):
    return target_for(
        date.fromisoformat(day), trajectory=trajectory, baseline=baseline, targets=targets
    )


@pytest.mark.parametrize(
    ("day", "linear", "stepped", "typed"),
    [
        ("2022-12-30", None, None, None),
        ("2022-12-31", 10, 10, None),
        ("2023-12-31", "19.98632010943912448700410397", 10, None),
        ("2024-12-30", "29.97264021887824897400820793", 10, None),
        ("2024-12-31", 30, 30, 30),
        ("2025-12-31", "36.66666666666666666666666667", 30, None),
        ("2027-12-31", 50, 50, 50),
        ("2030-12-31", 50, 50, None),
    ],
)
def test_target_for_follows_the_trajectory(day, linear, stepped, typed):
    found = [asked(trajectory, day) for trajectory in Trajectory]

    assert found == [None if one is None else Decimal(one) for one in (linear, stepped, typed)]


@pytest.mark.parametrize(
    ("day", "value"), [("2023-12-31", None), ("2024-12-31", 30), ("2028-01-01", 50)]
)
@pytest.mark.parametrize("trajectory", [Trajectory.LINEAR, Trajectory.STEPPED])
def test_target_for_without_baseline_begins_at_the_first_target(trajectory, day, value):
    assert asked(trajectory, day, baseline=None) == value


@pytest.mark.parametrize("trajectory", Trajectory)
def test_target_for_without_targets_is_unknown(trajectory):
    assert asked(trajectory, "2024-12-31", targets=[]) is None


def test_target_for_leaves_out_targets_older_than_the_baseline():
    old = (date(2020, 12, 31), Decimal(99))

    found = [
        asked(Trajectory.STEPPED, day, targets=[old, *TARGETS])
        for day in ("2021-12-31", "2023-12-31")
    ]

    assert found == [None, 10]


def test_target_for_takes_the_target_of_the_day_of_the_baseline():
    assert asked(Trajectory.LINEAR, "2022-12-31", targets=[(START, Decimal(12))]) == 12


def test_target_for_takes_the_later_of_two_targets_of_one_day():
    twice = [*TARGETS, (date(2024, 12, 31), Decimal(33))]

    assert [asked(one, "2024-12-31", targets=twice) for one in Trajectory] == [33, 33, 33]


@pytest.mark.parametrize(
    ("is_flow", "allowed"), [(True, (Trajectory.TYPED,)), (False, tuple(Trajectory))]
)
def test_trajectories_of_flows_are_typed(is_flow, allowed):
    assert trajectories_of(is_flow=is_flow) == allowed


@settings(max_examples=40)
@given(NUMBERS, NUMBERS, DAYS, DAYS)
def test_linear_target_stays_between_its_ends(low, high, gone, left):
    end = START + timedelta(days=gone + left)

    target = target_for(
        START + timedelta(days=gone),
        trajectory=Trajectory.LINEAR,
        baseline=(START, low),
        targets=[(end, high)],
    )

    assert min(low, high) <= target <= max(low, high)
