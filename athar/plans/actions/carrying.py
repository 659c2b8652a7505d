"""Saying what became of a commitment in a later plan."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.kernel.actor import Actor
from athar.kernel.text import Translated
from athar.plans.actions.locking import plan_to_publish
from athar.plans.enums import CarryOverFate
from athar.plans.models import CarryOver, Commitment
from athar.plans.validators import Carried, check_carry_over
from athar.trail.actions import Touched, begin, finish
from athar.trail.refusing import acting


@acting("commitment.carried_over", "commitment:{commitment_id}")
def carry_over(
    *,
    by: Actor | None,
    commitment_id: int,
    fate: CarryOverFate,
    successor_id: int | None = None,
    reason: Translated | None = None,
) -> int:
    """Publish what became of a commitment: continued or merged in a later plan, or dropped.

    Shape: the key of the statement; it takes the place of an earlier one, which is kept.
    Errors: PermissionDenied; ValidationError (see check_carry_over; not_public);
    Commitment.DoesNotExist.
    Queries: 1 for each step of the line of successors, 9 more, and those of the record.
    """
    one = _public(commitment_id)
    plan = plan_to_publish(by, one.plan_id)
    successor = _public(successor_id) if successor_id is not None else None
    said = reason or Translated()
    check_carry_over(
        Carried(one.pk, one.plan_id, one.plan.start_on),
        fate,
        Carried(successor.pk, successor.plan_id, successor.plan.start_on) if successor else None,
        said,
        line=_line_from(successor_id),
    )
    before = _stated(CarryOver.objects.filter(commitment=one).order_by("-pk").first())
    event = begin(kind="commitment.carried_over", by=by, subject=f"plan:{plan.pk}")
    row = CarryOver.objects.create(
        commitment=one, fate=fate, successor=successor, reason=said, event=event
    )
    finish(event, touched=[Touched(f"commitment:{one.pk}", before, _stated(row))], publishes=True)
    return row.pk


def _public(commitment_id: int) -> Commitment:
    row = Commitment.objects.select_related("plan").get(pk=commitment_id)
    if row.first_version is None or not row.plan.current_version:
        raise ValidationError(
            _("%(code)s is not public yet."), code="not_public", params={"code": row.code}
        )
    return row


def _line_from(commitment_id: int | None) -> list[int]:
    """Give a commitment and those it was carried over to, one after another."""
    line: list[int] = []
    while commitment_id is not None and commitment_id not in line:
        line.append(commitment_id)
        rows = CarryOver.objects.filter(commitment=commitment_id).order_by("-pk")
        commitment_id = rows.values_list("successor_id", flat=True).first()
    return line


def _stated(row: CarryOver | None) -> dict[str, Any] | None:
    if row is None:
        return None
    other = row.successor
    return {
        "fate": str(row.fate),
        "successor": f"{other.plan.code}/{other.code}" if other else None,
        "reason": dict(row.reason),
    }
