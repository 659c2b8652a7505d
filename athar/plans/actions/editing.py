"""Editing a plan in forms: what is typed, what is kept, what is published of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.kernel.text import Translated
from athar.people.queries import organisation_by_code
from athar.people.rules import require
from athar.plans.actions.applying import apply_edits
from athar.plans.actions.locking import plan_to_edit, plan_to_publish
from athar.plans.actions.publishing import publish_amendment
from athar.plans.drafts import Differences
from athar.plans.enums import EditFate, EditKind
from athar.plans.merging import Clash, Merged, differing_units, merged
from athar.plans.models import Edit, EditDraft, Plan
from athar.plans.queries.edited import (
    Content,
    content_now,
    new_content,
    order_now,
    stored_content,
)
from athar.plans.rules import can_start_plan
from athar.trail.actions import Touched, begin, finish, record
from athar.trail.refusing import Collision, acting

LONGEST_DRAFT = 200_000
_BEFORE = _("Changed before it was published.")


@dataclass(frozen=True, slots=True)
class Subject:
    """What of a plan is edited; an empty code stands for something new that has none yet."""

    plan_id: int
    kind: EditKind
    code: str

    def where(self) -> dict[str, Any]:
        """Give the columns that name it."""
        return {"plan_id": self.plan_id, "kind": self.kind, "code": self.code}


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeping did: nothing may have changed; `theirs` are fields another person changed."""

    is_changed: bool
    theirs: tuple[Clash, ...] = field(default=())


class EditCollision(Collision):
    """Somebody else changed a field that I changed too; `merged` says which."""

    def __init__(self, both: Merged) -> None:
        super().__init__()
        self.merged = both


@acting("plan.draft_saved", "plan:{subject.plan_id}")
def save_draft(
    *, by: Actor, subject: Subject, base: Content, typed: Mapping[str, Sequence[str]]
) -> dt.datetime:
    """Save what somebody typed as it was typed, wrong or not, and give when.

    Shape: in the place of what the same person typed of the same thing before. It is nobody
    else's and no act: it leaves no event.
    Errors: PermissionDenied; ValidationError: draft_too_long; Plan.DoesNotExist.
    Queries: 3.
    """
    plan_to_edit(by, subject.plan_id)
    if sum(len(text) for texts in typed.values() for text in texts) > LONGEST_DRAFT:
        raise ValidationError(_("That is too much text for one form."), code="draft_too_long")
    said = {"base": base, "typed": dict(typed), "saved_at": clock.now()}
    row, _created = EditDraft.objects.update_or_create(
        **subject.where(), by_id=by.pk, defaults=said
    )
    return row.saved_at


@acting("plan.draft_dropped", "plan:{subject.plan_id}")
def drop_draft(*, by: Actor, subject: Subject) -> None:
    """Throw away what somebody typed and did not keep.

    Errors: PermissionDenied; Plan.DoesNotExist.
    Queries: 2.
    """
    plan_to_edit(by, subject.plan_id)
    EditDraft.objects.filter(**subject.where(), by_id=by.pk).delete()


def forget_drafts() -> int:
    """Remove what somebody typed ATHAR_DRAFT_DAYS ago and never kept; give how many. Queries: 1."""
    before = clock.now() - dt.timedelta(days=settings.DRAFT_DAYS)
    return EditDraft.objects.filter(saved_at__lt=before).delete()[0]


@acting("plan.edit_kept", "plan:{subject.plan_id}")
def keep_edit(
    *,
    by: Actor | None,
    subject: Subject,
    base: Content | None,
    mine: Content,
    chosen: Mapping[str, str] | None = None,
) -> Kept:
    """Keep a change: applied at once to a draft plan, collected for the next amendment otherwise.

    Shape: `base` is the content the form was opened on, None for something new. What another
    person changed meanwhile is merged field by field; a field both changed needs to be `chosen`.
    The change is tried on what is stored, with all others that wait, and taken back. What was
    typed of it is forgotten; of something new it was saved under no code.
    A plan goes to another body only by who may start plans of that body.
    Errors: PermissionDenied; EditCollision; ValidationError (code_taken, gone, and those of
    apply_edits); Plan.DoesNotExist.
    Queries: constant.
    """
    plan = plan_to_edit(by, subject.plan_id)
    now = content_now(plan.pk, subject.kind, subject.code)
    if base is None and now is not None:
        message = _("%(code)s stands in the plan already.")
        raise ValidationError(message, code="code_taken", params={"code": subject.code})
    if base is not None and now is None:
        message = _("%(code)s was taken out of the plan by somebody else.")
        raise ValidationError(message, code="gone", params={"code": subject.code})
    empty = new_content(subject.kind)
    both = merged(base or empty, now or empty, mine, chosen)
    if both.clashes:
        raise EditCollision(both)
    if subject.kind is EditKind.PLAN:
        _require_owner(by, both.content["owner"], (now or empty).get("owner"))
    stored = stored_content(plan.pk, subject.kind, subject.code)
    fields = differing_units(stored or empty, both.content)
    fate = EditFate.CHANGED if stored is not None else EditFate.ADDED
    _collect(by, plan, subject, fate, fields)
    _forget_typed(by, subject, is_new=base is None)
    return Kept(both.content != (now or empty), both.theirs)


def _require_owner(by: Actor | None, owner: str, before: str | None) -> None:
    body = organisation_by_code(owner) if owner != before else None
    if body is not None:
        require(can_start_plan(by, body.id), "plans.put_plan")


def _forget_typed(by: Actor | None, subject: Subject, *, is_new: bool) -> None:
    codes = {subject.code, ""} if is_new else {subject.code}
    where = {"plan_id": subject.plan_id, "kind": subject.kind, "code__in": codes}
    EditDraft.objects.filter(**where, by_id=by.pk if by else None).delete()


@acting("plan.edit_kept", "plan:{subject.plan_id}")
def take_out(*, by: Actor | None, subject: Subject) -> None:
    """Take a commitment or a grouping out of a plan: at once of a draft, else by the amendment.

    Errors: PermissionDenied; ValidationError (plan_stays, gone, node_published, in_use);
    Plan.DoesNotExist.
    Queries: constant.
    """
    plan = plan_to_edit(by, subject.plan_id)
    if subject.kind is EditKind.PLAN:
        raise ValidationError(_("A plan is not taken out of itself."), code="plan_stays")
    if content_now(plan.pk, subject.kind, subject.code) is None:
        message = _("%(code)s was taken out of the plan by somebody else.")
        raise ValidationError(message, code="gone", params={"code": subject.code})
    if stored_content(plan.pk, subject.kind, subject.code) is None:
        _discard(by, subject)
    else:
        _collect(by, plan, subject, EditFate.GONE, {})


@acting("plan.edit_kept", "plan:{subject.plan_id}")
def move_among_neighbours(*, by: Actor | None, subject: Subject, up: bool) -> bool:
    """Move a commitment or a grouping before the one above it where it stands, or behind the next.

    Shape: whether it moved: the first does not move up, nor the last down. At once in a draft
    plan, else with the next amendment. What somebody typed of it stays.
    Errors: PermissionDenied; ValidationError (those of apply_edits); Plan.DoesNotExist.
    Queries: constant.
    """
    plan = plan_to_edit(by, subject.plan_id)
    order = order_now(plan.pk, subject.kind, subject.code)
    codes = [code for code, _position in order]
    if subject.code not in codes:
        return False
    at = codes.index(subject.code)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(codes):
        return False
    codes[at], codes[to] = codes[to], codes[at]
    before = dict(order)
    for code, position in zip(codes, _apart(before.values()), strict=True):
        if before[code] != position:
            _put_at(by, plan, replace(subject, code=code), position)
    return True


def _apart(positions: Iterable[int]) -> Iterator[int]:
    """Give ascending positions, those that are the same one after another."""
    last = -1
    for position in positions:
        last = max(position, last + 1)
        yield last


def _put_at(by: Actor | None, plan: Plan, subject: Subject, position: int) -> None:
    now = content_now(plan.pk, subject.kind, subject.code)
    stored = stored_content(plan.pk, subject.kind, subject.code)
    if now is not None and stored is not None:
        fields = differing_units(stored, {**now, "position": position})
        _collect(by, plan, subject, EditFate.CHANGED, fields)


@acting("plan.edit_discarded", "plan:{subject.plan_id}")
def discard_edit(*, by: Actor | None, subject: Subject) -> None:
    """Give up a change that was kept and is not public: the plan stands there as published.

    Errors: PermissionDenied; Plan.DoesNotExist.
    Queries: 3 and those of the record.
    """
    plan_to_edit(by, subject.plan_id)
    _discard(by, subject)


def _discard(by: Actor | None, subject: Subject) -> None:
    row = Edit.objects.filter(**subject.where()).first()
    if row is not None:
        before = {"fate": row.fate, "fields": row.fields}
        touched = [Touched(f"edit:{row.pk}", before, None)]
        row.delete()
        plan = f"plan:{subject.plan_id}"
        record(kind="plan.edit_discarded", by=by, subject=plan, touched=touched)


def _collect(
    by: Actor | None,
    plan: Plan,
    subject: Subject,
    fate: EditFate,
    fields: Mapping[str, object],
) -> None:
    """Keep a change beside those that wait; nothing is kept of what differs in nothing."""
    row = Edit.objects.filter(**subject.where()).first() or Edit(**subject.where())
    before = {"fate": row.fate, "fields": row.fields} if row.pk else None
    row.fate, row.fields = fate, dict(fields)
    row.kept_by_id, row.kept_at = by.pk if by else None, clock.now()
    if not plan.current_version:
        _apply_at_once(by, plan, row)
        return
    if fate is EditFate.CHANGED and not fields:
        _discard(by, subject)
        return
    row.save()
    _try_out(by, plan)
    after = {"fate": row.fate, "fields": row.fields}
    if before != after:
        touched = [Touched(f"edit:{row.pk}", before, after)]
        record(kind="plan.edit_kept", by=by, subject=f"plan:{plan.pk}", touched=touched)


def _apply_at_once(by: Actor | None, plan: Plan, row: Edit) -> None:
    event = begin(kind="plan.edited", by=by, subject=f"plan:{plan.pk}")
    found = apply_edits(by, plan, [row], strict=True, reason=str(_BEFORE))
    finish(event, touched=touched_by(found))


def _try_out(by: Actor | None, plan: Plan) -> None:
    with transaction.atomic():
        apply_edits(by, plan, _waiting(plan), strict=False, reason=str(_BEFORE))
        transaction.set_rollback(True)


def _waiting(plan: Plan) -> list[Edit]:
    return list(Edit.objects.filter(plan=plan).order_by("pk"))


@acting("plan.edited", "plan:{plan_id}")
def publish_edits(
    *,
    by: Actor | None,
    plan_id: int,
    why: str,
    what: Translated | None = None,
    decided_by: str = "",
    decided_on: dt.date | None = None,
    document_id: int | None = None,
) -> int:
    """Publish the changes that were kept as the next version: written and public at one moment.

    Shape: the number of the new version.
    Errors: PermissionDenied; ValidationError: nothing_changed, edit_collides, and those of
    publish_amendment and apply_edits; Plan.DoesNotExist.
    Queries: constant, and those of the projectors.
    """
    plan = plan_to_publish(by, plan_id)
    edits = _waiting(plan)
    if not edits:
        raise ValidationError(_("Nothing of the plan was changed."), code="nothing_changed")
    event = begin(kind="plan.edited", by=by, subject=f"plan:{plan.pk}", reason=why.strip())
    found = apply_edits(by, plan, edits, strict=True, reason=event.reason)
    touched = touched_by(found)
    number = publish_amendment(
        by=by,
        plan_id=plan_id,
        why=why,
        what=what,
        decided_by=decided_by,
        decided_on=decided_on,
        document_id=document_id,
        changed_commitment_ids=_commitments_among(touched),
        also_changed=True,
        cause=event,
    )
    Edit.objects.filter(pk__in=[one.pk for one in edits]).delete()
    finish(event, touched=touched)
    return number


def touched_by(found: Mapping[str, Differences]) -> list[Touched]:
    """Give what changes touched, for the record of the act."""
    return [
        Touched(one.subject, one.before, one.after)
        for differences in found.values()
        for one in (*differences.added, *differences.changed, *differences.gone)
    ]


def _commitments_among(touched: Sequence[Touched]) -> set[int]:
    return {
        int(key)
        for kind, _, key in (one.subject.partition(":") for one in touched)
        if kind == "commitment"
    }
