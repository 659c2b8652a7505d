"""The home of a plan, the list of plans, and their twins for machines."""

from __future__ import annotations

import csv
import io
import re

import pytest

from athar.portal.plans.page import VIEWS, gather_plan

pytestmark = pytest.mark.django_db
#: How many parts the small plan has in each view; it says nothing of places and themes.
TILES = {
    "axis": 3,  # with the one that tells how to read them
    "place": 0,
    "status": 5,
    "lead": 4,
    "funder": 3,
    "theme": 0,
    "year": 7,
}


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", html))


@pytest.mark.parametrize(
    ("lang", "words"),
    [("ar", "صادق عليه المجلس"), ("fr", "Adopté par le conseil"), ("en", "Adopted by the council")],
)
def test_plan_says_who_adopted_it(plan, whole, lang, words):
    assert words in text_of(whole(f"/{lang}/plans/{plan.code}"))


def test_plan_draws_declared_completion_without_the_diamond(plan, whole):
    html = whole(f"/en/plans/{plan.code}")

    assert "s-said" in html
    assert "Completed" not in text_of(html.split('class="legend"')[1].split("</ul>")[0])


@pytest.mark.parametrize("view", VIEWS)
def test_plan_is_viewed_part_by_part(plan, whole, view):
    html = whole(f"/fr/plans/{plan.code}?by={view}")

    current = re.search(r'by=(\w+)#parts" aria-current', html)
    assert (current.group(1), html.count('<li class="tile">')) == (view, TILES[view])


def test_plan_says_when_a_view_has_no_parts(plan, whole):
    assert "does not say this" in whole(f"/en/plans/{plan.code}?by=theme")


def test_plan_has_no_other_view(plan, client):
    assert client.get(f"/fr/plans/{plan.code}?by=moon").status_code == 404


def test_plan_view_by_status_counts_every_commitment(plan, whole):
    html = whole(f"/en/plans/{plan.code}?by=status").split('id="parts"')[1]

    counts = [int(n) for n in re.findall(r'<p class="num"><bdi[^>]*>(\d+)</bdi>', html)]
    assert sum(counts) == 5


def test_plan_nobody_published_is_not_found(draft_plan, client):
    for address in ("", ".json", "/places.csv", "/commitments", "/commitments.csv"):
        assert client.get(f"/ar/plans/{draft_plan.code}{address}").status_code == 404


def test_plan_for_machines_is_the_page(plan, client):
    data = client.get(f"/ar/plans/{plan.code}.json").json()

    page = gather_plan(plan.code)
    assert data["progress"]["total"]["money"]["planned"] == format(
        page.progress.total.money.planned, "f"
    )
    assert data["plan"]["title"] == dict(page.plan.title)


def test_places_as_a_table_agree_with_the_page(plan, client):
    answer = client.get(f"/fr/plans/{plan.code}/places.csv")

    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    places = gather_plan(plan.code).progress.places
    assert [(row["place_code"], row["commitments"]) for row in rows] == [
        (one.place.code, str(one.figures.n_total)) for one in places
    ]


@pytest.mark.parametrize(
    ("view", "n"), [("axis", 15), ("year", 15), ("lead", 15), ("funder", 15), ("theme", 15)]
)
def test_plan_takes_few_queries(plan, client, django_assert_max_num_queries, view, n):
    with django_assert_max_num_queries(n):
        client.get(f"/ar/plans/{plan.code}?by={view}")


def test_plans_are_listed_for_people_and_machines(plan, whole, client):
    rows = list(
        csv.DictReader(
            io.StringIO(client.get("/fr/plans.csv").getvalue().decode("utf-8-sig")),
        )
    )

    assert [row["plan_code"] for row in rows] == [plan.code]
    assert client.get("/fr/plans.json").json()["plans"][0]["plan"]["code"] == plan.code
    assert f'href="/fr/plans/{plan.code}"' in whole("/fr/plans")


def test_plans_without_any_says_so(db, whole):
    assert "No plan is published yet." in whole("/en/plans")
