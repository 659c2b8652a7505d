"""The page of an axis or a programme: its answer, its figures, what stands in it."""

import json
import re

import pytest

from athar.portal.plans import node as node_module
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]

PLAN = f"plans/{cast.PLAN.code}"


def read(client, code: str, lang: str = "fr") -> str:
    response = client.get(f"/{lang}/{PLAN}/nodes/{code}")
    assert response.status_code == 200
    return response.content.decode()


def links_in(html: str, pattern: str) -> list[str]:
    found = re.search(pattern, html, re.DOTALL)
    return re.findall(r'href="([^"]+)"', found[0]) if found else []


@pytest.mark.parametrize(
    ("lang", "kicker", "below"),
    [("ar", "محور", "برامج"), ("fr", "Axe", "Programmes"), ("en", "Axis", "Programmes")],
)
def test_a_grouping_names_its_level_and_the_one_below(client, plan, lang, kicker, below):
    html = read(client, "A1", lang)

    assert re.search(r'<p class="kicker">(.*?)</p>', html)[1] == kicker
    assert re.search(r'<h2 id="h-below">(.*?)</h2>', html)[1] == below
    assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}">' in html


def test_a_grouping_leads_to_what_is_below_it_and_to_its_commitments(client, plan):
    html = read(client, "A1")

    tiles = links_in(html, r'<h2 id="h-below">.*?</section>')
    rows = links_in(html, r'<h2 id="h-items">.*?</section>')

    assert tiles == [f"/fr/{PLAN}/nodes/P01", f"/fr/{PLAN}/nodes/P02"]
    assert rows == [f"/fr/{PLAN}/commitments/PDR-001", f"/fr/{PLAN}/commitments/PDR-002"]


def test_the_lowest_level_has_nothing_below(client, plan):
    html = read(client, "P01")

    assert 'id="h-below"' not in html
    assert '<p class="num"><bdi dir="ltr">80\u202f%</bdi></p>' in html


def test_a_commitment_that_is_declared_complete_is_not_shown_as_validated(client, plan):
    html = read(client, "P02")

    row = re.search(r"<tbody.*?</tbody>", html, re.DOTALL)[0]

    assert re.findall(r'class="st s-(\w+)"', row) == ["said"]
    assert "99\u202f%" in row


def test_the_crumbs_lead_from_the_plan_down(client, plan):
    trail = links_in(read(client, "P02"), r'<nav class="crumbs".*?</nav>')

    assert trail == ["/fr/", f"/fr/{PLAN}", f"/fr/{PLAN}/nodes/A1"]


def test_every_figure_of_a_grouping_is_explained(client, plan):
    explained = re.findall(r'class="why" href="([^"]+)"', read(client, "A1"))

    assert explained == [
        f"/fr/{PLAN}/computed/{figure}?node=A1" for figure in ("statuses", "physical", "money")
    ]
    assert [client.get(url).status_code for url in explained] == [200, 200, 200]


def test_a_long_list_stops_and_says_where_the_rest_is(client, plan, monkeypatch):
    monkeypatch.setattr(node_module, "MOST_ROWS", 1)

    rows = links_in(read(client, "A1"), r'<h2 id="h-items">.*?</section>')

    assert rows == [f"/fr/{PLAN}/commitments/PDR-001", f"/fr/{PLAN}/commitments?node=A1"]


def test_the_json_of_a_grouping_holds_all_of_it(client, plan, monkeypatch):
    monkeypatch.setattr(node_module, "MOST_ROWS", 1)

    answer = json.loads(client.get(f"/fr/{PLAN}/nodes/A1.json").content)

    assert [row["code"] for row in answer["listing"]["rows"]] == ["PDR-001", "PDR-002"]
    assert answer["progress"]["node"]["figures"]["physical"]["whole"] == 87
    assert [one["node"]["code"] for one in answer["progress"]["children"]] == ["P01", "P02"]


@pytest.mark.parametrize("twin", ["", ".json"])
def test_an_unknown_grouping_is_not_found(client, plan, twin):
    assert client.get(f"/fr/{PLAN}/nodes/A9{twin}").status_code == 404
    assert client.get(f"/fr/plans/NONE/nodes/A1{twin}").status_code == 404


def test_a_grouping_of_a_draft_is_not_found(client, draft_plan):
    assert client.get(f"/fr/{PLAN}/nodes/A1").status_code == 404


def test_a_grouping_takes_few_queries(client, plan, django_assert_num_queries):
    with django_assert_num_queries(13):
        client.get(f"/fr/{PLAN}/nodes/A1")
