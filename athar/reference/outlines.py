"""Draws outlines: one projection for a set, shared borders kept shared, compact SVG paths.

Degrees and map units are drawing, not measured values: here floats are meant.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from athar.reference.geojson import RawOutline, feature_problem

if TYPE_CHECKING:
    from shapely.geometry import Polygon
    from shapely.geometry.base import BaseGeometry

LONGER_SIDE = 4000
"""Map units along the longer side of a set: four to a pixel on a wide screen."""

_TOLERANCE = 2.0
_NARROWEST_GAP = 3.0
_LOST_SHARE = 0.1
_SMALL_AREA = 400.0
_MICRO = Decimal("0.000001")
_FLATTEST = 85.0
_THINNEST = 0.001
_FEWEST_CORNERS = 3

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Projection:
    """Equirectangular projection around a set's own middle: local shapes and areas stay true.

    x = (longitude - west) · cos(parallel) · units, y = (north - latitude) · units.
    """

    west: Decimal
    north: Decimal
    parallel: Decimal
    units_per_degree: Decimal

    def on_map(self, longitude: Decimal, latitude: Decimal) -> Point:
        """Give the map point, in whole units, of a point of the earth, in degrees."""
        x, y = self.unrounded(float(longitude), float(latitude))
        return round(x), round(y)

    def unrounded(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Give the map point before it is rounded to whole units."""
        units = float(self.units_per_degree)
        return (longitude - float(self.west)) * self._narrowing * units, (
            float(self.north) - latitude
        ) * units

    def on_earth(self, x: float, y: float) -> tuple[float, float]:
        """Give longitude and latitude, to a ten-thousandth of a degree, of a map point."""
        units = float(self.units_per_degree)
        longitude = x / units / self._narrowing + float(self.west)
        return round(longitude, 4), round(float(self.north) - y / units, 4)

    @property
    def _narrowing(self) -> float:
        return math.cos(math.radians(float(self.parallel)))


@dataclass(frozen=True, slots=True)
class Outline:
    """One place drawn: simplified geometry in degrees, path, label point and box in map units."""

    code: str
    geometry: dict[str, Any]
    svg_path: str
    label: Point
    lowest: Point
    highest: Point


@dataclass(frozen=True, slots=True)
class Drawing:
    """A set of outlines in one projection; `repaired` names those that crossed themselves."""

    projection: Projection
    outlines: tuple[Outline, ...]
    repaired: tuple[str, ...]


def draw(raw: Sequence[RawOutline]) -> Drawing:
    """Repair, project, simplify and draw outlines, neighbours together.

    Errors: ValidationError when an outline encloses no area, or lies over its neighbours.
    """
    import shapely

    polygons = [shapely.MultiPolygon([(one[0], one[1:]) for one in _flat(r)]) for r in raw]
    whole = [_whole(shape) for shape in polygons]
    _refuse_empty(raw, whole)
    projection = _projection_of(shapely.total_bounds(whole))
    mapped = [shapely.transform(shape, projection.unrounded, interleaved=False) for shape in whole]
    cleaned = list(shapely.coverage_clean(mapped, gap_width=_NARROWEST_GAP))
    _refuse_overlaps(raw, mapped, cleaned)
    # Clockwise on the map, where y points down, is counter-clockwise on the earth (RFC 7946).
    simplified = shapely.orient_polygons(
        shapely.coverage_simplify(cleaned, _TOLERANCE), exterior_cw=True
    )
    return Drawing(
        projection=projection,
        outlines=tuple(
            _outline(one.code, shape, projection)
            for one, shape in zip(raw, simplified, strict=True)
        ),
        repaired=tuple(
            one.code for one, shape in zip(raw, polygons, strict=True) if not shape.is_valid
        ),
    )


def _flat(raw: RawOutline) -> Iterator[list[Any]]:
    """Give polygons without heights."""
    for polygon in raw.polygons:
        yield [[point[:2] for point in ring] for ring in polygon]


def _whole(shape: BaseGeometry) -> BaseGeometry:
    """Give the area a shape means where its rings cross themselves or overlap."""
    import shapely

    if shape.is_valid:
        return shape
    return shapely.make_valid(shape, method="structure", keep_collapsed=False)


def _projection_of(bounds: Iterable[float]) -> Projection:
    west, south, east, north = (_micro(bound) for bound in bounds)
    parallel = max(-_FLATTEST, min(_FLATTEST, float(south + north) / 2))
    narrowing = math.cos(math.radians(parallel))
    side = max(float(east - west) * narrowing, float(north - south), _THINNEST)
    return Projection(west, north, _micro(parallel), _micro(LONGER_SIDE / side))


def _micro(value: float) -> Decimal:
    return Decimal(float(value)).quantize(_MICRO)


def _refuse_empty(raw: Sequence[RawOutline], shapes: Sequence[BaseGeometry]) -> None:
    problems = [
        feature_problem(one.number, one.code, _("its outline encloses no area"))
        for one, shape in zip(raw, shapes, strict=True)
        if shape.area == 0
    ]
    if problems:
        raise ValidationError(problems)


def _refuse_overlaps(
    raw: Sequence[RawOutline], before: Sequence[BaseGeometry], after: Sequence[BaseGeometry]
) -> None:
    """Refuse places that lost a part to a neighbour when borders were made shared."""
    problems = [
        feature_problem(one.number, one.code, _("its outline lies over its neighbours"))
        for one, whole, kept in zip(raw, before, after, strict=True)
        if kept.area == 0 or whole.area - kept.area > max(_SMALL_AREA, whole.area * _LOST_SHARE)
    ]
    if problems:
        raise ValidationError(problems)


def _outline(code: str, shape: BaseGeometry, projection: Projection) -> Outline:
    import shapely

    middle = shapely.maximum_inscribed_circle(shape).coords[0]
    label = (round(middle[0]), round(middle[1]))
    left, top, right, bottom = shape.bounds
    return Outline(
        code=code,
        geometry=_geometry(shape, projection),
        svg_path="".join(_ring_paths(shape)) or _diamond(label),
        label=label,
        lowest=(math.floor(left), math.floor(top)),
        highest=(math.ceil(right), math.ceil(bottom)),
    )


def _geometry(shape: BaseGeometry, projection: Projection) -> dict[str, Any]:
    return {
        "type": "MultiPolygon",
        "coordinates": [
            [[list(projection.on_earth(x, y)) for x, y in ring] for ring in _rings(polygon)]
            for polygon in _parts(shape)
        ],
    }


def _parts(shape: BaseGeometry) -> Sequence[Polygon]:
    return list(getattr(shape, "geoms", [shape]))


def _rings(polygon: Polygon) -> Iterator[Sequence[tuple[float, float]]]:
    yield list(polygon.exterior.coords)
    for hole in polygon.interiors:
        yield list(hole.coords)


def _ring_paths(shape: BaseGeometry) -> Iterator[str]:
    """Give each ring as "Mx yl…z": one absolute point, then steps, which are short to write."""
    for polygon in _parts(shape):
        for ring in _rings(polygon):
            points = _distinct([(round(x), round(y)) for x, y in ring])
            if len(points) >= _FEWEST_CORNERS:
                yield _path(points)


def _distinct(points: list[Point]) -> list[Point]:
    """Leave out points that fell together, and the last one, which is the first again."""
    return [
        point
        for point, after in zip(points, [*points[1:], points[0]], strict=True)
        if point != after
    ]


def _path(points: list[Point]) -> str:
    steps = (
        number
        for (x, y), (next_x, next_y) in pairwise(points)
        for number in (next_x - x, next_y - y)
    )
    return f"M{points[0][0]} {points[0][1]}l{_joined(steps)}z"


def _joined(numbers: Iterable[int]) -> str:
    """Write numbers one after another; a minus sign already separates."""
    text = "".join(f" {number}" if number >= 0 else str(number) for number in numbers)
    return text.removeprefix(" ")


def _diamond(middle: Point) -> str:
    """Give a mark for a place too small to be drawn."""
    return f"M{middle[0] - 2} {middle[1]}l2-2 2 2-2 2z"
