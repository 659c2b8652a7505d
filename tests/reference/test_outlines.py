"""Outlines are drawn in one projection, with shared borders and points inside."""

import math
import re
from decimal import Decimal

import pytest
import shapely
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from athar.reference.geojson import RawOutline, read_outlines
from athar.reference.outlines import Projection, draw
from athar.reference.tables import DATA
from tests.reference.makers import square


def raw(code, *rings, number=1):
    return RawOutline(number, code, [list(rings)])


def shipped(name):
    return read_outlines((DATA / "boundaries" / f"{name}.geojson").read_bytes()).outlines


def polygon_of(svg_path):
    """Read a path back: the drawing must mean what the outline means."""
    rings = []
    for part in svg_path.split("z")[:-1]:
        numbers = [int(one) for one in re.findall(r"-?\d+", part)]
        x, y = numbers[:2]
        ring = [(x, y)]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        rings.append(shapely.Polygon(ring))
    return rings


def test_a_square_is_drawn_in_whole_units():
    drawing = draw([raw("01", square(10, 0, 2))])

    outline = drawing.outlines[0]
    assert outline.svg_path == "M3999 4000l0-4000-3999 0 0 4000z"
    assert (outline.lowest, outline.highest, outline.label) == ((0, 0), (4000, 4000), (2000, 2000))


def test_heights_are_left_out():
    high = [[*point, 900] for point in square(10, 0, 2)]

    assert draw([raw("01", high)]).outlines == draw([raw("01", square(10, 0, 2))]).outlines


def test_areas_keep_their_proportion_far_from_the_equator():
    drawing = draw([raw("n", square(0, 60, 1))])

    width, height = drawing.outlines[0].highest
    assert math.isclose(width / height, math.cos(math.radians(60.5)), rel_tol=0.001)


def test_a_hole_is_drawn_against_the_direction_of_its_shell():
    drawing = draw([raw("out", square(0, 0, 4), square(1, 1, 1)), raw("in", square(1, 1, 1))])

    shell, hole = drawing.outlines[0].geometry["coordinates"][0]
    assert shapely.LinearRing(shell).is_ccw
    assert not shapely.LinearRing(hole).is_ccw


def test_a_ring_that_crosses_itself_is_repaired_and_told():
    bow_tie = [[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]

    drawing = draw([raw("bow", bow_tie), raw("whole", square(5, 0))])

    assert drawing.repaired == ("bow",)
    assert len(polygon_of(drawing.outlines[0].svg_path)) == 2


def test_an_outline_without_area_is_refused():
    flat = [[0, 0], [1, 1], [2, 2], [0, 0]]

    with override("en"), pytest.raises(ValidationError) as refused:
        draw([raw("01", square(5, 0)), raw("02", flat, number=2)])

    assert refused.value.messages == ["Feature 2 (02): its outline encloses no area."]


def test_an_outline_over_its_neighbour_is_refused():
    with override("en"), pytest.raises(ValidationError) as refused:
        draw([raw("01", square(0, 0, 2)), raw("02", square(0.5, 0.5, 1), number=2)])

    assert refused.value.messages == ["Feature 2 (02): its outline lies over its neighbours."]


def test_a_place_too_small_to_draw_gets_a_mark():
    drawing = draw([raw("big", square(0, 0, 60)), raw("islet", square(70, 0, 0.001))])

    islet = drawing.outlines[1]
    x, y = islet.label
    assert islet.svg_path == f"M{x - 2} {y}l2-2 2 2-2 2z"


@pytest.mark.parametrize(
    ("name", "n", "most"),
    [
        ("tta-provinces", 8, 8 * 1024),
        ("tta-communes", 146, 60 * 1024),
        ("ma-regions", 12, 20 * 1024),
        ("ma-provinces", 75, 60 * 1024),
        ("africa-countries", 58, 60 * 1024),
    ],
)
def test_shipped_sets_are_light_and_keep_their_borders_shared(name, n, most):
    outlines = draw(shipped(name)).outlines

    shapes = [shapely.geometry.shape(one.geometry) for one in outlines]
    assert len(outlines) == n
    assert sum(len(one.svg_path) for one in outlines) <= most
    assert shapely.coverage_is_valid(shapes)


@pytest.mark.parametrize("name", ["tta-provinces", "tta-communes", "africa-countries"])
def test_label_points_lie_well_inside(name):
    outlines = draw(shipped(name)).outlines

    outside = [
        one.code
        for one in outlines
        if not any(part.covers(shapely.Point(one.label)) for part in polygon_of(one.svg_path))
    ]
    assert outside == []


def test_boxes_hold_the_whole_path():
    for one in draw(shipped("tta-provinces")).outlines:
        left, top, right, bottom = shapely.unary_union(polygon_of(one.svg_path)).bounds

        assert (one.lowest <= (left, top), one.highest >= (right, bottom)) == (True, True)


def test_neighbours_share_every_point_of_their_border():
    outlines = draw([raw("w", square(0, 0)), raw("e", square(1, 0))]).outlines

    west, east = (polygon_of(one.svg_path)[0] for one in outlines)
    assert west.intersection(east).length == east.bounds[3] - east.bounds[1]
    assert west.intersection(east).area == 0


@given(
    st.decimals("-20", "20", places=4),
    st.decimals("-35", "37", places=4),
)
def test_a_point_of_the_earth_comes_back_from_the_map(longitude, latitude):
    projection = Projection(Decimal(-20), Decimal(37), Decimal(1), Decimal(40))

    x, y = projection.unrounded(float(longitude), float(latitude))
    back = projection.on_earth(x, y)

    assert back == (float(longitude), float(latitude))
    assert projection.on_map(longitude, latitude) == (round(x), round(y))
