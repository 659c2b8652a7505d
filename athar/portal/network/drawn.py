"""The map of the members: their outlines on the ground of the continent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, pgettext
from markupsafe import Markup

from athar.network.enums.members import Standing
from athar.portal.network.home import NetworkHome
from athar.reference.enums import PlaceKind
from athar.reference.queries import MapShapes, Shape, map_of_kinds
from athar.ui.addresses import reverse
from athar.ui.charts.maps import Area, area_of, category_map

#: What each group of states is tinted with, and its key in the legend.
TINTS = {"members": ("m4", "k4"), "candidates": ("mi", "k-go"), "partners": ("m2", "k2")}
#: Named on the map; the table names them all.
NAMED = ("members", "candidates")


@dataclass(frozen=True, slots=True)
class NetworkMap:
    """A drawing, its legend, whose outlines they are."""

    drawing: Markup
    keys: list[tuple[str, str]]
    source: str


def network_map(page: NetworkHome, lang: str) -> NetworkMap | None:
    """Draw the states by what they take part in, None when no outline is known. Queries: 1."""
    shapes = map_of_kinds((PlaceKind.COUNTRY, PlaceKind.TERRITORY))
    if shapes is None:
        return None
    by_place = {one.place.id: one for one in shapes.shapes}
    areas = [area for name in TINTS for area in _areas(page, name, by_place, lang)]
    ground = [area_of(one, lang=lang) for one in _mainland(shapes)]
    words = {
        "members": str(Standing.MEMBER.label),
        "candidates": str(Standing.CANDIDATE.label),
        "partners": pgettext("key of a map", "In the Open Government Partnership only"),
    }
    return NetworkMap(
        category_map(areas, ground=ground, css="map land", links=True),
        [(key, words[name]) for name, (_tint, key) in TINTS.items() if getattr(page, name)],
        gettext("Outlines: %(credit)s") % {"credit": shapes.source.credit or shapes.source.source},
    )


def _areas(page: NetworkHome, name: str, shapes: Mapping[int, Shape], lang: str) -> list[Area]:
    tint, _key = TINTS[name]
    return [
        Area(
            key=one.member.code,
            name=one.member.names.in_language(lang).text if name in NAMED else "",
            path=shape.path,
            label_x=shape.label_x,
            label_y=shape.label_y,
            tint=tint,
            href=reverse("portal:member", kwargs={"lang": lang, "code": one.member.code}),
            says=one.member.names.in_language(lang).text,
        )
        for one in getattr(page, name)
        if one.member.place and (shape := shapes.get(one.member.place.id))
    ]


def _mainland(shapes: MapShapes) -> list[Shape]:
    """Leave out territories far from the states: they would make these small."""
    states = [one.box for one in shapes.shapes if one.place.kind is PlaceKind.COUNTRY]
    left, top = min(one.x for one in states), min(one.y for one in states)
    right = max(one.x + one.width for one in states)
    bottom = max(one.y + one.height for one in states)
    return [
        one
        for one in shapes.shapes
        if left <= one.box.x
        and top <= one.box.y
        and one.box.x + one.box.width <= right
        and one.box.y + one.box.height <= bottom
    ]
