"""The worked examples of punctuality, run through real rounds and reports."""

from __future__ import annotations

import datetime as dt

import pytest

from athar.kernel import clock
from athar.reporting.models import Assignment
from athar.reporting.queries import Punctuality, punctuality
from tests.docs.worked_examples import day, rows_of
from tests.reporting import cast as made

ROWS = rows_of("punctuality", "punctuality")
COUNTS = {
    "in time": Punctuality(1, 1, 0),
    "late": Punctuality(1, 0, 1),
    "missing": Punctuality(1, 0, 0),
    "not due": None,
}
SPRING = {
    "start_on": dt.date(2025, 4, 1),
    "end_on": dt.date(2025, 6, 30),
    "opens_on": dt.date(2025, 7, 1),
}


@pytest.fixture(autouse=True)
def _day(frozen_day):
    """Put the clock back after each example."""


def test_every_way_a_report_counts_has_an_example():
    assert {row["counts as"] for row in ROWS} == set(COUNTS)


@pytest.mark.parametrize("row", ROWS)
def test_report_counts_as_the_page_says(plan, people, row):
    clock.set_frozen(dt.date(2025, 7, 10))
    round_id = made.a_round(plan, **SPRING, due_on=day(row["due"]))
    Assignment.objects.exclude(commitment=plan.commitments["PDR-001"]).delete()
    if handed_in := day(row["handed in"]):
        clock.set_frozen(handed_in)
        made.submitted(plan, people.manager, round_id=round_id)
    clock.set_frozen(day(row["today"]))

    assert punctuality(plan.id).get(plan.bodies["MEE"]) == COUNTS[row["counts as"]]
