"""Computed indicators among the figures: filtered, read in parts, as a table, never mixed up."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest

from athar.indicators.actions import record_measurements
from athar.indicators.enums import Claim, NoNumber
from athar.plans.actions import publish_first_version
from athar.rollups.queries import computed_streams, past_cells
from athar.trail.queries import last_publication_number
from tests.indicators import cast as indicators
from tests.rollups.cells.cast import set_up
from tests.rollups.formulas import add_computed

pytestmark = pytest.mark.django_db


@pytest.fixture
def setting(frozen_day):
    """Households connected of all there are, in a province by year; one year lacks the latter."""
    found = set_up()
    add_computed(found)
    for year, flow, stock in ((2021, 10, 40), (2022, 20, 60), (2023, 30, 0), (2024, 40, None)):
        found.state("flow", "P1", str(year), value=flow)
        if stock is not None:
            found.state("stock", "P1", str(year), value=stock)
    found.state("flow", "P1", "2022", value=15, claim=Claim.VALIDATED)
    found.state("stock", "P1", "2022", value=60, claim=Claim.VALIDATED)
    return found


def told(items):
    return [(one["indicator"], one["period"], one["claim"], one["value"]) for one in items]


SHARE = "cells?place=test:P1&category=whole&indicator=all/share"


def test_computed_figures_are_given_with_all_their_digits(setting, ask):
    found = ask(SHARE)["items"]

    assert told(found) == [
        ("all/share", "2021", "declared", "25.00"),
        ("all/share", "2022", "declared", "33.33333333333333333333333333"),
        ("all/share", "2022", "validated", "25.00"),
        # 30 of 0 households is no value
        ("all/share", "2023", "declared", None),
    ]
    assert {(one["made_of"], one["unit"], one["sum"], one["count"]) for one in found} == {
        ("formula", "%", None, None)
    }


def test_reason_for_no_number_is_given(setting, ask):
    setting.state("stock", "P1", "2024", no_number=NoNumber.NOT_REPORTED)

    (found,) = ask(f"{SHARE}&period=2024")["items"]

    assert (found["value"], found["no_number"]) == (None, "not_reported")


@pytest.mark.parametrize(
    ("asked", "periods"),
    [
        ("&claim=validated", ["2022"]),
        ("&since=2022&until=2022", ["2022", "2022"]),
        ("&made_of=formula", ["2021", "2022", "2022", "2023"]),
        ("&made_of=stated", []),
        ("&place=test:M1", []),
    ],
)
def test_computed_figures_are_filtered(setting, ask, asked, periods):
    asked = asked if "place" not in asked else "&place=test:M1"
    address = SHARE.replace("place=test:P1&", "") if "place" in asked else SHARE

    assert [one["period"] for one in ask(address + asked)["items"]] == periods


def test_all_figures_read_in_parts_are_whole_and_the_same_as_csv(
    setting, whole, ask, client, monkeypatch
):
    items = ask("cells?limit=200")["items"]
    table = client.get("/api/v1/cells?limit=200", headers={"Accept": "text/csv"}).text
    monkeypatch.setattr(computed_streams, "_AT_ONCE", 2)

    codes = [one["indicator"] for one in items if one["made_of"] == "formula"]
    assert codes == sorted(codes, key=["all/share", "all/rest", "all/both"].index)
    assert set(codes) == {"all/share", "all/rest", "all/both"}
    assert items[-len(codes) :] == [one for one in items if one["made_of"] == "formula"]
    for limit in (1, 3, len(items) - len(codes)):
        assert whole("cells", limit=limit) == items
    assert list(csv.DictReader(io.StringIO(table))) == [
        {name: "" if one is None else str(one) for name, one in item.items()} for item in items
    ]


def test_what_is_measured_takes_no_query_more(setting, client, django_assert_num_queries):
    address = "/api/v1/cells?place=test:P1&indicator=all/stock"
    client.get(address)

    with django_assert_num_queries(6):
        client.get(address)


def test_figures_as_of_the_last_publication_are_those_of_now(setting, whole, ask):
    last = last_publication_number()
    asked = "indicator=all/flow,all/stock,all/share,all/rest"

    for more in ("", "&place=test:P1", "&category=whole&since=2022&until=2022", "&claim=validated"):
        now, then = f"cells?{asked}{more}&limit=200", f"cells?{asked}{more}&as_of={last}"
        assert ask(f"{then}&limit=200")["items"] == ask(now)["items"], more
    for made_of in ("stated", "places", "formula"):
        more = f"{asked}&made_of={made_of}"
        assert ask(f"cells?{more}&as_of={last}")["items"] == ask(f"cells?{more}")["items"]
    assert whole(f"cells?{asked}&as_of={last}", limit=3) == ask(f"cells?{asked}&limit=200")["items"]


def test_computed_figures_as_of_then_follow_their_inputs(setting, ask):
    before = last_publication_number()
    setting.state("stock", "P1", "2021", value=20)
    asked = f"{SHARE}&period=2021"

    now, then = (ask(one)["items"] for one in (asked, f"{asked}&as_of={before}"))

    assert [[one["value"] for one in items] for items in (now, then)] == [["50.0"], ["25.00"]]


def test_nothing_had_been_stated_then(setting, ask):
    assert ask("cells?indicator=all/words,all/share&place=test:R2&as_of=1")["items"] == []


def test_the_past_is_asked_for_by_indicator_and_not_too_widely(setting, faults, monkeypatch):
    last = last_publication_number()

    assert faults(f"cells?as_of={last}") == [("as_of", "indicator_missing")]
    assert faults(f"cells?place=test:P1&as_of={last}") == [("as_of", "indicator_missing")]
    assert faults("cells?library=all&as_of=9999") == [("as_of", "as_of_future")]
    monkeypatch.setattr(past_cells, "MOST", 3)
    assert faults(f"cells?library=all&as_of={last}") == [("as_of", "too_much_at_once")]


def test_figures_of_a_plan_that_was_no_plan_then_are_given_to_nobody(draft_plan, ask):
    own = indicators.set_up(draft_plan)
    own_code = f"{draft_plan.code}/connected"
    record_measurements(by=None, drafts=[own.value("connected", value=Decimal(7))])
    before = last_publication_number()
    publish_first_version(by=None, plan_id=draft_plan.id)

    assert len(ask(f"cells?indicator={own_code}")["items"]) > 0
    assert ask(f"cells?indicator={own_code}&as_of={before}")["items"] == []
