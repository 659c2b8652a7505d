"""Listing members: once, with the statuses nothing is known of yet, refused where it cannot be."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from athar.config.commandline import main
from athar.kernel.text import Translated
from athar.network.actions.members import put_members, state_membership
from athar.network.commands.members import read_since, shipped_members
from athar.network.enums.members import MemberKind, Programme, Standing
from athar.network.models.members import Member, MembershipStatus
from athar.plans.enums import DatePrecision
from athar.trail.models import Change, Event
from tests.network import cast

pytestmark = pytest.mark.django_db
TUNISIA = next(one for one in cast.DRAFTS if one.code == "TUN")
GHANA = next(one for one in cast.DRAFTS if one.code == "GHA")


def test_members_are_listed_with_their_statuses_in_one_act():
    cast.network()

    told = Event.objects.filter(kind="members.put").values_list("subject", flat=True)
    assert list(told) == ["installation"]
    assert (Member.objects.count(), MembershipStatus.objects.count()) == (6, 6)
    assert Member.objects.get(code="MA-N").parent.code == "MAR"
    assert list(Member.objects.filter(is_fictional=True).values_list("code", flat=True)) == [
        "X-NEW"
    ]


def test_the_same_list_again_changes_nothing():
    cast.network()
    n_events = Event.objects.count()

    assert put_members(by=None, drafts=cast.DRAFTS) == 0
    assert Event.objects.count() == n_events


def test_what_differs_is_recorded_with_what_it_was():
    cast.network()
    fictional = dataclasses.replace(
        cast.DRAFTS[-1], names=Translated({**cast.DRAFTS[-1].names, "en": "New"})
    )

    assert put_members(by=None, drafts=[fictional]) == 1
    change = Change.objects.latest("pk")
    assert change.before["names"]["en"] == "A fictional state"
    assert change.after["names"]["en"] == "New"


def test_a_status_stated_since_is_left_alone():
    keys = cast.network()
    left = cast.status(Programme.NETWORK, Standing.OBSERVER, dt.date(2025, 1, 1))
    state_membership(by=None, member_id=keys["TUN"], draft=left)

    assert put_members(by=None, drafts=cast.DRAFTS) == 0
    rows = MembershipStatus.objects.filter(member=keys["TUN"], until_on=None)
    assert list(rows.values_list("standing", flat=True)) == ["observer"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"code": ""}, "code_missing"),
        ({"code": "T" * 21}, "code_too_long"),
        ({"place": ("iso3166", "ZZZ")}, "unknown_place"),
        ({"place": None}, "name_missing"),
        ({"kind": MemberKind.LOCAL, "parent_code": "ZZZ"}, "unknown_state"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_member_that_cannot_be_is_not_listed(change, code):
    cast.put_places()

    with pytest.raises(ValidationError) as refusal:
        put_members(by=None, drafts=[dataclasses.replace(TUNISIA, **change)])

    assert [one.code for one in refusal.value.error_list] == [code]
    assert Member.objects.count() == 0


def test_member_stated_twice_is_not_listed():
    cast.put_places()

    with pytest.raises(ValidationError) as refusal:
        put_members(by=None, drafts=[TUNISIA, TUNISIA])

    assert [one.code for one in refusal.value.error_list] == ["named_twice", "named_twice"]


def test_shipped_list_names_every_state_of_africa_and_the_seven_of_the_network():
    drafts = shipped_members()

    states = [one for one in drafts if one.kind is MemberKind.STATE]
    founders = {
        one.code
        for one in drafts
        for status in one.statuses
        if status.programme is Programme.NETWORK
    }
    assert (len(states), len(drafts)) == (54, 59)
    assert founders == {"BFA", "CIV", "KEN", "MAR", "NGA", "TUN", "ZAF"}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", (None, DatePrecision.DAY)),
        ("2018", (dt.date(2018, 1, 1), DatePrecision.YEAR)),
        ("2021-12", (dt.date(2021, 12, 1), DatePrecision.MONTH)),
        ("2021-12-16", (dt.date(2021, 12, 16), DatePrecision.DAY)),
    ],
    ids=["unknown", "year", "month", "day"],
)
def test_since_is_read_as_precisely_as_it_is_known(text, read):
    assert read_since(text) == read


def test_unknown_place_of_the_list_is_said(capsys):
    assert main(("import", "members")) == 1
    assert "The place of the member AGO is not known here." in capsys.readouterr().err


def test_command_lists_members_and_says_how_many(capsys, monkeypatch):
    cast.put_places()
    monkeypatch.setattr("athar.network.commands.members.shipped_members", lambda: (TUNISIA, GHANA))

    answers = main(("import", "members")), main(("import", "members"))

    assert answers == (0, 0)
    assert capsys.readouterr().out == "members: 2 listed, 4 changes\nmembers: 2 listed, 0 changes\n"
