"""Publishing a plan: the first version, which freezes what was promised, and its amendments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from athar.evidence.queries import is_public_evidence
from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.kernel.text import Translated
from athar.plans.actions.locking import plan_to_publish
from athar.plans.contracts import Content, Stored, differing, stored_contracts
from athar.plans.drafts import Decision
from athar.plans.models import (
    Amendment,
    Commitment,
    CommitmentSnapshot,
    Milestone,
    Plan,
    PlanVersion,
)
from athar.plans.queries.frozen import content_of_plan, contents_beside
from athar.plans.validators import check_decision
from athar.rows.inserting import insert_rows
from athar.trail.actions import Touched, begin, finish
from athar.trail.models import Event
from athar.trail.refusing import acting


@acting("plan.version_published", "plan:{plan_id}")
def publish_first_version(*, by: Actor | None, plan_id: int, reason: str = "") -> int:
    """Publish a draft plan: its promises are frozen as the baseline of every later comparison.

    Shape: the number of the version, 1.
    Errors: PermissionDenied; ValidationError: already_published, plan_empty.
    Queries: constant, and those of the projectors.
    """
    plan = plan_to_publish(by, plan_id)
    if plan.current_version:
        raise ValidationError(_("This plan is already published."), code="already_published")
    contracts = stored_contracts(plan.pk)
    if not contracts:
        raise ValidationError(_("A plan without commitments promises nothing."), code="plan_empty")
    event = begin(kind="plan.version_published", by=by, subject=f"plan:{plan.pk}", reason=reason)
    _write_version(plan, event, by, contracts)
    published = [
        Touched(_subject(one), {"version": None}, {"version": 1}) for one in contracts.values()
    ]
    finish(event, touched=published, publishes=True)
    return 1


@acting("plan.amended", "plan:{plan_id}")
def publish_amendment(
    *,
    by: Actor | None,
    plan_id: int,
    why: str,
    what: Translated | None = None,
    decided_by: str = "",
    decided_on: dt.date | None = None,
    document_id: int | None = None,
    changed_commitment_ids: Collection[int],
    also_changed: bool = False,
    cause: Event | None = None,
) -> int:
    """Publish the changes made to a published plan since its last version.

    Shape: the number of the new version. Snapshots are taken of the commitments named and of those
    that no version holds yet; the event says how each differs from its last snapshot, and which
    act made the changes: `cause`, if any. `also_changed` says that something around the
    commitments was changed that this package does not know, such as an agreement.
    Errors: PermissionDenied; ValidationError: not_published, reason_missing, nothing_changed, and
    those of check_decision.
    Queries: constant, and those of the projectors.
    """
    plan = plan_to_publish(by, plan_id)
    _check_amendment(plan, why)
    decision = Decision(what or Translated(), decided_by.strip(), decided_on)
    check_decision(decision, document_is_public=_is_public_document(plan, document_id))
    added = Commitment.objects.filter(plan=plan, first_version=None).values_list("pk", flat=True)
    contracts = stored_contracts(plan.pk, {*changed_commitment_ids, *added})
    if not (contracts or also_changed or _is_plan_changed(plan)):
        raise ValidationError(_("Nothing of the plan was changed."), code="nothing_changed")
    amendment = _write_amendment(plan, why, decision, document_id)
    earlier = _last_snapshots(contracts)
    event = begin(
        kind="plan.amended",
        by=by,
        subject=f"plan:{plan.pk}",
        reason=why.strip(),
        source={"event": cause.pk} if cause else None,
    )
    _write_version(plan, event, by, contracts, amendment)
    finish(event, touched=_amended(contracts, earlier), publishes=True)
    return plan.current_version


def _write_amendment(
    plan: Plan, why: str, decision: Decision, document_id: int | None
) -> Amendment:
    return Amendment.objects.create(
        plan=plan,
        number=plan.current_version,
        what=decision.what,
        why=why.strip(),
        decided_by=decision.decided_by,
        decided_on=decision.decided_on,
        document_id=document_id,
    )


def _check_amendment(plan: Plan, why: str) -> None:
    if not plan.current_version:
        raise ValidationError(_("This plan is not published yet."), code="not_published")
    if not why.strip():
        raise ValidationError(_("An amendment says why."), code="reason_missing")


def _is_public_document(plan: Plan, document_id: int | None) -> bool:
    """Tell whether the document is kept as evidence of the plan that the public may read."""
    return document_id is None or is_public_evidence(document_id, subject=f"plan:{plan.pk}")


def _is_plan_changed(plan: Plan) -> bool:
    """Tell whether the plan itself or its groupings differ from what its last version froze."""
    last = PlanVersion.objects.get(plan=plan, number=plan.current_version).content
    now = content_of_plan(plan.pk)
    held = last.get("plan", {})
    # a version frozen before a field was kept says nothing of it
    is_same = all(now["plan"].get(name) == value for name, value in held.items())
    return not is_same or last.get("nodes") != now["nodes"]


def _last_snapshots(contracts: Mapping[str, Stored]) -> dict[int, Content]:
    keys = [one.row.pk for one in contracts.values()]
    rows = CommitmentSnapshot.objects.filter(commitment__in=keys).order_by("version__number")
    return dict(rows.values_list("commitment_id", "content"))


def _amended(contracts: Mapping[str, Stored], earlier: Mapping[int, Content]) -> list[Touched]:
    touched = []
    for one in contracts.values():
        if one.row.pk not in earlier:
            touched.append(Touched(_subject(one), None, one.content))
            continue
        before, after = differing(earlier[one.row.pk], one.content)
        touched.append(Touched(_subject(one), before, after))
    return touched


def _write_version(
    plan: Plan,
    event: Event,
    by: Actor | None,
    contracts: Mapping[str, Stored],
    amendment: Amendment | None = None,
) -> None:
    """Freeze what is promised for the first time, number the version and keep its snapshots."""
    plan.current_version += 1
    plan.row_version += 1
    plan.save(update_fields=["current_version", "row_version"])
    _freeze(plan)
    version = PlanVersion.objects.create(
        plan=plan,
        number=plan.current_version,
        event=event,
        amendment=amendment,
        published_at=clock.now(),
        published_by_id=by.pk if by else None,
        content=content_of_plan(plan.pk),
    )
    beside = contents_beside(plan.pk, [one.row for one in contracts.values()])
    insert_rows(
        CommitmentSnapshot,
        ("version", "commitment", "content", "beside"),
        ((version.pk, one.row.pk, one.content, beside[one.row.pk]) for one in contracts.values()),
    )


def _freeze(plan: Plan) -> None:
    milestones: dict[str, Any] = {"commitment__plan": plan, "commitment__first_version": None}
    Milestone.objects.filter(**milestones).update(first_planned_on=F("planned_on"))
    Commitment.objects.filter(plan=plan, first_version=None).update(
        first_version=plan.current_version,
        first_planned_start_on=F("planned_start_on"),
        first_planned_end_on=F("planned_end_on"),
        first_amount=F("amount"),
    )


def _subject(one: Stored) -> str:
    return f"commitment:{one.row.pk}"
