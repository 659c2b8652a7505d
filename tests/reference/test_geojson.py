"""Outlines are read from GeoJSON, and what is wrong with a file is said in words."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from athar.reference import geojson as reader
from athar.reference.geojson import OutlineFile, RawOutline, read_outlines
from tests.reference.makers import feature, geojson, square


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def refusal(raw):
    with pytest.raises(ValidationError) as refused:
        read_outlines(raw)
    return refused.value.messages


def test_polygons_are_read_with_what_the_file_says_of_itself():
    raw = geojson(
        feature("01", square(0, 0)),
        scheme="hcp",
        title={"fr": "Régions", "ar": 7},
        source="A survey",
        licence="MIT",
    )

    assert read_outlines(raw) == OutlineFile(
        outlines=(RawOutline(1, "01", [[square(0, 0)]]),),
        scheme="hcp",
        title={"fr": "Régions"},
        source="A survey",
        source_url="",
        licence="MIT",
        credit="",
        retrieved_on="",
    )


def test_multipolygons_holes_heights_and_a_byte_order_mark_are_read():
    high = [[*point, 12.5] for point in square(5, 5)]
    raw = geojson(feature("01", [square(0, 0), square(0.2, 0.2, 0.1)], [high], kind="MultiPolygon"))

    outlines = read_outlines(b"\xef\xbb\xbf" + raw).outlines

    assert outlines[0].polygons == [[square(0, 0), square(0.2, 0.2, 0.1)], [high]]


def test_the_code_of_a_country_may_stand_under_its_usual_name():
    country = feature("x", square(0, 0))
    country["properties"] = {"ISO_A3": "MAR"}

    assert read_outlines(geojson(country)).outlines[0].code == "MAR"


def test_what_is_not_json_is_refused_with_its_place():
    assert refusal(b'{"type": \n oops}')[0].startswith("The file is not JSON: line 2, column 2:")


@pytest.mark.parametrize("raw", [b"[]", b'{"type":"Feature","features":[]}', b'{"features":7}'])
def test_other_json_is_refused(raw):
    assert refusal(raw) == ["The file is JSON, but not a GeoJSON FeatureCollection."]


def test_an_empty_collection_is_refused():
    messages = refusal(geojson())

    assert messages == ["The file holds 0 features; there must be between 1 and 20000."]


def test_deep_nesting_is_refused():
    assert refusal(b"[" * 100_000) == ["The file is too deeply nested."]


def test_too_many_points_are_refused(monkeypatch):
    monkeypatch.setattr(reader, "MOST_POINTS", 9)

    messages = refusal(geojson(feature("1", square(0, 0)), feature("2", square(1, 0))))

    assert messages == ["The file holds more than 9 points; simplify it first."]


RING_TOO_SHORT = [[0, 0], [1, 1], [0, 0]]
OPEN_RING = square(0, 0)[:-1]


@pytest.mark.parametrize(
    ("bad", "what"),
    [
        (feature("01", square(0, 0), kind="LineString"), "its geometry must be a Polygon or a"),
        (feature("01", kind="MultiPolygon"), "its geometry must be a Polygon or a MultiPolygon"),
        (feature("01", [], kind="MultiPolygon"), "a ring needs at least four points"),
        (feature("01", RING_TOO_SHORT), "a ring needs at least four points"),
        (feature("01", OPEN_RING), "a ring does not end where it begins"),
        (
            feature("01", [[0], *square(0, 0)]),
            "a point must be two numbers, longitude and latitude",
        ),
        (feature("01", [["0", 1]] * 4), "a point must be two numbers, longitude and latitude"),
        (feature("01", [[True, 1]] * 4), "a point must be two numbers, longitude and latitude"),
        (feature("01", [None] * 4), "a point must be two numbers, longitude and latitude"),
        (feature("01", square(460000, 540000)), "the point 460000, 540000 does not lie on the"),
        (feature("01", square(0, 89.5)), "the point 1.0, 90.5 does not lie on the earth"),
        (feature("", square(0, 0)), "it has no place code in “properties.code”"),
        ({"properties": None, "geometry": None}, "it has no place code in “properties.code”"),
        ("nonsense", "it has no place code in “properties.code”"),
    ],
)
def test_a_bad_feature_is_refused_in_words(bad, what):
    code = bad["properties"]["code"] if "type" in bad and bad != "nonsense" else ""

    messages = refusal(geojson(bad))

    assert len(messages) == 1
    assert messages[0].startswith(f"Feature 1 ({code or '?'}): {what}")


def test_a_place_given_twice_is_refused():
    messages = refusal(geojson(feature("01", square(0, 0)), feature("01", square(1, 0))))

    assert messages == ["Feature 2 (01): this place code stands in the file twice."]


def test_every_bad_feature_is_told_until_twenty():
    bad = [feature(str(n), OPEN_RING) for n in range(30)]

    assert len(refusal(geojson(*bad))) == 20


def test_numbers_beyond_all_bounds_are_refused():
    raw = json.dumps(json.loads(geojson(feature("01", square(0, 0))))).replace("1.0", "1e999")

    assert len(refusal(raw.encode())) == 1
