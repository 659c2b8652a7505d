"""Every published plan and every commitment in one line."""

from __future__ import annotations

import datetime as dt

import pytest

from athar.kernel.progress import ComputedStatus
from athar.plans.models import Commitment, Plan
from athar.rollups.queries import commitment_lines, plan_lines
from tests.rollups.worlds import add_commitment, imported, make_world, report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]


@pytest.fixture
def world(db):
    """A plan with three commitments, one reported and one taken out."""
    made = make_world("ONE")
    add_commitment(made, "C1", themes=("6.1",))
    add_commitment(made, "C2")
    add_commitment(made, "C3")
    Commitment.objects.filter(code="C3").update(removed_in_version=1)
    Plan.objects.filter(code="ONE").update(weight_rule="equal")
    imported(made)
    report(made, "C1", physical=40)
    return made


def test_plan_in_one_line_counts_what_is_in_it_and_how_far_it_is(world):
    (line,) = plan_lines()

    assert (line.code, line.n, line.place_id) == ("ONE", 2, world.places["01"].pk)
    assert (line.physical.whole, line.physical.known, line.physical.expected) == (40, 1, 2)


def test_plan_without_commitments_knows_nothing_and_a_draft_is_no_line(world):
    make_world("DRAFT", version=0)
    make_world("EMPTY")

    found = {line.code: line for line in plan_lines()}

    assert sorted(found) == ["EMPTY", "ONE"]
    assert (found["EMPTY"].n, found["EMPTY"].physical.whole) == (0, None)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2021, 12, 31), False),
        (dt.date(2022, 1, 1), True),
        (dt.date(2027, 12, 31), True),
        (dt.date(2028, 1, 1), False),
    ],
    ids=str,
)
def test_plan_is_in_force_from_its_first_to_its_last_day(world, day, expected):
    assert plan_lines()[0].is_in_force(day) is expected


def test_commitments_in_one_line_have_their_status_of_today(world):
    lines = commitment_lines(["ONE"])

    assert [(one.code, one.status, one.physical) for one in lines] == [
        ("C1", ComputedStatus.OFF_TRACK, 40),
        ("C2", ComputedStatus.NO_DATA, None),
    ]
    assert lines[0].theme_ids >= {world.themes["6.1"].pk}
    assert (lines[0].plan_code, lines[1].theme_ids) == ("ONE", frozenset())


@pytest.mark.parametrize("more", [0, 2])
def test_lines_take_two_queries_however_many(world, django_assert_num_queries, more):
    for n in range(more):
        made = make_world(f"MORE{n}")
        add_commitment(made, f"D{n}")
        imported(made)

    with django_assert_num_queries(4):
        plans = plan_lines()
        commitments = commitment_lines([one.code for one in plans])

    assert (len(plans), len(commitments)) == (1 + more, 2 + more)


def test_nothing_is_read_without_plans(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert commitment_lines([]) == ()
