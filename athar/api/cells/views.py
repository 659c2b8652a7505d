"""Endpoint of figures that are rolled up."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query

from athar.api.answering import give_list, give_table, read
from athar.api.cells.records import STATED, CellChoice, CellItem, item_of
from athar.api.codes import WHOLE
from athar.api.endpoints import offer
from athar.api.kept import asks_for_table
from athar.api.moments import read_moment
from athar.api.naming import asked_figures, asked_places
from athar.api.problems import Fault, Refused
from athar.reference.slices import Mark, Slice
from athar.rollups.queries import CellRow, SoughtCells, TooMuchAtOnce, cell_slice, cells_then


def _wanted(asked: CellChoice) -> SoughtCells:
    indicators, has_computed = asked_figures(asked.indicator, asked.library)
    return SoughtCells(
        indicators=indicators,
        has_computed=has_computed,
        places=asked_places(asked.place, asked.within),
        category="" if asked.category == WHOLE else asked.category or None,
        claim=asked.claim or None,
        period=asked.period or None,
        since=asked.since,
        until=asked.until,
        made_of="" if asked.made_of == STATED else asked.made_of or None,
    )


def _moment(asked: CellChoice, wanted: SoughtCells) -> int | None:
    """Give the publication asked for. Errors: Refused, also when no indicator is named."""
    if not asked.as_of:
        return None
    if wanted.indicators is None:
        detail = _("The past is put together anew: name the indicator or the library too.")
        raise Refused([Fault("as_of", "indicator_missing", detail)])
    return read_moment(asked.as_of).number


def _taking(
    wanted: SoughtCells, then: int | None
) -> Callable[[int, tuple[Mark, ...] | None], Slice[CellRow]]:
    """Give what reads the next slice, of now or as of a publication."""

    def take(limit: int, after: tuple[Mark, ...] | None) -> Slice[CellRow]:
        if then is None:
            return cell_slice(wanted, after=after, limit=limit)
        try:
            return cells_then(wanted, then, after=after, limit=limit)
        except TooMuchAtOnce as error:
            detail = _("So much is not put together at once: name fewer indicators, or a place.")
            raise Refused([Fault("as_of", "too_much_at_once", detail)]) from error

    return take


@offer(
    "cells",
    name="list_cells",
    gives=CellItem,
    summary="Figures of indicators",
    tag="Results",
    examples=(
        "cells?indicator=hcp-rgph/amenities_running_water&place=hcp:01&category=area=rural&limit=1",
    ),
    has_table=True,
)
def list_cells(request: HttpRequest, asked: Query[CellChoice]) -> HttpResponse:
    """Current figures by indicator, part of the whole, period, place and claim, as pages show them.

    What was stated stands before what is put together from its parts: categories, shorter
    periods, the places in it. Of each figure, `known` of `expected` parts are known. What is
    computed from other indicators by a formula stands after all else. `as_of` puts them together
    from the values that were public then.
    """
    reading = read(request, asked, CellItem)
    wanted = _wanted(asked)

    take = _taking(wanted, _moment(asked, wanted))
    is_table = asked.format == "csv" or (not asked.format and asks_for_table(request))
    answer = give_table if is_table else give_list
    response = answer(
        reading, f"cells {asked.as_of}".strip(), take, lambda row: item_of(row, reading.origin)
    )
    response.headers["Vary"] = "Accept"
    return response
