"""Small places, themes and outlines for tests."""

import json

from athar.kernel.text import Translated
from athar.reference.actions import BoundarySetDetails, load_places
from athar.reference.queries import places_by_code
from athar.reference.tables import CountRow, PlaceKey, PlaceRow, SourceRow

MOROCCO = PlaceKey("iso3166", "MAR")


def place_row(key, kind="commune", parent=None, ar="", fr="", counts=(), **more):
    return PlaceRow(
        line=more.pop("line", 2),
        key=key,
        kind=kind,
        parent=parent,
        names=Translated(ar=ar, fr=fr or key.code),
        other_code=more.pop("other_code", ""),
        counts=tuple(CountRow(*count) for count in counts),
        source=more.pop("source", ""),
    )


def hcp(code):
    return PlaceKey("hcp", code)


def northern_rows():
    """Two provinces and three communes of one region; Tétouan and Al Hoceima bear a name twice."""
    return [
        place_row(MOROCCO, "country", ar="المغرب", fr="Maroc", other_code="MA"),
        place_row(hcp("01"), "region", MOROCCO, "طنجة-تطوان-الحسيمة", "Tanger-Tétouan-Al Hoceima"),
        place_row(hcp("01.571"), "province", hcp("01"), "تطوان", "Tétouan"),
        place_row(hcp("01.051"), "province", hcp("01"), "الحسيمة", "Al Hoceima"),
        place_row(
            hcp("01.571.01.11"),
            parent=hcp("01.571"),
            ar="تطوان",
            fr="Tétouan",
            counts=[(2014, 380787, None), (2024, 422757, 113837)],
        ),
        place_row(hcp("01.571.01.13"), parent=hcp("01.571"), ar="واد لو", fr="Oued Laou"),
        place_row(hcp("01.051.01.01"), parent=hcp("01.051"), ar="الحسيمة", fr="Al Hoceima"),
    ]


def load_north():
    load_places(by=None, rows=northern_rows())
    return places_by_code("hcp")


def square(left, bottom, side=1.0):
    right, top = left + side, bottom + side
    return [[left, bottom], [right, bottom], [right, top], [left, top], [left, bottom]]


def feature(code, *rings, kind="Polygon"):
    return {
        "type": "Feature",
        "properties": {"code": code},
        "geometry": {"type": kind, "coordinates": list(rings)},
    }


def geojson(*features, **sayings):
    document = {"type": "FeatureCollection", **sayings, "features": list(features)}
    return json.dumps(document).encode()


def details(code="north", scheme="hcp"):
    return BoundarySetDetails(
        code=code,
        scheme=scheme,
        title=Translated(fr="Le Nord"),
        source=SourceRow("", "A survey", "https://example.org/", "CC BY 4.0", "Surveyors", None),
    )


class Stranger:
    """Somebody signed in without any grant."""

    pk = None
    is_active = True

    def has_grant(self, role, scope_keys):
        return False


class Administrator(Stranger):
    """Somebody who may do everything in the installation."""

    def has_grant(self, role, scope_keys):
        return (role, tuple(scope_keys)) == ("administrator", ("installation",))


class FormerAdministrator(Administrator):
    """An administrator who has left."""

    is_active = False
