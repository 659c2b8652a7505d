"""Every page with a permanent address says how it is cited, in words and for programs."""

from __future__ import annotations

import html
import json
import re

import pytest

from athar.opendata.citations import FORMATS
from athar.plans.actions import publish_amendment
from athar.plans.models import Commitment
from athar.trail.queries import last_publication_number

pytestmark = pytest.mark.django_db
PLAN = "/plans/PDR-NORD-2022-2027"
PAGES = {
    PLAN: "/id/plan/PDR-NORD-2022-2027",
    f"{PLAN}/nodes/A1": "/id/node/PDR-NORD-2022-2027/A1",
    f"{PLAN}/commitments/PDR-001": "/id/commitment/PDR-NORD-2022-2027/PDR-001",
    "/places/hcp/01": "/id/place/hcp/01",
}


def sentence_of(page: str) -> str:
    found = re.search(r'<p class="small cite">(.*?)</p>', page, re.DOTALL)
    return html.unescape(re.sub("<[^>]+>", "", found[1]))


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            (
                "North Region. “Oued Laou dam”, PDR-001, برنامج التنمية الجهوية للشمال 2022-2027. "
                "Publication {n} of 15 October 2025. "
            ),
        ),
        (
            "fr",
            (
                "Région du Nord. «\u202fBarrage de Oued Laou\u202f», PDR-001, Programme de développement "
                "régional du Nord 2022-2027. Publication n° {n} du 15 octobre 2025. "
            ),
        ),
        (
            "ar",
            (
                "جهة الشمال. «سد واد لاو»، PDR-001، برنامج التنمية الجهوية للشمال 2022-2027. "
                "النشر رقم {n} بتاريخ 15 أكتوبر 2025. "
            ),
        ),
    ],
)
def test_citation_says_whose_what_which_state_and_where(plan, whole, lang, said):
    found = sentence_of(whole(f"/{lang}{PLAN}/commitments/PDR-001"))

    permanent = f"http://testserver{PAGES[f'{PLAN}/commitments/PDR-001']}"
    assert found == said.format(n=last_publication_number()) + permanent


@pytest.mark.parametrize(("address", "permanent"), PAGES.items())
def test_page_offers_its_citation_and_references(plan, whole, client, address, permanent):
    page = whole(f"/fr{address}")

    assert sentence_of(page).endswith(f" http://testserver{permanent}")
    assert f'data-copy="http://testserver{permanent}"' in page
    assert client.get(permanent).status_code == 302
    for ending, form in FORMATS.items():
        link = f'<a href="/fr{address}.{ending}" download><bdi dir="ltr">{form.name}</bdi></a>'
        assert link in page


@pytest.mark.parametrize(("address", "permanent"), PAGES.items())
@pytest.mark.parametrize("ending", FORMATS)
def test_reference_names_the_permanent_address_and_the_publication(
    plan, client, address, permanent, ending
):
    answer = client.get(f"/en{address}.{ending}")

    assert (answer.status_code, answer.headers["Content-Type"]) == (
        200,
        f"{FORMATS[ending].media_type}; charset=utf-8",
    )
    assert f"http://testserver{permanent}" in answer.text
    assert re.search(
        rf"(version = {{|ET  - |\"version\": \"){last_publication_number()}\b", answer.text
    )


def test_reference_is_in_the_language_of_its_address(plan, client):
    found = [
        json.loads(client.get(f"/{lang}{PLAN}/commitments/PDR-001.csl.json").content)[0]
        for lang in ("ar", "fr")
    ]

    assert [(one["title"], one["language"]) for one in found] == [
        ("سد واد لاو", "ar"),
        ("Barrage de Oued Laou", "fr"),
    ]


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("rest", ["", "/nodes/A1", "/commitments/PDR-001"])
def test_reference_of_a_draft_does_not_exist(draft_plan, client, rest, ending):
    assert client.get(f"/en{PLAN}{rest}.{ending}").status_code == 404


@pytest.mark.parametrize(
    "address", [f"{PLAN}/nodes/A9.bib", f"{PLAN}/commitments/X.ris", "/places/hcp/99.bib"]
)
def test_reference_of_nothing_does_not_exist(plan, client, address):
    assert client.get(f"/en{address}").status_code == 404


def test_page_of_a_place_where_nothing_is_published_tells_the_day(draft_plan, whole):
    found = sentence_of(whole("/en/places/hcp/01"))

    assert found == (
        "Athar. “مكان 01”, 01. State of 15 October 2025. http://testserver/id/place/hcp/01"
    )


@pytest.fixture
def renamed(plan):
    """The plan with an amendment that gives the dam another title; the number before it."""
    before = last_publication_number()
    Commitment.objects.filter(code="PDR-001").update(title={"en": "Another dam"})
    publish_amendment(
        by=None,
        plan_id=plan.id,
        why="renamed",
        changed_commitment_ids=[plan.commitments["PDR-001"]],
    )
    return before


def test_page_of_an_earlier_state_is_cited_as_of_it(renamed, whole):
    page = whole(f"/en{PLAN}/commitments/PDR-001?as_of={renamed}")

    permanent = f"http://testserver/id/commitment/PDR-NORD-2022-2027/PDR-001?as_of={renamed}"
    assert sentence_of(page).startswith("North Region. “Oued Laou dam”, PDR-001, ")
    assert sentence_of(page).endswith(f"Publication {renamed} of 15 October 2025. {permanent}")
    assert f'href="/en{PLAN}/commitments/PDR-001.bib?as_of={renamed}"' in page


@pytest.mark.parametrize(
    ("rest", "title"),
    [("", None), ("/nodes/A1", None), ("/commitments/PDR-001", "Oued Laou dam")],
)
def test_reference_of_an_earlier_state_names_it(renamed, client, rest, title):
    answer = client.get(f"/en{PLAN}{rest}.csl.json?as_of={renamed}")

    (found,) = json.loads(answer.content)
    assert (found["version"], found["URL"].partition("?")[2]) == (str(renamed), f"as_of={renamed}")
    assert title is None or found["title"] == title


@pytest.mark.parametrize("rest", ["/nodes/A9", "/commitments/X"])
def test_reference_of_what_was_not_there_does_not_exist(renamed, client, rest):
    assert client.get(f"/en{PLAN}{rest}.bib?as_of={renamed}").status_code == 404
