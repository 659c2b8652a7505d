"""The figures of a place, of its parts and of what it lies in, over all published plans."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, Sum

from athar.plans.enums import PlanKind
from athar.plans.models import Plan
from athar.reference.queries import PlaceRef, Surroundings
from athar.rollups.contributions import NONE_STATED
from athar.rollups.enums import SubjectKind
from athar.rollups.figures import AcrossPlans, MoneyTotals, Percentage
from athar.rollups.models import Progress
from athar.rollups.queries.across import across
from athar.rollups.queries.readings import Light, gather, lights_of_plans

_OF_PLACES = (SubjectKind.PLACE, SubjectKind.PLAN)


@dataclass(frozen=True, slots=True)
class WholeCount:
    """How many commitments concern a place as a whole: they count in none of its parts."""

    place: PlaceRef
    n: int


@dataclass(frozen=True, slots=True)
class AboveFigures:
    """What is compared of a place above: it says nothing of today. As in AcrossPlans."""

    place: PlaceRef
    n_total: int
    physical: Percentage | None
    money: tuple[MoneyTotals, ...]


@dataclass(frozen=True, slots=True)
class PlaceBoard:
    """A place with its figures, those of its parts, and what does not count in it.

    Shape: `figures` are those of the place as `place_progress` gives them, `parts` the same by key
    of place, also without any commitment. `above` are the places it lies in that have some,
    outermost first. `within` are the keys of plans of a smaller place, which count as a whole.
    `whole` counts the commitments of the place in none of its parts; `wider` those of the places
    above, outermost first, which therefore do not count here; places above without any are left
    out. `place_unknown` counts the commitments that state no place, in the plans of this place
    and of those above.
    """

    figures: AcrossPlans
    parts: Mapping[int, AcrossPlans]
    above: tuple[AboveFigures, ...]
    within: frozenset[int]
    whole: int
    wider: tuple[WholeCount, ...]
    place_unknown: int
    counts_projects: bool


def place_board(around: Surroundings) -> PlaceBoard:
    """Give the figures of a place and of those around it. Queries: 2."""
    rows = _read(around)
    of_place = {one.id: _rows_of(one, rows) for one in (around.place, *around.parts)}
    plans = {row.plan_id: row.plan for row in rows}
    return board_of(around, rows, _lights(around, plans, of_place.values()))


def board_of(
    around: Surroundings,
    rows: Sequence[Progress],
    lights: Mapping[int, Sequence[Light]],
    *,
    day: dt.date | None = None,
) -> PlaceBoard:
    """Put a board together from the groups of some plans and from their commitments.

    Shape: `rows` in the order of the plans; as of a day, by default today. Queries: 0.
    """
    plans = {row.plan_id: row.plan for row in rows}
    here = _rows_of(around.place, rows)
    said = {pk: gather(lights.get(pk, ()), _OF_PLACES, day) for pk in plans}

    def figures(own: Sequence[Progress]) -> AcrossPlans:
        return across({row.plan_id: row.plan for row in own}, own, said)

    spoken_of = [row.plan for row in (here or rows)]
    return PlaceBoard(
        figures=figures(here),
        parts={one.id: figures(_rows_of(one, rows)) for one in around.parts},
        above=tuple(
            AboveFigures(one, found.n_total, found.physical, found.money)
            for one in around.above
            if (found := figures(_rows_of(one, rows))).n_total
        ),
        within=frozenset(row.plan_id for row in here if row.kind == SubjectKind.PLAN),
        whole=_n_whole(lights, around.place, [one.id for one in around.parts]),
        wider=tuple(_wider(around, lights)),
        place_unknown=sum(row.n_total for row in rows if row.subject_id == NONE_STATED),
        counts_projects=all(PlanKind(plan.kind).counts_projects for plan in spoken_of),
    )


def n_by_place(place_ids: Iterable[int]) -> dict[int, int]:
    """Give how many commitments of published plans count in each place; 0 is left out.

    Queries: 1.
    """
    rows = Progress.objects.filter(
        kind=SubjectKind.PLACE, subject_id__in=set(place_ids), plan__current_version__gt=0
    )
    return dict(rows.values_list("subject_id").annotate(n=Sum("n_total")).order_by())


def _read(around: Surroundings) -> list[Progress]:
    """Read the groups of a place and of those around it, with their plans. Queries: 1."""
    line = [one.id for one in around.above] + [around.place.id]
    places = {*line, *(one.id for one in around.parts)}
    outermost = around.above[0] if around.above else around.place
    wanted = (
        Q(kind=SubjectKind.PLACE, subject_id__in=places)
        | Q(kind=SubjectKind.PLACE, subject_id=NONE_STATED, plan__place__in=line)
        | Q(kind=SubjectKind.PLAN, plan__place__path__startswith=outermost.path)
    )
    rows = Progress.objects.filter(wanted, plan__current_version__gt=0)
    return list(
        rows.select_related("plan__place")
        .defer("counted_in", "words")
        .order_by("-plan__start_on", "plan__code")
    )


def of_groups(around: Surroundings) -> Callable[[Progress], bool]:
    """Tell which groups of a plan are read for a place, as `place_board` does in the database."""
    line = {one.id for one in (*around.above, around.place)}
    places = line | {one.id for one in around.parts}
    outermost = around.above[0] if around.above else around.place

    def is_read(row: Progress) -> bool:
        home = row.plan.place
        if row.kind == SubjectKind.PLAN:
            return home is not None and home.path.startswith(outermost.path)
        if row.subject_id == NONE_STATED:
            return home is not None and home.pk in line
        return row.subject_id in places

    return is_read


def _rows_of(place: PlaceRef, rows: Iterable[Progress]) -> list[Progress]:
    """Give its part of the plans above it, and all plans of places within it."""
    return [
        row
        for row in rows
        if (row.kind == SubjectKind.PLACE and row.subject_id == place.id)
        or (row.kind == SubjectKind.PLAN and _lies_within(row.plan, place))
    ]


def _lies_within(plan: Plan, place: PlaceRef) -> bool:
    own = plan.place
    return own is not None and own.pk != place.id and own.path.startswith(place.path)


def _lights(
    around: Surroundings, plans: Mapping[int, Plan], groups: Iterable[Iterable[Progress]]
) -> Mapping[int, Sequence[Light]]:
    """Read the commitments of the plans that may count in a place, by plan. Queries: 1."""
    line = {one.id for one in (*around.above, around.place)}
    asked = {row.plan_id for rows in groups for row in rows}
    asked |= {pk for pk, plan in plans.items() if plan.place_id in line}
    by_plan: defaultdict[int, list[Light]] = defaultdict(list)
    for one in lights_of_plans(plans[pk] for pk in asked) if asked else ():
        by_plan[one.plan_id].append(one)
    return by_plan


def _wider(around: Surroundings, lights: Mapping[int, Sequence[Light]]) -> Iterable[WholeCount]:
    for one in around.above:
        n = _n_whole(lights, one, around.parts_above[one.id])
        if n:
            yield WholeCount(one, n)


def _n_whole(lights: Mapping[int, Sequence[Light]], place: PlaceRef, parts: Collection[int]) -> int:
    """Count the commitments that count in a place and in none of its parts."""
    own = f" {SubjectKind.PLACE}:{place.id}:"
    below = [f" {SubjectKind.PLACE}:{one}:" for one in parts]
    return sum(
        own in one.counted_in and not any(part in one.counted_in for part in below)
        for of_plan in lights.values()
        for one in of_plan
    )
