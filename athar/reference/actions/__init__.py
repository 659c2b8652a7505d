"""Every write to places, outlines and themes."""

from athar.reference.actions.boundaries import BoundariesLoaded, BoundarySetDetails, load_boundaries
from athar.reference.actions.places import PlacesLoaded, learn_spelling, load_places
from athar.reference.actions.sources import load_sources
from athar.reference.actions.tally import Tally
from athar.reference.actions.themes import load_themes

__all__ = [
    "BoundariesLoaded",
    "BoundarySetDetails",
    "PlacesLoaded",
    "Tally",
    "learn_spelling",
    "load_boundaries",
    "load_places",
    "load_sources",
    "load_themes",
]
