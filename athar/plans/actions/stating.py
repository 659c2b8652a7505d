"""Stating a plan: its identity, its groupings and its commitments, as a file or a form has them.

These actions only write; they take part in the transaction of the caller, who records the event.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.kernel.actor import Actor
from athar.people.queries import OrganisationRef, organisation_by_code
from athar.people.rules import require
from athar.plans.actions.beside import write_beside
from athar.plans.actions.commitments import Comparison, write_commitments
from athar.plans.actions.locking import StaleEdit, plan_to_edit
from athar.plans.actions.nodes import write_nodes
from athar.plans.drafts import CommitmentDraft, Differences, NodeDraft, PlanDraft
from athar.plans.models import Plan
from athar.plans.rules import can_edit_plan, can_start_plan, plan_scopes
from athar.plans.validators import check_plan
from athar.trail.refusing import acting


@acting("plan.put", "plans")
def put_plan(*, by: Actor | None, draft: PlanDraft, row_version: int | None = None) -> int:
    """State the identity of a plan, new or known by its code, and give its key.

    Shape: with `row_version` the plan is changed only if it is still the one that was read.
    Errors: PermissionDenied; ValidationError (see check_plan; unknown_body); StaleEdit.
    Queries: 3.
    """
    check_plan(draft)
    owner = _owner_of(draft)
    plan = Plan.objects.select_for_update().filter(code=draft.code).first()
    if plan is not None:
        require(can_edit_plan(by, plan_scopes(plan.pk, plan.owner_id)), "plans.put_plan")
    if plan is None or plan.owner_id != owner.id:
        require(can_start_plan(by, owner.id), "plans.put_plan")
    if plan is not None and row_version not in {None, plan.row_version}:
        raise StaleEdit(draft.code)
    plan = plan or Plan(code=draft.code, row_version=0)
    return _save_plan(plan, draft, owner.id)


def write_plan(plan: Plan, draft: PlanDraft) -> None:
    """Bring a stored plan in line with a draft. Queries: 2."""
    check_plan(draft)
    _save_plan(plan, draft, _owner_of(draft).id)


def _owner_of(draft: PlanDraft) -> OrganisationRef:
    owner = organisation_by_code(draft.owner_code)
    if owner is None:
        raise ValidationError(
            _("The body %(named)s is not registered."),
            code="unknown_body",
            params={"named": draft.owner_code},
        )
    return owner


def _save_plan(plan: Plan, draft: PlanDraft, owner_id: int) -> int:
    before = {name: value for name, value in vars(plan).items() if not name.startswith("_")}
    for name in (
        *("kind", "title", "short_title", "summary", "place_id", "start_on", "end_on"),
        *("adopted_on", "announced_amount", "currency", "weight_rule", "reporting_months"),
        *("default_language", "is_sample"),
    ):
        setattr(plan, name, getattr(draft, name))
    plan.owner_id = owner_id
    plan.validation_steps = draft.validation_steps or plan.validation_steps
    plan.votes_for, plan.votes_against, plan.votes_abstained = draft.votes or (None, None, None)
    plan.levels = [dict(level) for level in draft.levels]
    plan.sources = list(draft.sources)
    after = {name: value for name, value in vars(plan).items() if not name.startswith("_")}
    if before != after:
        plan.row_version += 1
        plan.save()
    return plan.pk


@acting("nodes.put", "plan:{plan_id}")
def put_nodes(
    *, by: Actor | None, plan_id: int, drafts: Sequence[NodeDraft], complete: bool = True
) -> Differences:
    """State the groupings of a plan.

    Shape: differences with subject `node:<key>`. When `complete`, groupings of a draft plan that
    no draft names are removed and their commitments stand directly under the plan; those of a
    published plan stay, since its versions name them.
    Errors: PermissionDenied; ValidationError (see check_nodes).
    Queries: 2 to read; at most 2 for each level to write, 3 more when groupings are gone.
    """
    plan = plan_to_edit(by, plan_id)
    return write_nodes(plan, drafts, complete=complete)


@acting("commitments.put", "plan:{plan_id}")
def put_commitments(
    *, by: Actor | None, plan_id: int, drafts: Sequence[CommitmentDraft], complete: bool
) -> Differences:
    """State commitments of a plan.

    Shape: differences with subject `commitment:<key>` and the fields of the contract that differ.
    When `complete`, the drafts are the whole plan: commitments that no draft names are removed
    from a draft plan, and marked as removed, but kept, in a published one.
    Errors: PermissionDenied; ValidationError (see check_commitments, check_steps).
    Queries: 9 to read, at most 10 to write, whatever the number of drafts; at most 8 more where
    steps or points are stated.
    """
    plan = plan_to_edit(by, plan_id)
    comparison = Comparison.with_stored(plan, drafts, complete=complete)
    return write_commitments(plan, comparison) + write_beside(plan, drafts)
