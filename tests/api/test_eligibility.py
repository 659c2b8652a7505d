"""Eligibility in the API is what the pages show."""

from __future__ import annotations

import pytest

from athar.network.actions import record_eligibility, show_sections
from athar.network.enums.accession import Section
from athar.network.queries import eligibility_slice
from tests.network.countries import EIGHT_OF_SIXTEEN, answered, put_countries
from tests.network.roads import open_road

pytestmark = pytest.mark.django_db


@pytest.fixture
def countries(frozen_day):
    """Facts of two years of a candidate, and a draft of another one."""
    found = put_countries()
    for year in (2024, 2025):
        record_eligibility(
            by=None,
            member_id=found.candidate.pk,
            year=year,
            facts=answered(**EIGHT_OF_SIXTEEN),
        )
    record_eligibility(
        by=found.stranger, member_id=found.other.pk, year=2025, facts=answered(audit_report=True)
    )
    return found


def ask(client, query=""):
    return client.get(f"/api/v1/eligibility{query}").json()


def listed(found):
    return [(one["member"], one["year"]) for one in found["items"]]


def test_years_of_members_come_newest_first_and_drafts_do_not(client, countries):
    found = ask(client)

    assert listed(found) == [("XAA", 2025), ("XAA", 2024)]
    assert found["items"][0] | {"facts": [], "metrics": []} == {
        "member": "XAA",
        "names": {"ar": "بلد المثال", "fr": "Exemplie", "en": "Exemplie"},
        "is_fictional": True,
        "year": 2025,
        "points": 8,
        "available": 16,
        "needed": 12,
        "outcome": "not_eligible",
        "is_stated": False,
        "values_check": "passed",
        "metrics": [],
        "facts": [],
        "paths": [
            ["audit_report", "information_constitution"],
            ["audit_report", "disclosure_public"],
            ["information_constitution", "disclosure_public"],
            ["audit_report", "information_law"],
            ["information_law", "disclosure_public"],
        ],
        "rules_since": "2023-05-26",
    }


def test_facts_keep_what_is_unknown_apart_from_what_is_not(client, countries):
    record_eligibility(
        by=None, member_id=countries.candidate.pk, year=2025, facts=answered(audit_report=None)
    )

    (newest, _older) = ask(client)["items"]

    said = {one["criterion"]: (one["is_met"], one["value"]) for one in newest["facts"]}
    assert [said[key] for key in ("audit_report", "information_law", "civil_liberties")] == [
        *((None, None), (False, None)),
        (None, "5.30"),
    ]
    assert [one["points"] for one in newest["metrics"]] == [None, 1, 2, 3]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?year=2024", [("XAA", 2024)]),
        ("?member=XAA&year=2025", [("XAA", 2025)]),
        ("?member=XCC", []),
        ("?member=NONE", []),
    ],
)
def test_it_is_narrowed_by_member_and_year(client, countries, query, expected):
    assert listed(ask(client, query)) == expected


def test_slices_go_on_where_the_last_one_ended(client, countries):
    first = ask(client, "?limit=1")
    second = client.get(first["next"]).json()

    assert (listed(first), listed(second)) == ([("XAA", 2025)], [("XAA", 2024)])
    assert second["next"] is None


def test_what_a_candidate_shows_counts_as_on_its_page(
    client, countries, django_assert_max_num_queries
):
    road = open_road(countries)
    record_eligibility(
        by=countries.focal_point,
        member_id=countries.candidate.pk,
        year=2025,
        facts=answered(audit_report=True),
    )
    before = ask(client, "?year=2025")["items"][0]["points"]
    show_sections(by=countries.focal_point, accession_id=road, version=1, shown=[Section.FACTS])

    with django_assert_max_num_queries(5):
        eligibility_slice(after=None, limit=10)

    page = client.get("/fr/network/accession/XAA.json").json()["years"][0]["points"]
    assert (before, ask(client, "?year=2025")["items"][0]["points"], page) == (8, 10, 10)
