"""Milestones, places and bodies as programs read them."""

from __future__ import annotations

import datetime as dt

import pytest

from athar.kernel.text import Translated
from athar.people.actions import put_organisations
from athar.people.drafts import OrganisationDraft
from athar.people.enums import OrganisationKind
from athar.plans.models import Milestone
from athar.reference.models import Place, PlaceAlias, Population


@pytest.fixture
def steps(plan):
    """Three steps of one commitment, the first one done."""
    for position, day in enumerate((dt.date(2023, 1, 1), dt.date(2024, 1, 1), None)):
        Milestone.objects.create(
            commitment_id=plan.commitments["PDR-001"],
            position=position,
            title={"fr": f"Étape {position + 1}"},
            planned_on=day,
            done_on=day if position == 0 else None,
        )
    return plan


STEPS = {
    "": [1, 2, 3],
    "done=yes": [1],
    "done=no": [2, 3],
    "due_from=2024-01-01": [2],
    "due_until=2023-12-31": [1],
    "commitment=PDR-002": [],
    "plan=PDR-NORD-2022-2027&commitment=PDR-001": [1, 2, 3],
}


def test_milestones_can_be_chosen(steps, ask, whole):
    found = {
        query: [one["number"] for one in ask(f"milestones?{query}")["items"]] for query in STEPS
    }

    assert found == STEPS
    assert [one["number"] for one in whole("milestones", 1)] == [1, 2, 3]


@pytest.mark.parametrize("n", [1, 3])
def test_milestones_take_one_query(steps, ask, n, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = ask(f"milestones?limit={n}")["items"]

    assert len(found) == n
    assert found[0]["commitment_id"] == f"http://testserver/id/commitment/{steps.code}/PDR-001"


PLACES = {
    "": ["01", "01.151", "01.511"],
    "kind=province": ["01.151", "01.511"],
    "scheme=iso3166": [],
    "within=hcp:01": ["01", "01.151", "01.511"],
    "within=hcp:01.151": ["01.151"],
    "within=hcp:99": [],
    "q=chaouen": ["01.151"],
}


def test_places_can_be_chosen(plan, ask, whole):
    PlaceAlias.objects.create(
        place=Place.objects.get(code="01.151"), key="chefchaouen", origin="name"
    )

    found = {query: [one["code"] for one in ask(f"places?{query}")["items"]] for query in PLACES}

    assert found == PLACES
    assert [one["code"] for one in whole("places", 1)] == PLACES[""]


def test_places_take_one_query_and_name_what_they_lie_in(plan, ask, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = ask("places")["items"]

    assert [one["parent"] for one in found] == [None, "hcp:01", "hcp:01"]
    assert [one["population"] for one in found] == [None] * 3


def test_a_place_has_populations_and_figures(plan, ask, client, django_assert_max_num_queries):
    place = Place.objects.get(code="01.151")
    Population.objects.create(place=place, year=2024, inhabitants=412713)

    with django_assert_max_num_queries(6):
        found = ask("places/hcp/01.151")

    assert found["populations"] == [{"year": 2024, "inhabitants": 412713, "households": None}]
    assert (found["figures"]["n_total"], found["figures"]["plans"][0]["plan"]) == (2, plan.code)
    assert client.get("/api/v1/places/hcp/99").status_code == 404


def test_bodies_are_those_that_published_plans_name(plan, ask, whole):
    draft = OrganisationDraft(
        code="NEW", kind=OrganisationKind.AGENCY, names=Translated(fr="Nouvelle")
    )
    put_organisations(by=None, drafts=[draft])

    assert [one["code"] for one in ask("organisations")["items"]] == ["APDN", "MEE", "REG"]
    assert [one["code"] for one in ask("organisations?kind=ministry")["items"]] == ["MEE"]
    assert [one["code"] for one in whole("organisations", 1)] == ["APDN", "MEE", "REG"]


def test_a_body_has_what_it_leads_and_what_it_pays(
    plan, ask, client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(7):
        found = ask("organisations/MEE")

    assert (found["leads"]["n_total"], found["funds"]["n_total"]) == (2, 1)
    assert found["leads"]["money"][0]["planned"] == "2000000.50"
    assert client.get("/api/v1/organisations/XYZ").status_code == 404


def test_bodies_of_drafts_are_not_public_yet(draft_plan, ask, client):
    assert ask("organisations")["items"] == []
    assert client.get("/api/v1/organisations/MEE").status_code == 404
