"""Every write of plans: stating what they promise, publishing versions, removing drafts."""

from athar.plans.actions.carrying import carry_over
from athar.plans.actions.editing import (
    EditCollision,
    Kept,
    Subject,
    discard_edit,
    drop_draft,
    forget_drafts,
    keep_edit,
    move_among_neighbours,
    publish_edits,
    save_draft,
    take_out,
)
from athar.plans.actions.locking import hold_plan
from athar.plans.actions.previewing import preview_edits
from athar.plans.actions.publishing import publish_amendment, publish_first_version
from athar.plans.actions.reaching import reach_milestones
from athar.plans.actions.removing import remove_plan
from athar.plans.actions.stating import (
    put_commitments,
    put_nodes,
    put_plan,
)

__all__ = [
    "EditCollision",
    "Kept",
    "Subject",
    "carry_over",
    "discard_edit",
    "drop_draft",
    "forget_drafts",
    "hold_plan",
    "keep_edit",
    "move_among_neighbours",
    "preview_edits",
    "publish_amendment",
    "publish_edits",
    "publish_first_version",
    "put_commitments",
    "put_nodes",
    "put_plan",
    "reach_milestones",
    "remove_plan",
    "save_draft",
    "take_out",
]
