"""The results of a plan, a grouping or a project as a section of its own page and of its twin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from athar.portal.results.rows import results_for_machines
from athar.portal.results.shown import LineShown, first_lines
from athar.rollups.queries import Past, Result, plan_results, results_on
from athar.trail.moments import AsOf


@dataclass(frozen=True, slots=True)
class Section:
    """The first lines of a framework, and how many there are in all."""

    lines: tuple[LineShown, ...]
    total: int


def plan_lines(plan_id: int, as_of: AsOf | None) -> tuple[Result, ...]:
    """Give what a plan is to change as a whole and by its groupings. Queries: 5."""
    return plan_results(plan_id, with_projects=False, as_of=as_of)


def node_lines(paths: Mapping[int, str], node_id: int, past: Past | None) -> tuple[Result, ...]:
    """Give the results of a grouping and of those below it; `paths` by key of grouping.

    Queries: 5.
    """
    own = paths[node_id]
    below = [f"node:{key}" for key, path in paths.items() if path.startswith(own)]
    return results_on(below, as_of=past.as_of if past else None)


def commitment_lines(commitment_id: int, as_of: AsOf | None) -> tuple[Result, ...]:
    """Give the results of a project. Queries: 5, 1 when it has none."""
    return results_on([f"commitment:{commitment_id}"], as_of=as_of)


def section_of(results: tuple[Result, ...], lang: str) -> Section:
    """Put the first lines into words."""
    return Section(first_lines(results, lang), len(results))


def for_machines(results: tuple[Result, ...]) -> list[dict[str, Any]]:
    """Give the lines as the twin of a page holds them."""
    return results_for_machines(results)
