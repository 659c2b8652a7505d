"""Endpoint of the search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query

from athar.api.addresses import pages, permanent
from athar.api.answering import PRINTABLE, AskedOfList, give_list, read
from athar.api.codes import CODE, CODE_OR_NOTHING
from athar.api.endpoints import offer
from athar.kernel.progress import ComputedStatus
from athar.kernel.text import Translated
from athar.reference.slices import Mark, Slice
from athar.search.queries import (
    LAST_PAGE,
    Hit,
    Kind,
    Passage,
    SearchFilter,
    SearchResults,
    search,
)


class SearchChoice(AskedOfList):
    """What is searched, and where."""

    q: str = Field(
        "",
        max_length=200,
        pattern=PRINTABLE,
        description="Words in any language and spelling; near words are tried when none fits.",
    )
    kind: Literal[
        "", "plan", "node", "commitment", "experience", "place", "body", "method", "indicator"
    ] = Field(
        "", description="Only what is of this kind. The list then goes on; without it, it does not."
    )
    plan: str = Field("", pattern=CODE_OR_NOTHING, description="Code of the plan.")
    place: str = Field(
        "",
        pattern=f"^([a-z0-9-]{{1,20}}:{CODE})?$",
        description="A place as `scheme:code`, with all that lies in it.",
    )
    status: Literal[
        "", "completed", "on_track", "at_risk", "off_track", "not_due", "no_data", "stale",
        "cancelled",
    ] = Field("", description="Computed status, of today; leaves commitments only.")  # fmt: skip
    lead: str = Field("", pattern=CODE_OR_NOTHING, description="Code of the lead body.")
    year: int | None = Field(None, ge=1900, le=2199, description="Meets the planned period.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchItem:
    """Something that was found; the best first."""

    kind: Kind
    id: Annotated[str | None, "Permanent identifier; bodies and methods have none."]
    url: Annotated[Translated | None, "Its page by language; bodies have none."]
    plan: Annotated[str | None, "Code of the plan it belongs to."]
    scheme: Annotated[str | None, "Of a place, the list that its code belongs to."]
    code: str
    titles: Translated
    title: Annotated[Passage, "The title with the words found marked."]
    excerpt: Annotated[Passage | None, "Text around the first word found."]


def _item(hit: Hit, origin: str) -> SearchItem:
    codes = {
        Kind.PLAN: {"plan": hit.code},
        Kind.NODE: {"plan": hit.plan_code, "code": hit.code},
        Kind.COMMITMENT: {"plan": hit.plan_code, "code": hit.code},
        Kind.PLACE: {"scheme": hit.scheme, "code": hit.code},
        Kind.INDICATOR: {"library": hit.plan_code, "code": hit.code},
        Kind.EXPERIENCE: {"code": hit.code},
        Kind.METHOD: {"key": hit.code},
    }.get(hit.kind)
    is_permanent = codes is not None and hit.kind is not Kind.METHOD
    return SearchItem(
        kind=hit.kind,
        id=permanent(origin, hit.kind.value, **codes) if codes and is_permanent else None,
        url=pages(origin, hit.kind.value, **codes) if codes else None,
        plan=None if hit.kind is Kind.INDICATOR else hit.plan_code or None,
        scheme=hit.scheme if hit.kind is Kind.PLACE else None,
        code=hit.code,
        titles=hit.titles,
        title=hit.title,
        excerpt=hit.excerpt,
    )


def _slice(asked: SearchChoice, limit: int, after: tuple[Mark, ...] | None) -> Slice[Hit]:
    """Give a part of what was found; of one kind the list goes on by the number of its page."""
    page = int(str(after[0])) if after else 1
    results = _found(asked, page, limit)
    hits = [hit for group in results.groups for hit in group.hits]
    following = (page + 1,) if results.has_next and page < LAST_PAGE else None
    return Slice(tuple(hits[:limit]), following)


def _found(asked: SearchChoice, page: int, limit: int) -> SearchResults:
    return search(
        asked.q,
        lang=asked.lang or settings.OFFERED_LANGUAGES[0],
        filters=SearchFilter(
            kind=Kind(asked.kind) if asked.kind else None,
            plan=asked.plan,
            place=asked.place,
            status=ComputedStatus(asked.status) if asked.status else None,
            year=asked.year,
            lead=asked.lead,
        ),
        page=page,
        per_page=limit,
        per_group=limit,
    )


@offer(
    "search",
    name="search",
    gives=SearchItem,
    summary="Search",
    tag="Search",
    examples=("search?q=reseau&kind=commitment&limit=1", "search?q=chaouen&limit=3"),
)
def find(request: HttpRequest, asked: Query[SearchChoice]) -> HttpResponse:
    """Plans, axes, commitments, places, bodies and methods by words, in any language and spelling.

    What holds every word comes first; when nothing does, near words are tried, then some of them.
    """
    reading = read(request, asked, SearchItem)
    return give_list(
        reading,
        f"search {asked.kind} {asked.limit}",
        lambda limit, after: _slice(asked, limit, after),
        lambda hit: _item(hit, reading.origin),
    )
