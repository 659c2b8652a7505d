"""Computed indicators: worked out over the figures they rest on, by hand beside each."""

from __future__ import annotations

from decimal import Decimal

import pytest

from athar.indicators.enums import Claim, NoNumber
from athar.indicators.queries import indicators_of
from athar.reference.queries import place_by_code
from athar.rollups.enums import MadeOf
from athar.rollups.queries import (
    figures_at,
    figures_shown,
    measured_at,
    periods_shown,
    series_of,
    standing_of,
    widest_measured,
)
from tests.rollups.cells.cast import Setting, set_up
from tests.rollups.formulas import add_computed


@pytest.fixture
def setting(db, frozen_day) -> Setting:
    """Indicators that are measured, and three computed from them."""
    made = set_up()
    add_computed(made)
    return made


def view(code):
    return next(one for one in indicators_of("all") if one.code == code)


def shown(setting, code, place="P1", **wanted):
    found = figures_at(view(code), (setting.places[place],), **wanted)
    return [(one.period, one.category, one.claim.value, one.value) for one in found]


def test_figures_put_together_are_what_a_formula_is_worked_out_over(setting):
    for place, flow in (("M1", 30), ("M2", 10)):
        setting.state("flow", place, value=flow)
    setting.state("stock", "P1", value=120)

    (figure,) = figures_at(view("share"), (setting.places["P1"],))

    # 40 of 120, never the mean of the communes; rounded by no one
    assert figure.value == Decimal("33.33333333333333333333333333")
    assert (figure.made_of, figure.is_own, figure.no_number) == (MadeOf.FORMULA, False, None)
    assert (figure.known, figure.expected) == (2, 2)


def test_what_is_computed_of_computed_is_worked_out_after_it(setting):
    setting.state("flow", "P1", value=30)
    setting.state("stock", "P1", value=120)

    assert shown(setting, "rest") == [("2024", "", "declared", Decimal(75))]
    both = figures_shown([view("rest"), view("share"), view("stock")])
    codes = {key: code for code, key in setting.indicators.items()}
    at_province = [one for one in both if one.place_id == setting.places["P1"]]
    assert {codes[one.indicator_id]: one.value for one in at_province} == {
        "stock": 120, "share": 25, "rest": 75,
    }  # fmt: skip


def test_periods_and_parts_go_with_their_own_kind(setting):
    for period, flow in (("2023", 10), ("2024", 30)):
        setting.state("flow", "P1", period, part="sex=female", value=flow)
        setting.state("alone", "P1", period, part="sex=female", value=4)
    setting.state("stock", "P1", "2024", value=120)

    # of 2023 there is no stock, and of women neither
    assert shown(setting, "both") == [("2024", "", "declared", Decimal(150))]
    assert shown(setting, "both", category="sex=female") == []
    assert shown(setting, "both", periods=("2023",)) == []


def test_claims_are_never_mixed(setting):
    setting.state("flow", "P1", value=30)
    setting.state("stock", "P1", value=120)
    setting.state("flow", "P1", value=24, claim=Claim.VALIDATED)
    setting.state("stock", "P1", value=100, claim=Claim.INDEPENDENT)
    assert shown(setting, "share") == [("2024", "", "declared", Decimal(25))]

    setting.state("stock", "P1", value=96, claim=Claim.VALIDATED)

    assert shown(setting, "share") == [("2024", "", "validated", Decimal(25))]


def test_division_by_zero_is_no_value_and_no_reason_for_none(setting):
    setting.state("flow", "P1", value=30)
    setting.state("stock", "P1", value=0)

    (figure,) = figures_at(view("share"), (setting.places["P1"],))

    assert (figure.value, figure.no_number) == (None, None)


@pytest.mark.parametrize(
    ("flow", "stock", "why"),
    [
        (NoNumber.SUPPRESSED, None, NoNumber.SUPPRESSED),
        (NoNumber.SUPPRESSED, NoNumber.NOT_REPORTED, NoNumber.NOT_REPORTED),
        (NoNumber.NOT_DUE, NoNumber.NOT_REPORTED, NoNumber.NOT_DUE),
        (NoNumber.NOT_DUE, NoNumber.NOT_APPLICABLE, NoNumber.NOT_APPLICABLE),
    ],
)
def test_what_has_no_number_makes_none_and_says_why(setting, flow, stock, why):
    setting.state("flow", "P1", no_number=flow)
    setting.state("stock", "P1", **({"no_number": stock} if stock else {"value": 0}))

    (figure,) = figures_at(view("share"), (setting.places["P1"],))

    assert (figure.value, figure.no_number) == (None, why)


def test_it_is_as_much_known_as_its_least_known_input(setting):
    setting.state("flow", "P1", value=30)
    setting.state("stock", "P1", value=120)
    setting.state("flow", "R1", value=40)

    (figure,) = figures_at(view("share"), (setting.places["R1"],))

    # the stock of the region is known of 1 of its 3 prefectures and provinces
    assert (figure.known, figure.expected, figure.is_partial) == (1, 3, True)


def test_not_expected_inputs_leave_nothing_known(setting):
    for code in ("flow", "stock"):
        setting.state(code, "P1", no_number=NoNumber.NOT_APPLICABLE)

    (figure,) = figures_at(view("share"), (setting.places["P1"],))

    assert (figure.known, figure.expected) == (0, 0)


@pytest.mark.parametrize("n", [1, 3])
def test_one_more_query_where_something_is_computed(setting, n, django_assert_num_queries):
    for year in range(n):
        setting.state("flow", "P1", f"202{year}", value=30)
        setting.state("stock", "P1", f"202{year}", value=120)
    stock, rest = view("stock"), view("rest")
    wanted = ([setting.places["P1"]], [""])

    with django_assert_num_queries(1):
        assert len(figures_shown([stock], *wanted)) == n
    with django_assert_num_queries(2):
        assert len(figures_shown([stock, rest], *wanted)) == 2 * n


def test_periods_known_are_those_of_all_inputs(setting, django_assert_num_queries):
    setting.state("stock", "P1", "2023", value=120)
    setting.state("stock", "M3", "2024", value=3)
    setting.state("flow", "P1", "2024", value=30)
    stock, rest, share = view("stock"), view("rest"), view("share")

    with django_assert_num_queries(2):
        found = periods_shown([(stock, ""), (rest, ""), (share, "sex=male")])

    assert found == {
        (stock.id, ""): ("2023", "2024"),
        (rest.id, ""): ("2024",),
    }


def test_it_is_measured_where_all_it_rests_on_is(setting):
    setting.state("stock", "C", value=9)
    setting.state("stock", "P1", value=120)
    assert widest_measured(view("rest")) is None

    setting.state("flow", "P1", value=30)

    assert widest_measured(view("rest")) == place_by_code("test", "P1")
    codes = {key: code for code, key in setting.indicators.items()}
    found = [codes[one] for one in measured_at(setting.places["P1"], limit=9)]
    assert found == ["flow", "stock", "share", "rest", "both"]
    assert [codes[one] for one in measured_at(setting.places["P1"], limit=3)] == found[:3]


def test_its_grade_is_that_of_its_weakest_input(setting):
    setting.state("flow", "P1", value=30)
    setting.state("stock", "P1", value=120)
    share = view("share")
    (figure,) = figures_at(share, (setting.places["P1"],))

    found = standing_of(share, figure, series_of(share, [figure]))

    assert [(one.indicator.code, one.figure.value) for one in found.inputs] == [
        ("flow", 30), ("stock", 120),
    ]  # fmt: skip
    assert found.confidence == found.inputs[0].standing.confidence
    assert found.confidence is not None
    assert (found.states, found.state) == ((), None)


def test_what_has_no_value_has_no_grade(setting):
    setting.state("flow", "P1", value=30)
    setting.state("stock", "P1", value=0)
    share = view("share")
    (figure,) = figures_at(share, (setting.places["P1"],))

    assert standing_of(share, figure, series_of(share, [figure])).confidence is None
