"""Every read of plans that other packages need."""

from athar.plans.queries.addresses import (
    commitment_exists,
    node_exists,
    plan_is_published,
    public_addresses,
)
from athar.plans.queries.commitments import (
    BodyView,
    CommitmentPlaceView,
    CommitmentVersionView,
    CommitmentView,
    MilestoneView,
    ThemeView,
    commitment_page_facts,
    commitment_view,
)
from athar.plans.queries.plans import (
    Level,
    NodeView,
    PlanCard,
    PlanView,
    commitment_codes,
    nodes_of,
    plan_by_code,
    plan_titles,
    published_plans,
    scopes_of_plan,
)

__all__ = [
    "BodyView",
    "CommitmentPlaceView",
    "CommitmentVersionView",
    "CommitmentView",
    "Level",
    "MilestoneView",
    "NodeView",
    "PlanCard",
    "PlanView",
    "ThemeView",
    "commitment_codes",
    "commitment_exists",
    "commitment_page_facts",
    "commitment_view",
    "node_exists",
    "nodes_of",
    "plan_by_code",
    "plan_is_published",
    "plan_titles",
    "public_addresses",
    "published_plans",
    "scopes_of_plan",
]
