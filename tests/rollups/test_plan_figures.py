"""The figures of a plan, its nodes, places, bodies and themes."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from athar.kernel.progress import ComputedStatus
from athar.plans.models import Plan
from athar.rollups import queries
from athar.rollups.figures import Coverage, MoneyTotals, Percentage
from tests.once import made_once
from tests.rollups.worlds import MILLION, add_commitment, imported, make_world, report

pytestmark = pytest.mark.django_db


@pytest.fixture
@made_once
def world():
    """Hold four known commitments of 120, 60, 20 and 50 millions, and one without a cost."""
    made = make_world()
    add_commitment(made, "school", amount=120, places=("01.1.1",), funding={"REG": 80, "MEE": 40})
    add_commitment(
        made,
        "road",
        amount=60,
        node="P03",
        places=("01.1", "01.2"),
        leads=("MEE",),
        funding={"REG": 30},
        themes=("6.1",),
    )
    add_commitment(made, "clinic", amount=20, covers_whole_place=True)
    add_commitment(made, "market", amount=50, node="P02", start=dt.date(2026, 1, 1), end=None)
    add_commitment(made, "study", amount=None, node="P02", start=None, end=None)
    report(made, "school", status="on_track", physical=80, committed=110, paid=60)
    report(made, "road", status="delayed", physical=40, paid=45, on=dt.date(2024, 12, 31))
    report(made, "market", status="cancelled", physical=10, paid=25)
    imported(made)
    return made


def percentage_of(found):
    return (round(found.exact, 4), found.whole, found.known, found.expected, found.cancelled)


def counts(figures):
    return {one.status.value: one.n for one in figures.statuses if one.n}


def node(progress, code):
    return next(one.figures for one in progress.nodes if one.node.code == code)


def test_physical_progress_is_weighted_by_cost_over_what_is_known(world):
    total = queries.plan_progress(world.plan.pk).total

    assert total.physical == Percentage(
        exact=Decimal(120 * 80 + 60 * 40) / 180,
        whole=66,
        numerator=Decimal(120000000),
        denominator=Decimal(180000000),
        known=2,
        expected=4,
        cancelled=1,
    )


def test_equal_weights_count_every_item_the_same(world):
    Plan.objects.filter(pk=world.plan.pk).update(weight_rule="equal")
    imported(world)

    total = queries.plan_progress(world.plan.pk).total

    assert percentage_of(total.physical) == (Decimal(60), 60, 2, 4, 1)


def test_weights_of_the_plan_count_as_set(world):
    Plan.objects.filter(pk=world.plan.pk).update(weight_rule="custom")
    for code, weight in (("school", "0.25"), ("road", "0.75")):
        world.commitments[code].weight = Decimal(weight)
        world.commitments[code].save(update_fields=["weight"])
    imported(world)

    total = queries.plan_progress(world.plan.pk).total

    assert total.physical == Percentage(
        Decimal(50), 50, Decimal("0.5"), Decimal("1.0000"), known=2, expected=4, cancelled=1
    )


def test_financial_progress_takes_what_is_paid_over_what_is_planned(world):
    total = queries.plan_progress(world.plan.pk).total

    assert percentage_of(total.financial) == (Decimal("58.3333"), 58, 2, 4, 1)


def test_money_says_how_much_is_unknown(world):
    total = queries.plan_progress(world.plan.pk).total

    assert total.money == MoneyTotals(
        "MAD",
        planned=250 * MILLION,
        planned_unknown=1,
        committed=110 * MILLION,
        committed_unknown=4,
        paid=130 * MILLION,
        paid_unknown=2,
    )


def test_statuses_are_counted_in_their_order_and_none_is_left_out(world):
    total = queries.plan_progress(world.plan.pk).total

    assert [(one.status, one.n) for one in total.statuses] == [
        (ComputedStatus.COMPLETED, 0),
        (ComputedStatus.ON_TRACK, 1),
        (ComputedStatus.AT_RISK, 1),
        (ComputedStatus.OFF_TRACK, 0),
        (ComputedStatus.NOT_DUE, 0),
        (ComputedStatus.NO_DATA, 2),
        (ComputedStatus.STALE, 0),
        (ComputedStatus.CANCELLED, 1),
    ]


def test_declared_statuses_are_counted_with_those_who_said_nothing(world):
    declared = queries.plan_progress(world.plan.pk).declared

    found = {one.status and one.status.value: one.n for one in declared if one.n}

    assert found == {"on_track": 1, "delayed": 1, "cancelled": 1, None: 2}


def test_planned_today_is_the_elapsed_share_weighted_like_the_progress(world):
    total = queries.plan_progress(world.plan.pk).total

    # 547 of the 731 days of school and road have passed, both have the same dates
    assert round(total.planned_today, 6) == round(Decimal(547) * 100 / 731, 6)


def test_nodes_hold_what_lies_below_them(world):
    progress = queries.plan_progress(world.plan.pk)

    found = {
        one.node.code: (one.level, one.figures.n_total, one.figures.physical.whole)
        for one in progress.nodes
    }

    assert found == {
        "A1": (0, 4, 80),
        "A2": (0, 1, 40),
        "P01": (1, 2, 80),
        "P02": (1, 2, None),
        "P03": (1, 1, 40),
    }


def test_places_below_the_plan_count_each_commitment_once(world):
    progress = queries.plan_progress(world.plan.pk)

    places = [(one.place.code, one.figures.n_total, one.kind) for one in progress.places]

    assert places == [("01.1", 2, "province"), ("01.2", 1, "province")]
    assert (progress.whole_place, progress.place_unknown) == (1, 2)


def test_reporting_counts_only_what_is_under_way(world):
    progress = queries.plan_progress(world.plan.pk)

    # school, road, clinic and study are under way; school and road were reported within six months
    assert progress.reported_lately == Coverage(known=2, expected=4)


def test_a_report_just_older_than_one_period_is_not_lately(world):
    report(world, "road", physical=41, on=dt.date(2024, 12, 28))

    assert queries.plan_progress(world.plan.pk).reported_lately == Coverage(1, 4)


def test_the_owner_of_the_plan_pays_its_own_share(world):
    assert queries.plan_progress(world.plan.pk).owner_share == 110 * MILLION


def test_an_empty_plan_has_figures_without_numbers():
    empty = make_world("EMPTY")

    total = queries.plan_progress(empty.plan.pk).total

    assert (total.n_total, total.physical.exact, total.money.paid, total.planned_today) == (
        0,
        None,
        None,
        None,
    )


def test_a_hundred_percent_is_printed_only_when_validated(world):
    for code in ("school", "road", "clinic", "study"):
        report(world, code, status="completed", physical=100, validated=code != "road")
    declared = queries.plan_progress(world.plan.pk).total
    report(world, "road", status="completed", physical=100, validated=True)

    validated = queries.plan_progress(world.plan.pk).total

    assert (declared.physical.whole, validated.physical.whole) == (99, 100)
    assert [one.statuses[0].n_validated for one in (declared, validated)] == [3, 4]


def test_what_was_removed_is_counted_apart(world):
    commitment = world.commitments["school"]
    commitment.removed_in_version = 2
    commitment.save(update_fields=["removed_in_version"])
    imported(world)

    total = queries.plan_progress(world.plan.pk).total

    assert (total.n_total, total.n_in_plan, total.n_removed, total.n_cancelled) == (5, 4, 1, 2)
    assert (total.money.planned, total.money.paid) == (130 * MILLION, 130 * MILLION)
    assert counts(total) == {"at_risk": 1, "no_data": 2, "cancelled": 2}


def test_a_node_comes_with_those_just_below_it(world):
    progress = queries.node_progress(world.nodes["A1"].pk)

    found = [progress.node.node.code, *(one.node.code for one in progress.children)]

    assert (found, progress.node.figures.physical.whole) == (["A1", "P01", "P02"], 80)


def test_lead_bodies_come_largest_first_and_none_stated_last(world):
    found = [
        (one.body.code, one.figures.n_total, one.share) for one in queries.by_lead(world.plan.pk)
    ]

    assert found == [("MEE", 1, None), ("", 4, None)]


def test_funders_share_and_what_is_not_split(world):
    found = [
        (one.body.code, one.share, one.figures.n_total) for one in queries.by_funder(world.plan.pk)
    ]

    assert found == [
        ("REG", 110 * MILLION, 2),
        ("MEE", 40 * MILLION, 1),
        ("", 100 * MILLION, 4),
    ]


def test_themes_hold_what_lies_below_them(world):
    found = [(one.theme.code, one.figures.n_total) for one in queries.by_theme(world.plan.pk)]

    assert sorted(found) == [("6", 1), ("6.1", 1)]


def test_a_plan_that_states_no_theme_has_none():
    assert queries.by_theme(make_world("BARE").plan.pk) == ()


def test_years_hold_what_is_planned_in_them():
    made = make_world("YEARS")
    add_commitment(made, "long", start=dt.date(2023, 5, 1), end=dt.date(2024, 2, 1))
    add_commitment(made, "short", start=dt.date(2024, 1, 1), end=dt.date(2024, 12, 1))
    add_commitment(made, "undated", start=None, end=None)
    imported(made)

    found = [(one.year, one.figures.n_total) for one in queries.by_year(made.plan.pk)]

    assert found == [(2023, 1), (2024, 2), (0, 1)]


@pytest.mark.parametrize(
    ("query", "n_queries"),
    [("plan_progress", 5), ("by_lead", 4), ("by_funder", 4), ("by_theme", 4), ("by_year", 3)],
)
@pytest.mark.parametrize("n_commitments", [1, 3])
def test_queries_do_not_grow_with_the_plan(
    query, n_queries, n_commitments, django_assert_num_queries
):
    made = make_world("GROWING")
    for number in range(n_commitments):
        add_commitment(made, f"C{number}", leads=("REG",), themes=("6",), funding={"REG": 1})
    imported(made)

    with django_assert_num_queries(n_queries):
        getattr(queries, query)(made.plan.pk)


def test_a_node_takes_five_queries(world, django_assert_num_queries):
    with django_assert_num_queries(5):
        queries.node_progress(world.nodes["A1"].pk)


def test_a_plan_is_found_by_its_code(world):
    assert (queries.plan_id_of("PDR"), queries.plan_id_of("NONE")) == (world.plan.pk, None)


def test_a_plan_as_a_whole_has_the_figures_of_its_page(world, django_assert_num_queries):
    with django_assert_num_queries(3):
        whole = queries.plan_figures(world.plan.pk)

    assert whole == queries.plan_progress(world.plan.pk).total
