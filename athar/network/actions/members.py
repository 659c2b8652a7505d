"""Listing members, stating in what they take part, changing what they say of themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.kernel.actor import Actor
from athar.network.drafts.members import MemberDraft, MemberEdit, StatusDraft
from athar.network.enums.members import MemberKind
from athar.network.models.members import Member, MembershipStatus
from athar.network.rules import members as rules
from athar.network.validators.members import check_members, check_next_status
from athar.people.rules import INSTALLATION, require
from athar.reference.queries import PlaceRef, places_named
from athar.trail.actions import Touched, record
from athar.trail.refusing import acting


@acting("members.put", INSTALLATION)
def put_members(*, by: Actor | None, drafts: Sequence[MemberDraft]) -> int:
    """List members, and state in what they take part where nothing is stated of it yet.

    Shape: how many members and statuses were added or changed; 0 for the same drafts again. A
    status stated since is never touched: the list knows less than who keeps the members.
    Errors: PermissionDenied; ValidationError (see check_members).
    Queries: 3 to read; at most 6 more when something differs, 1 more for each member that does.
    """
    require(rules.can_keep_members(by), "network.put_members")
    stored = {row.code: row for row in Member.objects.select_for_update()}
    places = places_named(draft.place for draft in drafts if draft.place)
    states = {code for code, row in stored.items() if row.kind == MemberKind.STATE}
    check_members(drafts, states, places.keys())
    touched: list[Touched] = []
    # states first: local governments name theirs
    for draft in sorted(drafts, key=lambda one: one.kind is MemberKind.LOCAL):
        touched += _put(draft, places, stored)
    touched += _first_statuses(drafts, stored)
    if touched:
        record(kind="members.put", by=by, subject=INSTALLATION, touched=touched)
    return len(touched)


def _put(
    draft: MemberDraft,
    places: Mapping[tuple[str, str], PlaceRef],
    stored: dict[str, Member],
) -> Iterable[Touched]:
    """Bring a member in line with its draft."""
    row = stored.get(draft.code)
    before = _statement(row) if row else None
    row = row or Member(code=draft.code)
    row.kind, row.names = draft.kind, draft.names
    row.place_id = places[draft.place].id if draft.place else None
    row.is_fictional = draft.place is None
    row.parent = stored[draft.parent_code] if draft.parent_code else None
    stored[draft.code] = row
    after = _statement(row)
    if before != after:
        row.save()
        yield Touched(_subject(row), before, after)


def _statement(row: Member) -> dict[str, Any]:
    return {
        "code": row.code,
        "kind": str(row.kind),
        "place": row.place_id,
        "names": dict(row.names),
        "state": row.parent_id,
    }


def _first_statuses(
    drafts: Sequence[MemberDraft], stored: Mapping[str, Member]
) -> Iterable[Touched]:
    """Add the statuses of programmes of which nothing is stated yet."""
    known = set(MembershipStatus.objects.values_list("member_id", "programme"))
    rows = [
        _status(stored[draft.code].pk, status)
        for draft in drafts
        for status in draft.statuses
        if (stored[draft.code].pk, status.programme) not in known
    ]
    MembershipStatus.objects.bulk_create(rows)
    return [Touched(f"member:{row.member_id}", None, _of_status(row)) for row in rows]


def _status(member_id: int, draft: StatusDraft) -> MembershipStatus:
    return MembershipStatus(
        member_id=member_id,
        programme=draft.programme,
        standing=draft.standing,
        condition=draft.condition or "",
        since_on=draft.since_on,
        since_precision=draft.since_precision,
        source_url=draft.source_url,
    )


def _of_status(row: MembershipStatus) -> dict[str, Any]:
    return {
        "programme": str(row.programme),
        "standing": str(row.standing),
        "condition": str(row.condition),
        "since": row.since_on and row.since_on.isoformat(),
    }


@acting("membership.stated", "member:{member_id}")
def state_membership(*, by: Actor | None, member_id: int, draft: StatusDraft) -> bool:
    """State as what a member takes part in a programme from a day on; it ends the status before.

    Shape: False when the same is stated already.
    Errors: PermissionDenied; Member.DoesNotExist; ValidationError: since_missing, starts_before.
    Queries: 2 to read; 2 and those of the record.
    """
    require(rules.can_keep_members(by), "network.state_membership")
    member = Member.objects.select_for_update().get(pk=member_id)
    now = MembershipStatus.objects.filter(
        member=member, programme=draft.programme, until_on=None
    ).first()
    row = _status(member_id, draft)
    if now is not None:
        if _of_status(now) == _of_status(row):
            return False
        check_next_status(draft, now.since_on)
        now.until_on = draft.since_on
        now.save(update_fields=["until_on"])
    row.save()
    before = _of_status(now) if now else None
    touched = [Touched(_subject(member), before, _of_status(row))]
    record(kind="membership.stated", by=by, subject=_subject(member), touched=touched)
    return True


@acting("member.edited", "member:{member_id}")
def edit_member(*, by: Actor | None, member_id: int, version: int, draft: MemberEdit) -> bool:
    """Change what a member says of itself.

    Shape: False when nothing differs. `version` is the one that was read before.
    Errors: PermissionDenied; Member.DoesNotExist; ValidationError: edited_meanwhile.
    Queries: 1 to read; 1 and those of the record.
    """
    member = Member.objects.select_for_update().get(pk=member_id)
    require(rules.can_edit_member(by, member.scope_keys), "network.edit_member")
    if member.row_version != version:
        raise ValidationError(
            _("Somebody changed this member in the meantime."), code="edited_meanwhile"
        )
    before = _said(member)
    member.lead_body_id, member.forum = draft.lead_body_id, draft.forum
    member.forum_url = draft.forum_url
    after = _said(member)
    if before == after:
        return False
    member.row_version += 1
    member.save()
    touched = [Touched(_subject(member), before, after)]
    record(kind="member.edited", by=by, subject=_subject(member), touched=touched)
    return True


def _said(row: Member) -> dict[str, Any]:
    return {
        "lead_body": row.lead_body_id,
        "forum": dict(row.forum),
        "forum_url": row.forum_url,
    }


def _subject(row: Member) -> str:
    return f"member:{row.pk}"
