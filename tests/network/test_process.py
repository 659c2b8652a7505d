"""The record of a member's process: kept by its focal point, read by its clock."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from athar.kernel.process import State
from athar.network.actions.process import record_consultation, record_process, take_back_record
from athar.network.models import Consultation, Member, ProcessRecord
from athar.network.process_rules import process_rules
from athar.network.queries.process import clock_of, members_kept_by, process_of
from athar.network.validators.process import ConsultationDraft
from athar.people.actions import create_account, grant_role
from athar.people.enums import Role
from athar.plans.models import Plan
from athar.trail.models import Change
from athar.trail.refusing import Collision
from tests.network.meeting import meet, put_member

pytestmark = pytest.mark.django_db
URL = "https://example.org/minutes"
DAY = dt.date(2025, 7, 1)


@pytest.fixture
def member(frozen_day):
    return put_member()


def keep(member, kind="dialogue", on=DAY, by=None, **said):
    said = {"title": " Forum ", "url": URL, **said}
    return record_process(by=by, member_id=member.pk, kind=kind, on=on, **said)


def consult(member, **said):
    draft = ConsultationDraft(**{"title": "Plan", "url": URL, "opens_on": DAY, **said})
    return record_consultation(by=None, member_id=member.pk, draft=draft)


def focal_point(member):
    account = create_account(by=None, email="focal@example.org")
    scope = f"member:{member.pk}"
    grant_role(by=None, account_id=account.pk, role=Role.FOCAL_POINT, scope=scope)
    return account


def now(progress=None):
    return clock_of(process_of("MAR"), progress or {})


def test_what_is_recorded_is_public_and_on_the_trail(member):
    keep(member, by=focal_point(member))

    (line,) = process_of("MAR").records
    assert (line.kind, line.on, line.title, line.url) == ("dialogue", DAY, "Forum", URL)
    change = Change.objects.get(subject=f"process:{line.id}")
    assert (change.before, change.after["on"]) == (None, "2025-07-01")


def test_what_is_taken_back_stays_on_the_trail(member):
    key = keep(member)

    take_back_record(by=focal_point(member), member_id=member.pk, record_id=key)

    assert process_of("MAR").records == ()
    last = Change.objects.filter(subject=f"process:{key}").latest("pk")
    assert (last.before["title"], last.after) == ("Forum", None)


def test_focal_point_of_another_member_is_refused(member):
    other = Member.objects.create(code="X", kind="state", is_fictional=True, names={"fr": "X"})
    stranger = focal_point(other)
    key = keep(member)

    with pytest.raises(PermissionDenied):
        keep(member, by=stranger)
    with pytest.raises(PermissionDenied):
        take_back_record(by=stranger, member_id=member.pk, record_id=key)
    with pytest.raises(ProcessRecord.DoesNotExist):
        take_back_record(by=None, member_id=other.pk, record_id=key)

    assert members_kept_by(stranger) == (("X", {"fr": "X"}),)


def test_focal_point_keeps_their_member(member):
    assert [code for code, _names in members_kept_by(focal_point(member))] == ["MAR"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"kind": "party"}, "unknown_kind"),
        ({"on": dt.date(2025, 10, 16)}, "to_come"),
        ({"title": " "}, "title_missing"),
        ({"url": "javascript:alert(1)"}, "invalid"),
    ],
    ids=["kind", "to-come", "title", "url"],
)
def test_what_cannot_be_recorded_is_refused(member, said, code):
    with pytest.raises(ValidationError) as refused:
        keep(member, **said)

    assert (refused.value.code, ProcessRecord.objects.count()) == (code, 0)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"closes_on": dt.date(2025, 6, 30)}, "closes_before_opening"),
        ({"n_received": 3, "n_answered": 4}, "answered_too_many"),
        ({"n_answered": 1}, "answered_too_many"),
        ({"title": ""}, "title_missing"),
    ],
    ids=["closes", "too-many", "of-none", "title"],
)
def test_what_no_consultation_can_be_is_refused(member, said, code):
    with pytest.raises(ValidationError) as refused:
        consult(member, **said)

    assert (refused.value.code, Consultation.objects.count()) == (code, 0)


def test_consultation_is_restated_and_two_do_not_overwrite_each_other(member):
    key = consult(member, n_received=3)
    draft = ConsultationDraft(title="Plan", url=URL, opens_on=DAY, n_received=3, n_answered=3)
    restate = {"by": None, "member_id": member.pk, "draft": draft, "consultation_id": key}

    record_consultation(**restate, version=1)

    with pytest.raises(Collision):
        record_consultation(**restate, version=1)
    (one,) = process_of("MAR").consultations
    assert (one.n_answered, one.row_version) == (3, 2)
    last = Change.objects.filter(subject=f"consultation:{key}").latest("pk")
    assert (last.before["n_answered"], last.after["n_answered"]) == (None, 3)


def test_the_database_holds_the_order_of_days_and_counts(member):
    for wrong in ({"closes_on": "2025-06-30"}, {"n_answered": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Consultation.objects.create(member=member, title="x", url=URL, opens_on=DAY, **wrong)


def test_without_a_record_everything_is_unknown_and_nothing_is_foretold(frozen_day):
    meet()

    found = now()

    assert {one.state for one in (*found.during, *found.before_next)} == {State.UNKNOWN}
    assert (found.contrary, found.current.code) == ((), "NAP")
    assert found.deadlines(frozen_day) == (("plan", dt.date(2028, 12, 31)),)


def test_the_clock_tells_what_comes_next_and_what_would_follow(frozen_day):
    met = meet()
    keep(put_member())
    found = process_of("MAR")

    told = clock_of(found, dict.fromkeys(found.commitments, False))

    assert set(found.commitments) == {met.keys["N-1"], met.keys["N-2"]}
    assert told.deadlines(frozen_day)[0] == ("2.2", dt.date(2025, 12, 31))
    assert ("1.1", dt.date(2026, 1, 1)) in told.deadlines(frozen_day)
    assert told.contrary == (
        ("no_progress", dt.date(2027, 12, 31)),
        ("requirements", dt.date(2027, 12, 31)),
        ("no_plan", dt.date(2029, 1, 1)),
    )
    assert told.would_be_reviewed is False


def test_a_next_plan_is_no_longer_due_and_the_cycle_before_counts_for_review(frozen_day):
    met = meet()
    row = Plan.objects.get(pk=met.plans["NAP"])
    for code, years in (("NAP-0", (2019, 2021)), ("NAP-2", (2028, 2029))):
        row.pk, row.code = None, code
        row.start_on, row.end_on = dt.date(years[0], 1, 1), dt.date(years[1], 12, 31)
        row.save()
    member = put_member()
    keep(member, "contrary", dt.date(2021, 12, 31))
    keep(member)

    told = now()

    assert told.has_next_plan
    assert "no_plan" not in dict(told.contrary)
    assert "plan" not in dict(told.deadlines(frozen_day))
    assert told.would_be_reviewed is True


def test_found_according_to_process_breaks_the_row(frozen_day):
    met = meet()
    Plan.objects.filter(pk=met.plans["NAP"]).update(code="OLD", end_on="2023-12-31")
    keep(put_member(), "according", dt.date(2023, 1, 1))

    (cycle,) = process_of("MAR").cycles

    assert (cycle.code, cycle.is_contrary) == ("OLD", False)


def test_a_plan_that_is_a_draft_is_no_cycle(frozen_day):
    met = meet()
    Plan.objects.filter(pk=met.plans["NAP"]).update(current_version=0)

    assert process_of("MAR").cycles == ()
    assert now().current is None


def test_who_is_no_member_has_no_process(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert process_of("ZZZ") is None


def test_a_fictional_member_has_a_record_without_plans(frozen_day):
    Member.objects.create(code="X", kind="state", is_fictional=True, names={"fr": "X"})

    assert (process_of("X").names, process_of("X").cycles) == ({"fr": "X"}, ())


def test_reading_takes_five_queries(frozen_day, django_assert_num_queries):
    meet()
    keep(put_member())

    with django_assert_num_queries(5):
        process_of("MAR")


def test_every_rule_says_how_sure_it_is():
    assert set(process_rules().confidence) == {
        *("1.1", "2.1", "2.2", "3.1", "3.2", "3.3", "4.1", "5.1", "review")
    }
