"""Any indicators of any places on one axis of time, and what is asked for in vain."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.http import QueryDict

from athar.portal.territory.choices import MOST, Asked, read_asked
from athar.portal.territory.compare import gather_comparison
from athar.portal.territory.first_look import first_look
from athar.reference.models import Place, PlaceAlias
from tests.once import made_once
from tests.portal.measured import adopt, measured, text_of

pytestmark = pytest.mark.django_db
PAGE = "/en/indicators/compare"
WATER = "i=shared:water"


@pytest.fixture
@made_once
def world(frozen_day):
    return measured()


def drawn(html: str) -> list[int]:
    """Give how many lines each wide chart has."""
    return [
        one.count('<g class="q ') for one in re.findall(r'<svg class="chart wide".*?</svg>', html)
    ]


def test_nothing_chosen_starts_with_what_the_newest_plan_answers_for(world, whole):
    adopt(world)
    html = whole(PAGE)

    assert drawn(html) == [2]
    assert re.findall(r"<h2 id=\"h-\d\">([^<]+)<", html) == ["Running water"]
    assert first_look() == Asked(
        indicators=(("shared", "water"),), places=(("hcp", "01"), ("hcp", "MAR"))
    )


def test_nothing_to_start_with_asks_what_to_compare(world, whole):
    assert first_look() == Asked()
    assert "Choose up to 6 indicators and up to 6 places." in text_of(whole(PAGE))


def test_a_place_alone_asks_what_to_compare(world, whole):
    text = text_of(whole(f"{PAGE}?library=shared"))

    assert "Choose up to 6 indicators and up to 6 places." in text


def test_lines_of_one_unit_share_a_chart(world, whole):
    html = whole(f"{PAGE}?{WATER}&i=shared:unemployed&p=hcp:01.1&p=hcp:01.2")

    assert drawn(html) == [4]
    assert "4 lines with known values, from 2014 to 2024." in text_of(html)


def test_units_that_differ_have_a_chart_each(world, whole):
    html = whole(f"{PAGE}?{WATER}&i=shared:homes&p=hcp:01.1&p=hcp:01")

    assert drawn(html) == [2, 2]
    assert re.findall(r"<h2 id=\"h-\d\">([^<]+)<", html) == ["Running water", "Households"]


def test_many_lines_of_one_unit_are_parted_by_indicator(world, whole):
    places = "&".join(f"p=hcp:{code}" for code in ("01", "01.1", "01.2", "MAR"))

    assert drawn(whole(f"{PAGE}?{WATER}&i=shared:unemployed&{places}")) == [4, 2]


def test_one_place_names_its_lines_by_indicator(world, whole):
    html = whole(f"{PAGE}?{WATER}&i=shared:unemployed&p=hcp:01.1")

    chart = html.split('class="chart wide"')[1].split("</svg>")[0]
    assert [word in chart for word in ("Running water", "Unemployment")] == [True, True]


def test_what_was_chosen_can_be_left_out_again(world, whole):
    html = whole(f"{PAGE}?{WATER}&p=hcp:01.1&p=hcp:01.2")

    assert re.findall(r'class="chip" href="([^"]+)"', html) == [
        f"{PAGE}?p=hcp:01.1&amp;p=hcp:01.2",
        f"{PAGE}?i=shared:water&amp;p=hcp:01.2",
        f"{PAGE}?i=shared:water&amp;p=hcp:01.1",
    ]


def test_a_place_is_found_by_its_name(world, client):
    place = Place.objects.get(code="04")
    PlaceAlias.objects.create(place=place, key="oriental", origin="name")

    html = client.get(f"{PAGE}?{WATER}&p=hcp:01&find=oriental").text

    assert f'href="{PAGE}?i=shared:water&amp;p=hcp:01&amp;p=hcp:04"' in html
    assert "1 place for “oriental”" in text_of(html)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("i=shared:none&p=hcp:01", "Aucun indicateur ni lieu n’est connu sous « shared:none »."),
        ("i=%3Cb%3E", "« <b> » n’est ni un indicateur, ni un lieu, ni un choix."),
        ("category=x", "« x » n’est ni un indicateur, ni un lieu, ni un choix."),
        (
            "&".join(f"p=hcp:{n}" for n in range(7)),
            "On ne peut comparer à la fois plus de 6 indicateurs et de 6 lieux.",
        ),
    ],
)
def test_nonsense_is_told_in_the_language_of_the_page(world, client, query, told):
    answer = client.get(f"/fr/indicators/compare?{query}")

    assert answer.status_code == 400
    assert told in text_of(answer.text)
    assert client.get(f"{PAGE}.json?{query}").status_code == 400


def test_what_is_no_number_is_not_drawn(world, whole):
    html = whole(f"{PAGE}?i=shared:opinion&{WATER}&p=hcp:01.1")

    assert "What people say is not measured in numbers and cannot be drawn." in text_of(html)
    assert drawn(html) == [1]


def test_nothing_known_is_said(world, whole):
    text = text_of(whole(f"{PAGE}?{WATER}&p=hcp:04"))

    assert "Nothing is known of what you chose." in text
    assert "No data" in text


def test_a_part_of_the_whole_is_drawn_where_there_is_one(world, client):
    query = f"{WATER}&i=shared:homes&p=hcp:01.1&category=area%3Drural"

    runs = client.get(f"{PAGE}.json?{query}").json()["runs"]

    assert [(one["category"], [figure["value"] for figure in one["figures"]]) for one in runs] == [
        ("area=rural", ["10.0"]),
        ("", ["150"]),
    ]
    assert "Not broken down this way, and shown as a whole: Households." in text_of(
        client.get(f"{PAGE}?{query}").text
    )


def test_what_an_evaluator_found_is_drawn_alone(world, client):
    (run,) = client.get(f"{PAGE}.json?{WATER}&p=hcp:01.1&claim=independent").json()["runs"]

    assert [one["value"] for one in run["figures"]] == ["28.0"]


def test_table_shows_the_latest_periods_and_the_file_all(world, client, monkeypatch):
    monkeypatch.setattr("athar.portal.territory.drawn.PERIODS", 1)
    query = f"{WATER}&p=hcp:01.1"

    html = client.get(f"{PAGE}?{query}").text
    rows = list(
        csv.DictReader(
            io.StringIO(client.get(f"{PAGE}.csv?{query}").getvalue().decode("utf-8-sig"))
        )
    )

    assert "The table shows the latest 1 periods" in text_of(html)
    assert [(row["period"], row["measured_value"]) for row in rows] == [
        ("2014", "20.0"),
        ("2024", "30.0"),
    ]


def test_an_address_is_written_as_it_is_read():
    query = "i=a:b&p=hcp:01&p=hcp:02&category=area%3Drural&claim=independent&library=a"

    asked = read_asked(QueryDict(query))

    assert asked.query() == f"?{query}"
    assert Asked().query() == ""
    assert read_asked(QueryDict("&".join(["p=a:b"] * 41))).too_many


@pytest.mark.parametrize("n", [1, 3])
def test_comparison_takes_the_same_few_queries(world, client, django_assert_num_queries, n):
    places = "&".join(f"p=hcp:{code}" for code in ("01", "01.1", "01.2")[:n])

    with django_assert_num_queries(10):
        client.get(f"{PAGE}?{WATER}&{places}")


def test_only_so_much_is_compared(world):
    pairs = tuple(("hcp", code) for code in world.places)

    data = gather_comparison(Asked(indicators=(("shared", "water"),), places=pairs[:MOST]))

    assert len(data.runs) == MOST
