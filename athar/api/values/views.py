"""Endpoint of measured values."""

from django.http import HttpRequest, HttpResponse
from ninja import Query

from athar.api.answering import give_list, give_table, read
from athar.api.codes import WHOLE
from athar.api.endpoints import offer
from athar.api.kept import asks_for_table
from athar.api.moments import read_moment
from athar.api.naming import asked_indicators, asked_places, every_indicator
from athar.api.values.records import ValueChoice, ValueItem, item_of
from athar.indicators.queries import Stated, ValueRow, value_slice
from athar.reference.slices import Mark, Slice


def _wanted(asked: ValueChoice) -> Stated:
    indicators = asked_indicators(asked.indicator, asked.library)
    places = asked_places(asked.place, asked.within)
    if indicators is None and places is not None:
        # the index begins with the indicator: naming them all finds a place at once
        indicators = every_indicator()
    return Stated(
        indicators=indicators,
        places=places,
        category="" if asked.category == WHOLE else asked.category or None,
        claim=asked.claim or None,
        period=asked.period or None,
        since=asked.since,
        until=asked.until,
        as_of=read_moment(asked.as_of).number if asked.as_of else None,
        history=asked.history == "1",
    )


@offer(
    "values",
    name="list_values",
    gives=ValueItem,
    summary="Measured values",
    tag="Results",
    examples=(
        "values?indicator=hcp-rgph/amenities_running_water&place=hcp:01&category=area=rural&limit=1",
        "values?library=hcp-rgph&within=hcp:01.151&since=2024&limit=2",
    ),
    has_table=True,
)
def list_values(request: HttpRequest, asked: Query[ValueChoice]) -> HttpResponse:
    """Values as they were stated, each with who stands behind it, when, and from which file.

    Nothing is overwritten: a correction is a new `revision`, and `history=1` gives them all.
    `as_of` gives what was public then. For figures that are added up or averaged over periods
    and territories, see `cells`.
    """
    reading = read(request, asked, ValueItem)
    wanted = _wanted(asked)

    def take(limit: int, after: tuple[Mark, ...] | None) -> Slice[ValueRow]:
        return value_slice(wanted, after=after, limit=limit)

    is_table = asked.format == "csv" or (not asked.format and asks_for_table(request))
    answer = give_table if is_table else give_list
    response = answer(reading, "values", take, lambda row: item_of(row, reading.origin))
    response.headers["Vary"] = "Accept"
    return response
