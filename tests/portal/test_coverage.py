"""Who is not measured: the state of each indicator in each place, or in each period."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.utils import translation

from athar.portal.territory import coverage
from athar.portal.territory.grid import share_of
from tests.once import made_once
from tests.portal.measured import measured, text_of

pytestmark = pytest.mark.django_db
PAGE = "/en/indicators/coverage"


@pytest.fixture
@made_once
def world(frozen_day):
    return measured()


def states(client, query: str = "") -> dict[str, list[str]]:
    data = client.get(PAGE + ".json" + query).json()
    return {one["indicator"]["code"]: one["states"] for one in data["indicators"]}


def test_each_place_tells_whether_it_is_measured(world, client):
    assert states(client) == {
        "water": ["measured", "measured"],
        "unemployed": ["measured", "measured"],
        "homes": ["measured", "missing"],
        "maturity": ["measured", "missing"],
    }


def test_communes_are_expected_where_an_indicator_is_to_be_measured(world, client):
    found = states(client, "?level=small")

    assert found["homes"] == ["measured", "measured", "suppressed"]
    assert found["water"] == ["not_expected"] * 3


def test_periods_of_a_place_are_expected_where_others_know_them(world, client):
    data = client.get(PAGE + ".json?by=periods&place=hcp:01.1").json()

    found = {one["indicator"]["code"]: one["states"] for one in data["indicators"]}
    assert data["periods"] == [str(year) for year in range(2014, 2025)]
    assert found["unemployed"][6:] == [
        "not_expected", "measured", "missing", "missing", "measured",
    ]  # fmt: skip
    assert found["homes"] == [*["not_expected"] * 10, "measured"]


def test_of_all_countries_any_tells_the_period(world, client):
    found = states(client, "?by=periods&place=all:countries")

    assert found["water"][-1] == "measured"
    assert found["unemployed"][-1] == "missing"


def test_the_answer_counts_what_is_missing(world, whole):
    html = whole(PAGE)

    assert "Of 8 values expected, 2 are missing (25%)." in text_of(html)
    assert re.findall(r'<a href="([^"]+/map[^"]*)"', html)[0] == "/en/indicators/shared/water/map"


def test_a_period_leads_to_the_places_of_that_period(world, whole):
    html = whole(PAGE + "?by=periods")

    heads = html.split('class="matrix matrix-c"')[1].split("</thead>")[0]
    assert re.findall(r'href="([^"]+)"', heads)[-1] == f"{PAGE}?period=2024"
    assert "When was 01 not measured?" in text_of(html)


def test_many_places_stand_on_several_pages(world, whole, monkeypatch):
    monkeypatch.setattr(coverage, "SIDE_BY_SIDE", 1)

    html = whole(PAGE + "?page=2")

    heads = html.split('class="matrix matrix-c"')[1].split("</thead>")[0]
    assert re.findall(r"/places/hcp/([^/]+)/results", heads) == ["01.2"]
    assert re.findall(r'rel="(prev|next)" href="([^"]+)"', html) == [("prev", PAGE)]


def test_nothing_is_expected_of_a_place_nobody_measures(world, whole):
    assert "No value is expected here." in text_of(
        whole(PAGE + "?place=all:countries&of=library:shared&category=sex%3Dfemale")
    )


@pytest.mark.parametrize("query", ["?place=hcp:99", "?place=hcp:99&by=periods"])
def test_an_unknown_place_is_not_found(world, client, query):
    assert client.get(PAGE + query).status_code == 404


def test_table_holds_a_row_for_each_state(world, client):
    answer = client.get(PAGE + ".csv?by=periods&place=hcp:01.1")

    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    told = ("indicator_code", "place_code", "period", "coverage")
    assert [tuple(row[name] for name in told) for row in rows][:2] == [
        ("water", "01.1", "2014", "measured"),
        ("water", "01.1", "2015", "missing"),
    ]


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(0, 10, "0%"), (1, 4, "25%"), (1, 1000, "less than 1%"), (999, 1000, "99%"), (5, 5, "100%")],
)
def test_a_share_is_never_rounded_to_nothing_or_all(part, whole, words):
    with translation.override("en"):
        assert text_of(share_of(part, whole)) == words


@pytest.mark.parametrize("query", ["", "?by=periods"])
def test_coverage_takes_its_number_of_queries(world, client, django_assert_num_queries, query):
    with django_assert_num_queries(14):
        client.get(PAGE + query)
