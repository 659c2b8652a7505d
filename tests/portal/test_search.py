"""The page of a search, its twin for machines, and what is suggested while one types."""

from __future__ import annotations

import html as markup
import re
from dataclasses import replace

import pytest

from athar.kernel.text import Translated
from athar.plans.actions import put_plan
from athar.plans.models import Plan
from athar.reference.models import Place
from athar.search import actions
from athar.search.models import Entry
from tests import cast
from tests.once import made_once
from tests.search import world

pytestmark = pytest.mark.django_db

SUGGESTIONS = "search/suggestions.json"


@pytest.fixture
@made_once
def index(db, frozen_day):
    plan_id = world.draft_plan()
    world.publish(plan_id)
    actions.rebuild()
    return plan_id


def words_of(html: str) -> str:
    main = re.sub(r"^.*?<main[^>]*>|</main>.*$", "", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", markup.unescape(re.sub("<[^>]+>", " ", main))).strip()


def links(html: str) -> list[str]:
    found = re.search(r'<ul class="found">.*</ul>', html, re.DOTALL)
    return re.findall(r'class="found-t"><a href="([^"]+)"', found.group(0) if found else "")


def many_more() -> None:
    """Put a commitment into the index 25 times more."""
    entry = Entry.objects.get(code="PDR-0001")
    first = entry.pk + 100
    for number in range(25):
        entry.pk = first + number
        entry.save(force_insert=True)


@pytest.mark.parametrize(
    ("lang", "q", "heading"),
    [
        ("ar", "التزام", "5 نتائج لعبارة « التزام »"),
        ("fr", "reseau", "2 résultats pour « reseau »"),
        ("en", "chaouen", "3 results for “ chaouen ”"),
        ("en", "zzzzzz", "Nothing found for “ zzzzzz ”"),
        ("en", "", "Search"),
        ("fr", "؟!", "Recherche"),
    ],
)
def test_the_heading_says_how_much_is_found(index, client, lang, q, heading):
    html = client.get(f"/{lang}/search", {"q": q}).text

    first = re.search(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL).group(1)
    assert re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", first)).strip() == heading


def test_everything_found_leads_to_its_page(index, client, whole):
    pages = []
    for q in ("PDR-NORD-2022-2027", "PDR-0001", "A1", "tanger", "MEE", "APDN", "progress"):
        pages += links(client.get("/fr/search", {"q": q}).text)[:1]

    plan = "/fr/plans/PDR-NORD-2022-2027"
    assert pages == [
        plan,
        f"{plan}/commitments/PDR-0001",
        f"{plan}/nodes/A1",
        "/fr/places/hcp/01.511",
        f"{plan}/commitments?lead=MEE",
        plan,
        "/fr/methods/progress",
    ]
    assert [whole(address)[:15] for address in pages] == ["<!DOCTYPE html>"] * 7


def test_found_words_are_marked_and_texts_stay_texts(index, client):
    html = client.get("/fr/search", {"q": "conduites 12"}).text

    assert "Poser &lt;b&gt;<mark>12</mark> km&lt;/b&gt; de <mark>conduites</mark> vers" in html


def test_a_word_found_in_another_language_is_shown_in_it(index, client):
    html = client.get("/ar/search", {"q": "drinking"}).text

    shown = '<span class="fallback" lang="en" dir="ltr"><mark>Drinking</mark> water network</span>'
    assert shown in html


def test_a_commitment_shows_its_code_and_status(index, client):
    html = client.get("/en/search", {"q": "PDR-0001"}).text

    (shown,) = re.findall(r'<p class="row xs mute">(.*?)</p>', html, re.DOTALL)
    assert words_of(shown) == "PDR-0001 Declared complete"


def test_near_words_and_words_left_out_are_said(index, client):
    corrected = words_of(client.get("/en/search", {"q": "resau"}).text)
    some = words_of(client.get("/en/search", {"q": "potable rurales"}).text)
    many = words_of(client.get("/en/search", {"q": "eau " * 200}).text)

    assert "No text holds “ resau ”. Shown: “ réseau ”." in corrected
    assert "No text holds all these words together. These hold some of them." in some
    assert "Only these words were searched: eau ." in many


def test_kinds_and_filters_are_in_the_address(index, client):
    html = client.get("/en/search", {"q": "pdr", "year": "2023"}).text

    assert re.findall(r'<a href="(/en/search\?[^"]*kind=[^"]+)"', html) == [
        "/en/search?q=pdr&amp;kind=plan&amp;year=2023",
        "/en/search?q=pdr&amp;kind=commitment&amp;year=2023",
    ]
    assert '<a class="chip" href="/en/search?q=pdr">2023' in html


@pytest.mark.parametrize(
    ("query", "chip"),
    [
        ("status=completed", "Completed"),
        ("place=hcp:99", "hcp:99"),
        ("lead=MEE", "MEE"),
        ("theme=7", "Theme"),
        ("plan=NONE", "NONE"),
    ],
)
def test_each_filter_in_force_is_said(index, client, query, chip):
    html = client.get(f"/en/search?q=pdr&{query}").text

    assert chip in re.search(r'<a class="chip"[^>]*>(.*?)<span', html, re.DOTALL).group(1)


def test_what_filters_rule_out_leads_back_to_everything(index, client):
    ruled_out = client.get("/en/search", {"q": "eau", "year": "1999"}).text
    of_kind = client.get("/en/search", {"q": "réseau", "kind": "place"}).text

    assert '<a href="/en/search?q=eau">Search everything</a>' in ruled_out
    assert "Nothing of this kind holds these words." in of_kind


def test_pages_follow_one_another(index, client):
    many_more()

    first = client.get("/en/search", {"q": "pdr", "kind": "commitment"}).text
    second = client.get("/en/search", {"q": "pdr", "kind": "commitment", "page": "2"}).text

    assert (len(links(first)), len(links(second))) == (20, 8)
    assert 'href="/en/search?q=pdr&amp;kind=commitment&amp;page=2"' in first
    assert 'href="/en/search?q=pdr&amp;kind=commitment"' in second


@pytest.mark.parametrize(
    "query",
    ["kind=x", "plan=..", "place=01", "status=x", "year=12", "lead=%00", "theme=x", "page=0"],
)
def test_what_cannot_be_a_choice_is_refused(index, client, query):
    assert client.get(f"/en/search?q=eau&{query}").status_code == 400


@pytest.mark.parametrize("page", ["2", "26", "999999"])
def test_a_page_that_does_not_exist_is_not_found(index, client, page):
    answer = client.get("/en/search", {"q": "eau", "kind": "node", "page": page})

    assert answer.status_code == 404


@pytest.mark.parametrize(
    "q", ["x" * 10_000, "\x00\x1b", '"*:(', "eau\nAND\tOR", "\u202e%s{}", "é" * 400]
)
def test_absurd_words_give_a_clear_page(index, client, q):
    answers = [
        client.get(f"/en/{path}", {"q": q}) for path in ("search", "search.json", SUGGESTIONS)
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 200]


def test_robots_do_not_keep_results(index, client):
    answer = client.get("/en/search", {"q": "eau"})

    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in answer.text
    assert "Set-Cookie" not in answer.headers


def test_the_twin_says_the_same_as_the_page(index, client):
    data = client.get("/fr/search.json", {"q": "resau"}).json()

    assert (data["manner"], data["total"], data["total_is_more"], data["next"]) == (
        "corrected",
        2,
        False,
        None,
    )
    assert data["corrections"] == [{"word": "resau", "instead": "réseau"}]
    (group,) = data["groups"]
    first = group["results"][0]
    assert (group["kind"], first["url"], first["title"]) == (
        "commitment",
        "http://testserver/fr/plans/PDR-NORD-2022-2027/commitments/PDR-0002",
        {
            "lang": "fr",
            "pieces": [
                ["Extension du ", False],
                ["réseau", True],
                [" d'eau potable", False],
            ],
        },
    )
    assert first["computed_status"] == "no_data"


def test_the_twin_leads_to_its_next_page(index, client):
    many_more()

    data = client.get("/fr/search.json", {"q": "pdr", "kind": "commitment"}).json()

    assert data["next"] == "http://testserver/fr/search.json?q=pdr&kind=commitment&page=2"


def test_suggestions_say_what_they_are(index, client):
    options = client.get(f"/fr/{SUGGESTIONS}", {"q": "chaou"}).json()["options"]

    assert options[0] == {
        "url": "/fr/places/hcp/01.151",
        "kind": "place",
        "beside": "Province",
        "lang": "fr",
        "pieces": [["Chefchaouen", False]],
    }
    assert client.get(f"/fr/{SUGGESTIONS}", {"q": "c"}).json() == {"options": []}


def test_suggestions_of_projects_and_bodies_stand_beside_their_code_or_kind(index, client):
    projects = client.get(f"/fr/{SUGGESTIONS}", {"q": "extension"}).json()["options"]
    bodies = client.get(f"/fr/{SUGGESTIONS}", {"q": "mee"}).json()["options"]

    assert [one["beside"] for one in projects] == ["PDR-0002"]
    assert [one["beside"] for one in bodies] == ["Organismes"]


def test_a_place_nobody_knows_any_more_keeps_its_kind(index, client):
    entry = Entry.objects.get(code="01.511")
    entry.pk, entry.code = entry.pk + 5000, "01.999"
    entry.save(force_insert=True)

    options = client.get(f"/en/{SUGGESTIONS}", {"q": "tanger"}).json()["options"]
    html = client.get("/en/search", {"q": "tanger"}).text

    assert "Places" in {one["beside"] for one in options}
    assert "/en/places/hcp/01.999" in html


def test_the_home_page_has_the_box_and_every_page_the_way_to_it(index, whole):
    home, methods = whole("/fr/"), whole("/fr/methods")

    assert 'class="search" action="/fr/search"' in home
    assert f'data-suggestions="/fr/{SUGGESTIONS}"' in home
    assert '<a class="to-search" href="/fr/search">' in methods


def test_several_plans_are_told_apart(index, client):
    put_plan(by=None, draft=replace(cast.PLAN, code="SECOND", title=Translated(en="Second plan")))
    Plan.objects.update(current_version=1)

    html = client.get("/en/search", {"q": "0001"}).text

    assert re.findall(r'<option value="(\w[\w-]*)"', html.split('name="status"')[0]) == [
        "PDR-NORD-2022-2027",
        "SECOND",
    ]
    assert "PDR-0001 Declared complete برنامج التنمية الجهوية للشمال" in words_of(html)


def test_many_results_are_counted_up_to_a_bound(index, client, monkeypatch):
    monkeypatch.setattr("athar.search.queries.searching.MOST_COUNTED", 7)
    many_more()

    html = client.get("/en/search", {"q": "pdr"}).text

    assert "More than 8 results for" in words_of(html)
    assert "See more than 7" in words_of(html)
    assert "Projects ( 7 +)" in words_of(html)


def test_the_way_to_all_of_a_kind_says_how_many(index, client):
    many_more()

    html = client.get("/en/search", {"q": "pdr"}).text

    assert re.findall(r'<a class="small" href="([^"]+)">([^<]*<bdi[^>]*>[^<]*)', html) == [
        ("/en/search?q=pdr&amp;kind=commitment", 'See all <bdi dir="ltr">28')
    ]


def test_the_places_of_the_plan_can_be_chosen(index, client):
    Plan.objects.update(place=Place.objects.get(code="01"))

    html = client.get("/fr/search", {"q": "pdr", "place": "hcp:01.511"}).text

    assert '<option value="hcp:01.511" selected>Tanger</option>' in html
    assert '<a class="chip" href="/fr/search?q=pdr">Tanger' in html


@pytest.mark.parametrize(
    ("kinds", "word"),
    [
        (("national_action_plan",), "Commitments"),
        (("regional_development_programme", "other"), "Projects and commitments"),
    ],
)
def test_commitments_are_called_as_their_plans_call_them(index, client, kinds, word):
    put_plan(by=None, draft=replace(cast.PLAN, code="SECOND"))
    for plan, kind in zip(Plan.objects.order_by("pk"), kinds, strict=False):
        Plan.objects.filter(pk=plan.pk).update(kind=kind, current_version=1)

    html = client.get("/en/search", {"q": "PDR-0001"}).text

    assert f">{word}</h2>" in html


def test_an_installation_without_plans_has_a_search_too(client, db):
    html = client.get("/en/search", {"q": "eau"})

    assert html.status_code == 200
