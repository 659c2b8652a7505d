"""What other packages may read of places, maps and themes."""

from athar.reference.queries.maps import (
    BoundarySetRef,
    MapShapes,
    Shape,
    SourceLine,
    ViewBox,
    boundary_sets,
    map_of,
    map_of_parts,
)
from athar.reference.queries.names import PlaceIndex, match_place
from athar.reference.queries.places import (
    PlaceRef,
    PopulationCount,
    ancestors,
    children,
    countries,
    descendants,
    place_by_code,
    place_exists,
    place_ref,
    place_refs,
    places_by_code,
    population_history,
    populations,
)
from athar.reference.queries.themes import ThemeIndex, ThemeRef, theme_refs, themes

__all__ = [
    "BoundarySetRef",
    "MapShapes",
    "PlaceIndex",
    "PlaceRef",
    "PopulationCount",
    "Shape",
    "SourceLine",
    "ThemeIndex",
    "ThemeRef",
    "ViewBox",
    "ancestors",
    "boundary_sets",
    "children",
    "countries",
    "descendants",
    "map_of",
    "map_of_parts",
    "match_place",
    "place_by_code",
    "place_exists",
    "place_ref",
    "place_refs",
    "places_by_code",
    "population_history",
    "populations",
    "theme_refs",
    "themes",
]
