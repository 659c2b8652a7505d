"""The acts by which a plan is edited in forms, and to whom they are allowed."""

from __future__ import annotations

from typing import Any

from athar.plans.actions import (
    Subject,
    discard_edit,
    drop_draft,
    keep_edit,
    move_among_neighbours,
    preview_edits,
    publish_edits,
    save_draft,
    take_out,
)
from athar.plans.enums import EditKind
from athar.plans.queries.edited import content_now, new_commitment
from tests import cast


def _new(plan: cast.SmallPlan) -> Subject:
    return Subject(plan.id, EditKind.COMMITMENT, "PDR-900")


def _keep(by: Any, plan: cast.SmallPlan) -> None:
    mine = {**new_commitment(), "title": {"fr": "Nouveau"}}
    keep_edit(by=by, subject=_new(plan), base=None, mine=mine)


def _keep_identity(by: Any, plan: cast.SmallPlan) -> None:
    subject = Subject(plan.id, EditKind.PLAN, plan.code)
    base = content_now(plan.id, EditKind.PLAN, plan.code)
    keep_edit(by=by, subject=subject, base=base, mine={**(base or {}), "validation_steps": 2})


EDITING = {
    "save what is typed": (
        lambda by, plan: save_draft(by=by, subject=_new(plan), base={}, typed={"title": ["x"]}),
        {"editor"},
    ),
    "throw away what is typed": (
        lambda by, plan: drop_draft(by=by, subject=_new(plan)),
        {"editor"},
    ),
    "keep an edit": (_keep, {"editor"}),
    "edit the plan itself": (_keep_identity, {"editor"}),
    "move a commitment": (
        lambda by, plan: move_among_neighbours(
            by=by, subject=Subject(plan.id, EditKind.COMMITMENT, "PDR-002"), up=True
        ),
        {"editor"},
    ),
    "see what waits as the public will": (
        lambda by, plan: preview_edits(by=by, plan_id=plan.id, read=lambda: None),
        {"editor"},
    ),
    "take a commitment out": (
        lambda by, plan: take_out(by=by, subject=Subject(plan.id, EditKind.COMMITMENT, "PDR-004")),
        {"editor"},
    ),
    "give an edit up": (lambda by, plan: discard_edit(by=by, subject=_new(plan)), {"editor"}),
    "publish what was edited": (
        lambda by, plan: publish_edits(by=by, plan_id=plan.id, why="x"),
        {"editor"},
    ),
}

#: What is allowed, but has nothing to publish here.
NOTHING_TO_DO = {"publish what was edited": "nothing_changed"}
