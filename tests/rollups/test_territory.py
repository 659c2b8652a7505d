"""The commitments of a list put on the ground: sums by place, points, what is elsewhere."""

from __future__ import annotations

from decimal import Decimal

import pytest

from athar.kernel.progress import ComputedStatus
from athar.plans.models import CommitmentPlace
from athar.rollups.figures import ListFilter
from athar.rollups.queries import list_rows, plan_progress, territory
from tests.once import made_once
from tests.rollups.worlds import add_commitment, imported, make_world, report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]


@pytest.fixture
@made_once
def world():
    made = make_world()
    add_commitment(made, "A-1", amount=30, places=("01.1.1",))
    add_commitment(made, "A-2", amount=10, places=("01.1", "01.2"))
    add_commitment(made, "A-3", amount=None, places=("01.2.1",))
    add_commitment(made, "A-4", amount=10, covers_whole_place=True)
    add_commitment(made, "A-5", amount=10)
    report(made, "A-1", status="on_track", physical=75)
    report(made, "A-2", status="delayed", physical=5)
    imported(made)
    return made


def ids(world, *codes):
    return {code: world.places[code].pk for code in codes}


def of(world, *codes, is_place_kept=True, **wanted):
    places = ids(world, *codes)
    found = territory(
        world.plan.pk,
        filters=ListFilter(**wanted),
        wanted=places.values(),
        is_place_kept=is_place_kept,
    )
    return found, {code: found.places.get(key) for code, key in places.items()}


@pytest.mark.parametrize("codes", [("01.1",), ("01.1", "01.2", "01.1.1")])
def test_a_territory_takes_three_queries(world, codes, django_assert_num_queries):
    places = ids(world, *codes).values()

    with django_assert_num_queries(3):
        territory(world.plan.pk, filters=ListFilter(), wanted=places)


def test_each_place_adds_up_what_counts_in_it(world):
    found, places = of(world, "01.1", "01.2", "01.1.2")

    assert {code: one and one.n_total for code, one in places.items()} == {
        "01.1": 2,
        "01.2": 2,
        "01.1.2": None,
    }
    assert places["01.1"].physical.exact == Decimal("57.5")
    assert (places["01.2"].planned, places["01.2"].planned_unknown) == (
        Decimal(10_000_000),
        1,
    )
    assert found.n_elsewhere == 2


def test_without_choices_the_sums_are_those_of_the_plan(world):
    _found, places = of(world, "01.1", "01.2")

    of_plan = {one.place.code: one.figures for one in plan_progress(world.plan.pk).places}
    for code, one in places.items():
        whole = of_plan[code]
        assert (one.n_total, one.physical) == (whole.n_total, whole.physical)
        assert (one.planned, one.planned_unknown, one.paid, one.paid_unknown) == (
            whole.money.planned,
            whole.money.planned_unknown,
            whole.money.paid,
            whole.money.paid_unknown,
        )


def test_the_list_beside_is_the_one_of_the_same_choices(world):
    found, places = of(world, "01.1", text="A-2")

    listing = list_rows(world.plan.pk, filters=ListFilter(text="A-2"))
    assert (found.listing.total, found.listing.facets) == (listing.total, listing.facets)
    assert (found.listing.amount, places["01.1"].n_total) == (listing.amount, 1)


def test_a_place_is_seen_among_its_neighbours_when_its_filter_is_left_out(world):
    chosen = world.places["01.1"].pk

    alone, kept = of(world, "01.1", "01.2", place_id=chosen)
    among, others = of(world, "01.1", "01.2", place_id=chosen, is_place_kept=False)

    assert (alone.listing.total, among.listing.total) == (2, 2)
    assert (kept["01.2"].n_total, others["01.2"].n_total) == (1, 2)


def test_points_are_those_of_the_chosen_with_their_status(world):
    for code, longitude in (("A-1", "-5.25"), ("A-3", "-5.5")):
        CommitmentPlace.objects.filter(commitment__code=code).update(
            latitude=Decimal("35.1"), longitude=Decimal(longitude)
        )

    found, _places = of(world, "01.1", text="A-1")

    (spot,) = found.spots
    assert (spot.code, spot.longitude, spot.latitude) == ("A-1", Decimal("-5.25"), Decimal("35.1"))
    assert (spot.status, spot.is_validated) == (ComputedStatus.ON_TRACK, False)
