"""The figures of places, bodies and the installation over all published plans."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from athar.plans.models import Plan
from athar.rollups import queries
from athar.rollups.figures import Coverage, MoneyTotals
from tests.rollups.worlds import MILLION, add_commitment, imported, make_world, report

pytestmark = pytest.mark.django_db


def plan_with(code, *, amount, physical, place="01.1.1", version=1, at="01", **plan):
    made = make_world(code, version=version, **plan)
    Plan.objects.filter(pk=made.plan.pk).update(place=made.places[at])
    add_commitment(
        made, f"{code}-1", amount=amount, places=(place,), leads=("REG",), funding={"MEE": 1}
    )
    report(made, f"{code}-1", status="on_track", physical=physical, paid=1)
    imported(made)
    return made


def statuses(found):
    return {one.status.value: one.n for one in found.statuses if one.n}


def test_a_place_adds_up_all_published_plans():
    first = plan_with("ONE", amount=30, physical=75)
    plan_with("TWO", amount=10, physical=35)
    plan_with("DRAFT", amount=500, physical=0, version=0)

    found = queries.place_progress(first.places["01.1"].pk)

    assert (found.n_total, found.physical.exact, statuses(found)) == (
        2,
        Decimal(65),
        {"on_track": 1, "off_track": 1},
    )
    assert [(one.plan.code, one.figures.n_total) for one in found.plans] == [("ONE", 1), ("TWO", 1)]


def test_a_country_holds_the_plans_of_its_regions():
    regional = plan_with("REGIONAL", amount=30, physical=60)
    plan_with("NATIONAL", amount=10, physical=20, at="MAR")
    country, region = regional.places["MAR"].pk, regional.places["01"].pk

    found = [queries.place_progress(one) for one in (country, region)]

    assert [one.n_total for one in found] == [2, 2]
    assert found[0].physical == found[1].physical


def test_a_place_without_plans_has_no_figures():
    made = plan_with("ONE", amount=30, physical=75)

    found = queries.place_progress(made.places["01.2"].pk)

    assert (found.n_total, found.physical, found.financial, found.money, found.plans) == (
        0,
        None,
        None,
        (),
        (),
    )


def test_plans_that_weigh_differently_have_no_common_progress():
    first = plan_with("ONE", amount=30, physical=75)
    plan_with("TWO", amount=10, physical=35, weight_rule="equal")

    found = queries.place_progress(first.places["01.1"].pk)

    assert (found.physical, found.financial.exact) == (None, Decimal(5))


def test_currencies_are_never_added():
    first = plan_with("ONE", amount=30, physical=75)
    plan_with("TWO", amount=10, physical=35, currency="XOF")

    found = queries.place_progress(first.places["01.1"].pk)

    assert (found.financial, found.money) == (
        None,
        (
            MoneyTotals("MAD", 30 * MILLION, 0, None, 1, MILLION, 0),
            MoneyTotals("XOF", 10 * MILLION, 0, None, 1, MILLION, 0),
        ),
    )


def test_a_body_leads_some_and_pays_for_others():
    made = plan_with("ONE", amount=30, physical=75)
    region, ministry = made.bodies["REG"].pk, made.bodies["MEE"].pk

    found = [
        queries.body_progress(region).n_total,
        queries.body_progress(region, as_funder=True).n_total,
        queries.body_progress(ministry, as_funder=True).n_total,
    ]

    assert found == [1, 0, 1]


def test_the_installation_sums_up_its_published_plans():
    plan_with("ONE", amount=30, physical=75)
    newer = plan_with("TWO", amount=10, physical=35)
    plan_with("DRAFT", amount=500, physical=0, version=0)
    make_world("EMPTY")
    Plan.objects.filter(pk=newer.plan.pk).update(start_on=dt.date(2024, 1, 1))
    report(newer, "TWO-1", status="completed", physical=100, validated=True)

    found = queries.installation_summary()

    assert (found.n_total, statuses(found), found.last_reported_on) == (
        2,
        {"completed": 1, "on_track": 1},
        dt.date(2025, 6, 30),
    )
    assert found.money == (MoneyTotals("MAD", 40 * MILLION, 0, None, 2, 2 * MILLION, 0),)
    assert [(one.plan.code, one.figures.n_total) for one in found.plans] == [
        ("TWO", 1),
        ("EMPTY", 0),
        ("ONE", 1),
    ]
    assert [one.figures.statuses[0].n_validated for one in found.plans] == [1, 0, 0]


def test_the_summary_counts_as_the_page_of_the_plan():
    made = plan_with("ONE", amount=30, physical=75)
    add_commitment(made, "ONE-2")
    imported(made)

    tile = queries.installation_summary().plans[0].figures
    page = queries.plan_progress(made.plan.pk).total

    assert (tile.statuses, tile.physical, tile.money) == (page.statuses, page.physical, page.money)


def test_the_summary_says_how_many_under_way_were_reported_lately():
    made = plan_with("ONE", amount=30, physical=75)
    add_commitment(made, "never reported", start=dt.date(2022, 1, 1), end=dt.date(2026, 1, 1))
    add_commitment(made, "not begun", start=dt.date(2027, 1, 1), end=dt.date(2027, 6, 1))
    imported(made)

    summary = queries.installation_summary()

    assert summary.reported_lately == Coverage(1, 2)
    assert summary.reported_lately == queries.plan_progress(made.plan.pk).reported_lately


@pytest.mark.parametrize("n_plans", [1, 3])
def test_queries_do_not_grow_with_the_plans(n_plans, django_assert_num_queries):
    for number in range(n_plans):
        made = plan_with(f"P{number}", amount=30, physical=75)

    with django_assert_num_queries(4):
        place = queries.place_progress(made.places["01.1"].pk)
    with django_assert_num_queries(3):
        body = queries.body_progress(made.bodies["REG"].pk)
    with django_assert_num_queries(3):
        summary = queries.installation_summary()

    assert [one.n_total for one in (place, body, summary)] == [n_plans] * 3
