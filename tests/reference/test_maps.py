"""Maps are drawn from the sets in use, with one query."""

from decimal import Decimal

import pytest

from athar.reference.actions import load_boundaries
from athar.reference.geojson import read_outlines
from athar.reference.queries import SourceLine, ViewBox, boundary_sets, map_of, map_of_parts
from tests.reference.makers import details, feature, geojson, load_north, square

pytestmark = pytest.mark.django_db

WEST, EAST = feature("01.571", square(-6, 35)), feature("01.051", square(-5, 35))


@pytest.fixture
def places(settings):
    settings.BOUNDARIES = ()
    return load_north()


def load(code, *features):
    load_boundaries(by=None, details=details(code), file=read_outlines(geojson(*features)))


@pytest.mark.parametrize("codes", [["01.571"], ["01.571", "01.051"]])
def test_a_map_takes_one_query(places, codes, django_assert_num_queries):
    load("north", WEST, EAST)

    with django_assert_num_queries(1):
        drawn = map_of([places[code].id for code in codes])

    assert [shape.place for shape in drawn.shapes] == [places[code] for code in sorted(codes)]


@pytest.mark.parametrize("features", [[WEST], [WEST, EAST]])
def test_the_parts_of_a_place_are_drawn_in_one_query(places, features, django_assert_num_queries):
    load("north", *features)

    with django_assert_num_queries(1):
        drawn = map_of_parts(places["01"].id)

    assert len(drawn.shapes) == len(features)
    assert {shape.place.parent_id for shape in drawn.shapes} == {places["01"].id}


def test_a_place_without_outlined_parts_has_no_map(places):
    load("north", WEST)

    assert map_of_parts(places["01.571"].id) is None


def test_a_map_tells_its_source(places):
    load("north", WEST)

    drawn = map_of([places["01.571"].id])

    assert drawn.boundary_set == "north"
    assert drawn.source == SourceLine(
        {"fr": "Le Nord"}, "A survey", "https://example.org/", "CC BY 4.0", "Surveyors"
    )


def test_the_view_holds_what_is_asked_for_with_a_margin(places):
    load("north", WEST, EAST)

    whole = map_of([places["01.571"].id, places["01.051"].id])
    part = map_of([places["01.051"].id])

    east = next(shape.box for shape in whole.shapes if shape.place.code == "01.051")
    margin = max(east.width, east.height) // 50
    assert part.view_box == ViewBox(
        east.x - margin, east.y - margin, east.width + 2 * margin, east.height + 2 * margin
    )
    assert whole.view_box.width > part.view_box.width


def test_a_view_box_is_written_as_svg_wants_it():
    assert str(ViewBox(-1, 2, 30, 40)) == "-1 2 30 40"


def test_a_point_of_the_earth_is_found_on_the_map(places):
    load("north", WEST, EAST)
    drawn = map_of([places["01.571"].id, places["01.051"].id])

    point = drawn.locate(Decimal("-5.5"), Decimal("35.5"))

    west = next(shape.box for shape in drawn.shapes if shape.place.code == "01.571")
    assert point == (west.x + west.width // 2, west.y + west.height // 2)


def test_the_set_that_knows_most_places_is_drawn(places):
    load("a", WEST)
    load("b", WEST, EAST)

    both = map_of([places["01.571"].id, places["01.051"].id])
    one = map_of([places["01.571"].id])

    assert (both.boundary_set, one.boundary_set) == ("b", "a")


def test_the_installation_prefers_its_sets_in_order(places, settings):
    load("a", WEST)
    load("b", WEST)
    settings.BOUNDARIES = ("b", "a")

    drawn = map_of([places["01.571"].id])

    assert drawn.boundary_set == "b"
    assert [one.code for one in boundary_sets()] == ["b", "a"]


def test_a_set_that_is_not_in_use_is_not_drawn(places, settings):
    load("disputed", WEST)
    settings.BOUNDARIES = ("other",)

    assert (map_of([places["01.571"].id]), boundary_sets()) == (None, ())


def test_a_set_may_be_asked_for_by_name(places):
    load("a", WEST)
    load("b", WEST)

    assert map_of([places["01.571"].id], "b").boundary_set == "b"
    assert map_of([places["01.571"].id], "none") is None


def test_there_is_no_map_of_no_place(places, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert map_of([]) is None


def test_places_without_an_outline_are_left_out(places):
    load("a", WEST)

    drawn = map_of([places["01.571"].id, places["01.051"].id])

    assert [shape.place.code for shape in drawn.shapes] == ["01.571"]
    assert map_of([places["01.051"].id]) is None


def test_sets_in_use_are_listed_in_one_query(places, django_assert_num_queries):
    load("b", WEST)
    load("a", WEST)

    with django_assert_num_queries(1):
        listed = boundary_sets()

    assert [(one.code, one.scheme) for one in listed] == [("a", "hcp"), ("b", "hcp")]
