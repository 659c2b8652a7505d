"""What the page of a place shows, gathered once for HTML, JSON and CSV alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from athar.kernel.money import per_inhabitant
from athar.reference.queries import (
    PlaceRef,
    PopulationCount,
    PopulationSeries,
    population_series,
    surroundings,
)
from athar.rollups.figures import AcrossPlans, ListFilter, ListRow, MoneyTotals, Percentage
from athar.rollups.queries import (
    Past,
    PlaceBoard,
    WholeCount,
    first_rows_then,
    list_rows,
    pasts_around,
    place_board,
    place_board_then,
)
from athar.trail.moments import AsOf

#: How many commitments the page of a place lists before it leads to the whole list.
LISTED = 20


@dataclass(frozen=True, slots=True)
class PerInhabitant:
    """Money divided by the inhabitants of a place; None when either is unknown."""

    currency: str
    planned: Decimal | None
    paid: Decimal | None


@dataclass(frozen=True, slots=True)
class PlacePart:
    """A part of a place with its last known population and its figures."""

    place: PlaceRef
    population: PopulationCount | None
    figures: AcrossPlans


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of the comparison of a place with those it lies in."""

    place: PlaceRef
    population: PopulationCount | None
    n_total: int
    physical: Percentage | None
    per_inhabitant: tuple[PerInhabitant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePage:
    """A place with everything promised and measured in it.

    Shape: `above` are the places it lies in, outermost first; `beside` the parts of the last of
    them, itself among them. `compared` begins with the place itself, then the places above that
    have figures, nearest first. `commitments` are the first LISTED of those that count in it.
    `within`, `whole`, `wider` and `place_unknown` are those of rollups' PlaceBoard. `is_cut` of an
    earlier state of too many plans: nothing promised is given.
    """

    place: PlaceRef
    above: tuple[PlaceRef, ...]
    beside: tuple[PlaceRef, ...]
    population: PopulationSeries
    figures: AcrossPlans
    per_inhabitant: tuple[PerInhabitant, ...]
    parts: tuple[PlacePart, ...]
    compared: tuple[Compared, ...]
    within: frozenset[int]
    whole: int
    wider: tuple[WholeCount, ...]
    place_unknown: int
    counts_projects: bool
    commitments: tuple[ListRow, ...]
    is_cut: bool = False


def gather_place(scheme: str, code: str, as_of: AsOf | None = None) -> PlacePage | None:
    """Gather the page of a place, None when there is none.

    Queries: 5 without commitments of its own, else 9; then 5 and those of past_of for each plan.
    """
    around = surroundings(scheme, code)
    if around is None:
        return None
    place = around.place
    pasts = pasts_around(around, as_of) if as_of else ()
    board = place_board_then(around, pasts or ()) if as_of else place_board(around)
    known = population_series(one.id for one in (place, *around.parts, *around.above))
    people = {place_id: series.latest for place_id, series in known.items()}
    compared = _compared(place, board, people)
    return PlacePage(
        place=place,
        above=around.above,
        beside=around.beside,
        population=known.get(place.id, PopulationSeries()),
        figures=board.figures,
        per_inhabitant=compared[0].per_inhabitant,
        parts=tuple(
            PlacePart(one, people.get(one.id), board.parts[one.id]) for one in around.parts
        ),
        compared=compared,
        within=board.within,
        whole=board.whole,
        wider=board.wider,
        place_unknown=board.place_unknown,
        counts_projects=board.counts_projects,
        commitments=_first_of(place, board, (pasts or ()) if as_of else None),
        is_cut=pasts is None,
    )


def _compared(
    place: PlaceRef, board: PlaceBoard, people: dict[int, PopulationCount | None]
) -> tuple[Compared, ...]:
    own = board.figures
    lines = [(place, own.n_total, own.physical, own.money)]
    lines += [(one.place, one.n_total, one.physical, one.money) for one in reversed(board.above)]
    return tuple(
        Compared(one, people.get(one.id), n, physical, per_head(money, people.get(one.id)))
        for one, n, physical, money in lines
    )


def per_head(
    money: Iterable[MoneyTotals], population: PopulationCount | None
) -> tuple[PerInhabitant, ...]:
    """Divide money by the inhabitants of a place, one entry per currency."""
    inhabitants = population.inhabitants if population else None
    return tuple(
        PerInhabitant(
            one.currency,
            per_inhabitant(one.planned, inhabitants),
            per_inhabitant(one.paid, inhabitants),
        )
        for one in money
    )


def _first_of(
    place: PlaceRef, board: PlaceBoard, pasts: Sequence[Past] | None
) -> tuple[ListRow, ...]:
    plans = [one.plan.id for one in board.figures.plans if one.plan.id not in board.within]
    if not plans:
        return ()
    filters = ListFilter(place_id=place.id)
    only = plans[0] if len(plans) == 1 else None
    if pasts is not None:
        wanted = [one for one in pasts if only is None or one.plan.pk == only]
        return first_rows_then(wanted, filters=filters, limit=LISTED)
    return list_rows(only, filters=filters, per_page=LISTED).rows
