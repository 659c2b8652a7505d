"""What the map of a plan shows, gathered once for HTML, JSON, GeoJSON and CSV alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from athar.plans.queries import PlanView, plan_by_code
from athar.portal.commitments.listing import ListPage, list_filter
from athar.portal.map.choices import MapChoices
from athar.reference.queries import MapShapes, PlaceRef, map_of, parts_below, place_refs
from athar.rollups.enums import SubjectKind
from athar.rollups.queries import (
    PlaceTotals,
    SubjectName,
    Territory,
    subject_names,
    territory,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPage:
    """The commitments a list would hold, by place.

    Shape: `focus` is the place that is drawn, None when the plan is about none; `wider` the place
    just around it, None around the place of the plan. `drawn` are its parts, or when it has none
    its neighbours, itself among them (`is_among_neighbours`); `has_levels` when the parts have
    parts of their own to choose. `shapes` are None when no outline is known.
    """

    plan: PlanView
    choices: MapChoices
    focus: PlaceRef | None
    wider: SubjectName | None
    drawn: tuple[PlaceRef, ...]
    is_among_neighbours: bool
    has_levels: bool
    shapes: MapShapes | None
    territory: Territory
    listed: ListPage

    def totals(self, place: PlaceRef) -> PlaceTotals | None:
        """Give what the chosen commitments come to in a place, None where none counts."""
        return self.territory.places.get(place.id)


@dataclass(frozen=True, slots=True)
class _Ground:
    """The places to be drawn, before anything is counted in them."""

    focus: PlaceRef | None = None
    drawn: tuple[PlaceRef, ...] = ()
    is_among_neighbours: bool = False
    has_levels: bool = False


def gather_map(plan_code: str, choices: MapChoices) -> MapPage | None:
    """Gather the map of a published plan; None without the plan. Queries: 8, in a commune 9."""
    plan = plan_by_code(plan_code)
    if plan is None:
        return None
    names = subject_names(plan.id)
    places = names[SubjectKind.PLACE]
    chosen = next((one for one in places.values() if one.code == choices.place), None)
    ground = _ground(plan.place_id, chosen.id if chosen else None, choices.level)
    drawn = {one.id for one in ground.drawn}
    found = territory(
        plan.id,
        filters=list_filter(choices, names),
        wanted=drawn,
        is_place_kept=not ground.is_among_neighbours,
    )
    return MapPage(
        plan=plan,
        choices=choices,
        focus=ground.focus,
        wider=_wider(ground.focus, plan.place_id, places),
        drawn=ground.drawn,
        is_among_neighbours=ground.is_among_neighbours,
        has_levels=ground.has_levels,
        shapes=map_of(drawn) if drawn else None,
        territory=found,
        listed=ListPage(plan, choices, names, found.listing),
    )


def _ground(plan_place: int | None, chosen: int | None, level: str) -> _Ground:
    """Choose what is drawn. Queries: 2, 3 for a place without parts."""
    known = place_refs(one for one in (plan_place, chosen) if one)
    focus = known.get(chosen or plan_place or 0)
    if focus is None:
        return _Ground()
    below = parts_below([focus.id], levels=2)
    parts = below.pop(focus.id, ())
    small = tuple(one for few in below.values() for one in few)
    if not parts:
        around = parts_below([focus.parent_id] if focus.parent_id else [])
        return _Ground(focus, _flat(around.values()), is_among_neighbours=True)
    return _Ground(focus, small if level and small else parts, has_levels=bool(small))


def _wider(
    focus: PlaceRef | None, plan_place: int | None, places: Mapping[int, SubjectName]
) -> SubjectName | None:
    if focus is None or focus.id == plan_place:
        return None
    return places.get(focus.parent_id or 0)


def _flat(groups: Iterable[tuple[PlaceRef, ...]]) -> tuple[PlaceRef, ...]:
    return tuple(one for group in groups for one in group)
