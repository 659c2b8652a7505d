"""What others show of a page: cards and bars they frame, code they paste, data they link to."""

from __future__ import annotations

import html as entities
import re

import pytest

from athar.config.middleware import CONTENT_POLICY
from athar.portal.sharing.views import EMBED_POLICY

pytestmark = pytest.mark.django_db
PLAN = "/en/plans/PDR-NORD-2022-2027"
EMBEDDED = "/en/embed/plans/PDR-NORD-2022-2027"


def text_of(html: str) -> str:
    inline = re.sub(r"</?(bdi|time|span|b|a)\b[^>]*>", "", html)
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", inline))


@pytest.mark.parametrize("rest", ["", "/commitments/PDR-001"])
@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_an_embedded_page_may_be_framed_and_runs_nothing(plan, client, lang, rest):
    answer = client.get(f"/{lang}/embed/plans/{plan.code}{rest}")

    assert (answer.status_code, answer.headers["Content-Security-Policy"]) == (200, EMBED_POLICY)
    assert [name for name in ("X-Frame-Options", "Set-Cookie") if name in answer.headers] == []
    assert (answer.text.count("<script"), answer.headers["X-Robots-Tag"]) == (0, "noindex")
    assert f'<html lang="{lang}"' in answer.text


@pytest.mark.parametrize("address", [PLAN, f"{PLAN}/commitments/PDR-001", f"{PLAN}/map"])
def test_no_other_page_may_be_framed(plan, client, address):
    answer = client.get(address)

    assert answer.headers["Content-Security-Policy"] == CONTENT_POLICY
    assert answer.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(("rest", "n"), [("", 5), ("/commitments/PDR-001", 5)])
def test_an_embedded_page_takes_few_queries(plan, client, rest, n, django_assert_num_queries):
    with django_assert_num_queries(n):
        client.get(EMBEDDED + rest)


@pytest.mark.parametrize("rest", ["", "/commitments/PDR-001"])
def test_every_link_of_an_embedded_page_leaves_the_frame(plan, whole, rest):
    links = re.findall(r"<a [^>]+>", whole(EMBEDDED + rest))

    assert [one for one in links if 'target="_top"' not in one] == []
    assert f'<link rel="canonical" href="http://testserver{PLAN}{rest}">' in whole(EMBEDDED + rest)


def test_the_card_says_what_the_page_says(plan, whole):
    card, page = (text_of(whole(one + "/commitments/PDR-001")) for one in (EMBEDDED, PLAN))

    (percent,) = re.findall(r"\d+%", card)
    assert percent in re.findall(r"\d+%", page)
    assert "PDR-001" in card


def test_a_card_without_report_says_so(plan, whole):
    assert "no data" in text_of(whole(f"{EMBEDDED}/commitments/PDR-004"))


@pytest.mark.parametrize("rest", ["", "/commitments/PDR-001"])
def test_a_page_offers_the_code_that_embeds_it(plan, whole, settings, rest):
    settings.BASE_URL = "https://athar.example.org"

    offered = re.search(r"<textarea[^>]+readonly[^>]*>(.*?)</textarea>", whole(PLAN + rest))

    code = entities.unescape(offered.group(1))
    assert code.startswith(f'<iframe src="https://athar.example.org{EMBEDDED}{rest}" lang="en"')
    assert re.search(r'title="Athar: [^"]+" width="\d+" height="\d+" loading="lazy"', code)


@pytest.mark.parametrize(
    "address",
    [
        "/en/embed/plans/NONE",
        "/en/plans/NONE.jsonld",
        f"{EMBEDDED}/commitments/NONE",
        f"{PLAN}/commitments/NONE.jsonld",
        "/en/places/hcp/NONE.jsonld",
    ],
)
def test_what_is_not_there_is_not_found(plan, client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/en/embed/plans/{}", "/en/plans/{}.jsonld"])
def test_a_draft_is_not_shared(draft_plan, client, address):
    assert client.get(address.format(draft_plan.code)).status_code == 404


def linked(client, address):
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "application/ld+json"
    return answer.json()


def test_a_plan_is_a_data_set_with_its_files(plan, client):
    found = linked(client, f"{PLAN}.jsonld")

    assert (found["@type"], found["@id"]) == ("Dataset", f"http://testserver/id/plan/{plan.code}")
    assert found["temporalCoverage"] == "2022-01-01/2027-12-31"
    assert {"@value": "جهة الشمال", "@language": "ar"} in found["creator"]["name"]
    for one in found["distribution"]:
        assert client.get(one["contentUrl"]).status_code == 200


def test_a_commitment_is_a_project_with_what_is_measured_of_it(plan, client):
    found = linked(client, f"{PLAN}/commitments/PDR-001.jsonld")
    figures = client.get(f"{PLAN}/commitments/PDR-001.json").json()["figures"]

    measured = {one["name"]: one["value"] for one in found["subjectOf"]["variableMeasured"]}
    assert (found["@type"], found["identifier"]) == ("Project", "PDR-001")
    assert measured["physical progress"] == figures["physical_percent"]
    assert found["areaServed"][0]["@type"] == "AdministrativeArea"


def test_what_is_unknown_is_not_measured(plan, client):
    found = linked(client, f"{PLAN}/commitments/PDR-004.jsonld")

    assert "variableMeasured" not in found["subjectOf"]


def test_a_place_lies_in_others(plan, client):
    found = linked(client, "/en/places/hcp/01.151.jsonld")

    assert (found["@type"], found["identifier"]) == ("AdministrativeArea", "01.151")
    assert found["@id"] == "http://testserver/id/place/hcp/01.151"
    assert [one["@id"] for one in found["subjectOf"]] == [f"http://testserver/id/plan/{plan.code}"]


@pytest.mark.parametrize("rest", ["", "/commitments/PDR-001"])
def test_a_page_leads_machines_to_its_linked_data(plan, whole, rest):
    html = whole(PLAN + rest)

    assert f'<link rel="alternate" type="application/ld+json" href="{PLAN}{rest}.jsonld">' in html
    assert re.findall(r'property="og:locale(:alternate)?" content="(\w+)"', html) == [
        ("", "en_GB"),
        (":alternate", "ar_AR"),
        (":alternate", "fr_FR"),
    ]


def test_the_way_to_a_page_is_a_list_for_machines(plan, whole):
    crumbs = whole(PLAN).split('class="crumbs"')[1].split("</nav>")[0]

    assert re.findall(r'itemprop="position" content="(\d)"', crumbs) == ["1", "2", "3"]
    assert crumbs.count('itemtype="https://schema.org/ListItem"') == 3
