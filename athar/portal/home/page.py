"""What the home page shows, gathered once for HTML and JSON alike."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from athar.reference.queries import PlaceRef, children, place_ref
from athar.reporting.queries import Punctuality, in_all, punctuality_of_plans
from athar.rollups.figures import InstallationSummary, PlanTile, StatusChange
from athar.rollups.kept import of_plans
from athar.rollups.queries import installation_summary, recent_changes

SHOWN = 8
"""How many plans stand on the home page; the others are one click away."""


@dataclass(frozen=True, slots=True)
class HomePage:
    """All published plans, with the places and the latest changes of the first one shown."""

    summary: InstallationSummary
    places: tuple[PlaceRef, ...]
    changes: tuple[StatusChange, ...]
    punctuality: Punctuality

    @property
    def tiles(self) -> tuple[PlanTile, ...]:
        """Give the plans shown: those whose progress is known first, of these the newest first."""
        plans = sorted(self.summary.plans, key=lambda tile: not tile.figures.physical.known)
        return tuple(plans[:SHOWN])


def gather_home() -> HomePage:
    """Gather the home page; places are those below the place of the first plan.

    Queries: 8; where figures are kept 8 to 11.
    """
    summary = installation_summary()
    page = HomePage(summary, (), (), _punctuality(summary))
    if not page.tiles:
        return page
    first = page.tiles[0]
    place = place_ref(first.place_id) if first.place_id else None
    places = children(place) if place else ()
    return replace(page, places=places, changes=_changes(first))


def _punctuality(summary: InstallationSummary) -> Punctuality:
    """Give how punctual the bodies of all plans were. Queries: 2; see `of_plans`."""
    keys = {tile.plan.code: tile.plan.id for tile in summary.plans}

    def read(codes: Collection[str]) -> dict[str, Punctuality]:
        found = punctuality_of_plans([keys[code] for code in codes])
        return {code: in_all(found.get(keys[code], {}).values()) for code in codes}

    return in_all(of_plans("punctuality", keys, read).values()) if keys else Punctuality()


def _changes(first: PlanTile) -> tuple[StatusChange, ...]:
    """Give what changed lately in a plan. Queries: 1; see `of_plans`."""
    code = first.plan.code
    return of_plans(
        "changes", [code], lambda _codes: {code: recent_changes(first.plan.id, limit=4)}
    )[code]
