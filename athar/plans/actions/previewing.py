"""Reading a plan as the public would read it once what waits is published."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import transaction

from athar.kernel.actor import Actor
from athar.plans.actions.applying import apply_edits
from athar.plans.actions.locking import plan_to_edit
from athar.plans.models import Commitment, Edit, Plan
from athar.trail.refusing import acting

Read = TypeVar("Read")


@acting("plan.previewed", "plan:{plan_id}")
def preview_edits(*, by: Actor | None, plan_id: int, read: Callable[[], Read]) -> Read:
    """Give what `read` reads of a plan as if all that waits were public; nothing of it stays.

    Shape: what waits is written over what is stored, read, and taken back. It is no act: it
    leaves no event.
    Errors: PermissionDenied; ValidationError (those of apply_edits); Plan.DoesNotExist.
    Queries: constant, and those of `read`.
    """
    plan = plan_to_edit(by, plan_id)
    edits = Edit.objects.filter(plan=plan).order_by("pk")
    with transaction.atomic():
        apply_edits(None, plan, edits, strict=False, reason="")
        Plan.objects.filter(pk=plan_id, current_version=0).update(current_version=1)
        Commitment.objects.filter(plan=plan_id, first_version=None).update(first_version=1)
        found = read()
        transaction.set_rollback(True)
    return found
