"""The index of places: those near me, those a name finds, its twin for machines."""

from __future__ import annotations

import re

import pytest

from athar.plans.models import Plan
from athar.portal.places.index import gather_places
from athar.portal.places.maps import NAMED, most
from athar.reference.actions import learn_spelling, load_boundaries
from athar.reference.geojson import read_outlines
from athar.reference.models import Place
from athar.reference.queries import place_ref
from tests.once import made_once
from tests.reference.makers import details, feature, geojson, square
from tests.rollups.worlds import add_commitment, imported, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
@made_once
def made():
    """A plan of region 01 with commitments in its communes."""
    world = make_world("ONE")
    add_commitment(world, "C1", places=("01.1.1",))
    add_commitment(world, "C2", places=("01.1.1", "01.2.1"))
    imported(world)
    Place.objects.filter(code="01.1").update(names={"ar": "شفشاون", "fr": "Chefchaouen"})
    province = place_ref(world.places["01.1"].pk)
    for text in ("شفشاون", "Chefchaouen", "chaouen"):
        learn_spelling(by=None, place=province, text=text)
    return world


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", html))


@pytest.mark.parametrize(("lang", "words"), [("ar", "الأماكن"), ("fr", "Lieux"), ("en", "Places")])
def test_places_are_titled_in_their_language(made, whole, lang, words):
    html = whole(f"/{lang}/places")

    assert re.search("<h1>(.*?)</h1>", html).group(1) == words


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_every_place_of_the_region_is_one_link_away(made, whole, lang):
    near = whole(f"/{lang}/places").split('class="tree mt-l"')[0]

    linked = set(re.findall(rf'href="/{lang}/places/hcp/([\d.]+)"', near))
    assert linked == {"01", "01.1", "01.2", "01.1.1", "01.1.2", "01.2.1"}


def test_the_index_counts_commitments(made):
    (region,) = gather_places().near

    assert [(one.place.code, one.n) for one in (region, *region.parts)] == [
        ("01", 2),
        ("01.1", 2),
        ("01.2", 1),
    ]
    assert [(one.place.code, one.n) for one in region.parts[0].parts] == [
        ("01.1.1", 2),
        ("01.1.2", 0),
    ]


def test_other_regions_are_at_hand(made):
    assert [one.code for one in gather_places().beside] == ["04"]


def test_the_region_is_drawn_by_its_number_of_commitments(made, whole):
    drawn = geojson(feature("01.1", square(-6, 35)), feature("01.2", square(-5, 35)))
    load_boundaries(by=None, details=details("provinces"), file=read_outlines(drawn))

    html = whole("/en/places")

    assert re.findall(r'<path class="(m\d)"[^>]* data-href="([^"]+)"', html) == [
        ("m2", "/en/places/hcp/01.1"),
        ("m1", "/en/places/hcp/01.2"),
    ]
    assert "Outlines: Surveyors" in html


def test_plans_of_several_places_show_one_level_below(made):
    other = make_world("TWO")
    Plan.objects.filter(pk=other.plan.pk).update(place=made.places["04"])

    found = gather_places()

    assert [(one.place.code, [part.parts for part in one.parts]) for one in found.near] == [
        ("01", [(), ()]),
        ("04", []),
    ]


def test_a_plan_within_another_adds_no_place(made):
    other = make_world("TWO")
    Plan.objects.filter(pk=other.plan.pk).update(place=made.places["01.1"])

    assert [one.place.code for one in gather_places().near] == ["01"]


@pytest.mark.parametrize("q", ["chaouen", "شفشاون", "Chef", "شفشاوُن"])
def test_a_place_is_found_by_any_spelling(made, whole, q):
    html = whole(f"/fr/places?q={q}").split('class="hits"')[1].split("</ul>")[0]

    assert re.findall(r'href="([^"]+)"', html) == ["/fr/places/hcp/01.1"]
    assert text_of(html).split() == [">", "Chefchaouen", "Province", "·", "01", "2", "projets"]


def test_what_is_searched_stays_in_its_field(made, whole):
    html = whole("/en/places?q=%22%3Cb%3E")

    assert 'value="&#34;&lt;b&gt;"' in html
    assert "No place of this name is known here." in html


@pytest.mark.parametrize("q", ["x" * 101, "a%00b", "a%0Ab"])
@pytest.mark.parametrize("address", ["/en/places", "/en/places.json"])
def test_what_cannot_be_a_name_is_refused_in_words(made, client, address, q):
    answer = client.get(f"{address}?q={q}")

    assert answer.status_code == 400
    assert "This request cannot be understood" in answer.text


def test_places_for_machines_are_the_page(made, client):
    data = client.get("/fr/places.json?q=chaouen").json()

    page = gather_places("chaouen")
    assert [(one["place"]["code"], one["n"]) for one in data["found"]] == [
        (one.place.code, one.n) for one in page.found
    ]
    assert data["near"][0]["parts"][0]["place"]["names"] == {"ar": "شفشاون", "fr": "Chefchaouen"}
    assert data["found"][0]["above"]["code"] == place_ref(made.places["01"].pk).code


@pytest.mark.parametrize(("address", "n"), [("/ar/places", 8), ("/ar/places?q=chaouen", 10)])
@pytest.mark.parametrize("more", [0, 3])
def test_places_take_the_same_few_queries(
    made, client, django_assert_num_queries, address, n, more
):
    for k in range(more):
        Place.objects.create(
            scheme="hcp",
            code=f"01.2.9{k}",
            kind="commune",
            parent=made.places["01.2"],
            path=f"/MAR/01/01.2/01.2.9{k}/",
            names={"fr": "Autre"},
        )

    with django_assert_num_queries(n):
        client.get(address)


def test_places_without_a_plan_offer_the_countries(client):
    Place.objects.create(
        scheme="iso3166", code="KEN", kind="country", path="/KEN/", names={"en": "Kenya"}
    )

    html = client.get("/en/places").text

    assert "<details open>" in html
    assert 'href="/en/places/iso3166/KEN"' in html


def test_places_of_an_action_plan_hold_commitments(made, whole):
    Plan.objects.update(kind="local_action_plan")

    assert "2 commitments" in text_of(whole("/en/places"))


@pytest.mark.parametrize(
    ("n", "named"),
    [
        ({1: 3, 2: 0, 3: 1}, {1, 3}),
        (dict.fromkeys(range(NAMED + 1), 1), set()),
        ({**dict.fromkeys(range(NAMED + 1), 1), 50: 4, 51: 2}, {50, 51}),
    ],
)
def test_a_map_names_where_most_is_and_no_arbitrary_few(n, named):
    assert most(n, n) == named
