"""Near me: one choice after the other, down to the commune, by plain links and fields."""

from __future__ import annotations

import re

import pytest

from athar.plans.models import Plan
from athar.portal.places.near import gather_near
from tests.once import made_once
from tests.rollups.worlds import add_commitment, imported, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
@made_once
def made():
    """A plan of region 01 with a commitment in one of its communes."""
    world = make_world("ONE")
    add_commitment(world, "C-1", places=("01.1.1",))
    imported(world)
    return world


def offered(html: str, name: str) -> list[str]:
    """Give the codes a field offers."""
    field = re.search(rf'<select[^>]+name="{name}".*?</select>', html, re.DOTALL)
    return re.findall(r'<option value="([^"]+)"', field.group()) if field else []


def test_the_region_of_the_plan_is_chosen_already(made, whole):
    html = whole("/en/near")

    assert (offered(html, "region"), offered(html, "province")) == (["01", "04"], ["01.1", "01.2"])
    assert '<option value="01" selected>' in html
    assert offered(html, "commune") == []


@pytest.mark.parametrize(
    ("codes", "names", "place"),
    [
        ({}, ["region", "province"], "01"),
        ({"region": "01", "province": "01.1"}, ["region", "province", "commune"], "01.1"),
        (
            {"region": "01", "province": "01.1", "commune": "01.1.1"},
            ["region", "province", "commune"],
            "01.1.1",
        ),
        ({"region": "04", "province": "01.1"}, ["region"], "04"),
        ({"region": "99"}, ["region"], None),
        ({"region": "01", "province": "01.2", "commune": "01.1.1"},
         ["region", "province", "commune"], "01.2"),
    ],
)  # fmt: skip
def test_a_choice_that_is_no_part_of_the_one_before_is_left_out(made, codes, names, place):
    found = gather_near(codes)

    assert [one.name for one in found.steps] == names
    assert (found.place.code if found.place else None) == place


@pytest.mark.parametrize(
    ("codes", "n"),
    [({"region": "99"}, 4), ({}, 6), ({"province": "01.1", "commune": "01.1.1"}, 7)],
)
def test_the_way_takes_few_queries(made, codes, n, django_assert_num_queries):
    with django_assert_num_queries(n):
        gather_near(codes)


def test_the_end_of_the_way_leads_to_page_map_and_list(made, whole):
    html = whole("/en/near?region=01&province=01.1&commune=01.1.1")

    links = re.findall(r'<a class="btn[^"]*" href="([^"]+)"', html)
    assert links == [
        "/en/places/hcp/01.1.1",
        "/en/plans/ONE/map?place=01.1.1",
        "/en/plans/ONE/commitments?place=01.1.1",
    ]


def test_where_nothing_is_promised_the_way_goes_on(made, whole):
    html = whole("/en/near?region=01&province=01.1&commune=01.1.2")

    assert "Nothing promised names this place yet" in html
    assert "/map?place=" not in html


@pytest.mark.parametrize("with_plan", [True, False])
def test_without_a_plan_of_a_place_the_index_is_offered(made, whole, with_plan):
    Plan.objects.update(place=None, **({} if with_plan else {"current_version": 0}))

    html = whole("/en/near")

    assert "No plan published here is about a place." in html
    assert "<select" not in html


def test_a_plan_of_a_country_leaves_the_region_open(made):
    Plan.objects.update(place=made.places["MAR"])

    found = gather_near({})

    assert ([one.name for one in found.steps], found.place) == (["region"], None)


def test_a_plan_of_a_place_without_parts_has_no_way(made):
    Plan.objects.update(place=made.places["MAR"])
    for code in ("01.1.1", "01.1.2", "01.2.1", "01.1", "01.2", "01", "04"):
        made.places[code].refresh_from_db()
        made.places[code].parent = None
        made.places[code].save()

    assert gather_near({}).steps == ()


@pytest.mark.parametrize("ending", ["", ".json"])
def test_nonsense_is_refused_in_words(made, client, ending):
    answer = client.get(f"/en/near{ending}?region=%00")

    assert answer.status_code == 400


def test_machines_get_the_same_way(made, client):
    found = client.get("/en/near.json?region=01&province=01.2").json()

    assert (found["place"]["code"], [one["name"] for one in found["steps"]]) == (
        "01.2",
        ["region", "province", "commune"],
    )


@pytest.mark.parametrize("address", ["/en/", "/en/places", "/en/plans/ONE/map"])
def test_home_places_and_map_lead_to_it(made, whole, address):
    assert 'href="/en/near"' in whole(address)
