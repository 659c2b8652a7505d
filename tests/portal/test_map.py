"""The map of a plan: drawn, in a table, for machines, with the choices of the list."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest

from athar.plans.models import CommitmentPlace, Plan
from athar.portal.map import wording
from athar.reference.actions import load_boundaries
from athar.reference.geojson import read_outlines
from tests.once import made_once
from tests.reference.makers import details, feature, geojson, square
from tests.rollups.worlds import add_commitment, imported, make_world, report

pytestmark = pytest.mark.django_db
MAP = "/en/plans/ONE/map"


@pytest.fixture
@made_once
def made():
    """A plan of region 01, its provinces and communes outlined."""
    world = make_world("ONE")
    add_commitment(world, "C-1", amount=30, places=("01.1.1",), leads=("ONEE",))
    add_commitment(world, "C-2", amount=10, places=("01.1.1", "01.2.1"))
    add_commitment(world, "C-3", amount=None, places=("01.2",))
    add_commitment(world, "C-4", amount=5, covers_whole_place=True)
    report(world, "C-1", status="on_track", physical=75)
    report(world, "C-2", status="delayed", physical=55)
    imported(world)
    for code, places in (
        ("provinces", {"01.1": -6, "01.2": -5}),
        ("communes", {"01.1.1": -7, "01.1.2": -6, "01.2.1": -5}),
    ):
        drawn = geojson(*(feature(place, square(left, 35)) for place, left in places.items()))
        load_boundaries(by=None, details=details(code), file=read_outlines(drawn))
    return world


def text_of(html: str) -> str:
    inline = re.sub(r"</?(bdi|time|span|b|a)\b[^>]*>", "", html)
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", inline))


def drawn(html: str) -> list[tuple[str, str]]:
    """Give the fill and the link of each area."""
    found = re.findall(
        r'(?:<a href="([^"]+)" tabindex="-1"><title>[^<]*</title>)?'
        r'<path (?:class="(m\d)( here)?"|fill="url\(#(hatch)\)")',
        html,
    )
    return [
        (tint or hatch, link.replace("&amp;", "&").removeprefix(MAP))
        for link, tint, _, hatch in found
    ]


@pytest.mark.parametrize(("lang", "word"), [("ar", "خريطة"), ("fr", "Carte"), ("en", "Map")])
def test_the_map_is_in_every_language(made, whole, lang, word):
    html = whole(f"/{lang}/plans/ONE/map")

    assert re.search(r'aria-current="page"><span itemprop="name">([^<]+)<', html).group(1) == word


@pytest.mark.parametrize(("query", "n"), [("", 9), ("?place=01.1", 9), ("?place=01.1.1", 10)])
def test_the_map_takes_its_number_of_queries(made, client, query, n, django_assert_num_queries):
    with django_assert_num_queries(n):
        client.get(MAP + query)


@pytest.mark.parametrize(
    ("query", "areas"),
    [
        ("", [("m2", "?place=01.1"), ("m2", "?place=01.2")]),
        ("?show=progress", [("m4", "?place=01.1&show=progress"), ("m2", "?place=01.2&show=progress")]),
        ("?lead=ONEE", [("m1", "?place=01.1&lead=ONEE"), ("m0", "")]),
        ("?q=C-3&show=amount", [("m0", ""), ("hatch", "?q=C-3&place=01.2&show=amount")]),
        ("?q=C-3&show=progress", [("m0", ""), ("hatch", "?q=C-3&place=01.2&show=progress")]),
        ("?place=01.1", [("m2", "?place=01.1.1"), ("m0", "")]),
        ("?level=small", [
            ("m2", "?place=01.1.1&level=small"), ("m0", ""), ("m1", "?place=01.2.1&level=small"),
        ]),
    ],
)  # fmt: skip
def test_places_are_coloured_by_what_is_chosen_and_lead_on(made, whole, query, areas):
    assert drawn(whole(MAP + query)) == areas


def test_a_commune_is_marked_among_its_neighbours(made, whole):
    html = whole(f"{MAP}?place=01.1.1")

    assert re.findall(r'<path class="(m\d here)"', html) == ["m2 here"]
    assert "Back to 01.1" in text_of(html)


def test_the_list_and_the_map_lead_to_one_another_with_the_same_choices(made, whole):
    query = "?place=01.1&amp;sort=-amount"
    plan = "/en/plans/ONE"

    on_map = whole(f"{MAP}?place=01.1&sort=-amount&show=amount")
    on_list = whole(f"{plan}/commitments?place=01.1&sort=-amount&page=1")

    assert f'<a href="{plan}/commitments{query}">List</a>' in on_map
    assert f'<a href="{plan}/map{query}">Map</a>' in on_list
    assert f'<a href="{MAP}{query}&amp;show=amount" aria-current="true">Map</a>' in on_map


def test_the_table_says_what_the_map_shows(made, whole):
    table = text_of(re.search(r"<tbody>(.*?)</tbody>", whole(MAP), re.DOTALL).group(1))

    assert table.split() == [
        "01.1",
        "2",
        "in",
        "the",
        "list",
        "MAD",
        "40",
        "million",
        "70%",
        "01.2",
        "2",
        "in",
        "the",
        "list",
        "MAD",
        "10",
        "million",
        "55%",
    ]


def test_what_is_on_no_place_is_told(made, whole):
    assert (
        "1 of them is not on the map: it concerns a wider place as a whole, or states none."
        in text_of(whole(MAP))
    )


def test_points_are_drawn_where_they_are_known(made, whole):
    CommitmentPlace.objects.filter(commitment__code="C-1").update(
        latitude=Decimal("35.5"), longitude=Decimal("-5.5")
    )
    CommitmentPlace.objects.filter(commitment__code="C-2").update(
        latitude=Decimal(10), longitude=Decimal("-5.5")
    )

    html = whole(MAP)

    assert re.findall(
        r'<a href="([^"]+)" tabindex="-1"><title>([^<]+)</title><circle class="pin p-(\w+)"', html
    ) == [("/en/plans/ONE/commitments/C-1", "مشروع C-1 – On track", "ok")]


def test_a_plan_without_place_has_a_table_of_nothing_and_a_way_on(made, whole):
    Plan.objects.update(place=None)

    html = whole(MAP)

    assert "No outline of these places is known here." in html
    assert "<table" not in html


@pytest.mark.parametrize("ending", ["", ".json", ".geojson", ".csv"])
@pytest.mark.parametrize("query", ["?show=colour", "?level=9", "?status=late", "?page=x"])
def test_nonsense_is_refused_in_words(made, client, query, ending):
    answer = client.get(MAP + ending + query)

    assert answer.status_code == 400
    assert "This request cannot be understood" in answer.text


@pytest.mark.parametrize("ending", ["", ".json", ".geojson", ".csv"])
def test_the_map_of_a_draft_is_not_found(draft_plan, client, ending):
    assert client.get(f"/en/plans/{draft_plan.code}/map{ending}").status_code == 404


@pytest.mark.parametrize("place", ["99", "none"])
def test_a_place_that_nothing_has_is_an_empty_or_a_whole_map(made, client, place):
    assert client.get(f"{MAP}?place={place}").status_code == 200


@pytest.mark.parametrize(
    ("place", "words"),
    [("MAR", ["Regions", "Provinces and prefectures"]), ("01.1", []), ("01", ["Provinces"])],
)
def test_the_parts_are_called_by_their_kind(made, whole, place, words):
    Plan.objects.update(place=made.places[place])

    html = whole(MAP)

    assert [one for one in words if f">{one}" not in html] == []
    assert ("Which parts are drawn" in html) is bool(words)


def test_parts_of_another_kind_of_place_have_a_plain_name(made, whole):
    made.places["01"].kind = "territory"
    made.places["01"].save()

    html = whole(MAP)

    assert (">Parts<" in html, ">Smaller parts<" in html) == (True, True)


def test_an_action_plan_counts_commitments(made, whole):
    Plan.objects.update(kind="local_action_plan")

    assert "Commitments that name each place." in whole(MAP)


def test_a_long_table_is_closed_after_the_first_places(made, whole, monkeypatch):
    monkeypatch.setattr(wording, "LISTED", 1)
    monkeypatch.setattr(wording, "FEW", 0)

    html = whole(MAP)

    assert "1 more place" in text_of(html)
    assert html.count("<table") == 2


def test_a_point_declared_complete_is_not_the_diamond(made, whole):
    report(made, "C-1", status="completed", physical=100, on=dt.date(2025, 9, 30))
    imported(made)
    CommitmentPlace.objects.filter(commitment__code="C-1").update(
        latitude=Decimal("35.5"), longitude=Decimal("-5.5")
    )

    assert re.findall(r'class="pin p-(\w+)"', whole(MAP)) == ["said"]
