"""What the page of an axis, a programme or a theme shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from athar.kernel.text import Translated, capitalised
from athar.plans.queries import NodeView, PlanView, nodes_of, plan_by_code
from athar.rollups.figures import ListFilter, Listing, ListRow, NodeProgress
from athar.rollups.queries import Past, list_rows, node_progress
from athar.ui.addresses import reverse
from athar.ui.site import Link

#: A large axis holds far more than a phone can scroll through.
MOST_ROWS = 15


@dataclass(frozen=True, slots=True)
class NodePage:
    """A grouping of a published plan: what is above it, its figures, its commitments.

    Shape: `paths` are those of all groupings of the plan, by their keys.
    """

    plan: PlanView
    above: tuple[NodeView, ...]
    progress: NodeProgress
    listing: Listing
    paths: Mapping[int, str] = field(default_factory=dict)

    @property
    def first_rows(self) -> tuple[ListRow, ...]:
        """Give the commitments the page itself lists; all the others are one step away."""
        return self.listing.rows[:MOST_ROWS]


def gather_node(plan_code: str, code: str, past: Past | None = None) -> NodePage | None:
    """Gather the page of a grouping, None when there is none.

    Shape: `past` is the plan at an earlier publication, None for the present.
    Queries: at most 11; of the past 1.
    """
    plan = past.view if past else plan_by_code(plan_code)
    if plan is None:
        return None
    by_code = {node.code: node for node in (past.node_views if past else nodes_of(plan.id))}
    node = by_code.get(code)
    if node is None:
        return None
    above = tuple(by_code[part] for part in node.path.rstrip("/").split("/")[:-1])
    listing = list_rows(plan.id, filters=ListFilter(node_id=node.id), per_page=None, past=past)
    paths = {one.id: one.path for one in by_code.values()}
    return NodePage(plan, above, node_progress(node.id, past), listing, paths)


def level_words(page: NodePage) -> tuple[Translated, Translated]:
    """Name the grouping's own level, and the one below it in the plural, as headings begin."""
    levels, level = page.plan.levels, page.progress.node.level
    own = levels[level].one if level < len(levels) else Translated()
    below = levels[level + 1].many if level + 1 < len(levels) else Translated()
    return capitalised(own), capitalised(below)


def node_crumbs(page: NodePage, lang: str) -> list[Link]:
    """Give the way from the plan down to the grouping."""
    plan = page.plan
    address = {"lang": lang, "plan": plan.code}
    crumbs = [Link(plan.short_title or plan.title, reverse("portal:plan", kwargs=address))]
    for node in page.above:
        url = reverse("portal:node", kwargs={**address, "code": node.code})
        crumbs.append(Link(node.title, url))
    return crumbs
