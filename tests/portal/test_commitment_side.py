"""Beside the main column: at a glance, where, themes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation

from athar.kernel.text import Translated
from athar.plans.enums import BodyRole, InclusionMarker
from athar.plans.models import CommitmentPlace, Plan
from athar.plans.queries import BodyView, ContributionView, ThemeView
from athar.portal.commitments import glance
from athar.portal.commitments.page import gather_commitment
from athar.reference.actions import load_boundaries
from athar.reference.geojson import read_outlines
from athar.reference.models import Place
from tests.reference.makers import details, feature, geojson, square

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def drawn(plan):
    """Draw the two provinces of the region the plan is about."""
    Plan.objects.filter(pk=plan.id).update(place=Place.objects.get(code="01"))
    west, east = feature("01.151", square(-6, 35)), feature("01.511", square(-5, 35))
    load_boundaries(by=None, details=details("n"), file=read_outlines(geojson(west, east)))
    return plan


@pytest.fixture
def dam(plan):
    return gather_commitment(plan.code, "PDR-001")


def with_facts(page, **facts):
    return replace(page, commitment=replace(page.commitment, **facts))


def facts_of(page):
    return {term: value.striptags() for term, value in glance.facts(page, "en")}


def test_row_and_the_cells_of_its_place_are_named(dam):
    row = {"file": "ab" * 32, "name": "suivi.xlsx", "sheet": "Suivi", "row": 47}
    cells = {
        "communes": {"column": "F / Communes", "written": "Bab Berred"},
        "provinces": {"row": 40, "written": "Province de Chefchaouen"},
    }

    page = with_facts(dam, origin={**row, "cells": cells})

    assert facts_of(page)["Read from"] == (
        "file suivi.xlsx · sheet Suivi · row 47"
        "sheet Suivi · row 40 · text found there: “Province de Chefchaouen”"
        "cell Suivi!F47 (Communes) · text found there: “Bab Berred”"
    )


def test_facts_say_where_how_much_and_who(dam):
    assert facts_of(dam) == {
        "Where": "مكان 01.151",
        "Planned amount": "MAD 1.25 million",
        "Lead body": "وزارة التجهيز والماء",
        "Delegated project owner": "وكالة إنعاش الشمال",
    }


def test_facts_of_a_line_of_which_little_is_known(plan):
    assert facts_of(gather_commitment(plan.code, "PDR-004")) == {
        "Where": "Place not stated",
        "Planned amount": "Amount not known",
    }


def test_facts_that_are_stated_are_all_shown(dam):
    page = with_facts(
        dam,
        approved_on=dam.plan.start_on,
        n_sub_projects=12,
        source_url="https://www.example.org/news",
    )

    found = facts_of(page)

    assert (found["Approved on"], found["Sub-projects"], found["Source"]) == (
        "1 January 2022",
        "12",
        "example.org",
    )


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (Decimal(1000000), "MAD 1.25 million (First version: MAD 1 million)"),
        (None, "MAD 1.25 million (First version: not reported)"),
    ],
)
def test_amount_that_changed_says_what_was_first_promised(dam, first, expected):
    assert glance.amount(with_facts(dam, first_amount=first)).striptags() == expected


def test_body_that_answers_leads_to_all_it_answers_for(dam):
    assert glance.leads(dam, "fr") == (
        f'<a href="/fr/plans/{dam.plan.code}/commitments?lead=MEE">'
        '<span class="fallback" lang="ar" dir="rtl">وزارة التجهيز والماء</span></a>'
    )


def test_owner_of_a_project_answers_for_it(dam):
    owner = BodyView(BodyRole.OWNER, dam.commitment.bodies[1].organisation)

    page = with_facts(dam, bodies=(owner,))

    assert [one.code for one in page.leads] == ["APDN"]


def test_places_lead_to_their_pages(plan):
    page = gather_commitment(plan.code, "PDR-002")

    found = glance.places(page, "en")

    assert [code in found for code in ("/en/places/hcp/01.151", "/en/places/hcp/01.511")] == [
        True,
        True,
    ]


def test_whole_region_is_said(plan):
    page = gather_commitment(plan.code, "PDR-003")

    assert glance.places(page, "en") == "Whole region"


def test_themes_lead_to_all_that_share_them(dam):
    theme = ThemeView(7, "sdg", "2015", "6", Translated(en="Water"))

    page = with_facts(dam, themes=(theme,))

    assert glance.themes(page, "en") == [
        (theme.names, f"/en/plans/{dam.plan.code}/commitments?theme=7")
    ]


@pytest.mark.parametrize(
    ("code", "n_shown"), [("PDR-001", 1), ("PDR-002", 2), ("PDR-003", 2), ("PDR-004", 0)]
)
def test_map_shows_the_parts_it_takes_place_in(drawn, code, n_shown):
    page = gather_commitment(drawn.code, code)

    assert glance.locator(page, "en").count('class="m4"') == n_shown


@pytest.mark.parametrize("path", ["/MAR/01/", "/MAR/01/01.151/01.151.01.01/"])
def test_map_shows_what_holds_or_lies_in_a_place(drawn, path):
    page = gather_commitment(drawn.code, "PDR-001")
    elsewhere = replace(page.commitment.places[0], path=path)

    found = glance.locator(with_facts(page, places=(elsewhere,)), "en")

    assert found.count('class="m4"') == (2 if path == "/MAR/01/" else 1)


def test_what_it_does_for_other_plans_and_for_inclusion_stands_beside(dam):
    link = ContributionView("NAP", Translated(en="National plan"), "C-1", Translated(en="Water"), 1)
    to, of = replace(link, share=Decimal("12.5")), replace(link, code="C-2", share=None)

    page = with_facts(dam, contributes_to=(to,), contributors=(of,), inclusion=InclusionMarker.MAIN)

    terms = [(term, words.striptags()) for term, words in glance.carried(page)]
    assert terms == [
        ("Contributes to", "WaterNational plan (12.5%)"),
        ("Supported by", "WaterNational plan"),
    ]
    assert "/id/commitment/NAP/C-1" in glance.carried(page)[0][1]
    assert dict(glance.facts(page, "en"))["Inclusion and equality"] == "Its main purpose"


def test_map_marks_the_points_that_are_known(drawn):
    place = CommitmentPlace.objects.filter(commitment__code="PDR-001")
    place.update(latitude=Decimal("35.5"), longitude=Decimal("-5.5"))

    page = gather_commitment(drawn.code, "PDR-001")

    assert glance.locator(page, "en").count('class="spot"') == 1
    assert 'class="spot"' not in glance.locator(gather_commitment(drawn.code, "PDR-002"), "en")


def test_map_credits_its_outlines(drawn):
    page = gather_commitment(drawn.code, "PDR-001")
    anonymous = replace(page.map, source=replace(page.map.source, credit=""))

    assert glance.map_source(page).striptags() == "Outlines: Surveyors"
    assert glance.map_source(replace(page, map=anonymous)).striptags() == "Outlines: A survey"


def test_plan_without_outlines_has_no_map(dam):
    assert (dam.map, glance.locator(dam, "en")) == (None, "")
