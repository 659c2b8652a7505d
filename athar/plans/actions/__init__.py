"""Every write of plans: stating what they promise, publishing versions, removing drafts."""

from athar.plans.actions.carrying import carry_over
from athar.plans.actions.locking import hold_plan
from athar.plans.actions.publishing import publish_amendment, publish_first_version
from athar.plans.actions.reaching import reach_milestones, set_validation_steps
from athar.plans.actions.removing import remove_plan
from athar.plans.actions.stating import (
    put_commitments,
    put_nodes,
    put_plan,
)

__all__ = [
    "carry_over",
    "hold_plan",
    "publish_amendment",
    "publish_first_version",
    "put_commitments",
    "put_nodes",
    "put_plan",
    "reach_milestones",
    "remove_plan",
    "set_validation_steps",
]
