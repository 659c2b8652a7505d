"""The page of a place: the answer, its figures, its parts, what concerns it from above."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal

import orjson
import pytest

from athar.plans.models import Plan
from athar.portal.pages import json_twin
from athar.portal.places.page import LISTED, gather_place
from athar.reference.actions import load_boundaries
from athar.reference.geojson import read_outlines
from athar.reference.models import DataSource, Place, Population
from tests.once import made_once
from tests.reference.makers import details, feature, geojson, square
from tests.rollups.worlds import add_commitment, imported, make_world, report

pytestmark = pytest.mark.django_db

ADDRESS = "/{}/places/hcp/{}"


@pytest.fixture
@made_once
def made():
    """A plan of region 01: in communes, in a province and in the region as a whole, nowhere."""
    world = make_world("ONE")
    add_commitment(world, "C1", amount=30, places=("01.1.1",))
    add_commitment(world, "C2", amount=10, places=("01.1.1", "01.2.1"))
    add_commitment(world, "P1", amount=None, places=("01.1",))
    add_commitment(world, "R1", amount=40, covers_whole_place=True)
    add_commitment(world, "N1", amount=5)
    report(world, "C1", status="on_track", physical=80, paid=12)
    imported(world)
    return world


@pytest.fixture
def census(made):
    """Two censuses of province 01.1, one of region 01."""
    source = DataSource.objects.create(code="census", title="A census", credit="Counters")
    for code, year, n in (("01.1", 2014, 500_000), ("01.1", 2024, 400_000), ("01", 2024, 1000)):
        Population.objects.create(place=made.places[code], year=year, inhabitants=n, source=source)


@pytest.fixture
def outlines(made):
    """Outlines of both provinces and of two communes of the first."""
    for code, features in (
        ("provinces", (("01.1", -6.0), ("01.2", -5.0))),
        ("communes", (("01.1.1", -6.0), ("01.1.2", -5.0))),
    ):
        drawn = geojson(*(feature(one, square(left, 35.0)) for one, left in features))
        load_boundaries(by=None, details=details(code), file=read_outlines(drawn))


def text_of(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", html).split())


def lede_of(html: str) -> str:
    return text_of(re.search(r'<p class="lede">(.*?)</p>', html, re.DOTALL).group(1))


def links_in(html: str, start: str) -> list[str]:
    part = re.split("</?section", html.split(f'id="{start}"')[1], maxsplit=1)[0]
    return re.findall(r'href="([^"]+)"', part)


@pytest.mark.parametrize(
    ("lang", "kind", "answer"),
    [
        ("ar", "إقليم", "من أصل 3 مشاريع"),
        ("fr", "Province", "Sur 3 projets"),
        ("en", "Province", "Of 3 projects"),
    ],
)
def test_place_answers_in_its_language(made, whole, lang, kind, answer):
    html = whole(ADDRESS.format(lang, "01.1"))

    kicker = re.search(r'<p class="kicker">(.*?)</p>', html, re.DOTALL).group(1)
    assert text_of(kicker).split()[0] == kind
    assert lede_of(html).startswith(answer)


def test_place_leads_up_to_what_it_lies_in(made, whole):
    html = whole(ADDRESS.format("fr", "01.1.1"))

    crumbs = html.split('class="crumbs"')[1].split("</nav>")[0]
    assert re.findall(r'href="([^"]+)"', crumbs) == [
        "/fr/",
        "/fr/places",
        "/fr/places/hcp/MAR",
        "/fr/places/hcp/01",
        "/fr/places/hcp/01.1",
    ]


def test_place_leads_to_its_list_and_to_how_it_was_computed(made, whole):
    html = whole(ADDRESS.format("fr", "01.1"))

    assert 'class="btn" href="/fr/plans/ONE/commitments?place=01.1"' in html
    assert re.findall(r'class="why" href="([^"]+)"', html) == [
        "/fr/plans/ONE/computed/statuses?place=01.1",
        "/fr/plans/ONE/computed/physical?place=01.1",
        "/fr/plans/ONE/computed/money?place=01.1",
        "/fr/methods/money",
    ]


def test_a_wider_place_leads_to_whole_plans(made, whole):
    html = whole(ADDRESS.format("fr", "MAR"))

    assert 'class="btn" href="/fr/plans/ONE/commitments"' in html
    assert "/fr/plans/ONE/computed/statuses" in re.findall(r'class="why" href="([^"]+)"', html)


def test_place_tells_its_inhabitants_and_their_change(made, census, whole):
    text = text_of(whole(ADDRESS.format("en", "01.1")))

    assert "Inhabitants in 2024 400,000 Inhabitants in 2014 500,000" in text
    assert "Change from 2014 to 2024 −20.0%" in text
    assert "Inhabitants: A census" in text


def test_place_is_named_in_the_other_languages_once(made, whole):
    names = {"ar": "شفشاون", "fr": "Chefchaouen", "en": "Chefchaouen"}
    Place.objects.filter(code="01.1").update(names=names)

    html = whole(ADDRESS.format("ar", "01.1"))

    said = html.split('<dl class="facts">')[1].split("</dl>")[0]
    assert re.findall(r'<bdi lang="(\w+)">([^<]+)</bdi>', said) == [("fr", "Chefchaouen")]


def test_change_from_nobody_is_not_told(made, whole):
    for year, n in ((2014, 0), (2024, 10)):
        Population.objects.create(place=made.places["01.1"], year=year, inhabitants=n)

    text = text_of(whole(ADDRESS.format("en", "01.1")))

    assert "Inhabitants in 2014 0" in text
    assert "Change from" not in text


def test_place_divides_money_by_its_inhabitants(made, census):
    page = gather_place("hcp", "01.1")

    (each,) = page.per_inhabitant
    assert (each.planned, each.paid) == (Decimal(100), Decimal(30))
    assert [(one.place.code, one.per_inhabitant[0].planned) for one in page.compared] == [
        ("01.1", Decimal(100)),
        ("01", Decimal(80_000)),
        ("MAR", None),
    ]


def test_place_without_a_census_has_no_money_per_inhabitant(made, whole):
    html = whole(ADDRESS.format("en", "01.1"))

    asked = html.split("How much is planned per inhabitant?")[1].split("</div>")[0]
    assert text_of(asked.split(">", 1)[1]).startswith("No data")


def test_place_says_what_does_not_count_in_it(made, whole):
    html = whole(ADDRESS.format("en", "01.1"))

    text = text_of(html)
    assert "What concerns several places counts in each of them, in full." in text
    assert "1 of them concerns 01.1 as a whole" in text
    assert "1 project for the whole of 01" in text
    assert "1 item of the plan states no place" in text
    assert links_in(html, "h-wider") == ["/en/places/hcp/01"]


def test_place_without_a_project_shows_what_is_around_it(made, whole):
    html = whole(ADDRESS.format("en", "01.1.2"))

    assert lede_of(html).startswith("Nothing promised names this place yet.")
    assert 'id="h-statuses"' not in html
    assert links_in(html, "h-wider") == ["/en/places/hcp/01.1", "/en/places/hcp/01"]
    assert links_in(html, "h-compared")[:3] == [
        "/en/places/hcp/01.1",
        "/en/places/hcp/01",
        "/en/places/hcp/MAR",
    ]


def test_place_beside_a_plan_points_at_its_country(made, whole):
    html = whole(ADDRESS.format("en", "04"))

    assert lede_of(html).endswith("See what is promised around it.")


def test_place_no_plan_concerns_points_at_the_index(whole):
    Place.objects.create(
        scheme="iso3166", code="KEN", kind="country", path="/KEN/", names={"en": "Kenya"}
    )

    html = whole("/en/places/iso3166/KEN")

    assert lede_of(html) == "No plan published here concerns this place yet."
    assert 'href="/en/places">See the places where a plan is published' in html


@pytest.mark.parametrize(
    ("kind", "lede"),
    [
        ("regional_development_programme", "One project names this place: No data ."),
        ("local_action_plan", "One commitment names this place: No data ."),
    ],
)
def test_place_of_one_project_says_how_it_stands(made, whole, kind, lede):
    Plan.objects.update(kind=kind)

    assert lede_of(whole(ADDRESS.format("en", "01.2.1"))) == lede


def test_place_lists_its_parts_with_and_without_projects(made, census, whole):
    html = whole(ADDRESS.format("fr", "01.1"))

    assert links_in(html, "h-parts") == ["/fr/places/hcp/01.1.1", "/fr/places/hcp/01.1.2"]


def test_communes_are_drawn_by_number_and_provinces_by_progress(made, outlines, whole):
    region, province = (whole(ADDRESS.format("en", code)) for code in ("01", "01.1"))

    assert [
        re.findall(r'<path class="(m\d)"|<path fill="url\(#(hatch)\)"', html)
        for html in (region, province)
    ] == [
        [("m5", ""), ("", "hatch")],
        [("m2", ""), ("m0", "")],
    ]
    assert "Number of projects that name each commune." in province


def test_communes_of_an_action_plan_are_drawn_by_commitments(made, outlines, whole):
    Plan.objects.update(kind="local_action_plan")

    text = text_of(whole(ADDRESS.format("en", "01.1")))

    assert "Number of commitments that name each commune." in text
    assert "1 commitment for the whole of 01" in text


def test_a_commune_is_shown_among_its_neighbours(made, outlines, whole):
    html = whole(ADDRESS.format("en", "01.1.1"))

    drawn = html.split('id="h-where"')[1].split("</section>")[0]
    assert re.findall(r'<path class="(m\d)"', drawn) == ["m4", "m0"]


@pytest.mark.parametrize("code", ["01.2.1", "MAR", "04"])
def test_a_place_without_outline_has_no_map(made, outlines, whole, code):
    assert 'class="map"' not in whole(ADDRESS.format("en", code))


def test_place_lists_the_first_projects_and_leads_to_all(made, whole):
    for n in range(LISTED):
        add_commitment(made, f"M{n}", places=("01.1.1",))
    imported(made)

    html = whole(ADDRESS.format("en", "01.1.1"))

    assert len(re.findall(r"/commitments/", "".join(links_in(html, "h-items")))) == LISTED
    assert links_in(html, "h-items")[-1] == "/en/plans/ONE/commitments?place=01.1.1"
    assert "See all 22" in text_of(html)


def test_place_of_several_plans_shows_each(made, census, whole):
    other = make_world("TWO", currency="XOF")
    add_commitment(other, "X1", amount=7, places=("01.1.1",))
    imported(other)

    html = whole(ADDRESS.format("en", "01.1"))

    assert links_in(html, "h-plans") == [
        "/en/plans/ONE/commitments?place=01.1",
        "/en/plans/TWO/commitments?place=01.1",
    ]
    assert "/en/plans/TWO/commitments/X1" in links_in(html, "h-items")
    assert re.findall(r'class="why" href="([^"]+statuses[^"]+)"', html) == [
        "/en/plans/ONE/computed/statuses?place=01.1",
        "/en/plans/TWO/computed/statuses?place=01.1",
    ]


def test_plans_that_weigh_alike_have_one_progress(made, whole):
    other = make_world("TWO")
    add_commitment(other, "X1", amount=10, places=("01.1.1",))
    report(other, "X1", status="on_track", physical=40)
    imported(other)

    html = whole(ADDRESS.format("en", "01.1"))

    works = html.split("How much of the works is done?")[1].split("</div>")[0]
    assert text_of(works.split(">", 1)[1]) == "70% Known for 2 of 4"


@pytest.mark.parametrize("ending", ["", ".json", ".csv"])
@pytest.mark.parametrize("where", ["hcp/99", "nobody/01", "hcp/01%20", "hcp/%3Cb%3E"])
def test_unknown_place_is_not_found_in_words(made, client, ending, where):
    answer = client.get(f"/en/places/{where}{ending}")

    assert answer.status_code == 404
    assert "This page does not exist" in answer.text


@pytest.mark.parametrize("code", ["MAR", "01", "01.1", "01.1.2"])
def test_place_for_machines_is_the_page(made, census, client, code):
    data = client.get(ADDRESS.format("fr", code) + ".json").json()

    page = gather_place("hcp", code)
    assert data == orjson.loads(json_twin(page).content)
    assert data["figures"]["n_total"] == page.figures.n_total
    assert [one["figures"]["n_total"] for one in data["parts"]] == [
        one.figures.n_total for one in page.parts
    ]


def test_place_as_a_table_agrees_with_the_page(made, census, client):
    answer = client.get(ADDRESS.format("fr", "01.1") + ".csv")

    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    told = ("place_code", "plan_code", "commitments", "population", "amount_planned")
    assert [tuple(row[name] for name in told) for row in rows] == [
        ("01.1", "ONE", "3", "400000", "40000000.00"),
        ("01.1.1", "ONE", "2", "", "40000000.00"),
        ("01.1.2", "", "0", "", ""),
    ]
    assert rows[0]["amount_planned_per_inhabitant"] == "100.00"


@pytest.mark.parametrize(
    ("code", "n"),
    [("MAR", 8), ("01", 12), ("01.1", 12), ("01.1.1", 12), ("01.1.2", 8), ("01.2", 13)],
)
@pytest.mark.parametrize("more", [0, 3])
def test_place_takes_the_same_few_queries(
    made, outlines, client, django_assert_num_queries, code, n, more
):
    for k in range(more):
        add_commitment(made, f"M{k}", places=("01.1.1", "01.2.1"))
        Place.objects.create(
            scheme="hcp",
            code=f"01.1.9{k}",
            kind="commune",
            parent=made.places["01.1"],
            path=f"/MAR/01/01.1/01.1.9{k}/",
            names={"fr": "Autre"},
        )
    imported(made)

    with django_assert_num_queries(n):
        client.get(ADDRESS.format("ar", code))
