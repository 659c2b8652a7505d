"""The results framework of a plan, on its own page and on those of plan, axis and project."""

import csv
import json
import re

import pytest

from athar.indicators.actions import put_framework
from athar.indicators.drafts import ResultLineDraft
from tests.indicators.cast import set_up
from tests.portal.results import WATER, lines, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(plan):
    return tell(set_up(plan))


@pytest.fixture
def address(told) -> str:
    return f"/fr/plans/{told.setting.plan.code}"


def rows_of(html: str) -> list[list[str]]:
    """Give the cells of the results of a page as words."""
    tables = re.findall(r'<table class="t-stack t-results".*?</table>', html, re.DOTALL)
    bodies = "".join(one.partition("</thead>")[2] for one in tables)
    rows = re.findall(r'<tr role="row">(.*?)</tr>', bodies, re.DOTALL)
    cells = [re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL) for row in rows]
    return [[" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in row] for row in cells]


@pytest.mark.parametrize("part", ["", "/nodes/A1", "/results"])
def test_line_stands_on_the_pages_of_its_plan_and_axis(told, address, whole, part):
    row = next(one for one in rows_of(whole(address + part)) if "eau" in one[0])

    assert row[1:] == [
        "13,3 % ( 2014 )",
        "",
        "27,5 % ( 2024 ) Déclaré",
        "50,0 % ( 2027 )",
        "",
        "38,7 %",
    ]


def test_project_shows_its_own_results(told, address, whole):
    html = whole(f"{address}/commitments/PDR-001")

    assert [row[0].split(" Produit")[0] for row in rows_of(html)] == ["Ménages raccordés"]
    assert rows_of(whole(f"{address}/commitments/PDR-002")) == []


def test_twins_hold_the_same_figure(told, address, client):
    framework = json.loads(client.get(f"{address}/results.json").content)["results"]
    of_plan = json.loads(client.get(f"{address}.json").content)["results"]
    of_axis = json.loads(client.get(f"{address}/nodes/A1.json").content)["results"]
    of_dam = json.loads(client.get(f"{address}/commitments/PDR-001.json").content)["results"]
    answer = b"".join(client.get(f"{address}/results.csv").streaming_content)
    rows = list(csv.DictReader(answer.decode("utf-8-sig").splitlines()))

    percents = [[one["achieved_percent"] for one in some] for some in (framework, of_plan, of_axis)]
    assert percents == [["38.7", None, None], ["38.7", None], ["38.7"]]
    assert [one["indicator"] for one in of_dam] == ["connected"]
    assert [(row["achieved_percent"], row["outcome"]) for row in rows] == [
        ("38.7", "normal"),
        ("", ""),
        ("", "no_data"),
    ]
    assert client.get(f"{address}/results.xlsx").content[:2] == b"PK"


def test_framework_as_of_a_publication_has_the_values_of_then(told, address, client):
    query = f"?as_of={told.numbers[0]}"

    lines = json.loads(client.get(f"{address}/results.json{query}").content)["results"]

    assert (lines[0]["last"]["value"], lines[0]["achieved_percent"]) == ("26.5", "36.0")
    assert client.get(f"{address}/results?as_of=1").status_code == 404


def test_framework_is_grouped_by_what_it_is_the_result_of(told, address, whole):
    html = whole(f"{address}/results")

    groups = re.findall(r'<(?:tbody|summary)[^>]* id="([^"]+)"', html)
    assert groups == ["plan", "n-A1", "projects"]
    assert f'href="/fr/{WATER}?place=hcp:01&amp;category=area=rural"' in html


def test_plan_without_a_framework_says_so(plan, whole):
    html = whole(f"/fr/plans/{plan.code}/results")

    assert "Ce plan n’a pas encore de cadre de résultats." in html


@pytest.mark.parametrize(("part", "n"), [("/results", 8), ("/results.json", 7)])
def test_framework_takes_few_queries(told, address, client, django_assert_num_queries, part, n):
    with django_assert_num_queries(n):
        client.get(address + part)


def test_bar_and_legend_say_how_targets_stand(told, address, whole):
    html = whole(f"{address}/results")

    assert "premières lignes" not in html
    legend = html.partition('<ul class="legend">')[2].partition("</ul>")[0]
    assert re.findall(r"s-(\w+)\">([^<]+)</span><b>.*?(\d+)", legend) == [
        ("ok", "Atteintes", "0"),
        ("due", "En chemin", "1"),
        ("off", "En recul", "0"),
        ("none", "Sans donnée", "0"),
    ]
    bar = html.partition('<svg class="bar bar-xl"')[2].partition("</svg>")[0]
    assert '<rect class="b-due" x="0.00%" width="100.00%"' in bar


def test_line_without_a_target_draws_no_bar(told, address, whole):
    html = whole(f"{address}/results")

    cells = re.findall(r'<td role="cell" class="w hide-s">(.*?)</td>', html, re.DOTALL)
    assert ["<svg" in one for one in cells] == [False, True, False]


def test_projects_beyond_the_most_are_said_to_be_in_the_files(told, address, whole, monkeypatch):
    places = [{"place_id": told.setting.places[code]} for code in ("01.151", "01.511")]
    connected = {"indicator": (told.setting.plan.code, "connected"), "commitment_code": "PDR-001"}
    more = [ResultLineDraft(**connected, **place) for place in places]
    put_framework(by=None, plan_id=told.setting.plan.id, drafts=lines(told.setting) + more)
    monkeypatch.setattr("athar.portal.results.page.MOST_PROJECT_LINES", 2)
    words = re.sub(r"<[^>]+>", "", whole(f"{address}/results"))
    assert "Les 2 premières lignes sont affichées" in words
