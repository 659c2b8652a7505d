"""The map of an indicator: its colours, its steps in time, the table that says the same."""

from __future__ import annotations

import csv
import io
import re

import pytest

from athar.portal.territory import mapped, steps
from athar.reference.actions import load_boundaries
from athar.reference.geojson import read_outlines
from tests.once import made_once
from tests.portal.measured import measured, text_of
from tests.reference.makers import details, feature, geojson, square

pytestmark = pytest.mark.django_db
PAGE = "/en/indicators/shared/water/map"


@pytest.fixture
@made_once
def world(frozen_day):
    made = measured()
    drawn = geojson(
        *(feature(one, square(left, 35.0)) for one, left in (("01.1", -6), ("01.2", -5)))
    )
    load_boundaries(by=None, details=details("provinces"), file=read_outlines(drawn))
    return made


def tints(html: str) -> list[str]:
    found = re.findall(r'<path (?:class="(m\d)|fill="url\(#(hatch)\)")', html)
    return [tint or hatch for tint, hatch in found]


def test_map_colours_all_steps_in_time_alike(world, whole):
    now, before = whole(PAGE), whole(f"{PAGE}?period=2014")

    assert (tints(now), tints(before)) == (["m2", "m3"], ["m1", "m4"])
    assert "From 30.0% in 01.1 to 40.0% in 01.2, 2024. Known for 2 of 2 territories." in text_of(
        now
    )


def test_steps_in_time_keep_what_was_chosen(world, whole):
    html = whole(f"{PAGE}?place=hcp:01&level=small")

    steps_html = html.split('class="periods"')[1].split("</nav>")[0]
    assert re.findall(r'href="([^"]+)"', steps_html)[:2] == [
        f"{PAGE}?place=hcp:01&amp;level=small&amp;period=2014",
        f"{PAGE}?place=hcp:01&amp;level=small&amp;period=2014",
    ]


def test_table_says_what_the_map_shows(world, whole):
    html = whole(PAGE)

    rows = re.findall(
        r"<tr[^>]*>(.*?)</tr>", html.split('class="t-map"')[1].split("</table>")[0], re.DOTALL
    )
    assert [text_of(row) for row in rows[1:]] == [
        "01.2 40.0% −10.0 worse than before",
        "01.1 30.0% +10.0 better than before",
    ]


def test_unknown_places_are_hatched_and_listed(world, whole):
    html = whole("/en/indicators/shared/unemployed/map?period=2021")

    assert tints(html) == ["m2", "hatch"]
    assert "1 place of which no value is known" in text_of(html)


def test_boundaries_are_named_under_the_map(world, whole):
    assert "Boundaries:" in text_of(whole(PAGE))


def test_without_outlines_the_table_stands_alone(world, whole):
    html = whole("/en/indicators/shared/homes/map?level=small")

    assert "No outline of these places is known here." in text_of(html)
    assert "From 50 in 01.1.2 to 100 in 01.1.1, 2024." in text_of(html)


def test_a_place_without_parts_is_shown_among_its_neighbours(world, whole):
    html = whole("/en/indicators/shared/homes/map?place=hcp:01.1.1")

    assert '<tr aria-current="true">' in html
    assert "For comparison" not in html


def test_values_alike_and_nothing_known_have_no_classes(world, whole):
    part = whole(f"{PAGE}?category=area%3Drural")
    nothing = whole(f"{PAGE}?category=area%3Durban")

    assert (tints(part), tints(nothing)) == (["m3", "hatch"], ["hatch", "hatch"])
    assert "No value is known here for this choice." in text_of(nothing)


def test_of_many_places_the_highest_and_lowest_are_named(world, whole, monkeypatch):
    monkeypatch.setattr(mapped, "ALL_NAMED", 1)
    monkeypatch.setattr(mapped, "NAMED", 1)
    monkeypatch.setattr(steps, "LISTED", -4)

    html = whole(PAGE)

    assert len(re.findall(r'<text[^>]*class="p[^"]*"', html)) == 2
    assert "more places" in text_of(html)


def test_countries_are_mapped_without_a_place(world, whole):
    assert "Running water – " in whole(f"{PAGE}?place=all:countries")


@pytest.mark.parametrize("address", ["/en/indicators/shared/none/map", f"{PAGE}?place=hcp:99"])
@pytest.mark.parametrize("ending", ["", ".json", ".csv"])
def test_unknown_maps_are_not_found(world, client, address, ending):
    path, _, query = address.partition("?")

    assert client.get(f"{path}{ending}?{query}").status_code == 404


def test_map_for_machines_is_the_page(world, client):
    data = client.get(f"{PAGE}.json").json()

    rows = list(
        csv.DictReader(io.StringIO(client.get(f"{PAGE}.csv").getvalue().decode("utf-8-sig")))
    )
    values = [row["cells"][0]["figure"]["value"] for row in (*data["rows"], *data["around"])]
    assert values == [row["measured_value"] for row in rows] == ["40.0", "30.0", "35.0", "50.0"]
    assert data["periods"] == ["2014", "2024"]


@pytest.mark.parametrize("query", ["", "?level=small"])
def test_map_takes_its_number_of_queries(world, client, django_assert_num_queries, query):
    with django_assert_num_queries(11):
        client.get(PAGE + query)
