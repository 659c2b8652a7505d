"""Maps: five steps and hatching, names that never overlap nor leave the drawing."""

import re
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from athar.kernel.text import Translated
from athar.ui.charts import svg
from athar.ui.charts.legend import UNKNOWN, Step, equal_breaks, legend, round_breaks, step_of, tally
from athar.ui.charts.maps import (
    Area,
    Degrees,
    area_of,
    category_map,
    choropleth,
    locator_map,
    picking_map,
)
from athar.ui.charts.naming import Named, labels_for, room_for
from athar.ui.charts.outlines import Fitting, box_of, contains, figure_of
from athar.ui.charts.pins import Pin

BREAKS = [Decimal(50), Decimal(60), Decimal(70), Decimal(80)]


def square(x, y, side, *, name="Ouezzane", value=None, key="1"):
    path = f"M{x} {y}l{side} 0 0 {side}-{side} 0z"
    known = None if value is None else Decimal(value)
    return Area(key, name, path, x + side / 2, y + side / 2, value=known)


def box_of_view(markup):
    left, top, width, height = map(float, re.search(r'viewBox="([^"]+)"', markup).group(1).split())
    return left, top, left + width, top + height


def texts(markup):
    return re.findall(r'<text class="([^"]+)"[^>]*>([^<]*)<', markup)


@pytest.mark.parametrize(
    ("value", "step"), [("0", 1), ("49.99", 1), ("50", 2), ("79.9", 4), ("80", 5), ("120", 5)]
)
def test_a_break_opens_the_next_step(value, step):
    assert step_of(Decimal(value), BREAKS) == step


def test_choropleth_colours_by_step_and_hatches_the_unknown():
    areas = [square(0, 0, 1000, value=82), square(1000, 0, 1000, value=0), square(2000, 0, 1000)]

    drawn = choropleth(areas, BREAKS, lang="ar")

    assert re.findall(r'<path (class="\w+"|fill="[^"]+")', drawn) == [
        'class="m5"',
        'class="m1"',
        'fill="url(#hatch)"',
    ]


def test_choropleth_prints_name_and_floored_value_in_the_ink_of_its_ground():
    areas = [square(0, 0, 2000, name="وزان", value="82.9"), square(2000, 0, 2000, value=53)]

    drawn = choropleth(areas, BREAKS, lang="ar")

    assert texts(drawn) == [
        ("p on-d", "\u2067وزان\u2069"),
        ("v on-d", "82\u202f%"),
        ("p in", "Ouezzane"),
        ("v in", "53\u202f%"),
    ]


def test_unknown_place_keeps_its_name_without_a_value():
    assert texts(choropleth([square(0, 0, 2000)], BREAKS, lang="fr")) == [("p", "Ouezzane")]


@pytest.mark.parametrize("breaks", [[], BREAKS[::-1], [*BREAKS, Decimal(90)]])
def test_choropleth_refuses_breaks_that_make_no_legend(breaks):
    with pytest.raises(ValueError, match="one to four ascending breaks"):
        choropleth([square(0, 0, 100)], breaks, lang="fr")


def test_small_place_is_named_beside_the_land_with_a_leader():
    areas = [square(0, 0, 4000, value=60, name="Grande"), square(4000, 0, 200, name="Petite")]

    drawn = choropleth(areas, BREAKS, lang="fr")

    assert drawn.count('class="ld"') == 1
    assert ("p", "Petite") in texts(drawn)


def test_links_are_data_for_the_script_and_escaped():
    area = replace(square(0, 0, 1000), href='/a?x=1&y="2"')

    drawn = category_map([area], names=False)

    assert 'data-href="/a?x=1&amp;y=&#34;2&#34;"' in drawn
    assert 'aria-hidden="true"' in drawn
    assert "<a " not in drawn


def test_category_map_lies_on_a_nameless_ground():
    drawn = category_map(
        [replace(square(0, 0, 1000), tint="mi")], ground=[square(0, 0, 4000)], css="map land"
    )

    assert re.findall(r'<path class="(\w+)"', drawn) == ["bg", "mi"]
    assert drawn.startswith('<svg class="map land"')
    assert category_map([]) == ""


def test_locator_rings_a_place_too_small_to_be_seen():
    areas = [square(0, 0, 4000, key="big"), square(4000, 0, 40, key="tiny")]

    assert locator_map(areas, {"big"}).count("<circle") == 0
    assert locator_map(areas, {"tiny"}).count("<circle") == 1
    assert re.findall(r'class="(m\d)"', locator_map(areas, {"tiny"})) == ["m0", "m4"]
    assert locator_map([], {"tiny"}) == ""


def test_spots_are_marked_where_they_lie():
    areas = [square(0, 0, 1200, key="big")]

    drawn = locator_map(areas, {"big"}, [(600, 300)])

    assert re.findall(r'<circle class="spot" cx="([\d.]+)" cy="([\d.]+)"', drawn) == [
        ("300.0", "150.0")
    ]


def test_rims_of_another_projection_lie_over_the_places_they_hold():
    areas = [replace(square(100, 200, 1000), says="hcp:1"), square(1100, 200, 1000, name="É“t")]
    rims = [square(0, 0, 200, name="Nord"), square(200, 0, 200, name="")]
    degrees, rim_degrees = Degrees(1000, 100, -1000, 200), Degrees(200, 0, -200, 0)

    found = picking_map(areas, rims, degrees=degrees, rim_degrees=rim_degrees)

    paths = re.findall(r'<path class="(\w+)"[^>]* d="([^"]+)"', found.drawing)
    assert [path for css, path in paths if css == "m0"] == [
        path for css, path in paths if css == "rim"
    ]
    assert found.degrees == Degrees(300, 0, -300, 0)
    assert re.findall(r'data-place="([^"]*)"', found.drawing) == ["hcp:1", ""]
    assert [words for _css, words in texts(found.drawing)] == ["Nord"]


@pytest.mark.parametrize(
    ("spot", "is_inside"),
    [((5, 5), True), ((15, 5), False), ((50, 5), False), ((-1, 5), False), ((25, 5), True)],
    ids=["first", "between", "right", "left", "second"],
)
def test_an_outline_of_several_parts_encloses_a_spot_or_not(spot, is_inside):
    assert contains("M0 0l10 0 0 10-10 0zM20 0l10 0 0 10-10 0z", *spot) is is_inside


def test_area_of_names_a_place_in_the_language_asked_for():
    class Place:
        code = "01.405"
        names = Translated(ar="وزان", fr="Ouezzane")

    class Shape:
        place, path, label_x, label_y = Place(), "M0 0l9 0 0 9z", 3, 3

    area = area_of(Shape(), lang="fr", value=Decimal(80), href="/x")

    assert area == Area("01.405", "Ouezzane", "M0 0l9 0 0 9z", 3, 3, Decimal(80), href="/x")


def test_areas_without_a_name_get_no_label():
    assert texts(category_map([square(0, 0, 1000, name="")])) == []


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 40),
            st.integers(0, 30),
            st.integers(1, 14),
            st.sampled_from(["وزان", "المضيق-الفنيدق", "Tanger-Tétouan-Al Hoceima", "M'diq"]),
        ),
        min_size=1,
        max_size=9,
    )
)
def test_names_never_overlap_nor_leave_the_drawing(squares):
    areas = [
        square(x * 100, y * 100, side * 100, name=name, value=60) for x, y, side, name in squares
    ]

    drawn = choropleth(areas, BREAKS, lang="fr")

    fitting = Fitting(0.15, 0, 0)
    named = tuple(
        Named(
            figure_of(one.path, fitting), fitting.spot(one.label_x, one.label_y), room_for(one.name)
        )
        for one in areas
    )
    boxes = [label.box for label in labels_for(named, 600, 450) if label]
    assert not any(svg.overlaps(one, other) for one, other in combinations(boxes, 2))
    left, top, right, bottom = box_of_view(drawn)
    for x, y in re.findall(r'<text[^>]* x="([\d.-]+)" y="([\d.-]+)"', drawn):
        assert left < float(x) < right
        assert top < float(y) < bottom


def test_a_map_of_many_places_names_only_those_with_room():
    areas = [square(0, 0, 4000, name="Al")] + [
        square(4000 + x * 100, y * 100, 100, name="Commune") for x in range(4) for y in range(5)
    ]

    drawn = category_map(areas)

    assert texts(drawn) == [("p", "Al")]
    assert 'class="ld"' not in drawn


def test_outline_is_read_however_it_is_written():
    relative = "M10 10l20 0 0 20-20 0z"

    boxes = [
        box_of(path)
        for path in (relative, "M10,10H30V30H10Z", "M10 10L30 10 30 30 10 30z", "m10 10h20v20h-20z")
    ]

    assert boxes == [(10.0, 10.0, 30.0, 30.0)] * 4
    with pytest.raises(ValueError, match="straight lines"):
        box_of("M0 0C1 1 2 2 3 3z")


def test_outline_with_an_island_and_a_hole_covers_what_it_should():
    path = "M0 0l100 0 0 100-100 0zM20 20l60 0 0 60-60 0zM200 0l50 0 0 50-50 0z"

    figure = figure_of(path, Fitting(1, 0, 0))

    assert figure.box == (0, 0, 250, 100)
    assert figure.covers((30, 30, 60, 60))[0] == 0
    on, squares = figure.covers((201, 1, 244, 44))
    assert on == squares


def test_neighbours_keep_their_shared_border():
    fitting = Fitting(0.137, 3, 7)

    first = figure_of("M3 7l101 0 0 99-101 0z", fitting)
    second = figure_of("M104 7l57 0 0 99-57 0z", fitting)

    assert first.path == "M0 0l13.8 0 0 13.6-13.8 0z"
    assert second.path == "M13.8 0l7.8 0 0 13.6-7.8 0z"


def test_legend_closes_with_the_unknown():
    assert legend([Decimal(50), Decimal(80)]) == (
        Step("k1", None, Decimal(50)),
        Step("k2", Decimal(50), Decimal(80)),
        Step("k3", Decimal(80), None),
        UNKNOWN,
    )
    assert legend([Decimal(50)], with_unknown=False)[-1] == Step("k2", Decimal(50), None)


@pytest.mark.parametrize(
    ("values", "breaks"),
    [
        (["46", "82"], ["50", "60", "70", "80"]),
        (["13.3", "19.6", None], ["14", "16", "18"]),
        (["5", "5"], ["5"]),
        ([None], ["0"]),
    ],
)
def test_round_breaks_are_few_and_round(values, breaks):
    known = [None if value is None else Decimal(value) for value in values]

    assert list(round_breaks(known)) == [Decimal(one) for one in breaks]


def test_legend_counts_its_steps_and_keeps_a_place_for_the_unknown():
    values = [Decimal(1), Decimal(5), None, Decimal(7), Decimal(50)]

    counts = tally(values, [Decimal(5), Decimal(10), Decimal(20)])

    assert [(step.css, count) for step, count in counts] == [
        ("k1", 1),
        ("k2", 2),
        ("k3", 0),
        ("k4", 1),
        ("s-none", 1),
    ]


@pytest.mark.parametrize(
    ("values", "breaks"),
    [
        (["1", "2", "3", "4", "5", "60", "70", "80", "90", "99"], ["3", "5", "70", "90"]),
        (["1", "1", "1", "1", "9", None], ["9"]),
        (["5", "5"], ["5"]),
        ([None], ["0"]),
    ],
)
def test_equal_breaks_share_the_values_out(values, breaks):
    known = [None if value is None else Decimal(value) for value in values]

    assert list(equal_breaks(known)) == [Decimal(one) for one in breaks]


# how fast numbers are made up on a busy machine is not what is tried
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.decimals(-(10**9), 10**9, places=3), min_size=1, max_size=12))
def test_round_breaks_suit_any_values(values):
    breaks = round_breaks(values)

    assert 1 <= len(breaks) <= 4
    assert all(low < high for low, high in pairwise(breaks))
    assert min(values) <= breaks[0]
    assert breaks[-1] <= max(values)


def test_a_place_can_be_followed_by_whoever_points_at_it():
    area = replace(square(0, 0, 1000), href="/a?x=1&y=2", says="Ouezzane: 3", is_chosen=True)

    drawn = category_map([area], names=False, links=True)

    assert drawn.count('<a href="/a?x=1&amp;y=2" tabindex="-1"><title>Ouezzane: 3</title>') == 1
    assert 'class="m0 here"' in drawn


def test_a_chosen_place_of_unknown_value_is_hatched_and_marked():
    drawn = category_map([replace(square(0, 0, 1000), tint="hatch", is_chosen=True)], names=False)

    assert '<path fill="url(#hatch)" class="here"' in drawn


@pytest.mark.parametrize(
    ("shape", "mark"),
    [("ok", "circle"), ("risk", "path"), ("off", "path"), ("done", "path"), ("x", "path")],
)
def test_a_point_has_the_shape_of_its_status(shape, mark):
    drawn = category_map([square(0, 0, 4000)], pins=[Pin(2000, 2000, shape, "Dam", "/dam")])

    assert f'<a href="/dam" tabindex="-1"><title>Dam</title><{mark} class="pin p-{shape}"' in drawn
