"""Taking action plans in: bodies, plans and commitments, all through the actions of the domain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction

from athar.intake.ogp.plans import ActionPlan
from athar.intake.projects.preparing import IMPORTED
from athar.kernel.actor import Actor
from athar.kernel.text import Translated
from athar.people.actions import put_organisations
from athar.people.drafts import OrganisationDraft
from athar.people.queries import organisations_by_code
from athar.plans.actions import (
    publish_amendment,
    publish_first_version,
    put_commitments,
    put_plan,
)
from athar.plans.drafts import CommitmentDraft, Differences
from athar.plans.queries import (
    PlanView,
    commitment_drafts,
    plan_by_code,
    stated_commitments,
)
from athar.trail.actions import Touched, begin, finish

_TEXTS = ("title", "summary", "problem", "solution", "expected_results")
_LINKS = ("place_ids", "theme_ids", "bodies")


def put_new_bodies(*, by: Actor | None, plans: Iterable[ActionPlan]) -> None:
    """Register the bodies that action plans name; those known keep what is stated of them.

    Errors: PermissionDenied; ValidationError.
    Queries: 1, and those of put_organisations where some are new.
    """
    named: dict[str, OrganisationDraft] = {}
    for plan in plans:
        for body in plan.bodies:
            named.setdefault(body.code, body)
    known = organisations_by_code(named.keys())
    new = [body for code, body in named.items() if code not in known]
    if new:
        put_organisations(by=by, drafts=new)


@transaction.atomic
def take_action_plan(
    *, by: Actor | None, plan: ActionPlan, source: Mapping[str, Any], reason: str = ""
) -> Differences:
    """Write what a source states of an action plan over what is stored, and publish it.

    Such plans are public where they come from: a new one is published at once, what changes in a
    published one is its next version. What the source leaves open stays as it is stored; a plan
    that is stored keeps its identity, and commitments that are not named stay.
    Shape: what differs of the commitments.
    Errors: PermissionDenied; ValidationError.
    Queries: a number that does not depend on the commitments, and those of the projectors.
    """
    stored = plan_by_code(plan.draft.code, drafts=True)
    plan_id = stored.id if stored else put_plan(by=by, draft=plan.draft)
    drafts = _over_stored(plan_id, plan.commitments) if stored else list(plan.commitments)
    found = put_commitments(by=by, plan_id=plan_id, drafts=drafts, complete=False)
    if stored and found.is_empty:
        return found
    event = begin(
        kind=IMPORTED, by=by, subject=f"plan:{plan_id}", reason=reason, source=dict(source)
    )
    touched = (*found.added, *found.changed)
    finish(event, touched=[Touched(one.subject, one.before, one.after) for one in touched])
    if plan.commitments:
        _publish(by, plan_id, stored, {_key(one.subject) for one in touched}, event, reason)
    return found


def _publish(
    by: Actor | None,
    plan_id: int,
    stored: PlanView | None,
    changed: set[int],
    event: Any,
    reason: str,
) -> None:
    if stored and stored.is_published:
        publish_amendment(
            by=by, plan_id=plan_id, why=reason, changed_commitment_ids=changed, cause=event
        )
    else:
        publish_first_version(by=by, plan_id=plan_id, reason=reason)


def _key(subject: str) -> int:
    return int(subject.partition(":")[2])


def _over_stored(plan_id: int, drafts: Iterable[CommitmentDraft]) -> list[CommitmentDraft]:
    """Give drafts completed by what is stored of them. Queries: 6."""
    drafts = list(drafts)
    stated = stated_commitments(plan_id, [draft.code for draft in drafts])
    stored = {one.code: one for one in commitment_drafts(stated)}
    return [_over(stored.get(draft.code), draft) for draft in drafts]


def _over(stored: CommitmentDraft | None, draft: CommitmentDraft) -> CommitmentDraft:
    """Give a draft with what it leaves open as it is stored; texts in each language of either."""
    if stored is None:
        return draft
    kept: dict[str, Any] = {
        name: getattr(stored, name)
        for name in ("node_code", "position", "approved_on", "amount", "weight", "n_sub_projects")
    }
    for name in _TEXTS:
        said = getattr(draft, name)
        if said is not None:
            kept[name] = Translated({**(getattr(stored, name) or {}), **said})
    for edge in ("planned_start", "planned_end"):
        if getattr(draft, f"{edge}_on") is None:
            kept |= {
                f"{edge}_on": getattr(stored, f"{edge}_on"),
                f"{edge}_precision": getattr(stored, f"{edge}_precision"),
            }
    for name in _LINKS:
        kept[name] = tuple(dict.fromkeys((*getattr(stored, name), *getattr(draft, name))))
    return replace(
        draft,
        **kept,
        covers_whole_place=stored.covers_whole_place or draft.covers_whole_place,
        source_url=draft.source_url or stored.source_url,
        origin={**stored.origin, **draft.origin},
    )
