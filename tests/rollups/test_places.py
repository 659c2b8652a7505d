"""The figures of a place with those of its parts and of what it lies in."""

from __future__ import annotations

from decimal import Decimal

import pytest

from athar.plans.models import Plan
from athar.reference.queries import surroundings
from athar.rollups import queries
from tests.once import made_once
from tests.rollups.worlds import MILLION, add_commitment, imported, make_world, report

pytestmark = pytest.mark.django_db


@pytest.fixture
@made_once
def made():
    """One plan of region 01: two communes, a province as a whole, the whole region, no place."""
    world = make_world("ONE")
    add_commitment(world, "C1", amount=30, places=("01.1.1",))
    add_commitment(world, "C2", amount=10, places=("01.1.1", "01.2.1"))
    add_commitment(world, "P1", amount=20, places=("01.1",))
    add_commitment(world, "R1", amount=40, covers_whole_place=True)
    add_commitment(world, "N1", amount=5)
    report(world, "C1", status="on_track", physical=80, paid=12)
    imported(world)
    return world


def board(code):
    return queries.place_board(surroundings("hcp", code))


def widths(found):
    return [(one.place.code, one.n) for one in found.wider]


@pytest.mark.parametrize("code", ["01", "01.1", "01.1.1", "01.1.2", "MAR"])
def test_a_board_gives_a_place_as_its_progress_does(made, code):
    found = board(code)

    assert found.figures == queries.place_progress(made.places[code].pk)


def test_parts_are_as_their_own_progress(made):
    found = board("01")

    assert found.parts == {
        made.places[code].pk: queries.place_progress(made.places[code].pk)
        for code in ("01.1", "01.2")
    }


@pytest.mark.parametrize("code", ["01", "01.1", "01.1.2", "MAR"])
def test_a_board_takes_two_queries(made, code, django_assert_num_queries):
    around = surroundings("hcp", code)

    with django_assert_num_queries(2):
        queries.place_board(around)


def test_a_place_no_plan_concerns_takes_one_query(made, django_assert_num_queries):
    around = surroundings("hcp", "04")

    with django_assert_num_queries(1):
        found = queries.place_board(around)

    assert (found.figures.plans, [one.place.code for one in found.above]) == ((), ["MAR"])


@pytest.mark.parametrize(
    ("code", "whole", "wider", "nowhere"),
    [
        ("01.1.2", 0, [("01", 1), ("01.1", 1)], 1),
        ("01.2.1", 1, [("01", 1)], 1),
        ("01.1", 1, [("01", 1)], 1),
        ("01", 1, [], 1),
        ("MAR", 0, [], 0),
        ("04", 0, [], 0),
    ],
)
def test_what_concerns_a_wider_place_is_told_apart(made, code, whole, wider, nowhere):
    found = board(code)

    assert (found.whole, widths(found), found.place_unknown) == (whole, wider, nowhere)


def test_places_above_are_compared_when_they_have_figures(made):
    found = board("01.1.1")

    assert [(one.place.code, one.n_total, one.money[0].planned) for one in found.above] == [
        ("MAR", 5, 105 * MILLION),
        ("01", 4, 100 * MILLION),
        ("01.1", 3, 60 * MILLION),
    ]
    assert found.above[2].physical.exact == Decimal(80)


def test_plans_of_smaller_places_count_as_a_whole(made):
    assert [board(code).within for code in ("MAR", "01", "01.1")] == [
        {made.plan.pk},
        frozenset(),
        frozenset(),
    ]


def test_a_draft_counts_nowhere():
    made = make_world("DRAFT", version=0)
    add_commitment(made, "C1", places=("01.1.1",))
    imported(made)

    found = board("01.1.1")

    assert (found.figures.n_total, found.above, found.wider, found.place_unknown) == (0, (), (), 0)


@pytest.mark.parametrize(
    ("kind", "projects"),
    [("regional_development_programme", True), ("local_action_plan", False)],
)
def test_a_board_knows_whether_its_plans_count_projects(made, kind, projects):
    Plan.objects.update(kind=kind)

    assert [board(code).counts_projects for code in ("01.1.1", "01.1.2")] == [projects, projects]


def test_places_are_counted_in_one_query(made, django_assert_num_queries):
    wanted = [made.places[code].pk for code in ("01", "01.1", "01.1.1", "01.1.2")]

    with django_assert_num_queries(1):
        found = queries.n_by_place(wanted)

    assert found == {
        made.places["01"].pk: 4,
        made.places["01.1"].pk: 3,
        made.places["01.1.1"].pk: 2,
    }
