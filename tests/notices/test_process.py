"""The focal point of a member is told what its process owes, and nobody else."""

from __future__ import annotations

import datetime as dt

import pytest

from athar.kernel import clock
from athar.network.actions.process import record_process
from athar.notices.queries import digest_of
from athar.notices.writing import write_mail
from athar.people.actions import create_account, grant_role
from athar.people.enums import Role
from tests.network.meeting import meet, put_member
from tests.notices.cast import told

pytestmark = pytest.mark.django_db
URL = "https://example.org/minutes"


@pytest.fixture
def focal_point(frozen_day):
    meet()
    member = put_member()
    on = dt.date(2025, 3, 25)
    record_process(by=None, member_id=member.pk, kind="dialogue", on=on, title="x", url=URL)
    record_process(by=None, member_id=member.pk, kind="rules", on=on, title="x", url=URL)
    account = create_account(by=None, email="focal@example.org", language="en")
    scope = f"member:{member.pk}"
    grant_role(by=None, account_id=account.pk, role=Role.FOCAL_POINT, scope=scope)
    return account


def lines(account):
    return [
        (one.requirement, one.due_on) for sec in digest_of(account).sections for one in sec.lines
    ]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2025-08-25", []),
        ("2025-08-26", [("1.1", dt.date(2025, 9, 25))]),
        ("2025-10-15", [("1.1", dt.date(2025, 9, 25))]),
    ],
    ids=["early", "a-month-before", "missed"],
)
def test_what_falls_due_within_a_month_and_what_was_missed_is_told(focal_point, today, expected):
    clock.set_frozen(dt.date.fromisoformat(today))

    assert lines(focal_point) == expected


def test_mail_names_requirement_member_and_day(focal_point):
    clock.set_frozen(dt.date(2025, 9, 20))

    text = write_mail(focal_point, digest_of(focal_point)).body

    assert "The dialogue space meets every six months" in text
    assert "Due on 25 September 2025" in text


def test_focal_point_of_another_member_is_told_nothing(focal_point):
    other = create_account(by=None, email="other@example.org")
    grant_role(by=None, account_id=other.pk, role=Role.FOCAL_POINT, scope="member:999999")

    assert told(other) == {}
