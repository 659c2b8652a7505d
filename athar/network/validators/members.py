"""What must hold of members, their statuses and their focal points."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.network.drafts.members import FocalPointDraft, MemberDraft, StatusDraft
from athar.network.enums.members import MemberKind

LONGEST_CODE = 20


def check_members(
    drafts: Sequence[MemberDraft],
    states: Collection[str],
    places: Collection[tuple[str, str]],
) -> None:
    """Check a list of members; `states` are the codes of those known already.

    Errors: ValidationError with one entry per problem: code_missing, code_too_long, named_twice,
    unknown_place, name_missing, unknown_state.
    """
    times = Counter(one.code for one in drafts)
    known = {*states, *(one.code for one in drafts if one.kind is MemberKind.STATE)}
    problems = [
        ValidationError(_PROBLEMS[code], code=code, params={"member": one.code})
        for one in drafts
        for code in _problems(one, times[one.code], known, places)
    ]
    if problems:
        raise ValidationError(problems)


_PROBLEMS = {
    "code_missing": _("A member has no code."),
    "code_too_long": _("The code %(member)s is too long."),
    "named_twice": _("The member %(member)s is stated twice."),
    "unknown_place": _("The place of the member %(member)s is not known here."),
    "name_missing": _("The member %(member)s has neither a place nor a name."),
    "unknown_state": _("The state of %(member)s is no member."),
}


def _problems(
    draft: MemberDraft, times: int, states: Collection[str], places: Collection[tuple[str, str]]
) -> Iterator[str]:
    if not draft.code:
        yield "code_missing"
    if len(draft.code) > LONGEST_CODE:
        yield "code_too_long"
    if times > 1:
        yield "named_twice"
    if draft.place is not None and draft.place not in places:
        yield "unknown_place"
    if draft.place is None and not draft.names:
        yield "name_missing"
    if draft.kind is MemberKind.LOCAL and draft.parent_code not in states:
        yield "unknown_state"


def check_next_status(draft: StatusDraft, since_on: dt.date | None) -> None:
    """Check a status that follows another one; `since_on` is the day the last one began.

    Errors: ValidationError: since_missing, starts_before.
    """
    if draft.since_on is None:
        raise ValidationError(_("Say from which day the new status holds."), code="since_missing")
    if since_on is not None and draft.since_on < since_on:
        raise ValidationError(
            _("The new status cannot begin before the one it ends."), code="starts_before"
        )


def check_focal_point(draft: FocalPointDraft) -> None:
    """Check who is named. Errors: ValidationError: name_missing."""
    if not draft.name.strip():
        raise ValidationError(_("Give the name of the focal point."), code="name_missing")
