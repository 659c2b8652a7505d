"""Reads a GeoJSON file of outlines, and says in words what is wrong with one."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Any

import orjson
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from athar.kernel.text import Translated
from athar.reference.tables import MOST_PROBLEMS

MOST_OUTLINES = 20_000
MOST_POINTS = 2_000_000
_SHORTEST_RING = 4
_SAYINGS = ("scheme", "source", "source_url", "licence", "credit", "retrieved_on")
_CODE_FIELDS = ("code", "iso3", "ISO_A3", "ADM0_A3")


@dataclass(frozen=True, slots=True)
class RawOutline:
    """An outline as the file gives it: polygons, each a shell and its holes, in degrees."""

    number: int
    code: str
    polygons: list[Any]


@dataclass(frozen=True, slots=True)
class OutlineFile:
    """The outlines of a file, and what it says of itself; empty where it says nothing."""

    outlines: tuple[RawOutline, ...]
    scheme: str
    title: Translated
    source: str
    source_url: str
    licence: str
    credit: str
    retrieved_on: str


def read_outlines(raw: bytes) -> OutlineFile:
    """Read outlines from GeoJSON in degrees of longitude and latitude (RFC 7946).

    Errors: ValidationError, one per feature, when the file is not such a GeoJSON, when a
    geometry is no polygon or leaves the earth, a code is missing or given twice, or the file
    is too large or too deeply nested.
    """
    document = _parsed(raw)
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or document.get("type") != "FeatureCollection":
        raise ValidationError(
            _("The file is JSON, but not a GeoJSON FeatureCollection."), code="not_geojson"
        )
    if not 0 < len(features) <= MOST_OUTLINES:
        raise ValidationError(
            _("The file holds %(n)d features; there must be between 1 and %(most)d."),
            code="too_many",
            params={"n": len(features), "most": MOST_OUTLINES},
        )
    return OutlineFile(
        outlines=_outlines(features),
        title=_title(document.get("title")),
        **{name: _text(document.get(name)) for name in _SAYINGS},
    )


def feature_problem(number: int, code: str, what: str) -> ValidationError:
    """Give one problem in words, with the feature it concerns."""
    return ValidationError(
        _("Feature %(number)d (%(code)s): %(what)s."),
        code="feature",
        params={"number": number, "code": code or "?", "what": what},
    )


def _parsed(raw: bytes) -> Any:
    try:
        return orjson.loads(raw.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        if "depth limit" in error.msg:
            raise ValidationError(_("The file is too deeply nested."), code="too_deep") from error
        raise ValidationError(
            _("The file is not JSON: line %(line)d, column %(column)d: %(reason)s."),
            code="not_json",
            params={"line": error.lineno, "column": error.colno, "reason": error.msg},
        ) from error


def _outlines(features: list[Any]) -> tuple[RawOutline, ...]:
    outlines: list[RawOutline] = []
    problems: list[ValidationError] = []
    seen: set[str] = set()
    for number, feature in enumerate(features, start=1):
        code = _code(feature)
        polygons = _polygons(feature)
        what = next(_problems_of(code, seen, polygons), None)
        if what:
            problems.append(feature_problem(number, code, what))
        else:
            outlines.append(RawOutline(number, code, polygons))
        seen.add(code)
        if len(problems) >= MOST_PROBLEMS:
            break
    if problems:
        raise ValidationError(problems)
    if sum(_n_points(outline.polygons) for outline in outlines) > MOST_POINTS:
        raise ValidationError(
            _("The file holds more than %(most)d points; simplify it first."),
            code="too_large",
            params={"most": MOST_POINTS},
        )
    return tuple(outlines)


def _problems_of(code: str, seen: set[str], polygons: list[Any]) -> Iterator[str]:
    if not code:
        yield _("it has no place code in “properties.code”")
    if code in seen:
        yield _("this place code stands in the file twice")
    if not polygons:
        yield _("its geometry must be a Polygon or a MultiPolygon")
    for ring in _rings(polygons):
        yield from _ring_problems(ring)


def _rings(polygons: list[Any]) -> Iterator[Any]:
    for polygon in polygons:
        if isinstance(polygon, list) and polygon:
            yield from polygon
        else:
            yield None


def _ring_problems(ring: Any) -> Iterator[str]:
    if not isinstance(ring, list) or len(ring) < _SHORTEST_RING:
        yield _("a ring needs at least four points")
    else:
        yield from (what for point in ring for what in _point_problems(point))
        if ring[0][:2] != ring[-1][:2]:
            yield _("a ring does not end where it begins")


def _point_problems(point: Any) -> Iterator[str]:
    if not _is_point(point):
        yield _("a point must be two numbers, longitude and latitude")
    elif not (-180 <= point[0] <= 180 and -90 <= point[1] <= 90):
        yield _(
            "the point %(x)s, %(y)s does not lie on the earth; coordinates must be "
            "longitude and latitude in degrees (WGS 84)"
        ) % {"x": point[0], "y": point[1]}


def _is_point(point: Any) -> bool:
    return (
        isinstance(point, list)
        and len(point) in {2, 3}
        and all(isinstance(one, int | float) and not isinstance(one, bool) for one in point)
        and all(isfinite(one) for one in point)
    )


def _n_points(polygons: list[Any]) -> int:
    return sum(len(ring) for ring in _rings(polygons))


def _code(feature: Any) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        return ""
    found = (properties.get(field) for field in _CODE_FIELDS)
    return next((one for one in found if isinstance(one, str) and one), "")


def _polygons(feature: Any) -> list[Any]:
    """Give the polygons of a feature; none when its geometry is something else."""
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(geometry, dict) or not isinstance(geometry.get("coordinates"), list):
        return []
    if geometry.get("type") == "Polygon":
        return [geometry["coordinates"]]
    return geometry["coordinates"] if geometry.get("type") == "MultiPolygon" else []


def _title(title: Any) -> Translated:
    if not isinstance(title, dict):
        return Translated()
    return Translated({str(lang): text for lang, text in title.items() if isinstance(text, str)})


def _text(value: Any) -> str:
    return value[:300] if isinstance(value, str) else ""
