"""The libraries of indicators and their list, narrowed by what the address says."""

import csv
import json
import re

import pytest

from tests.indicators.cast import set_up
from tests.once import made_once

pytestmark = pytest.mark.django_db


@pytest.fixture
@made_once
def setting(plan):
    return set_up(plan)


def titles(html: str) -> list[str]:
    table = re.search(r"<tbody.*?</tbody>", html, re.DOTALL)
    return re.findall(r'<th scope="row"[^>]*><a href="([^"]+)"', table[0]) if table else []


def test_all_libraries_and_their_indicators_are_listed(setting, whole):
    html = whole("/fr/indicators")

    assert re.findall(r'<h2><a href="([^"]+)">', html) == [
        "/fr/indicators/shared",
        f"/fr/indicators/{setting.plan.code}",
    ]
    assert len(titles(html)) == 4


@pytest.mark.parametrize(
    ("address", "codes"),
    [
        ("indicators/shared", ["maturity", "opinion", "water"]),
        ("indicators?level=output", ["connected"]),
        ("indicators?q=matur", ["maturity"]),
        ("indicators?goal=6", []),
    ],
)
def test_list_is_narrowed_on_page_and_in_json(setting, client, whole, address, codes):
    path, _mark, query = address.partition("?")
    twin = json.loads(client.get(f"/fr/{path}.json?{query}").content)

    assert sorted(one.rpartition("/")[2] for one in titles(whole(f"/fr/{address}"))) == codes
    assert sorted(one["code"] for one in twin["indicators"]) == codes


def test_filters_in_force_can_be_taken_back(setting, whole):
    html = whole("/fr/indicators?q=zzz&level=impact&goal=16")

    links = re.findall(r'href="(/fr/indicators\?[^"]*)"', html.replace("&amp;", "&"))
    assert {"/fr/indicators?level=impact&goal=16", "/fr/indicators?q=zzz&goal=16"} <= set(links)
    assert "Aucun indicateur ne correspond à ces filtres." in html


def test_table_holds_the_whole_list(setting, client):
    answer = b"".join(client.get("/fr/indicators.csv?level=outcome").streaming_content)
    rows = list(csv.DictReader(answer.decode("utf-8-sig").splitlines()))

    assert [row["indicator_code"] for row in rows] == ["water", "maturity"]
    assert client.get("/fr/indicators/shared.xlsx").content[:2] == b"PK"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("indicators/none", 404),
        ("indicators?page=2", 404),
        ("indicators?level=high", 400),
        ("indicators?goal=18", 400),
        ("indicators?page=0", 400),
    ],
)
def test_what_is_no_list_is_refused(setting, client, address, status):
    assert client.get(f"/fr/{address}").status_code == status


def test_long_list_is_read_page_by_page(setting, whole, monkeypatch):
    monkeypatch.setattr("athar.portal.indicators.listing.PER_PAGE", 3)

    first, second = whole("/fr/indicators?q=o"), whole("/fr/indicators?page=2")

    assert (len(titles(first)), len(titles(second))) == (3, 1)
    assert "Page 2 sur 2" in re.sub(r"<[^>]+>", "", second)


def test_list_takes_few_queries(setting, client, django_assert_num_queries):
    with django_assert_num_queries(4):
        client.get("/fr/indicators")
