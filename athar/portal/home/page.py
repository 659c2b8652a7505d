"""What the home page shows, gathered once for HTML and JSON alike."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from athar.reference.queries import PlaceRef, children, place_ref
from athar.reporting.queries import Punctuality, in_all, punctuality_of_plans
from athar.rollups.figures import InstallationSummary, PlanTile, StatusChange
from athar.rollups.kept import of_plans
from athar.rollups.queries import installation_summary, recent_changes


@dataclass(frozen=True, slots=True)
class HomePage:
    """All published plans, the places one can choose among, and what changed lately."""

    summary: InstallationSummary
    places: tuple[PlaceRef, ...]
    changes: tuple[StatusChange, ...]
    punctuality: Punctuality


def gather_home() -> HomePage:
    """Gather the home page; places are those below the place of the newest plan.

    Queries: 8; where figures are kept 8 to 11.
    """
    summary = installation_summary()
    newest = summary.plans[0] if summary.plans else None
    place = place_ref(newest.place_id) if newest and newest.place_id else None
    places = children(place) if place else ()
    return HomePage(summary, places, _changes(newest) if newest else (), _punctuality(summary))


def _punctuality(summary: InstallationSummary) -> Punctuality:
    """Give how punctual the bodies of all plans were. Queries: 2; see `of_plans`."""
    keys = {tile.plan.code: tile.plan.id for tile in summary.plans}

    def read(codes: Collection[str]) -> dict[str, Punctuality]:
        found = punctuality_of_plans([keys[code] for code in codes])
        return {code: in_all(found.get(keys[code], {}).values()) for code in codes}

    return in_all(of_plans("punctuality", keys, read).values()) if keys else Punctuality()


def _changes(newest: PlanTile) -> tuple[StatusChange, ...]:
    """Give what changed lately in a plan. Queries: 1; see `of_plans`."""
    code = newest.plan.code
    return of_plans(
        "changes", [code], lambda _codes: {code: recent_changes(newest.plan.id, limit=4)}
    )[code]
