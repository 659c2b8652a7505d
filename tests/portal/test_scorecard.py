"""The matrix of territories and indicators: what it shows, how it sorts, what it leaves out."""

from __future__ import annotations

import csv
import io
import re

import pytest

from athar.indicators.enums import DirectionChoice
from athar.portal.territory import scorecard
from athar.portal.territory.choices import Choices, read_choices
from athar.portal.territory.columns import SIDE_BY_SIDE
from athar.portal.territory.ground import ground_of
from athar.portal.territory.scorecard import gather_matrix
from athar.portal.territory.sheets import step_towards
from athar.reference.models import Place
from tests.once import made_once
from tests.portal.measured import adopt, measured, text_of

pytestmark = pytest.mark.django_db
PAGE = "/en/indicators/scorecard"
FAR, NEAR = "farthest from the goal", "nearest to the goal"


@pytest.fixture
@made_once
def world(frozen_day):
    return measured()


def rows_of(html: str) -> list[list[str]]:
    """Give the rows of the matrix: name of the place, then the words of each cell."""
    body = (
        html.split('<table class="matrix"')[1].split("</table>", maxsplit=1)[0].split("</thead>")[1]
    )
    cells = re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.DOTALL)
    return [
        [text_of(one) for one in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in cells
    ]


def test_matrix_shows_the_latest_values_beside_those_around(world, whole):
    assert rows_of(whole(PAGE)) == [
        ["01.1", f"30.0 better than before {FAR}", f"12.5 worse than before {FAR}", "150", "good"],
        ["01.2", f"40.0 worse than before {NEAR}", f"8.0 {NEAR}", "not reported", "not reported"],
        ["For comparison"],
        ["01", f"35.0 better than before {FAR}", "not reported", "150", "not reported"],
        ["MAR", f"50.0 {NEAR}", "not reported", "150", "not reported"],
    ]


def test_colours_tell_how_near_a_value_is_to_its_goal(world, whole):
    html = whole(PAGE)

    assert re.findall(r'<td(?: class="(v\d)")?>(?:<a[^>]*>)?<bdi[^>]*>(12.5|8.0|150)', html)[
        :3
    ] == [
        ("v1", "12.5"),
        ("", "150"),
        ("v5", "8.0"),
    ]


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("?sort=-shared:water", ["01.2", "01.1"]),
        ("?sort=shared:water", ["01.1", "01.2"]),
        ("?sort=-shared:homes", ["01.1", "01.2"]),
        ("?sort=-name", ["01.2", "01.1"]),
        ("?sort=shared:nothing", ["01.1", "01.2"]),
        ("?level=small&sort=-shared:homes", ["01.1.1", "01.1.2", "01.2.1"]),
        ("?place=hcp:01.1.1", ["01.1.1", "01.1.2"]),
        ("?place=hcp:04", ["01", "04"]),
        ("?place=all:countries", ["MAR"]),
    ],
)
def test_rows_are_those_chosen_in_the_order_chosen(world, client, query, places):
    data = client.get(PAGE + ".json" + query).json()

    assert [row["place"]["code"] for row in data["rows"]] == places


def test_another_period_is_compared_with_the_one_before(world, client):
    data = client.get(PAGE + ".json?period=2014").json()

    assert [one["period"] for one in data["columns"]] == ["2014"] * 4
    cell = data["rows"][0]["cells"][0]
    assert (cell["figure"]["value"], cell["change"]) == ("20.0", None)


def test_a_part_of_the_whole_leaves_out_what_is_not_broken_down_so(world, whole):
    html = whole(PAGE + "?category=area%3Drural")

    assert rows_of(html)[0] == ["01.1", "10.0", "not reported"]
    assert "Not broken down this way, and left out: Households, Maturity." in text_of(html)


def test_what_an_evaluator_found_is_never_mixed_in(world, client):
    data = client.get(PAGE + ".json?claim=independent").json()

    figures = [cell["figure"] for row in data["rows"] for cell in row["cells"] if cell["figure"]]
    assert [(one["claim"], one["value"]) for one in figures] == [("independent", "28.0")]


def test_columns_of_a_plan_stand_under_its_axes(world, whole):
    adopt(world)

    html = whole(PAGE)

    axes = re.findall(r'class="axis">(.*?)</th>', html)
    assert [text_of(one) for one in axes] == ["برنامج", "Titre A1"]
    assert [row[1:3] for row in rows_of(html)[:2]] == [
        [f"30.0 better than before {FAR}", "10.0"],
        [f"40.0 worse than before {NEAR}", "not reported"],
    ]


def test_more_rows_and_columns_than_fit_stand_on_pages(world, whole, monkeypatch):
    monkeypatch.setattr(scorecard, "PER_PAGE", 1)
    monkeypatch.setattr("athar.portal.territory.columns.SIDE_BY_SIDE", 2)

    html = whole(PAGE + "?page=9&part=2")

    assert [row[0] for row in rows_of(html)] == ["01.2", "For comparison", "01", "MAR"]
    assert re.findall(r'rel="(prev|next)" href="([^"]+)"', html) == [
        ("prev", f"{PAGE}?part=2"),
        ("prev", PAGE),
    ]


@pytest.mark.parametrize(
    "query",
    ["?place=hcp:99", "?of=library:none", "?of=plan:none", "?place=nobody:01"],
)
def test_unknown_choices_are_not_found(world, client, query):
    assert client.get(PAGE + query).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "?place=01",
        "?of=x",
        "?sort=%3Cb%3E",
        "?period=soon",
        "?period=2024-13",
        "?page=0",
        "?level=huge",
        "?claim=me",
    ],
)
def test_nonsense_is_refused_in_words(world, client, query):
    answer = client.get("/fr/indicators/scorecard" + query)

    assert answer.status_code == 400
    assert "Cette demande ne peut pas être comprise" in answer.text


def test_matrix_as_a_table_holds_every_value(world, client):
    answer = client.get(PAGE + ".csv")

    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    told = ("place_code", "indicator_code", "period", "measured_value", "no_number", "change")
    assert [tuple(row[name] for name in told) for row in rows][:3] == [
        ("01.1", "water", "2024", "30.0", "", "10.0"),
        ("01.1", "unemployed", "2024", "12.5", "", "3.5"),
        ("01.1", "homes", "2024", "150", "", ""),
    ]
    assert len(rows) == 4 * 4


def test_without_any_indicator_the_page_says_so(db, frozen_day, whole):
    assert "No indicator can be shown for this choice." in whole(PAGE)


@pytest.mark.parametrize("more", [0, 2])
def test_matrix_takes_the_same_few_queries(world, client, django_assert_num_queries, more):
    for k in range(more):
        Place.objects.create(
            scheme="hcp", code=f"01.9{k}", kind="province", parent=world.places["01"],
            path=f"/MAR/01/01.9{k}/", names={"fr": f"Autre {k}"},
        )  # fmt: skip

    with django_assert_num_queries(14):
        client.get(PAGE)


@pytest.mark.parametrize(
    ("n_breaks", "steps"), [(1, [1, 5]), (2, [1, 3, 5]), (3, [1, 2, 4, 5]), (4, [1, 2, 3, 4, 5])]
)
def test_few_steps_reach_from_the_farthest_to_the_nearest(n_breaks, steps):
    up, down = DirectionChoice.ASCENDING, DirectionChoice.DESCENDING

    found = [step_towards(one, n_breaks, up) for one in range(1, n_breaks + 2)]

    assert found == steps
    assert [step_towards(one, n_breaks, down) for one in range(1, n_breaks + 2)] == steps[::-1]
    assert (step_towards(0, n_breaks, up), step_towards(1, n_breaks, None)) == (None, None)


def test_choices_are_written_as_they_are_read():
    choices = Choices(place="hcp:01", of="library:shared", category="area=rural", part=2, page=3)

    query = choices.query()

    assert query == "?place=hcp:01&of=library:shared&category=area%3Drural&part=2&page=3"
    assert choices.query(period="2014").endswith("&part=2")
    assert choices.query(of="plan:ONE") == "?place=hcp:01&of=plan:ONE&category=area%3Drural"
    assert read_choices({"level": "parts", "sort": "name", "by": "places"}) == Choices()


def test_without_a_plan_of_a_place_countries_are_shown(db):
    ground = ground_of(Choices())

    assert (ground.place, ground.wider, ground.places) == (None, (), ())
    assert gather_matrix(Choices(place="hcp:01"), "fr") is None


def test_a_matrix_fits_a_sheet():
    assert SIDE_BY_SIDE <= 16
