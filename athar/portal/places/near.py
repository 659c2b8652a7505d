"""Near me: from the region to the province to the commune, without telling where one stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from athar.plans.queries import PlanCard, published_plans
from athar.portal.commitments.choices import read_code
from athar.reference.queries import PlaceRef, ancestors, parts_below, place_refs
from athar.rollups.queries import n_by_place

#: What is chosen one after the other, by its name in the address.
STEPS = ("region", "province", "commune")


@dataclass(frozen=True, slots=True)
class Step:
    """One choice: its name in the address, the places to choose among, the chosen one."""

    name: str
    options: tuple[PlaceRef, ...]
    chosen: PlaceRef | None


@dataclass(frozen=True, slots=True)
class Near:
    """How far a reader has come on the way to their commune.

    Shape: `steps` are those that can be answered now, the last of them perhaps not yet. `place` is
    the smallest place chosen, None before any; `n` counts the commitments in it; `plan` is the
    newest plan, None when none is published.
    """

    steps: tuple[Step, ...]
    place: PlaceRef | None
    n: int
    plan: PlanCard | None
    counts_projects: bool


def read_codes(query: Mapping[str, str]) -> dict[str, str]:
    """Read what was chosen. Errors: BadRequest for what cannot be the code of a place."""
    return {name: read_code(query, name) for name in STEPS}


def gather_near(codes: Mapping[str, str]) -> Near:
    """Gather the way to a commune; a choice that is no part of the one before is left out.

    Shape: it begins in the country of the newest plan; without a choice, its region is chosen.
    Queries: 4 to 7, 1 without any plan of a place.
    """
    plans = published_plans()
    newest = next((one for one in plans if one.place_id), None)
    projects = all(one.kind.counts_projects for one in plans)
    if newest is None or newest.place_id is None:
        return Near((), None, 0, plans[0] if plans else None, projects)
    home = place_refs([newest.place_id])[newest.place_id]
    line = (*ancestors(home), home)
    steps: list[Step] = []
    within = line[0]
    for name in STEPS:
        options = parts_below([within.id]).get(within.id, ())
        usual = line[1].code if name == STEPS[0] and len(line) > 1 else ""
        asked = codes.get(name) or usual
        chosen = next((one for one in options if one.code == asked), None)
        if options:
            steps.append(Step(name, options, chosen))
        if chosen is None:
            break
        within = chosen
    place = steps[-1].chosen or (steps[-2].chosen if len(steps) > 1 else None) if steps else None
    n = n_by_place([place.id]).get(place.id, 0) if place else 0
    return Near(tuple(steps), place, n, newest, projects)
