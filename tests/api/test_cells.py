"""Figures that are rolled up: with their sums, how many parts they have, and for whom."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest

from athar.indicators.actions import record_measurements
from tests.indicators import cast as indicators
from tests.once import made_once
from tests.rollups.cells.cast import set_up

pytestmark = pytest.mark.django_db
FIGURES = "fields=value,numerator,denominator,sum,count,min,max,last,known,expected,made_of"


@pytest.fixture
@made_once
def setting(frozen_day):
    """Households counted by sex in two communes of one province; a rate of counts."""
    found = set_up()
    for place, women, men in (("M1", 3, 4), ("M2", 5, 6)):
        found.state("flow", place, part="sex=female", value=women)
        found.state("flow", place, part="sex=male", value=men)
    found.state("rate", "M1", counts=(1, 2))
    return found


def only(items):
    return [tuple(one.values()) for one in items]


def test_a_figure_says_of_what_it_is_made(setting, ask):
    asked = "cells?category=whole&period=2024&place=test:{}&" + FIGURES

    commune = ask(asked.format("M1"))["items"]
    province = ask(asked.format("P1"))["items"]

    assert only(commune) == [
        ("7", None, None, "7", 2, "3", "4", None, 2, 2, "categories"),
        ("50", "1.0", "2.0", None, 1, None, None, None, 1, 1, "stated"),
    ]
    assert only(province)[0] == ("18", None, None, "18", 4, "7", "11", None, 2, 2, "places")


@pytest.mark.parametrize(
    ("asked", "n"),
    [
        ("place=test:M1", 4),
        ("place=test:M1&category=sex=male", 1),
        ("place=test:M1&made_of=stated", 3),
        ("place=test:M1&made_of=categories", 1),
        ("within=test:P1&category=whole&made_of=places", 2),
        ("place=test:M1&since=2025", 0),
        ("place=test:M1&until=2024&claim=declared", 4),
        ("place=test:M1&claim=validated", 0),
        ("place=test:XX", 0),
        ("library=none", 0),
    ],
)
def test_figures_are_filtered(setting, ask, asked, n):
    assert len(ask(f"cells?{asked}")["items"]) == n


def test_figures_read_in_parts_are_whole_and_the_same_as_csv(setting, whole, ask, client):
    items = ask("cells?limit=200")["items"]

    table = client.get("/api/v1/cells?limit=200", headers={"Accept": "text/csv"}).text

    assert whole("cells", limit=7) == items
    assert list(csv.DictReader(io.StringIO(table))) == [
        {name: "" if one is None else str(one) for name, one in item.items()} for item in items
    ]


@pytest.mark.parametrize("limit", [1, 3])
def test_figures_take_as_many_queries_whatever_their_number(
    setting, client, django_assert_num_queries, limit
):
    client.get(f"/api/v1/cells?limit={limit}")

    with django_assert_num_queries(4):
        client.get(f"/api/v1/cells?limit={limit}")


def test_figures_of_a_draft_plan_are_given_to_nobody(draft_plan, ask):
    own = indicators.set_up(draft_plan)
    record_measurements(
        by=None,
        drafts=[
            own.value("connected", value=Decimal(975318)),
            own.value(value=Decimal("27.5")),
        ],
    )

    found = ask("cells?fields=indicator,value")["items"]

    assert found == [{"indicator": "shared/water", "value": "27.5"}]
