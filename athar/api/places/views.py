"""Endpoints of places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Query

from athar.api.across import Across, across
from athar.api.addresses import pages, permanent
from athar.api.answering import PRINTABLE, Asked, AskedOfList, give, give_list, read
from athar.api.codes import CODE, Code
from athar.api.endpoints import offer
from athar.kernel.text import Translated
from athar.reference.queries import PlaceCodes, place_codes, place_slice, population_history
from athar.rollups.queries import place_progress

_WORD = r"^[a-z0-9_-]{0,30}$"


class PlaceChoice(AskedOfList):
    """Which places."""

    scheme: str = Field("", pattern=_WORD, description="List of codes, such as `hcp`, `iso3166`.")
    kind: str = Field(
        "", pattern=_WORD, description="`country`, `region`, `province`, `prefecture`, `commune` …"
    )
    within: str = Field(
        "",
        pattern=f"^([a-z0-9-]{{1,20}}:{CODE})?$",
        description="What lies in a place given as `scheme:code`, itself included.",
    )
    q: str = Field("", max_length=100, pattern=PRINTABLE, description="Words in a name.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceItem:
    """A country or a part of one, with its latest population; null is unknown."""

    id: Annotated[str, "Permanent identifier; it never changes."]
    url: Annotated[Translated, "Its page by language."]
    scheme: Annotated[str, "List that its code belongs to."]
    code: str
    kind: str
    names: Translated
    path: Annotated[str, "Codes of what it lies in, outermost first, its own last."]
    parent: Annotated[str | None, "The place it lies in, as `scheme:code`."]
    population: Annotated[int | None, "Inhabitants in `population_year`."]
    population_year: int | None
    households: int | None


@dataclass(frozen=True, slots=True)
class Counted:
    """Inhabitants in a year."""

    year: int
    inhabitants: int
    households: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceDetail(PlaceItem):
    """A place with its populations over time and the figures of what is promised there."""

    populations: Annotated[tuple[Counted, ...], "Oldest first."]
    figures: Across


def _item(one: PlaceCodes, origin: str) -> dict[str, Any]:
    same = ("scheme", "code", "kind", "names", "path", "population", "population_year")
    return {
        "id": permanent(origin, "place", scheme=one.scheme, code=one.code),
        "url": pages(origin, "place", scheme=one.scheme, code=one.code),
        **{name: getattr(one, name) for name in same},
        "parent": ":".join(one.parent) if one.parent else None,
        "households": one.households,
    }


@offer(
    "places",
    name="list_places",
    gives=PlaceItem,
    summary="Places",
    tag="Places",
    examples=("places?scheme=hcp&within=hcp:01&kind=province&limit=2",),
)
def list_places(request: HttpRequest, asked: Query[PlaceChoice]) -> HttpResponse:
    """Countries, regions, provinces and communes with their populations, by scheme and code."""
    reading = read(request, asked, PlaceItem)
    chosen = {name: getattr(asked, name) for name in ("scheme", "kind", "within", "q")}
    return give_list(
        reading,
        "places",
        lambda limit, after: place_slice(**chosen, after=after, limit=limit),
        lambda one: PlaceItem(**_item(one, reading.origin)),
    )


@offer(
    "places/{scheme}/{code}",
    name="get_place",
    gives=PlaceDetail,
    summary="One place",
    tag="Places",
    examples=("places/hcp/01.151?fields=code,names,parent,populations",),
)
def get_place(request: HttpRequest, scheme: Code, code: Code, asked: Query[Asked]) -> HttpResponse:
    """A place with its populations and the figures of every commitment in it, over all plans."""
    reading = read(request, asked, PlaceDetail)
    found = place_codes(scheme, code)
    if found is None:
        raise Http404
    populations = tuple(
        Counted(one.year, one.inhabitants, one.households) for one in population_history(found.id)
    )
    figures = across(place_progress(found.id))
    detail = PlaceDetail(**_item(found, reading.origin), populations=populations, figures=figures)
    return give(reading, detail)
