"""The picture of each page: the words of the page, asked for once, never of what is not public."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from athar.plans.models import Commitment, Plan
from athar.portal.commitments.page import gather_commitment
from athar.portal.home.page import gather_home
from athar.portal.places.page import gather_place
from athar.portal.plans.node import gather_node
from athar.portal.sharing import pictures
from athar.portal.sharing.whole import gather_whole
from athar.reference.models import Place
from athar.rollups.queries import plan_progress
from athar.ui.pictures import Said

pytestmark = pytest.mark.django_db
PLAN = "PDR-NORD-2022-2027"
RESTS = ("", f"/plans/{PLAN}", f"/plans/{PLAN}/nodes/A1", f"/plans/{PLAN}/commitments/PDR-001",
         "/places/hcp/01.151")  # fmt: skip


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize("rest", RESTS)
@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_every_page_has_a_picture_that_its_head_names(plan, client, whole, lang, rest):
    html = whole(f"/{lang}{rest or '/'}")

    (address,) = re.findall(r'property="og:image" content="http://testserver([^"]+)"', html)
    answer = client.get(address)
    assert (address, answer.status_code) == (f"/{lang}{rest}.png", 200)
    assert (answer.headers["Content-Type"], answer.content[1:4]) == ("image/png", b"PNG")
    assert 'name="twitter:card" content="summary_large_image"' in html


def test_a_picture_is_not_sent_twice(plan, client):
    first = client.get(f"/en/plans/{PLAN}.png")

    again = client.get(f"/en/plans/{PLAN}.png", headers={"If-None-Match": first.headers["ETag"]})
    other = client.get(f"/en/plans/{PLAN}.png", headers={"If-None-Match": '"other"'})

    assert (again.status_code, again.content, again.headers["ETag"]) == (
        304,
        b"",
        first.headers["ETag"],
    )
    assert (other.status_code, other.content) == (200, first.content)
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_the_picture_of_a_commitment_says_who_says_what(plan):
    found = pictures.of_commitment(gather_commitment(PLAN, "PDR-001"), "en")

    assert (found.code, found.host, found.shape) == ("PDR-001", "North Region", "ok")
    assert found.statuses == (
        Said("Declared", "ok", "On track"),
        Said("Computed", "ok", "On track"),
    )
    assert (found.percent, found.has_bar) == ("\u206880%\u2069", True)
    assert "30 June 2025" in found.said


def test_what_covers_the_whole_place_says_so(plan):
    Commitment.objects.filter(code="PDR-001").update(covers_whole_place=True)

    found = pictures.of_commitment(gather_commitment(PLAN, "PDR-001"), "en")

    assert found.facts[-1] == "Whole region"


def test_the_picture_of_what_is_unknown_says_so(plan):
    found = pictures.of_commitment(gather_commitment(PLAN, "PDR-004"), "en")

    assert (found.percent, found.unknown, found.share) == (None, "no data", 0)


def test_the_picture_of_a_plan_has_the_numbers_of_its_page(plan):
    total = plan_progress(plan.id).total

    found = pictures.of_plan(gather_whole(PLAN), "en")

    assert sum(int(one.count) for one in found.segments) == total.n_total
    assert found.percent == f"\u2068{total.physical.whole}%\u2069"
    assert f"Known for {total.physical.known} of {total.physical.expected}" in found.said


def test_the_picture_of_a_node_names_its_level(plan):
    found = pictures.of_node(gather_node(PLAN, "A1"), "en")

    assert found.kicker.startswith("Axis · ")
    assert found.code == "A1"


def test_the_picture_of_a_place_names_what_it_lies_in(plan):
    found = pictures.of_place(gather_place("hcp", "01.151"), "en")

    assert (found.kicker.split(" · ")[0], found.facts) == ("Province", ("\u20682\u2069 projects",))


def test_a_place_of_nothing_has_no_bar(plan):
    Place.objects.create(scheme="hcp", code="09", kind="region", path="/09/", names={"en": "South"})

    found = pictures.of_place(gather_place("hcp", "09"), "en")

    assert (found.title, found.kicker, found.has_bar, found.segments) == (
        "South",
        "Region",
        False,
        (),
    )


def test_the_picture_of_an_empty_installation_says_so(db):
    found = pictures.of_home(gather_home(), "en")

    assert (found.title, found.segments) == ("No plan is published here yet.", ())
    assert found.said == "No report was published."


@pytest.mark.parametrize("rest", ["", "/nodes/A1", "/commitments/PDR-001"])
def test_what_is_a_draft_has_no_picture(draft_plan, client, rest):
    assert client.get(f"/en/plans/{draft_plan.code}{rest}.png").status_code == 404


def test_no_word_of_a_draft_is_on_the_picture_of_the_home_page(plan):
    before = pictures.of_home(gather_home(), "en")
    Plan.objects.create(
        code="SECRET", kind="regional_development_programme", title={"en": "Secret"},
        owner=Plan.objects.get().owner, start_on="2030-01-01", end_on="2031-01-01",
    )  # fmt: skip

    assert pictures.of_home(gather_home(), "en") == before
