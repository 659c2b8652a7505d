"""Maps of places, ready to be drawn: outlines in whole units and the line of their source."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import QuerySet

from athar.kernel.text import Translated
from athar.reference.models import Boundary, BoundarySet
from athar.reference.outlines import Projection
from athar.reference.queries.places import PlaceRef, ref_of
from athar.rows.prepared import Prepared, distinct

_MARGIN_SHARE = 50


class ViewBox(NamedTuple):
    """The part of the drawing that is shown; printed as an SVG viewBox."""

    x: int
    y: int
    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.x} {self.y} {self.width} {self.height}"


@dataclass(frozen=True, slots=True)
class SourceLine:
    """What stands under a map: its title, where it comes from, its licence, whom to credit."""

    title: Translated
    source: str
    url: str
    licence: str
    credit: str


@dataclass(frozen=True, slots=True)
class Shape:
    """One place on a map: its outline as an SVG path, a point well inside it, its box."""

    place: PlaceRef
    path: str
    label_x: int
    label_y: int
    box: ViewBox


@dataclass(frozen=True, slots=True)
class MapShapes:
    """A map of some places, in order of code, in one projection."""

    boundary_set: str
    view_box: ViewBox
    shapes: tuple[Shape, ...]
    source: SourceLine
    projection: Projection

    def locate(self, longitude: Decimal, latitude: Decimal) -> tuple[int, int]:
        """Give the point of the map where a point of the earth lies."""
        return self.projection.on_map(longitude, latitude)

    @property
    def degrees(self) -> tuple[float, float, float, float]:
        """Give the units of a degree: across and where longitude 0 is, down and latitude 0."""
        (left, top), (x, y) = (self.projection.unrounded(one, one) for one in (0, 1))
        return x - left, left, y - top, top


@dataclass(frozen=True, slots=True)
class BoundarySetRef:
    """A boundary set in use."""

    code: str
    scheme: str
    source: SourceLine


def boundary_sets() -> tuple[BoundarySetRef, ...]:
    """Give the boundary sets in use, in the installation's order of preference. Queries: 1."""
    return tuple(BoundarySetRef(one.code, one.scheme, _source(one)) for one in _sets_in_use())


def map_of(place_ids: Iterable[int], boundary_set: str | None = None) -> MapShapes | None:
    """Give the map of some places, or None when no outline of them is known.

    Shape: without `boundary_set`, the set in use that knows most of them, the preferred one
    among equals. Places without an outline are left out: compare with what was asked for.
    Units: whole units of the set's own drawing. Queries: 1.
    """
    keys, wanted = distinct(place_ids), _wanted(boundary_set)
    if not keys:
        return None
    rows = _OF_PLACES.objects(keys, wanted) if wanted else _OF_PLACES.objects(keys)
    return _map_of(rows, boundary_set)


def map_of_parts(place_id: int, boundary_set: str | None = None) -> MapShapes | None:
    """Give the map of the places just below a place, as `map_of` does. Queries: 1."""
    wanted = _wanted(boundary_set)
    rows = _PARTS.objects(place_id, wanted) if wanted else _PARTS.objects(place_id)
    return _map_of(rows, boundary_set)


def map_of_kinds(kinds: Iterable[str], boundary_set: str | None = None) -> MapShapes | None:
    """Give the map of every place of some kinds, as `map_of` does. Queries: 1."""
    chosen, wanted = tuple(sorted(kinds)), _wanted(boundary_set)
    rows = _OF_KINDS.objects(chosen, wanted) if wanted else _OF_KINDS.objects(chosen)
    return _map_of(rows, boundary_set)


def geometries(boundary_set: str, place_ids: Iterable[int]) -> dict[int, Mapping[str, Any]]:
    """Give the outlines of some places in a set by key of place, as GeoJSON geometries.

    Units: degrees of longitude and latitude. Queries: 1.
    """
    rows = Boundary.objects.filter(set__code=boundary_set, place__in=set(place_ids))
    return dict(rows.values_list("place_id", "geometry"))


def _parts(place_id: int, wanted: tuple[str, ...] = ()) -> QuerySet[Boundary]:
    return _to_draw(Boundary.objects.filter(place__parent=place_id), wanted)


def _of_places(keys: tuple[int, ...], wanted: tuple[str, ...] = ()) -> QuerySet[Boundary]:
    return _to_draw(Boundary.objects.filter(place__in=keys), wanted)


def _of_kinds(kinds: tuple[str, ...], wanted: tuple[str, ...] = ()) -> QuerySet[Boundary]:
    return _to_draw(Boundary.objects.filter(place__kind__in=kinds), wanted)


_PARTS, _OF_PLACES, _OF_KINDS = Prepared(_parts), Prepared(_of_places), Prepared(_of_kinds)


def _to_draw(rows: QuerySet[Boundary], wanted: tuple[str, ...]) -> QuerySet[Boundary]:
    if wanted:
        rows = rows.filter(set__code__in=wanted)
    return rows.select_related("place", "set__source").defer("geometry").order_by("place__code")


def _map_of(rows: Iterable[Boundary], boundary_set: str | None) -> MapShapes | None:
    outlines: defaultdict[str, list[Boundary]] = defaultdict(list)
    for outline in rows:
        outlines[outline.set.code].append(outline)
    if not outlines:
        return None
    most = max(_preferred(outlines, _wanted(boundary_set)), key=lambda code: len(outlines[code]))
    return _map(outlines[most][0].set, outlines[most])


def _sets_in_use() -> list[BoundarySet]:
    """Give the sets the installation names, or all when it names none."""
    wanted, rows = _wanted(), BoundarySet.objects.select_related("source")
    by_code = {one.code: one for one in (rows.filter(code__in=wanted) if wanted else rows)}
    return [by_code[code] for code in _preferred(by_code, wanted)]


def _wanted(code: str | None = None) -> tuple[str, ...]:
    return (code,) if code else tuple(settings.BOUNDARIES)


def _preferred(codes: Iterable[str], wanted: tuple[str, ...]) -> list[str]:
    """Put sets in the installation's order of preference, by code when it has none."""
    return sorted(codes, key=lambda code: (wanted.index(code) if wanted else 0, code))


def _map(boundary_set: BoundarySet, outlines: list[Boundary]) -> MapShapes:
    return MapShapes(
        boundary_set=boundary_set.code,
        view_box=_around([_box(one) for one in outlines]),
        shapes=tuple(
            Shape(ref_of(one.place), one.svg_path, one.label_x, one.label_y, _box(one))
            for one in outlines
        ),
        source=_source(boundary_set),
        projection=Projection(
            west=boundary_set.west,
            north=boundary_set.north,
            parallel=boundary_set.parallel,
            units_per_degree=boundary_set.units_per_degree,
        ),
    )


def _box(outline: Boundary) -> ViewBox:
    return ViewBox(
        outline.min_x,
        outline.min_y,
        outline.max_x - outline.min_x,
        outline.max_y - outline.min_y,
    )


def _around(boxes: list[ViewBox]) -> ViewBox:
    """Give the box around all, with room for the thickness of lines."""
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    width = max(box.x + box.width for box in boxes) - left
    height = max(box.y + box.height for box in boxes) - top
    margin = max(1, max(width, height) // _MARGIN_SHARE)
    return ViewBox(left - margin, top - margin, width + 2 * margin, height + 2 * margin)


def _source(boundary_set: BoundarySet) -> SourceLine:
    source = boundary_set.source
    return SourceLine(boundary_set.title, source.title, source.url, source.licence, source.credit)
