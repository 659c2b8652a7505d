"""The experiences of the demonstration: each with its source, nothing made up, twice as once."""

from __future__ import annotations

import pytest

from athar.config.commandline import main
from athar.config.commands.demo_library import put_experiences, told
from athar.network.models import Member
from athar.network.queries.experiences import LibraryFilter, experience_page, library
from athar.reference.models import Place

pytestmark = pytest.mark.django_db


@pytest.fixture
def members():
    """Every member that an experience is told of, and all policy areas."""
    main(("import", "themes"))
    for code in {one["member"] for one in told()}:
        place = Place.objects.create(
            scheme="test", code=code, kind="country", path=f"/{code}/", names={"en": code}
        )
        Member.objects.create(code=code, kind="state", place=place)


def test_every_experience_is_published_once_with_its_source(members):
    first, again = put_experiences(), put_experiences()

    found = library(LibraryFilter()).experiences
    assert (first, again, len(found)) == (8, 0, 8)
    assert {one.source_url for one in found} == {one["source_url"] for one in told()}
    assert [one.code for one in found if one.languages != ("ar", "fr", "en")] == []


def test_what_is_not_known_stays_unknown_and_only_an_independent_reviewer_proves(members):
    put_experiences()

    found = library(LibraryFilter()).experiences
    assert {(one.cost, one.duration_months) for one in found} == {(None, None)}
    assert {one.code for one in found if one.is_proved} == {
        *("vulekamali", "participatory-budget-decrees", "information-act-in-practice"),
    }


def test_award_of_2021_belongs_to_the_programme_before(members):
    put_experiences()

    page = experience_page("programme-tracking-platform")
    assert [one.year for one in page.awards] == [2021]
    assert "2017–2022" in page.experience.context["fr"]


def test_members_that_are_not_listed_bring_nothing(db):
    assert put_experiences() == 0
