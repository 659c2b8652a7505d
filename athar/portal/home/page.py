"""What the home page shows, gathered once for HTML and JSON alike."""

from __future__ import annotations

from dataclasses import dataclass

from athar.reference.queries import PlaceRef, children, place_ref
from athar.rollups.figures import InstallationSummary, PlanTile, StatusChange
from athar.rollups.kept import of_plans
from athar.rollups.queries import installation_summary, recent_changes


@dataclass(frozen=True, slots=True)
class HomePage:
    """All published plans, the places one can choose among, and what changed lately."""

    summary: InstallationSummary
    places: tuple[PlaceRef, ...]
    changes: tuple[StatusChange, ...]


def gather_home() -> HomePage:
    """Gather the home page; places are those below the place of the newest plan.

    Queries: 6; where figures are kept 6 or 8.
    """
    summary = installation_summary()
    newest = summary.plans[0] if summary.plans else None
    place = place_ref(newest.place_id) if newest and newest.place_id else None
    places = children(place) if place else ()
    return HomePage(summary, places, _changes(newest) if newest else ())


def _changes(newest: PlanTile) -> tuple[StatusChange, ...]:
    """Give what changed lately in a plan. Queries: 1; see `of_plans`."""
    code = newest.plan.code
    return of_plans(
        "changes", [code], lambda _codes: {code: recent_changes(newest.plan.id, limit=4)}
    )[code]
