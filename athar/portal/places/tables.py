"""The figures of a place and of its parts as a table that can be downloaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from athar.portal.places.page import PlacePage, per_head
from athar.portal.plans.tables import FIGURE_COLUMNS, figure_cells
from athar.reference.queries import PlaceRef, PopulationCount
from athar.rollups.figures import PlanShare

#: One row per place and plan; a place without any commitment has one row without a plan.
COLUMNS = (
    "place_scheme",
    "place_code",
    "place",
    "kind",
    "population_year",
    "population",
    "plan_code",
    *FIGURE_COLUMNS,
    "amount_planned_per_inhabitant",
    "amount_paid_per_inhabitant",
)


def place_rows(page: PlacePage, lang: str) -> Iterator[tuple[Any, ...]]:
    """Give the rows of a place, then those of its parts, unknown cells None."""
    yield from _rows(page.place, page.population.latest, page.figures.plans, lang)
    for part in page.parts:
        yield from _rows(part.place, part.population, part.figures.plans, lang)


def _rows(
    place: PlaceRef, population: PopulationCount | None, plans: Iterable[PlanShare], lang: str
) -> Iterator[tuple[Any, ...]]:
    own = (
        place.scheme,
        place.code,
        place.names.in_language(lang).text,
        place.kind.value,
        population.year if population else None,
        population.inhabitants if population else None,
    )
    rows = [
        (*own, one.plan.code, *figure_cells(one.figures), *_per_head(one, population))
        for one in plans
    ]
    n_unknown = len(COLUMNS) - len(own) - 2
    yield from rows or [(*own, None, 0, *(None for _ in range(n_unknown)))]


def _per_head(one: PlanShare, population: PopulationCount | None) -> tuple[Any, Any]:
    (share,) = per_head([one.figures.money], population)
    return share.planned, share.paid
