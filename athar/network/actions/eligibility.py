"""Recording what is known of a country's eligibility: rows are only added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.network.enums.members import Programme, Standing
from athar.network.facts import FactDraft
from athar.network.models.eligibility import EligibilityFact
from athar.network.models.members import Member, MembershipStatus
from athar.network.rules.eligibility import can_record_facts
from athar.network.rules.members import can_keep_members
from athar.network.validators.eligibility import check_facts
from athar.people.rules import require
from athar.trail.actions import Touched, record
from athar.trail.refusing import acting


@acting("eligibility.recorded", "member:{member_id}")
def record_eligibility(
    *, by: Actor | None, member_id: int, year: int, facts: Sequence[FactDraft]
) -> int:
    """Record what is known of criteria of a year, and give how many say something new.

    Shape: what the focal point of a candidate records is a draft, which the public does not see
    before the candidate shows it. Nothing is overwritten: the newest of a criterion counts.
    Errors: PermissionDenied; Member.DoesNotExist; ValidationError: see check_facts.
    Queries: 4 and those of the record.
    """
    member = Member.objects.select_for_update().get(pk=member_id)
    statuses = MembershipStatus.objects.filter(
        member=member, programme=Programme.OGP, standing=Standing.CANDIDATE, until_on=None
    )
    allowed = can_record_facts(by, member.scope_keys, is_candidate=statuses.exists())
    require(allowed, "network.record_eligibility")
    check_facts(year, facts)
    is_draft = not can_keep_members(by)
    before = _current(member_id, year, with_drafts=is_draft)
    rows = [
        _row(by, member_id, year, one, is_draft=is_draft)
        for one in facts
        if before.get(one.criterion) != _said(one)
    ]
    if rows:
        EligibilityFact.objects.bulk_create(rows)
        touched = [_touched(row, before.get(row.criterion)) for row in rows]
        subject = f"member:{member_id}"
        record(
            kind="eligibility.drafted" if is_draft else "eligibility.recorded",
            by=by,
            subject=subject,
            touched=touched,
        )
    return len(rows)


def _current(member_id: int, year: int, *, with_drafts: bool) -> dict[str, dict[str, Any]]:
    rows = EligibilityFact.objects.filter(member=member_id, year=year).order_by("pk")
    return {row.criterion: _said(row) for row in rows if with_drafts or not row.is_draft}


def _said(one: FactDraft | EligibilityFact) -> dict[str, Any]:
    return {
        "is_met": one.is_met,
        "value": None if one.value is None else format(one.value.normalize(), "f"),
        "source_title": one.source_title.strip(),
        "source_url": one.source_url,
        "source_year": one.source_year,
        "confidence": str(one.confidence),
    }


def _row(
    by: Actor | None, member_id: int, year: int, draft: FactDraft, *, is_draft: bool
) -> EligibilityFact:
    return EligibilityFact(
        member_id=member_id,
        year=year,
        criterion=draft.criterion,
        is_met=draft.is_met,
        value=draft.value,
        source_title=draft.source_title.strip(),
        source_url=draft.source_url,
        source_year=draft.source_year,
        confidence=draft.confidence,
        is_draft=is_draft,
        recorded_at=clock.now(),
        recorded_by_id=by.pk if by else None,
    )


def _touched(row: EligibilityFact, before: dict[str, Any] | None) -> Touched:
    key = f"eligibility:{row.member_id}/{row.year}/{row.criterion}"
    return Touched(key, before, _said(row))
