"""Naming who speaks for a member: the one named takes over from the one before."""

from __future__ import annotations

import datetime as dt

from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.network.drafts.members import FocalPointDraft
from athar.network.models.members import FocalPoint, Member
from athar.network.rules import members as rules
from athar.network.validators.members import check_focal_point
from athar.people.actions import hand_over_role
from athar.people.enums import Role
from athar.people.rules import require
from athar.trail.actions import Touched, record
from athar.trail.refusing import acting


@acting("focal_point.named", "member:{member_id}")
def name_focal_point(*, by: Actor | None, member_id: int, draft: FocalPointDraft) -> int:
    """Name who speaks for a member from a day on, today where none is given; give the key.

    Shape: the term of the one before ends that day, and the right of its account at once; the
    account of the one named, if any, gets it.
    Errors: PermissionDenied; Member.DoesNotExist; ValidationError: name_missing, account_closed.
    Queries: 3 to read, 2 to write, those of the rights and of the record.
    """
    member = Member.objects.select_for_update().get(pk=member_id)
    require(rules.can_edit_member(by, member.scope_keys), "network.name_focal_point")
    check_focal_point(draft)
    since_on = draft.since_on or clock.today()
    before = FocalPoint.objects.filter(member=member, until_on=None).order_by("-pk").first()
    if before is not None:
        _end(before, since_on)
    named = FocalPoint.objects.create(
        member=member,
        account_id=draft.account_id,
        name=draft.name.strip(),
        duty=draft.duty,
        organisation_id=draft.organisation_id,
        contact=draft.contact,
        since_on=since_on,
        source_url=draft.source_url,
    )
    hand_over_role(
        by=by, account_id=draft.account_id, role=Role.FOCAL_POINT, scope=member.scope_keys[0]
    )
    subject = f"member:{member_id}"
    # keys, not names: a name that is removed must not stay in the record
    touched = [Touched(subject, _told(before), _told(named))]
    record(kind="focal_point.named", by=by, subject=subject, touched=touched)
    return named.pk


def _end(row: FocalPoint, on: dt.date) -> None:
    row.until_on = max(on, row.since_on or on)
    row.save(update_fields=["until_on"])


def _told(row: FocalPoint | None) -> dict[str, object] | None:
    if row is None:
        return None
    since_on = row.since_on and row.since_on.isoformat()
    return {"focal_point": row.pk, "account": row.account_id, "since": since_on}
