"""Points as people type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athar.kernel.points import NotAPoint, parse_point


def said(text):
    return [tuple(map(str, one)) for one in parse_point(text)]


@pytest.mark.parametrize(
    "text",
    [
        "35°30'N 5°06'W",
        "35° 30′ 00″ N, 5° 06′ 00″ W",
        "5°6'W 35°30'N",
        "N 35 30 00 W 5 6 0",
        "35.5 N; 5.1 O",
        "5,1° Ouest / 35,5° Nord",
        "35°30'00''N 5°6'00''W",
        "N35.5 W5.1",
        "٣٥٫٥ شمالا، ٥٫١ غربا",
        "\u200e٣٥° ٣٠' شمالاً ٥° ٦' غرباً",
        "35.5, 5.1 W",
        "35.5N -5.1",
        "35.5 N, -5.1 W",
    ],
)
def test_letters_tell_the_latitude_whatever_the_order(text):
    assert said(text) == [("35.500000", "-5.100000")]


@pytest.mark.parametrize(
    "text", ["35.5, -5.1", "35,5 -5,1", "35.5,-5.1", "35,5;-5,1", "٣٥٫٥ ؛ -٥٫١", "35°30', -5°6'"]
)
def test_without_letters_both_orders_may_be_meant(text):
    assert said(text) == [("35.500000", "-5.100000"), ("-5.100000", "35.500000")]


def test_a_number_beyond_the_pole_is_the_longitude():
    assert said("120, 35") == [("35.000000", "120.000000")]
    assert said("45 45") == [("45.000000", "45.000000")]


@pytest.mark.parametrize(
    "text",
    [
        *("", "35.5", "35.5 N", "here", "35.5, -5.1, 3", "95 N, 5 W", "35.5 N, 200 W"),
        *("35.5 N, 5 N", "5 E 5 W", "35°61'N 5°W", "35.5°30'N 5°W", "-35 N 5 W", "35,5.1"),
        *(
            "35 1 2 3 N 5 W",
            "35 N 5 W 3 E",
            "1 2 3 4 5 6 7 8",
            "91, 181",
            "35° 5° 6°",
            "35 -30 0, 5 6 0",
        ),
    ],
)
def test_what_names_no_point_is_refused(text):
    with pytest.raises(NotAPoint):
        parse_point(text)


@given(
    st.decimals(-90, 90, places=6, allow_nan=False),
    st.decimals(-180, 180, places=6, allow_nan=False),
)
def test_what_is_written_in_degrees_is_read_back(latitude, longitude):
    first = parse_point(f"{latitude}, {longitude}")[0]

    assert first == (latitude, longitude)
    assert all(isinstance(one, Decimal) for one in first)
