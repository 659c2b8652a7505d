"""The territories that a page of results sets side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from athar.plans.queries import PlanCard, published_plans
from athar.portal.territory.choices import EVERYWHERE, Choices
from athar.reference.enums import PlaceKind
from athar.reference.queries import (
    PlaceRef,
    Surroundings,
    countries,
    parts_below,
    place_refs,
    surroundings,
)


@dataclass(frozen=True, slots=True)
class Ground:
    """A place with the territories shown in it.

    Shape: `place` None = all countries are shown; `above` the places it lies in, outermost first;
    `shown` its parts, the parts of those (`is_small`), or the places beside it when it has none
    (`is_among_neighbours`). `has_small` when the parts have parts of their own. `offered` are
    places that a reader may go on to, in the order of the tree.
    """

    place: PlaceRef | None
    above: tuple[PlaceRef, ...] = ()
    shown: tuple[PlaceRef, ...] = ()
    has_small: bool = False
    is_small: bool = False
    is_among_neighbours: bool = False
    offered: tuple[PlaceRef, ...] = ()

    @property
    def wider(self) -> tuple[PlaceRef, ...]:
        """Give the place itself and those it lies in, nearest first."""
        return () if self.place is None else (self.place, *reversed(self.above))

    @property
    def places(self) -> tuple[PlaceRef, ...]:
        """Give every place of which something is shown."""
        known = {one.id for one in self.shown}
        return (*(one for one in self.wider if one.id not in known), *self.shown)


def ground_of(choices: Choices, plans: Sequence[PlanCard] | None = None) -> Ground | None:
    """Give the territories that were chosen, else the parts of the place of the newest plan.

    Shape: None for a place that does not exist; `plans` are the published ones where they are
    known already.
    Queries: 3, 4 or 5 without a choice, 1 for all countries.
    """
    if choices.place == EVERYWHERE:
        return Ground(None, shown=countries())
    around = _around(choices.place, plans)
    if around is None:
        return None if choices.place else Ground(None, shown=countries())
    parts = around.parts
    small: tuple[PlaceRef, ...] = ()
    if parts:
        below = parts_below([one.id for one in parts])
        small = tuple(one for few in below.values() for one in few)
    is_small = choices.level == "small" and bool(small)
    return Ground(
        place=around.place,
        above=around.above,
        shown=(small if is_small else parts) or around.beside or (around.place,),
        has_small=bool(small),
        is_small=is_small,
        is_among_neighbours=not parts,
        offered=_offered(around),
    )


def _around(place: str, plans: Sequence[PlanCard] | None) -> Surroundings | None:
    """Give the chosen place, else that of the newest plan that has one."""
    if place:
        scheme, _, code = place.partition(":")
        return surroundings(scheme, code)
    home = next((one.place_id for one in plans or published_plans() if one.place_id), None)
    known = place_refs([home]) if home else {}
    return next((surroundings(one.scheme, one.code) for one in known.values()), None)


def _offered(around: Surroundings) -> tuple[PlaceRef, ...]:
    """Give what lies above, beside and below, but for communes: they have no parts to show."""
    near = (*around.above, *around.beside, around.place, *around.parts)
    known = {one.path: one for one in near if one.kind is not PlaceKind.COMMUNE}
    return tuple(known[path] for path in sorted(known))
