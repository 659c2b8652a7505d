"""The page of what changed: publication by publication, by plan, month and place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import QueryDict
from markupsafe import Markup

from athar.kernel import clock
from athar.plans.queries import NamesInContracts, PlanView, names_in_contracts, plan_by_code
from athar.portal.changes.sentences import sentences, title
from athar.reference.queries import PlaceRef, children, place_ref
from athar.rollups.queries import (
    ProjectTold,
    PublicationTold,
    Story,
    StoryFilter,
    installation_summary,
    story,
)

#: How many projects of one publication are told on the page; the JSON twin names more.
MOST_TOLD = 8
_MONTH = re.compile(r"(19|20|21)\d\d-(0[1-9]|1[0-2])", re.ASCII)
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_NUMBER = re.compile(r"[1-9]\d{0,17}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for; "" leaves it out."""

    month: str = ""
    place: str = ""
    before: str = ""

    def query(self, **changes: str) -> str:
        """Write what is asked for, some of it changed, as "?month=2025-10&before=7"."""
        stated = {"month": self.month, "place": self.place, "before": self.before, **changes}
        kept = {name: value for name, value in stated.items() if value}
        return f"?{urlencode(kept)}" if kept else ""


@dataclass(frozen=True, slots=True)
class ChangePage:
    """What changed in one plan, or in all of them (None), with the places one can choose."""

    plan: PlanView | None
    asked: Asked
    places: tuple[PlaceRef, ...]
    story: Story
    names: NamesInContracts


def read_asked(query: QueryDict) -> Asked:
    """Read what an address asks for.

    Errors: BadRequest for what is no month, no place and no number.
    """
    found = {name: query.get(name, "").strip() for name in ("month", "place", "before")}
    for name, pattern in (("month", _MONTH), ("place", _CODE), ("before", _NUMBER)):
        if found[name] and not pattern.fullmatch(found[name]):
            raise BadRequest(f"{name}={found[name][:40]!r} asks for nothing")
    return Asked(**found)


def gather_changes(plan_code: str, asked: Asked) -> ChangePage | None:
    """Gather what changed in a plan, or in all with the code ""; None when there is no such plan.

    Shape: a place that is not offered, or a month to come, has no changes.
    Queries: 15 at most.
    """
    plan = plan_by_code(plan_code) if plan_code else None
    if plan_code and plan is None:
        return None
    places = _places(plan)
    place = next((one for one in places if one.code == asked.place), None)
    is_known = place is not None or not asked.place
    filters = StoryFilter(
        plan_id=plan.id if plan else None,
        place_id=place.id if place else None,
        month=dt.date.fromisoformat(f"{asked.month}-01") if asked.month else None,
    )
    before = int(asked.before) if asked.before else None
    told = story(filters, before=before) if is_known else Story((), None)
    return ChangePage(plan, asked, places, told, _names(told))


def _places(plan: PlanView | None) -> tuple[PlaceRef, ...]:
    """Give the places below that of the plan, or of the newest plan."""
    place_id = plan.place_id if plan else None
    if plan is None:
        newest = next(iter(installation_summary().plans), None)
        place_id = newest.place_id if newest else None
    place = place_ref(place_id) if place_id else None
    return children(place) if place else ()


def _names(told: Story) -> NamesInContracts:
    contents: list[Mapping[str, Any]] = []
    for one in _projects(told):
        contents += [content for content in (one.before, one.after) if content]
    plan_ids = {one.plan.id for one in told.publications}
    return names_in_contracts(plan_ids, contents)


def _projects(told: Story) -> Iterator[ProjectTold]:
    for one in told.publications:
        if one.kind.startswith("plan."):
            yield from one.projects


@dataclass(frozen=True, slots=True)
class Entry:
    """One publication as it is read: its title, its sentences, how many projects are not told."""

    told: PublicationTold
    title: Markup
    lines: tuple[Markup, ...]
    n_more: int


def entries(page: ChangePage, lang: str) -> list[tuple[dt.date, list[Entry]]]:
    """Give the publications as they are read, by day, the newest first."""
    read = [entry_of(one, page.names, lang) for one in page.story.publications]
    return [(day, list(some)) for day, some in groupby(read, lambda one: one.told.day)]


def entry_of(one: PublicationTold, names: NamesInContracts, lang: str) -> Entry:
    """Give one publication as it is read."""
    shown = one.projects[:MOST_TOLD]
    lines = [line for each in shown for line in sentences(one, each, names, lang)]
    n_more = one.n_projects - len(shown) if one.projects else 0
    return Entry(one, title(one), tuple(lines), n_more)


def this_month() -> str:
    """Give the month it is, as addresses write it."""
    return f"{clock.today():%Y-%m}"


def for_machines(page: ChangePage) -> dict[str, Any]:
    """Give what changed as it is sent to machines: the fields that differ, before and after."""
    return {
        "plan": page.plan.code if page.plan else None,
        "month": page.asked.month or None,
        "place": page.asked.place or None,
        "publications": [_publication(one) for one in page.story.publications],
        "next": page.asked.query(before=str(page.story.older)) if page.story.older else None,
    }


def _publication(one: PublicationTold) -> dict[str, Any]:
    return {
        "publication": one.number,
        "published_at": one.published_at,
        "act": one.kind,
        "plan": one.plan.code,
        "amendment": one.amendment.number if one.amendment else None,
        "round": asdict(one.round) if one.round else None,
        "n_projects": one.n_projects,
        "projects": [
            {
                "code": each.project.code,
                "title": each.project.names,
                "before": each.before,
                "after": each.after,
            }
            for each in one.projects
        ],
    }
