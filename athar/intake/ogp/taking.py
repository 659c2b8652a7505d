"""Taking action plans in: bodies, plans and commitments, all through the actions of the domain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction

from athar.evaluation.actions import Recorded, record_assessments
from athar.intake.ogp.plans import ActionPlan
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
from athar.trail.models import Event

IMPORTED = "action_plans.imported"
_TEXTS = ("title", "summary", "problem", "solution", "expected_results")
_LINKS = ("place_ids", "theme_ids", "bodies")


@dataclass(frozen=True, slots=True)
class Taken:
    """What differs once an action plan is taken."""

    plan_id: int
    is_new: bool
    commitments: Differences
    assessments: Recorded = field(default_factory=Recorded)

    @property
    def is_nothing(self) -> bool:
        """Tell whether the plan stands as it stood."""
        said = self.assessments
        return not (self.is_new or said.added or said.superseded) and self.commitments.is_empty


@dataclass(frozen=True, slots=True)
class Source:
    """Where action plans were read, and why they are taken, as the record says it."""

    said: Mapping[str, Any]
    reason: str


def take_action_plans(
    *, by: Actor | None, plans: Sequence[ActionPlan], source: Source, dry_run: bool = False
) -> tuple[tuple[Taken, ...], int]:
    """Write what a source states of action plans over what is stored, and publish it, all or none.

    Such plans are public where they come from: a new one is published at once, what changes in a
    published one is its next version. What the source leaves open stays as it is stored; a plan
    that is stored keeps its identity, and commitments that are not named stay. Where nothing
    differs no trace is left.
    Shape: what differs of each plan, and how many bodies are new.
    Errors: PermissionDenied; ValidationError.
    Queries: a number for each plan that does not depend on its commitments, and those of the
    projectors.
    """
    with transaction.atomic():
        event = begin(
            kind=IMPORTED, by=by, subject="plans", reason=source.reason, source=source.said
        )
        n_bodies = _put_new_bodies(by, plans)
        taken = tuple(_take(by, plan, source, event) for plan in plans)
        different = [one for one in taken if not one.is_nothing]
        if dry_run or not different:
            transaction.set_rollback(True)
        else:
            finish(event, touched=map(_touched, different))
    return taken, n_bodies if different else 0


def _touched(one: Taken) -> Touched:
    codes = [each.code for each in (*one.commitments.added, *one.commitments.changed)]
    before: dict[str, list[str]] | None = None if one.is_new else {"commitments": []}
    return Touched(f"plan:{one.plan_id}", before, {"commitments": codes})


def _put_new_bodies(by: Actor | None, plans: Iterable[ActionPlan]) -> int:
    """Register the bodies that action plans name; those known keep what is stated of them."""
    named: dict[str, OrganisationDraft] = {}
    for plan in plans:
        for body in plan.bodies:
            named.setdefault(body.code, body)
    known = organisations_by_code(named.keys())
    new = [body for code, body in named.items() if code not in known]
    if new:
        put_organisations(by=by, drafts=new)
    return len(new)


def _take(by: Actor | None, plan: ActionPlan, source: Source, event: Event) -> Taken:
    stored = plan_by_code(plan.draft.code, drafts=True)
    plan_id = stored.id if stored else put_plan(by=by, draft=plan.draft)
    drafts = _over_stored(plan_id, plan.commitments) if stored else list(plan.commitments)
    found = put_commitments(by=by, plan_id=plan_id, drafts=drafts, complete=False)
    _publish(by, plan_id, found, stored, source, event)
    said = Recorded()
    if plan.assessments:
        said = record_assessments(
            by=by,
            plan_id=plan_id,
            drafts=plan.assessments,
            reason=source.reason,
            source=source.said,
        )
    return Taken(plan_id, stored is None, found, said)


def _publish(
    by: Actor | None,
    plan_id: int,
    found: Differences,
    stored: PlanView | None,
    source: Source,
    event: Event,
) -> None:
    """Publish what differs; a plan of which no commitment is known stays a draft."""
    touched = (*found.added, *found.changed)
    if touched and stored and stored.is_published:
        publish_amendment(
            by=by,
            plan_id=plan_id,
            why=source.reason,
            changed_commitment_ids={int(one.subject.partition(":")[2]) for one in touched},
            cause=event,
        )
    elif touched:
        publish_first_version(by=by, plan_id=plan_id, reason=source.reason)


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
