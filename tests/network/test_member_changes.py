"""Changing a member: a status ends the one before, what it says of itself is edited once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from athar.kernel.text import Translated
from athar.network.actions.members import edit_member, state_membership
from athar.network.drafts.members import MemberEdit, StatusDraft
from athar.network.enums.members import Condition, Programme, Standing
from athar.network.models.members import Member, MembershipStatus
from athar.trail.models import Change, Event
from tests.network import cast

pytestmark = pytest.mark.django_db
REVIEW = StatusDraft(
    programme=Programme.OGP,
    standing=Standing.MEMBER,
    condition=Condition.UNDER_REVIEW,
    since_on=dt.date(2025, 3, 1),
)
EDIT = MemberEdit(forum=Translated(fr="Comité de pilotage"), forum_url="https://example.org/")


@pytest.fixture
def keys(db):
    return cast.network()


def test_new_status_ends_the_one_before_on_its_day(keys):
    assert state_membership(by=None, member_id=keys["MAR"], draft=REVIEW) is True

    rows = MembershipStatus.objects.filter(member=keys["MAR"], programme="ogp").order_by("pk")
    assert list(rows.values_list("condition", "since_on", "until_on")) == [
        ("", dt.date(2018, 1, 1), dt.date(2025, 3, 1)),
        ("under_review", dt.date(2025, 3, 1), None),
    ]


def test_new_status_is_on_record_with_the_one_it_ended(keys):
    state_membership(by=None, member_id=keys["MAR"], draft=REVIEW)

    change = Change.objects.latest("pk")
    assert (change.before["condition"], change.after["condition"]) == ("", "under_review")
    assert change.subject == f"member:{keys['MAR']}"


def test_status_stated_already_is_none(keys):
    state_membership(by=None, member_id=keys["MAR"], draft=REVIEW)
    n_events = Event.objects.count()

    assert state_membership(by=None, member_id=keys["MAR"], draft=REVIEW) is False
    assert Event.objects.count() == n_events


def test_first_status_in_a_programme_may_have_begun_on_an_unknown_day(keys):
    draft = cast.status(Programme.OGP, Standing.OBSERVER)

    assert state_membership(by=None, member_id=keys["DZA"], draft=draft) is True
    assert MembershipStatus.objects.get(member=keys["DZA"]).since_on is None


@pytest.mark.parametrize(
    ("since_on", "code"),
    [(None, "since_missing"), (dt.date(2017, 1, 1), "starts_before")],
    ids=["unknown", "too-early"],
)
def test_status_cannot_end_another_without_its_day_or_before_it(keys, since_on, code):
    draft = cast.status(Programme.OGP, Standing.OBSERVER, since_on)

    with pytest.raises(ValidationError) as refusal:
        state_membership(by=None, member_id=keys["MAR"], draft=draft)

    assert refusal.value.code == code
    assert MembershipStatus.objects.filter(member=keys["MAR"], programme="ogp").count() == 1


def test_what_a_member_says_of_itself_is_recorded_and_makes_it_younger(keys):
    assert edit_member(by=None, member_id=keys["MAR"], version=1, draft=EDIT) is True

    change = Change.objects.latest("pk")
    assert (change.before["forum"], change.after["forum"]) == ({}, {"fr": "Comité de pilotage"})
    assert Member.objects.get(code="MAR").row_version == 2


def test_edit_without_difference_is_none(keys):
    edit_member(by=None, member_id=keys["MAR"], version=1, draft=EDIT)
    n_events = Event.objects.count()

    assert edit_member(by=None, member_id=keys["MAR"], version=2, draft=EDIT) is False
    assert Event.objects.count() == n_events


def test_edit_of_an_older_version_is_refused(keys):
    edit_member(by=None, member_id=keys["MAR"], version=1, draft=EDIT)

    with pytest.raises(ValidationError) as refusal:
        edit_member(by=None, member_id=keys["MAR"], version=1, draft=MemberEdit())

    assert refusal.value.code == "edited_meanwhile"
    assert dict(Member.objects.get(code="MAR").forum) == {"fr": "Comité de pilotage"}
