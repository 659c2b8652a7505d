"""A fictional candidate, a member beside it, and who speaks for each: all of it is invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from athar.kernel.text import Translated
from athar.network.enums.eligibility import CriterionKey
from athar.network.enums.members import Condition, MemberKind, Programme, Standing
from athar.network.facts import FactDraft
from athar.network.models import Member, MembershipStatus
from athar.people.actions import create_account, grant_role
from athar.people.enums import Role
from athar.people.models import Account

YEAR = 2025


@dataclass(frozen=True, slots=True)
class Countries:
    """The candidate, a member, another candidate, and the focal point of each."""

    candidate: Member
    member: Member
    other: Member
    focal_point: Account
    mentor: Account
    stranger: Account


def put_countries() -> Countries:
    """Make three fictional countries, each with its focal point."""
    candidate = put_member("XAA", "بلد المثال", "Exemplie", Standing.CANDIDATE)
    member = put_member("XBB", "بلد المرافقة", "Mentorie", Standing.MEMBER)
    other = put_member("XCC", "بلد آخر", "Autrie", Standing.CANDIDATE)
    return Countries(
        candidate,
        member,
        other,
        put_focal_point(candidate, "focal@example.org", "Aïcha Focale"),
        put_focal_point(member, "mentor@example.org", "Moussa Mentor"),
        put_focal_point(other, "stranger-focal@example.org", "Salem Autre"),
    )


def put_member(code: str, arabic: str, french: str, standing: Standing) -> Member:
    """Make a fictional state that stands somewhere on its way into the partnership."""
    row = Member.objects.create(
        code=code,
        kind=MemberKind.STATE,
        names=Translated(ar=arabic, fr=french, en=french),
        is_fictional=True,
    )
    MembershipStatus.objects.create(
        member=row,
        programme=Programme.OGP,
        standing=standing,
        condition=Condition.ACTIVE if standing is Standing.MEMBER else "",
        since_on=dt.date(2024, 1, 1),
    )
    return row


def put_focal_point(member: Member, email: str, name: str) -> Account:
    """Make an account that speaks for a member."""
    account = create_account(by=None, email=email, name=name, password="athar-athar-athar")
    grant_role(by=None, account_id=account.pk, role=Role.FOCAL_POINT, scope=f"member:{member.pk}")
    return Account.objects.get(pk=account.pk)


def answered(**answers: bool | str | None) -> list[FactDraft]:
    """Give facts by criterion: met or not, a number as text, or not known."""
    return [
        FactDraft(
            criterion=CriterionKey(key),
            is_met=answer if isinstance(answer, bool) else None,
            value=Decimal(answer) if isinstance(answer, str) else None,
            source_title="" if answer is None else "Sample",
            source_year=2024,
        )
        for key, answer in answers.items()
    ]


EIGHT_OF_SIXTEEN = {
    "budget_proposal": True,
    "audit_report": False,
    "information_law": False,
    "information_constitution": False,
    "information_draft": True,
    "disclosure_law": True,
    "disclosure_public": False,
    "civil_liberties": "5.3",
    "cso_entry": "3",
    "cso_repression": "2.5",
}
"""The country of the mock-up: eight points of sixteen."""
