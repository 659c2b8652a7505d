"""Agreeing on what a commitment does for another plan: one side proposes, the other answers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.network.enums.convergence import Answer
from athar.network.models import Accord
from athar.network.queries.convergence import stated_contribution, terms_of
from athar.network.rules.convergence import can_answer_accord, can_propose_accord
from athar.network.validators.convergence import check_declined, check_proposed
from athar.people.rules import require
from athar.plans.models import Plan
from athar.plans.rules import plan_scopes
from athar.trail.actions import Touched, record
from athar.trail.refusing import acting


@acting("accord.proposed", "commitment:{target_id}")
def propose_accord(
    *,
    by: Actor | None,
    commitment_id: int,
    target_id: int,
    kind: str,
    since_on: dt.date | None = None,
    is_sample: bool = False,
) -> None:
    """Say of which kind a contribution that a plan states is, and since when; the other answers.

    Shape: saying something else opens the question again.
    Errors: PermissionDenied; ValidationError: not_stated, unknown_kind, since_to_come.
    Queries: 4 and those of the record.
    """
    link = stated_contribution(commitment_id, target_id)
    require(can_propose_accord(by, _scopes(link.commitment.plan)), "network.propose_accord")
    check_proposed(kind, since_on, clock.today())
    row = (
        Accord.objects.select_for_update()
        .filter(commitment=commitment_id, target=target_id)
        .first()
    )
    before = _content(row) if row else None
    row = row or Accord(commitment_id=commitment_id, target_id=target_id, is_sample=is_sample)
    row.kind, row.since_on = kind, since_on
    if before and {name: before[name] for name in ("kind", "since_on")} == _proposed(row):
        return
    row.answer, row.answered_at, row.reason, row.share = Answer.PROPOSED, None, "", None
    row.save()
    _record(by, "accord.proposed", row, before)


@acting("accord.answered", "commitment:{target_id}")
def answer_accord(
    *,
    by: Actor | None,
    commitment_id: int,
    target_id: int,
    accepts: bool,
    seen: str,
    reason: str = "",
) -> None:
    """Accept or decline what another plan says it does for a commitment of one's own plan.

    Shape: `seen` are the terms as they were shown (see `terms_of`); what is declined is declined
    with a reason.
    Errors: PermissionDenied; ValidationError: not_stated, not_proposed, changed_meanwhile,
    no_reason.
    Queries: 3 and those of the record.
    """
    link = stated_contribution(commitment_id, target_id)
    require(can_answer_accord(by, _scopes(link.target.plan)), "network.answer_accord")
    row = (
        Accord.objects.select_for_update()
        .filter(commitment=commitment_id, target=target_id)
        .first()
    )
    if row is None:
        words = _("The other plan has not said yet which kind of contribution this is.")
        raise ValidationError(words, code="not_proposed")
    if seen != terms_of(row.kind, row.since_on, link.share):
        words = _("The other plan changed the contribution meanwhile. Read it again.")
        raise ValidationError(words, code="changed_meanwhile")
    if not accepts:
        check_declined(reason)
    before = _content(row)
    row.answer = Answer.ACCEPTED if accepts else Answer.DECLINED
    row.share, row.reason, row.answered_at = link.share, reason.strip(), clock.now()
    row.save()
    _record(by, "accord.accepted" if accepts else "accord.declined", row, before)


def _scopes(plan: Plan) -> tuple[str, ...]:
    return plan_scopes(plan.pk, plan.owner_id)


def _record(by: Actor | None, kind: str, row: Accord, before: dict[str, Any] | None) -> None:
    record(
        kind=kind,
        by=by,
        subject=f"commitment:{row.target_id}",
        touched=[Touched(f"accord:{row.pk}", before, _content(row))],
        reason=row.reason,
    )


def _proposed(row: Accord) -> dict[str, Any]:
    return {"kind": str(row.kind), "since_on": row.since_on and row.since_on.isoformat()}


def _content(row: Accord) -> dict[str, Any]:
    return {
        **_proposed(row),
        "commitment": row.commitment_id,
        "answer": str(row.answer),
        "share": None if row.share is None else str(row.share),
    }
