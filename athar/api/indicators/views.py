"""Endpoints of libraries and indicators."""

from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query

from athar.api.answering import PRINTABLE, AskedOfList, give_list, read
from athar.api.codes import CODE_OR_NOTHING, library_field
from athar.api.endpoints import offer
from athar.api.indicators.records import (
    IndicatorItem,
    LibraryItem,
    indicator_item,
    library_item,
)
from athar.indicators.queries import (
    LibraryView,
    SoughtIndicators,
    indicator_slice,
    libraries,
)
from athar.reference.slices import Mark, Slice


class IndicatorChoice(AskedOfList):
    """Which indicators."""

    library: str = library_field()
    level: Literal["", "output", "outcome", "impact"] = Field(
        "", description="What was made, what it changed, what it led to."
    )
    plan: str = Field(
        "", pattern=CODE_OR_NOTHING, description="Those a published plan adopts or owns."
    )
    sdg: str = Field(
        "",
        max_length=12,
        pattern=r"^([0-9]{1,2}(\.[0-9a-z]{1,2}){0,2})?$",
        description="Sustainable development: goal `6`, target `6.1` or indicator `6.1.1`.",
    )
    q: str = Field(
        "", max_length=100, pattern=PRINTABLE, description="Words in title, definition or code."
    )


@offer(
    "libraries",
    name="list_libraries",
    gives=LibraryItem,
    summary="Libraries of indicators",
    tag="Results",
    examples=("libraries",),
)
def list_libraries(request: HttpRequest, asked: Query[AskedOfList]) -> HttpResponse:
    """Collections of indicators that plans adopt from, then those that published plans own."""
    reading = read(request, asked, LibraryItem)

    def take(limit: int, after: tuple[Mark, ...] | None) -> Slice[LibraryView]:
        found = libraries()
        first = int(str(after[0])) if after else 0
        last = first + limit
        return Slice(found[first:last], (last,) if last < len(found) else None)

    return give_list(reading, "libraries", take, library_item)


@offer(
    "indicators",
    name="list_indicators",
    gives=IndicatorItem,
    summary="Indicators",
    tag="Results",
    examples=("indicators?library=hcp-rgph&limit=1", "indicators?sdg=6&fields=indicator,title"),
)
def list_indicators(request: HttpRequest, asked: Query[IndicatorChoice]) -> HttpResponse:
    """What is measured, by library and the order in it; drafts of plans are not listed."""
    reading = read(request, asked, IndicatorItem)
    names = ("library", "level", "plan", "sdg", "q")
    wanted = SoughtIndicators(**{name: getattr(asked, name) for name in names})
    return give_list(
        reading,
        "indicators",
        lambda limit, after: indicator_slice(wanted, after=after, limit=limit),
        lambda one: indicator_item(one, reading.origin),
    )
