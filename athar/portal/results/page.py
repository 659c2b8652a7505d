"""The results framework of a plan, gathered once for HTML, JSON and tables alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from athar.plans.queries import NodeView, PlanView, nodes_of, plan_by_code
from athar.portal.results.shown import Group, line_shown
from athar.rollups.queries import Past, Result, plan_results
from athar.ui.addresses import reverse

#: A phone cannot scroll through the results of all projects of a large plan.
MOST_PROJECT_LINES = 100


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """A plan with every line of its results framework, in the order of the plan."""

    plan: PlanView
    nodes: tuple[NodeView, ...]
    results: tuple[Result, ...]

    @property
    def of_projects(self) -> tuple[Result, ...]:
        """Give the lines of projects."""
        return tuple(one for one in self.results if one.line.commitment_code)


def gather_results(plan_code: str, past: Past | None = None) -> ResultsPage | None:
    """Gather the results framework of a plan, None when there is no such plan.

    Shape: `past` is the plan at an earlier publication, None for the present.
    Queries: 7; of the past 5.
    """
    plan = past.view if past else plan_by_code(plan_code)
    if plan is None:
        return None
    nodes = past.node_views if past else nodes_of(plan.id)
    found = plan_results(plan.id, as_of=past.as_of if past else None)
    return ResultsPage(plan, tuple(nodes), found)


def groups_of(page: ResultsPage, lang: str) -> list[Group]:
    """Give the lines by what they are the result of: the plan as a whole, its groupings."""
    return [one for one in _groups(page, lang) if one.lines]


def _groups(page: ResultsPage, lang: str) -> Iterator[Group]:
    address = {"lang": lang, "plan": page.plan.code}
    by_node = _by_node(page)
    own = tuple(line_shown(one, lang) for one in by_node.get("", ()))
    yield Group("plan", gettext("The plan as a whole"), reverse("portal:plan", kwargs=address), own)
    for node in page.nodes:
        lines = tuple(line_shown(one, lang) for one in by_node.get(node.code, ()))
        url = reverse("portal:node", kwargs={**address, "code": node.code})
        yield Group(f"n-{node.code}", node.title, url, lines)


def projects_of(page: ResultsPage, lang: str) -> Group:
    """Give the first lines of projects, which are many."""
    projects = page.of_projects[:MOST_PROJECT_LINES]
    lines = tuple(line_shown(one, lang) for one in projects)
    address = {"lang": lang, "plan": page.plan.code}
    listed = reverse("portal:commitments", kwargs=address)
    title = gettext("Projects") if page.plan.kind.counts_projects else gettext("Commitments")
    return Group("projects", title, listed, lines)


def _by_node(page: ResultsPage) -> Mapping[str, list[Result]]:
    found: dict[str, list[Result]] = {}
    for one in page.results:
        if not one.line.commitment_code:
            found.setdefault(one.line.node_code, []).append(one)
    return found
