"""The figures of one commitment, and changes of status."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from athar.kernel.progress import Computed, ComputedStatus, DeclaredStatus
from athar.rollups import queries
from athar.rollups.figures import Dates
from tests.once import made_once
from tests.rollups.worlds import MILLION, add_commitment, imported, make_world, report

pytestmark = pytest.mark.django_db

PIPE = {
    "start": dt.date(2022, 12, 1),
    "end": dt.date(2025, 12, 31),
    "first_planned_start_on": dt.date(2022, 12, 1),
    "first_planned_end_on": dt.date(2023, 12, 31),
}


@pytest.fixture
@made_once
def world():
    made = make_world()
    add_commitment(made, "pipe", amount=100, **PIPE)
    add_commitment(made, "silent", amount=None, end=dt.date(2025, 6, 20))
    imported(made)
    return made


def figures(world, code):
    return queries.commitment_figures(world.commitments[code].pk)


def test_delay_is_measured_against_the_first_and_the_current_version(world):
    report(
        world,
        "pipe",
        on=dt.date(2025, 6, 18),
        status="delayed",
        physical=77,
        committed=95,
        paid=99,
        actual_start_on=dt.date(2023, 2, 26),
        forecast_end_on=dt.date(2027, 1, 31),
    )

    found = figures(world, "pipe")

    assert found.computed == Computed(ComputedStatus.AT_RISK, Decimal("0.77"), Decimal(100))
    assert (found.declared, found.slippage_first, found.slippage_current) == (
        DeclaredStatus.DELAYED,
        1127,
        396,
    )
    assert (found.start_slippage, found.silent_days, found.overdue_days) == (87, 12, None)
    assert (found.financial, found.has_gap, found.planned_today) == (99, True, 100)
    assert (found.amount, found.committed, found.paid, found.currency) == (
        100 * MILLION,
        95 * MILLION,
        99 * MILLION,
        "MAD",
    )


def test_nothing_known_is_nothing_not_zero(world):
    found = figures(world, "silent")

    assert (found.physical, found.physical_whole, found.financial, found.amount, found.paid) == (
        None,
    ) * 5
    assert (found.slippage_first, found.silent_days, found.has_gap) == (None, None, False)
    assert (found.declared, found.computed.status, found.overdue_days) == (
        None,
        ComputedStatus.NO_DATA,
        10,
    )


def test_dates_are_those_of_the_plan_and_of_the_report(world):
    report(world, "pipe", physical=5, actual_end_on=dt.date(2025, 6, 1))

    assert figures(world, "pipe").dates == Dates(
        first_planned_start_on=dt.date(2022, 12, 1),
        first_planned_end_on=dt.date(2023, 12, 31),
        planned_start_on=dt.date(2022, 12, 1),
        planned_end_on=dt.date(2025, 12, 31),
        actual_end_on=dt.date(2025, 6, 1),
        last_reported_on=dt.date(2025, 6, 30),
    )


@pytest.mark.parametrize(("validated", "whole"), [(False, 99), (True, 100)])
def test_completion_prints_a_hundred_only_when_validated(world, validated, whole):
    report(world, "pipe", status="completed", physical=100, paid=100, validated=validated)

    found = figures(world, "pipe")

    assert (found.physical_whole, found.is_validated_complete) == (whole, validated)
    assert (found.financial_whole, found.silent_days) == (100, None)


def test_a_validated_report_of_work_under_way_is_no_completion(world):
    report(world, "pipe", status="on_track", physical=100, validated=True)

    found = figures(world, "pipe")

    assert (found.is_validated, found.is_validated_complete, found.physical_whole) == (
        True,
        False,
        99,
    )


def test_what_an_amendment_removed_is_cancelled(world):
    commitment = world.commitments["pipe"]
    commitment.removed_in_version = 2
    commitment.save(update_fields=["removed_in_version"])
    imported(world)

    found = figures(world, "pipe")

    assert (found.is_removed, found.computed) == (True, Computed(ComputedStatus.CANCELLED))


def test_a_commitment_that_does_not_exist_has_no_figures():
    assert queries.commitment_figures(999) is None


@pytest.mark.parametrize("n_commitments", [1, 2])
def test_figures_take_one_query(world, n_commitments, django_assert_num_queries):
    keys = [one.pk for one in world.commitments.values()][:n_commitments]

    with django_assert_num_queries(1):
        found = queries.figures_of(keys)

    assert sorted(found) == sorted(keys)


def declare(world, code, day, status):
    report(world, code, on=dt.date(2025, 6, day), status=status, narrative={"fr": f"Le {day}"})


def test_changes_of_status_come_newest_first_and_say_if_they_are_better(world):
    declare(world, "pipe", 1, "on_track")
    declare(world, "pipe", 10, "delayed")
    declare(world, "silent", 12, "stopped")
    declare(world, "pipe", 20, "delayed")
    declare(world, "silent", 25, "completed")
    declare(world, "pipe", 28, "cancelled")

    found = queries.recent_changes(world.plan.pk)

    assert [
        (one.commitment.code, str(one.before), str(one.after), one.is_better, one.as_of_on.day)
        for one in found
    ] == [
        ("pipe", "delayed", "cancelled", None, 28),
        ("silent", "stopped", "completed", True, 25),
        ("pipe", "on_track", "delayed", False, 10),
    ]
    assert (found[0].narrative["fr"], found[0].published_at is not None) == ("Le 28", True)


def test_changes_since_a_day_still_know_what_was_before(world):
    declare(world, "pipe", 1, "on_track")
    declare(world, "pipe", 10, "delayed")

    since = [queries.recent_changes(world.plan.pk, since=dt.date(2025, 6, day)) for day in (5, 11)]

    assert [len(found) for found in since] == [1, 0]


@pytest.mark.parametrize("n_changes", [1, 3])
def test_changes_take_one_query(world, n_changes, django_assert_num_queries):
    declare(world, "pipe", 1, "on_track")
    for number in range(n_changes):
        declare(world, "pipe", 2 + number, ("delayed", "on_track")[number % 2])

    with django_assert_num_queries(1):
        found = queries.recent_changes(world.plan.pk)

    assert len(found) == n_changes
