"""What the page of a place shows, gathered once for HTML, JSON and CSV alike."""

from __future__ import annotations

from collections.abc import Iterable
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
from athar.rollups.queries import PlaceBoard, WholeCount, list_rows, place_board

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
    `within`, `whole`, `wider` and `place_unknown` are those of rollups' PlaceBoard.
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


def gather_place(scheme: str, code: str) -> PlacePage | None:
    """Gather the page of a place, None when there is none.

    Queries: 5 without commitments of its own, else 9.
    """
    around = surroundings(scheme, code)
    if around is None:
        return None
    place, board = around.place, place_board(around)
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
        commitments=_first_of(place, board),
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


def _first_of(place: PlaceRef, board: PlaceBoard) -> tuple[ListRow, ...]:
    plans = [one.plan.id for one in board.figures.plans if one.plan.id not in board.within]
    if not plans:
        return ()
    only = plans[0] if len(plans) == 1 else None
    return list_rows(only, filters=ListFilter(place_id=place.id), per_page=LISTED).rows
