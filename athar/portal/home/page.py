"""What the home page shows, gathered once for HTML and JSON alike."""

from __future__ import annotations

from dataclasses import dataclass

from athar.reference.queries import PlaceRef, children, place_ref
from athar.rollups.figures import InstallationSummary, StatusChange
from athar.rollups.queries import installation_summary, recent_changes


@dataclass(frozen=True, slots=True)
class HomePage:
    """All published plans, the places one can choose among, and what changed lately."""

    summary: InstallationSummary
    places: tuple[PlaceRef, ...]
    changes: tuple[StatusChange, ...]


def gather_home() -> HomePage:
    """Gather the home page; places are those below the place of the newest plan. Queries: 6."""
    summary = installation_summary()
    newest = summary.plans[0] if summary.plans else None
    place = place_ref(newest.place_id) if newest and newest.place_id else None
    places = children(place) if place else ()
    changes = recent_changes(newest.plan.id, limit=4) if newest else ()
    return HomePage(summary, places, changes)
