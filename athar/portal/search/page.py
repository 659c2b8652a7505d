"""What the page of a search shows, gathered once for HTML and JSON alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from athar.plans.queries import PlanCard, published_plans
from athar.portal.search.choices import Choices
from athar.reference.queries import PlaceRef, children, place_refs
from athar.rollups.figures import CommitmentFigures
from athar.rollups.queries import figures_of
from athar.search.queries import LAST_PAGE, Hit, Kind, SearchResults, search


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What a search found, and what one can narrow it to.

    Shape: `plans` are all published plans; `places` are those below the place of the newest one.
    `figures` are those of the commitments shown, `kinds_of_places` the places shown, by key.
    """

    choices: Choices
    results: SearchResults
    plans: tuple[PlanCard, ...]
    places: tuple[PlaceRef, ...]
    figures: Mapping[int, CommitmentFigures]
    shown_places: Mapping[int, PlaceRef]

    @property
    def is_beyond(self) -> bool:
        """Tell whether the address asks for a page that does not exist."""
        page = self.choices.page
        shown = any(group.hits for group in self.results.groups)
        return page > LAST_PAGE or (page > 1 and not shown)

    @property
    def years(self) -> range:
        """Give the years in which some published plan runs."""
        if not self.plans:
            return range(0)
        first = min(plan.start_on.year for plan in self.plans)
        return range(first, max(plan.end_on.year for plan in self.plans) + 1)

    def plan(self, code: str) -> PlanCard | None:
        """Give a published plan by its code."""
        return next((plan for plan in self.plans if plan.code == code), None)


def gather_search(choices: Choices, lang: str) -> SearchPage:
    """Search, and gather what stands beside what is found. Queries: 5 and those of `search`."""
    plans = published_plans()
    results = search(choices.q, lang=lang, filters=choices.filters, page=choices.page)
    hits = [hit for group in results.groups for hit in group.hits]
    home = next((plan.place_id for plan in plans if plan.place_id), None)
    refs = place_refs([*_keys(hits, Kind.PLACE), *([home] if home else [])])
    return SearchPage(
        choices=choices,
        results=results,
        plans=plans,
        places=children(refs[home]) if home in refs else (),
        figures=figures_of(_keys(hits, Kind.COMMITMENT)),
        shown_places=refs,
    )


def _keys(hits: list[Hit], kind: Kind) -> list[int]:
    return [hit.key for hit in hits if hit.kind is kind]
