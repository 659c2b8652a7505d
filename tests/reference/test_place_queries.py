"""Places are read with a stated number of queries, whatever their number."""

import pytest

from athar.reference.actions import load_places
from athar.reference.enums import PlaceKind
from athar.reference.models import Place
from athar.reference.queries import (
    PlaceRef,
    PopulationCount,
    ancestors,
    children,
    countries,
    descendants,
    place_by_code,
    place_exists,
    place_ref,
    place_refs,
    places_by_code,
    places_named,
    population_history,
    populations,
)
from athar.reference.tables import PlaceKey
from tests.reference.makers import load_north, place_row

pytestmark = pytest.mark.django_db


def codes(places):
    return [place.code for place in places]


def test_a_place_is_given_by_id_and_by_code(django_assert_num_queries):
    load_north()
    row = Place.objects.get(code="01.571")
    expected = PlaceRef(
        id=row.pk,
        scheme="hcp",
        code="01.571",
        kind=PlaceKind.PROVINCE,
        names={"ar": "تطوان", "fr": "Tétouan"},
        path="/MAR/01/01.571/",
        parent_id=row.parent_id,
    )

    with django_assert_num_queries(2):
        found = place_ref(row.pk), place_by_code("hcp", "01.571")

    assert found == (expected, expected)


def test_an_unknown_place_is_none():
    assert (place_ref(1), place_by_code("hcp", "x"), place_exists("hcp", "x")) == (
        None,
        None,
        False,
    )


@pytest.mark.parametrize("wanted", [["01"], ["01", "01.571", "01.051"]])
def test_many_places_are_given_in_one_query(wanted, django_assert_num_queries):
    places = load_north()
    ids = [places[code].id for code in wanted]

    with django_assert_num_queries(1):
        found = place_refs([*ids, 10**9])

    assert found == {places[code].id: places[code] for code in wanted}


def test_a_scheme_holds_only_its_own_places(django_assert_num_queries):
    load_north()

    with django_assert_num_queries(1):
        found = places_by_code("iso3166")

    assert list(found) == ["MAR"]
    assert place_exists("iso3166", "MAR")


def test_places_are_given_by_scheme_and_code(django_assert_num_queries):
    load_north()
    wanted = [("hcp", "01.571"), ("iso3166", "MAR"), ("hcp", "MAR"), ("hcp", "99")]

    with django_assert_num_queries(1):
        found = places_named(wanted)

    assert set(found) == {("hcp", "01.571"), ("iso3166", "MAR")}
    assert places_named([]) == {}


def test_children_are_one_level_below(django_assert_num_queries):
    places = load_north()

    with django_assert_num_queries(2):
        provinces = children(places["01"])
        none = children(places["01"], PlaceKind.COMMUNE)

    assert (codes(provinces), none) == (["01.051", "01.571"], ())


def test_descendants_are_everything_below(django_assert_num_queries):
    places = load_north()

    with django_assert_num_queries(2):
        below = descendants(places["01.571"])
        communes = descendants(places["01"], [PlaceKind.COMMUNE])

    assert codes(below) == ["01.571.01.11", "01.571.01.13"]
    assert codes(communes) == ["01.051.01.01", "01.571.01.11", "01.571.01.13"]


def test_ancestors_are_outermost_first(django_assert_num_queries):
    places = load_north()

    with django_assert_num_queries(1):
        above = ancestors(places["01.571.01.11"])

    assert codes(above) == ["MAR", "01", "01.571"]


def test_a_place_knows_the_scopes_that_reach_it():
    places = load_north()

    assert places["01.571"].scope_keys == (
        "place:/MAR/",
        "place:/MAR/01/",
        "place:/MAR/01/01.571/",
    )


def test_a_place_lies_in_its_ancestors_and_in_itself():
    places = load_north()
    province = places["01.571"]

    found = [province.lies_in(places[code]) for code in ("01", "01.571", "01.051")]

    assert found == [True, True, False]


def test_states_are_listed_without_territories(django_assert_num_queries):
    territory = place_row(PlaceKey("iso3166", "ATF"), "territory")
    tunisia = place_row(PlaceKey("iso3166", "TUN"), "country")
    load_north()
    load_places(by=None, rows=[territory, tunisia])

    with django_assert_num_queries(1):
        states = countries()

    assert codes(states) == ["MAR", "TUN"]


def test_populations_leave_the_unknown_out(django_assert_num_queries):
    places = load_north()
    known, unknown = places["01.571.01.11"].id, places["01.571.01.13"].id

    with django_assert_num_queries(1):
        found = populations([known, unknown])

    assert found == {known: PopulationCount(known, 2024, 422757, 113837)}


def test_population_history_is_oldest_first(django_assert_num_queries):
    place = load_north()["01.571.01.11"]

    with django_assert_num_queries(1):
        history = population_history(place.id)

    assert [(one.year, one.inhabitants, one.households) for one in history] == [
        (2014, 380787, None),
        (2024, 422757, 113837),
    ]
