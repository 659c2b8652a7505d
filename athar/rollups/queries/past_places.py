"""What is promised in a place as of a publication, over all plans that were public then."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from athar.plans.queries import plans_then
from athar.reference.queries import Surroundings, place_refs
from athar.rollups.enums import SubjectKind
from athar.rollups.figures import ListFilter, ListRow
from athar.rollups.models import Progress
from athar.rollups.past import Past, past_of
from athar.rollups.queries.facets import choose
from athar.rollups.queries.past import items_of, lights_of, rows_of
from athar.rollups.queries.places import PlaceBoard, board_of, of_groups
from athar.trail.moments import AsOf

#: So many plans are put together at most: each costs its own queries, and time for each project.
MOST_PLANS = 12


def pasts_around(around: Surroundings, as_of: AsOf) -> tuple[Past, ...] | None:
    """Give the plans that could count in a place, or in those around it, as they stood.

    Shape: the one that started last first; None where there are more than MOST_PLANS.
    Queries: 2, and those of past_of for each plan.
    """
    outermost = around.above[0] if around.above else around.place
    cards = plans_then(as_of)
    homes = place_refs({one.place_id for one in cards if one.place_id})
    near = [
        one
        for one in cards
        if one.place_id is None
        or homes[one.place_id].lies_in(outermost)
        or outermost.lies_in(homes[one.place_id])
    ]
    if len(near) > MOST_PLANS:
        return None
    return tuple(filter(None, (past_of(one.code, as_of) for one in near)))


def place_board_then(around: Surroundings, pasts: Sequence[Past]) -> PlaceBoard:
    """Give the figures of a place and of those around it as they stood. Queries: 0."""
    wanted = of_groups(around)
    rows = [row for past in pasts for row in _rows_of(past) if wanted(row)]
    lights = {past.plan.pk: lights_of(past) for past in pasts}
    days = [past.day for past in pasts]
    return board_of(around, rows, lights, day=days[0] if days else None)


def _rows_of(past: Past) -> list[Progress]:
    groups = past.group_rows((SubjectKind.PLACE, SubjectKind.PLAN))
    for row in groups.values():
        row.plan = past.plan
    return list(groups.values())


def first_rows_then(
    pasts: Sequence[Past], *, filters: ListFilter, limit: int
) -> tuple[ListRow, ...]:
    """Give the first commitments of several plans that pass a filter. Queries: 0."""
    items = [items_of(past, "") for past in pasts]
    chosen = choose(chain.from_iterable(items), filters)[0][:limit]
    keys = {item.subject_id for item in chosen}
    return tuple(
        chain.from_iterable(
            rows_of(past, [item for item in some if item.subject_id in keys])
            for past, some in zip(pasts, items, strict=True)
        )
    )
