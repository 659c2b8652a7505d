"""The computed status read in the database is the kernel's, on every day and edge."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace
from decimal import Decimal

import pytest

from athar.kernel import clock
from athar.kernel.progress import DEFAULT_THRESHOLDS, ComputedStatus, computed_status
from athar.plans.models import Commitment
from athar.rollups.models import Progress
from athar.rollups.queries.commitments import computed_of, own_facts
from athar.rollups.queries.readings import light_rows, read_today
from tests.rollups.worlds import add_commitment, imported, make_world, report

pytestmark = pytest.mark.django_db

TODAY = dt.date(2025, 6, 30)
STARTS = (None, dt.date(2024, 1, 1), dt.date(2025, 6, 30), dt.date(2025, 7, 1))
ENDS = (None, dt.date(2024, 12, 31), dt.date(2026, 12, 31))
DECLARED = ("", "", "delayed", "", "on_track", "completed", "cancelled")
PHYSICAL = (75, None, 0, "69.99", 100)
# 273.9375 days are one and a half periods of six months
REPORTED = (TODAY, TODAY - dt.timedelta(273), TODAY - dt.timedelta(274), dt.date(2023, 12, 31))


def statuses_in_database(plan):
    rows = read_today(Progress.objects.all(), [plan])
    return dict(rows.values_list("subject_id", "status"))


def statuses_of_kernel():
    return {
        own.subject_id: computed_of(own, clock.today()).status.value
        for own in own_facts(Progress.objects.all())
    }


def test_the_database_gives_the_status_of_the_kernel_at_every_edge():
    world = make_world()
    cases = itertools.product(STARTS, ENDS, REPORTED, PHYSICAL)
    for number, (start, end, reported_on, physical) in enumerate(cases):
        if start and end and end < start:
            continue
        add_commitment(world, f"C{number}", start=start, end=end)
        report(
            world,
            f"C{number}",
            on=reported_on,
            status=DECLARED[number % len(DECLARED)],
            physical=physical,
        )
    add_commitment(world, "silent")
    add_commitment(world, "removed", removed_in_version=2)
    imported(world)

    found = statuses_in_database(world.plan)

    assert found == statuses_of_kernel()
    assert len(found) > 30
    assert set(found.values()) == set(ComputedStatus)


@pytest.mark.parametrize("months", [1, 3, 6, 12, 24])
@pytest.mark.parametrize("days_around", [-1, 0, 1])
def test_a_report_grows_stale_on_the_day_the_kernel_says(months, days_around):
    world = make_world(reporting_months=months)
    add_commitment(world, "C1", start=dt.date(2015, 1, 1), end=dt.date(2026, 1, 1))
    limit = int(Decimal("1.5") * months * Decimal("365.25") / 12)
    report(world, "C1", on=TODAY - dt.timedelta(limit + days_around), physical=60)

    found = statuses_in_database(world.plan)

    assert list(found.values()) == list(statuses_of_kernel().values())


@pytest.mark.parametrize(
    ("physical", "end"),
    [
        (percent, dt.date(2024, 1, 1) + dt.timedelta(days))
        for percent in ("6", "60", "63", "45", "30", "21", "70", "90", "33.33", "66.67")
        for days in (8, 89, 299, 599, 728, 2)
    ],
)
def test_the_stored_ratio_compares_as_the_exact_one(physical, end):
    world = make_world()
    add_commitment(world, "C1", start=dt.date(2024, 1, 1), end=end)
    on = min(end, dt.date(2024, 1, 6))
    clock.set_frozen(on)
    report(world, "C1", on=on, physical=physical)

    found = list(statuses_in_database(world.plan).values())

    exact = computed_status(
        declared=None,
        physical=Decimal(physical),
        planned_start=dt.date(2024, 1, 1),
        planned_end=end,
        reported_on=on,
        today=on,
        reporting_months=6,
    )
    assert found == [exact.status.value]


def test_thresholds_are_those_of_the_installation(settings):
    settings.PROGRESS_THRESHOLDS = replace(DEFAULT_THRESHOLDS, on_track=Decimal("0.5"))
    world = make_world()
    add_commitment(world, "C1", start=dt.date(2024, 1, 1), end=dt.date(2024, 12, 31))
    report(world, "C1", physical=50)

    found = list(statuses_in_database(world.plan).values())

    assert (found, list(statuses_of_kernel().values())) == (["on_track"], ["on_track"])


@pytest.mark.parametrize("n_commitments", [1, 3])
def test_light_rows_take_one_query(n_commitments, django_assert_num_queries):
    world = make_world()
    for number in range(n_commitments):
        add_commitment(world, f"C{number}")
    imported(world)

    with django_assert_num_queries(1):
        found = light_rows(Progress.objects.all(), [world.plan])

    assert len(found) == n_commitments == Commitment.objects.count()
