"""The home page: what is promised, how far it is, who reports; its twin for machines."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from athar.people.models import Organisation
from athar.plans.models import Plan
from athar.portal.home.page import gather_home
from athar.reference.models import Place

pytestmark = pytest.mark.django_db
LEDES = {
    "ar": r"من أصل 5 مشاريع",
    "fr": r"Sur 5 projets",
    "en": r"Of 5 projects",
}


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_home_answers_in_its_language(plan, whole, lang):
    html = whole(f"/{lang}/")

    lede = re.search(r'<p class="lede">(.*?)</p>', html, re.DOTALL)
    assert LEDES[lang] in re.sub("<[^>]+>", "", lede.group(1))
    assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}">' in html


def test_home_leads_to_the_plan_and_its_places(plan, whole):
    Plan.objects.update(place=Place.objects.get(code="01"))

    html = whole("/fr/")

    assert f'href="/fr/plans/{plan.code}"' in html
    assert re.findall(r'class="chip" href="([^"]+)"', html) == [
        "/fr/places/hcp/01.151",
        "/fr/places/hcp/01.511",
    ]


def test_home_says_what_nobody_knows(plan, whole):
    html = whole("/en/")

    assert "Unknown for" in html
    assert ">0 billion" not in html


def test_home_without_a_plan_says_so(db, whole):
    html = whole("/en/")

    assert "No plan is published here yet." in html


def test_home_hides_drafts(draft_plan, whole):
    html = whole("/fr/")

    assert draft_plan.code not in html
    assert "PDR-001" not in whole("/fr.json")


def test_home_for_machines_holds_what_the_page_shows(plan, client):
    data = client.get("/ar.json").json()

    summary = gather_home().summary
    assert data["summary"]["n_total"] == summary.n_total
    assert data["summary"]["money"][0]["planned"] == format(summary.money[0].planned, "f")


def test_home_takes_nine_queries(plan, client, django_assert_num_queries):
    Plan.objects.update(place=Place.objects.get(code="01"))

    with django_assert_num_queries(9):
        client.get("/ar/")


def test_home_names_its_host(plan, whole, settings):
    settings.HOST_NAME = "مجلس التجربة"

    assert "مجلس التجربة" in whole("/ar/")
    assert Organisation.objects.get(code="REG").names["ar"] not in whole("/ar/methods")


def test_front_door_opens_in_the_visitors_language(plan, client):
    answer = client.get("/", headers={"Accept-Language": "de, fr;q=0.8, ar;q=0.5"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/fr/")
    assert "Accept-Language" in answer.headers["Vary"]


def test_home_shows_first_the_plans_of_which_something_is_known(plan):
    home = gather_home()
    known = home.summary.plans[0]
    unknown = replace(known.figures.physical, known=0)
    silent = replace(known, figures=replace(known.figures, physical=unknown))

    tiles = replace(home, summary=replace(home.summary, plans=(*[silent] * 8, known))).tiles

    assert tiles == (known, *[silent] * 7)
