"""The map for machines: the same sums as the page, outlines in degrees, a table."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal

import openpyxl
import pytest

from athar.plans.models import CommitmentPlace
from athar.portal.map import drawing
from tests.portal.test_map import MAP, made

pytestmark = pytest.mark.django_db
__all__ = ["made"]


def table(client, query=""):
    text = b"".join(client.get(f"{MAP}.csv{query}").streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_json_holds_the_choices_the_sums_and_the_source(made, client):
    found = client.get(f"{MAP}.json?lead=ONEE").json()

    assert (found["choices"], found["total"], found["amount"]) == (
        {"lead": "ONEE"},
        1,
        "30000000.00",
    )
    assert [(one["code"], one["n_commitments"]) for one in found["places"]] == [
        ("01.1", 1),
        ("01.2", 0),
    ]
    assert (found["focus"], found["boundaries"]["credit"]) == ("01", "Surveyors")


def test_unknown_is_null_and_none_is_zero(made, client):
    west, east = client.get(f"{MAP}.json?q=C-3").json()["places"]

    assert (west["n_commitments"], west["amount_planned"]) == (0, None)
    assert (east["n_commitments"], east["amount_planned"], east["amount_planned_unknown"]) == (
        1,
        None,
        1,
    )


def test_csv_and_json_agree_to_the_last_digit(made, client):
    lines = client.get(f"{MAP}.json").json()["places"]

    for row, line in zip(table(client), lines, strict=True):
        assert (row["place_code"], row["commitments"]) == (line["code"], str(line["n_commitments"]))
        for name in ("physical_percent", "amount_planned", "amount_paid"):
            assert row[name] == (line[name] or "")


def test_workbook_holds_what_the_csv_holds(made, client):
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{MAP}.xlsx?lead=ONEE").content))

    _labels, names, *lines = book.worksheets[0].iter_rows(values_only=True)
    found = [dict(zip(names, line, strict=True)) for line in lines]
    rows = table(client, "?lead=ONEE")
    assert [(one["place_code"], one["amount_planned"]) for one in found] == [
        (row["place_code"], float(row["amount_planned"]) if row["amount_planned"] else None)
        for row in rows
    ]
    said = {row[0].value: row[1].value for row in book.worksheets[1].iter_rows()}
    assert said["Lead body"] == "ONEE"


def test_geojson_draws_places_and_points_in_degrees(made, client):
    CommitmentPlace.objects.filter(commitment__code="C-1").update(
        latitude=Decimal("35.5"), longitude=Decimal("-5.5")
    )

    answer = client.get(f"{MAP}.geojson")

    found = answer.json()
    assert answer.headers["Content-Type"] == "application/geo+json"
    assert [(one["geometry"]["type"], one["properties"]["code"]) for one in found["features"]] == [
        ("MultiPolygon", "01.1"),
        ("MultiPolygon", "01.2"),
        ("Point", "C-1"),
    ]
    assert found["features"][2]["geometry"]["coordinates"] == [-5.5, 35.5]
    assert found["features"][2]["properties"]["url"] == "/en/plans/ONE/commitments/C-1"
    assert found["features"][0]["properties"]["commitments"] == 2


def test_geojson_without_outlines_has_no_features(draft_plan, plan, client):
    found = client.get(f"/en/plans/{plan.code}/map.geojson").json()

    assert (found["features"], found["credit"]) == ([], "")


@pytest.mark.parametrize(
    ("query", "steps"), [("", [2, 2]), ("?lead=ONEE", [1, 0]), ("?q=C-3&show=amount", [0, None])]
)
def test_geojson_holds_the_colours_of_the_legend(made, client, query, steps):
    found = client.get(f"{MAP}.geojson{query}").json()["features"]

    assert [one["properties"]["step"] for one in found] == steps


def test_geojson_names_what_the_drawing_names(made, client):
    (west, east) = client.get(f"{MAP}.geojson").json()["features"]

    for one, left in ((west, -6), (east, -5)):
        longitude, latitude = one["properties"]["label"]
        assert left < longitude < left + 1
        assert 35 < latitude < 36


def test_with_many_places_those_with_the_most_are_named(made, client, monkeypatch):
    monkeypatch.setattr(drawing, "ALL_NAMED", 2)

    found = client.get(f"{MAP}.geojson?level=small").json()["features"]

    named = {one["properties"]["code"]: bool(one["properties"]["label"]) for one in found}
    assert named == {"01.1.1": True, "01.1.2": False, "01.2.1": True}


def test_names_stand_without_figures_where_there_are_very_many(made, whole, monkeypatch):
    monkeypatch.setattr(drawing, "ALL_NAMED", 2)
    monkeypatch.setattr(drawing, "ALL_FIGURES", 2)

    html = whole(f"{MAP}?level=small")

    assert re.findall(r'<text class="(\w)', html) == ["p", "p"]
