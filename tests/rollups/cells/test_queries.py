"""Reading figures: what is shown of several claims, rates divided, who is not measured."""

from __future__ import annotations

from decimal import Decimal

import pytest

from athar.indicators.enums import Claim, NoNumber
from athar.rollups.enums import MadeOf
from athar.rollups.queries import (
    Figure,
    coverage,
    figures_at_place,
    figures_for,
    figures_of_indicator,
)


def values(figures):
    return [(one.period, one.category, one.value) for one in figures]


def test_a_figure_says_what_it_is_and_of_what_it_was_made(setting):
    setting.state("rate", "M1", counts=(1, 2))
    setting.state("rate", "M2", counts=(3, 10))

    found = figures_of_indicator(setting.indicators["rate"], place_ids=[setting.places["P1"]])

    assert found == (
        Figure(
            indicator_id=setting.indicators["rate"],
            place_id=setting.places["P1"],
            period="2024",
            category="",
            claim=Claim.DECLARED,
            value=Decimal("33.33333333333333333333333333"),
            numerator=Decimal("4.0"),
            denominator=Decimal("12.0"),
            no_number=None,
            made_of=MadeOf.PLACES,
            known=2,
            expected=2,
        ),
    )
    assert (found[0].is_own, found[0].is_partial) == (False, False)


def test_figures_of_an_indicator_are_in_order_and_chosen(setting):
    for period in ("2024", "2023-Q1"):
        for part in ("sex=female", "sex=male"):
            setting.state("flow", "M3", period, part=part, value=3)
    wanted = {"place_ids": [setting.places["M3"]]}

    all_of_them = figures_of_indicator(setting.indicators["flow"], **wanted)
    some = figures_of_indicator(
        setting.indicators["flow"], **wanted, categories=["", "sex=male"], periods=["2024"]
    )

    assert values(all_of_them)[:3] == [("2023", "", 6), ("2023-Q1", "", 6), ("2024", "", 6)]
    assert values(some) == [("2024", "", 6), ("2024", "sex=male", 3)]


@pytest.mark.parametrize(
    ("claims", "shown", "beside"),
    [
        ({"declared": 1}, ("declared", 1), None),
        ({"declared": 1, "validated": 2}, ("validated", 2), None),
        ({"declared": 1, "validated": 2, "independent": 3}, ("validated", 2), 3),
        ({"declared": 1, "independent": 3}, ("declared", 1), 3),
        ({"independent": 3}, ("independent", 3), None),
    ],
)
def test_validated_goes_before_declared_and_independent_stands_beside(
    setting, claims, shown, beside
):
    setting.record(
        *(setting.draft("alone", claim=Claim(one), value=n) for one, n in claims.items())
    )

    (figure,) = figures_at_place(setting.places["M1"])

    assert (figure.claim, figure.value) == shown
    assert (figure.beside and figure.beside.value) == beside


def test_validated_figure_of_fewer_places_does_not_hide_the_declared_one(setting):
    for place in ("M1", "M2"):
        setting.state("flow", place, value=10)
    setting.state("flow", "M1", value=9, claim=Claim.VALIDATED)

    (figure,) = figures_at_place(setting.places["P1"])

    assert (figure.claim, figure.value, figure.known) == (Claim.DECLARED, 20, 2)


def test_no_number_says_why_and_a_text_is_known(setting):
    setting.state("alone", no_number=NoNumber.SUPPRESSED)
    setting.state("words", text="Mieux")

    found = figures_for(
        [setting.indicators["alone"], setting.indicators["words"]], [setting.places["M1"]]
    )

    told = [(one.value, one.no_number, one.known, one.is_partial) for one in found]
    assert told == [(None, NoNumber.SUPPRESSED, 0, True), (None, None, 1, False)]


def test_coverage_names_who_is_not_measured(setting):
    setting.state("alone", "M1", value=0)
    alone, flow = setting.indicators["alone"], setting.indicators["flow"]
    places = [setting.places["M1"], setting.places["M2"]]

    found = coverage([alone, flow], places, "2024")

    shown = {pair: one and one.value for pair, one in found.items()}
    assert shown == {
        (alone, places[0]): 0,
        (alone, places[1]): None,
        (flow, places[0]): None,
        (flow, places[1]): None,
    }


@pytest.mark.parametrize("n", [1, 3])
def test_every_read_is_one_query(setting, n, django_assert_num_queries):
    setting.record(
        *(setting.draft("flow", "M1", f"202{year}", value=year) for year in range(n)),
        *(setting.draft("stock", "M1", f"202{year}", value=year) for year in range(n)),
    )
    some = list(setting.indicators.values())
    place = setting.places["M1"]

    with django_assert_num_queries(4):
        found = (
            figures_of_indicator(setting.indicators["flow"], place_ids=[place]),
            figures_at_place(place, indicator_ids=[setting.indicators["stock"]]),
            figures_for(some, [place]),
        )
        coverage(some, [place], "2020")

    assert [len(one) for one in found] == [n, n, 2 * n]


def test_nothing_is_asked_of_no_place(setting, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert figures_of_indicator(setting.indicators["flow"], place_ids=[]) == ()
