"""A place with those around it, its people over time, and the search by name."""

import pytest

from athar.reference.actions import load_places, load_sources
from athar.reference.queries import (
    PopulationCount,
    PopulationSeries,
    parts_below,
    population_series,
    search_places,
    surroundings,
)
from athar.reference.tables import SourceRow
from tests.reference.makers import MOROCCO, hcp, load_north, northern_rows, place_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(db):
    return load_north()


def codes(found):
    return [one.code for one in found]


def test_a_commune_knows_what_is_above_and_beside_it(places, django_assert_num_queries):
    with django_assert_num_queries(2):
        found = surroundings("hcp", "01.571.01.13")

    assert (codes(found.above), codes(found.parts), codes(found.beside)) == (
        ["MAR", "01", "01.571"],
        [],
        ["01.571.01.11", "01.571.01.13"],
    )


def test_a_province_knows_its_parts_and_the_parts_of_each_place_above(places):
    found = surroundings("hcp", "01.571")

    region = places["01"]
    assert codes(found.parts) == ["01.571.01.11", "01.571.01.13"]
    assert found.parts_above == {
        region.parent_id: {region.id},
        region.id: {places["01.051"].id, places["01.571"].id},
    }


def test_a_country_has_nothing_above_or_beside_it(places):
    load_places(by=None, rows=[*northern_rows(), place_row(hcp("TUN"), "country", fr="Tunisie")])

    found = surroundings("iso3166", "MAR")

    assert (found.above, found.beside, codes(found.parts)) == ((), (), ["01"])


def test_a_place_nobody_knows_has_no_surroundings(places):
    assert surroundings("hcp", "99") is None


def test_nobody_is_counted_in_no_place(places, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert population_series([]) == {}


def test_populations_come_with_their_source(places, django_assert_num_queries):
    known = places["01.571.01.11"].id

    with django_assert_num_queries(1):
        found = population_series([known, places["01"].id])

    assert found == {
        known: PopulationSeries(
            (
                PopulationCount(known, 2014, 380787, None),
                PopulationCount(known, 2024, 422757, 113837),
            )
        )
    }


def test_the_source_of_a_population_is_that_of_the_last():
    counted = place_row(MOROCCO, "country", fr="Maroc", counts=[(2024, 36, 9)], source="census")
    source = SourceRow("census", "A census", "https://example.org/", "CC BY 4.0", "Counters", None)
    load_sources(by=None, rows=[source])
    load_places(by=None, rows=[counted])

    place = surroundings("iso3166", "MAR").place
    found = population_series([place.id])[place.id]

    assert (found.source, found.url, found.credit) == (
        "A census",
        "https://example.org/",
        "Counters",
    )
    assert found.latest.inhabitants == 36


def test_no_population_has_no_latest():
    assert PopulationSeries().latest is None


@pytest.mark.parametrize(
    ("levels", "below"),
    [
        (1, {"01": ["01.051", "01.571"]}),
        (
            2,
            {
                "01": ["01.051", "01.571"],
                "01.571": ["01.571.01.11", "01.571.01.13"],
                "01.051": ["01.051.01.01"],
            },
        ),
    ],
)
def test_parts_lie_one_or_two_levels_below(places, levels, below, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = parts_below([places["01"].id], levels=levels)

    by_id = {place.id: code for code, place in places.items()}
    assert {by_id[key]: codes(parts) for key, parts in found.items()} == below


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("تطوان", ["01.571", "01.571.01.11", "01"]),
        ("Tetouan", ["01.571", "01.571.01.11", "01"]),
        ("جماعة تطوان", ["01.571.01.11", "01.571"]),
        ("province de teto", ["01.571"]),
        ("hoceim", ["01", "01.051", "01.051.01.01"]),
        ("oued", ["01.571.01.13"]),
        ("o", []),
        ("", []),
        ("؟", []),
        ("atlantis", []),
    ],
)
def test_a_name_finds_places(places, text, found, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        answer = search_places(text, limit=10)

    assert codes(answer) == found


def test_a_search_gives_no_more_than_asked_for(places):
    assert codes(search_places("tetouan", limit=1)) == ["01.571"]
