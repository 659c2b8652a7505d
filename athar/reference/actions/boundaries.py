"""Storing a set of outlines."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from athar.kernel.actor import Actor
from athar.kernel.text import Translated
from athar.reference.actions.tally import Tally, ask, store
from athar.reference.geojson import OutlineFile
from athar.reference.models import Boundary, BoundarySet, DataSource
from athar.reference.outlines import Drawing, Outline, draw
from athar.reference.queries.places import PlaceRef, places_by_code
from athar.reference.tables import SourceRow
from athar.reference.validators import check_places_known
from athar.trail.actions import record
from athar.trail.refusing import acting


@dataclass(frozen=True, slots=True)
class BoundarySetDetails:
    """What a set is called, whose codes it uses, and what stands under its maps."""

    code: str
    scheme: str
    title: Translated
    source: SourceRow


@dataclass(frozen=True, slots=True)
class BoundariesLoaded:
    """What loading a set did; `repaired` names the outlines that crossed themselves."""

    outlines: Tally
    repaired: tuple[str, ...]


@acting("boundaries.loaded", "boundaries")
def load_boundaries(
    *, by: Actor | None, details: BoundarySetDetails, file: OutlineFile, file_name: str = ""
) -> BoundariesLoaded:
    """Draw the outlines of a file and make them the whole content of a set.

    Errors: ValidationError naming the features; PermissionDenied.
    """
    ask(by)
    places = places_by_code(details.scheme)
    check_places_known(file.outlines, places=places, scheme=details.scheme)
    drawing = draw(file.outlines)
    with transaction.atomic():
        tally = _store(details, drawing, places)
        if tally.n_changes:
            record(
                kind="boundaries.loaded",
                by=by,
                subject=f"boundaries:{details.code}",
                source={"file": file_name, "outlines": len(drawing.outlines)},
            )
    return BoundariesLoaded(tally, drawing.repaired)


def _store(details: BoundarySetDetails, drawing: Drawing, places: Mapping[str, PlaceRef]) -> Tally:
    boundary_set, tally = _store_set(details, drawing)
    stored = {one.place_id: one for one in boundary_set.boundaries.all()}
    wanted = {
        places[outline.code].id: _fields(boundary_set, places[outline.code], outline)
        for outline in drawing.outlines
    }
    gone = set(stored) - set(wanted)
    boundary_set.boundaries.filter(place__in=gone).delete()
    return tally + store(Boundary.objects, wanted, stored).tally + Tally(removed=len(gone))


def _store_set(details: BoundarySetDetails, drawing: Drawing) -> tuple[BoundarySet, Tally]:
    """Store what the set says of itself; its change counts, its first appearance does not."""
    code = f"boundaries-{details.code}"
    source = details.source
    sources = DataSource.objects.in_bulk([code], field_name="code")
    told = {
        "code": code,
        "title": source.title,
        "url": source.url,
        "licence": source.licence,
        "credit": source.credit,
        "retrieved_on": source.retrieved_on,
    }
    tally = store(DataSource.objects, {code: told}, sources).tally
    projection = drawing.projection
    sets = BoundarySet.objects.in_bulk([details.code], field_name="code")
    drawn = {
        "code": details.code,
        "title": details.title,
        "scheme": details.scheme,
        "source_id": sources[code].pk,
        "west": projection.west,
        "north": projection.north,
        "parallel": projection.parallel,
        "units_per_degree": projection.units_per_degree,
    }
    tally += store(BoundarySet.objects, {details.code: drawn}, sets).tally
    return sets[details.code], Tally(changed=tally.changed)


def _fields(boundary_set: BoundarySet, place: PlaceRef, outline: Outline) -> dict[str, Any]:
    return {
        "set_id": boundary_set.pk,
        "place_id": place.id,
        "geometry": outline.geometry,
        "svg_path": outline.svg_path,
        "label_x": outline.label[0],
        "label_y": outline.label[1],
        "min_x": outline.lowest[0],
        "min_y": outline.lowest[1],
        "max_x": outline.highest[0],
        "max_y": outline.highest[1],
    }
