"""What is read of members: today's standing in lists, the whole history on their own page."""

from __future__ import annotations

import datetime as dt

import pytest

from athar.kernel.text import Translated
from athar.network.actions.members import edit_member, put_members, state_membership
from athar.network.drafts.members import MemberDraft, MemberEdit, StatusDraft
from athar.network.enums.members import Condition, Programme, Standing
from athar.network.models.members import FocalPoint
from athar.network.queries.members import (
    member_codes,
    member_exists,
    member_view,
    members,
    members_by_scope,
)
from athar.people.models import Organisation
from tests.network import cast

pytestmark = pytest.mark.django_db
REVIEW = StatusDraft(
    programme=Programme.OGP,
    standing=Standing.MEMBER,
    condition=Condition.UNDER_REVIEW,
    since_on=dt.date(2025, 3, 1),
)


@pytest.fixture
def keys(db):
    return cast.network()


def test_members_are_named_by_their_scope(keys, django_assert_num_queries):
    expected = {f"member:{one.id}": one.names for one in members()}

    with django_assert_num_queries(1):
        found = members_by_scope()

    assert (found, len(found)) == (expected, len(keys))


def test_members_are_listed_by_code_with_what_they_take_part_in_today(keys):
    state_membership(by=None, member_id=keys["MAR"], draft=REVIEW)

    found = {one.code: one for one in members()}

    assert list(found) == ["DZA", "GHA", "MA-N", "MAR", "TUN", "X-NEW"]
    morocco = found["MAR"]
    assert morocco.membership(Programme.OGP).condition is Condition.UNDER_REVIEW
    assert morocco.is_in(Programme.NETWORK, Standing.MEMBER)
    assert morocco.membership(Programme.OGP_LOCAL) is None
    assert not found["DZA"].is_in(Programme.OGP, Standing.MEMBER)


def test_member_is_named_by_its_place_and_a_fictional_one_by_itself(keys):
    found = {one.code: one for one in members()}

    assert found["MAR"].names["ar"] == "المغرب"
    assert (found["X-NEW"].names["en"], found["X-NEW"].place) == ("A fictional state", None)
    assert found["MA-N"].state_id == keys["MAR"]


@pytest.mark.parametrize("more", [0, 2])
def test_members_take_two_queries(keys, django_assert_num_queries, more):
    drafts = [MemberDraft(code=f"X-{n}", names=Translated(fr="État")) for n in range(more)]
    put_members(by=None, drafts=drafts)

    with django_assert_num_queries(2):
        assert len(members()) == 6 + more


def test_page_of_a_member_tells_its_history_the_newest_first(keys):
    state_membership(by=None, member_id=keys["MAR"], draft=REVIEW)

    view = member_view("MAR")

    assert [(one.programme.value, one.since_on, one.until_on) for one in view.history] == [
        ("ogp", dt.date(2025, 3, 1), None),
        ("network", dt.date(2021, 12, 1), None),
        ("ogp", dt.date(2018, 1, 1), dt.date(2025, 3, 1)),
    ]
    assert [one.code for one in view.locals] == ["MA-N"]
    assert view.locals[0].is_in(Programme.OGP_LOCAL, Standing.MEMBER)
    assert (view.state, view.lead_body, view.speaks) == (None, None, None)


def test_page_of_a_local_government_names_its_state(keys):
    view = member_view("MA-N")

    assert (view.state.code, view.locals) == ("MAR", ())


def test_page_of_a_member_tells_who_leads_and_who_speaks_for_it(keys):
    body = Organisation.objects.create(code="MTNRA", names={"fr": "Ministère"})
    edit = MemberEdit(lead_body_id=body.pk, forum=Translated(fr="Comité"))
    edit_member(by=None, member_id=keys["MAR"], version=1, draft=edit)
    for name, until_on in (("First", dt.date(2024, 1, 1)), ("Second", None)):
        FocalPoint.objects.create(
            member_id=keys["MAR"], name=name, organisation=body, until_on=until_on
        )

    view = member_view("MAR")

    assert (view.lead_body.code, view.forum["fr"]) == ("MTNRA", "Comité")
    assert [one.name for one in view.focal_points] == ["Second", "First"]
    assert (view.speaks.name, view.speaks.organisation.code) == ("Second", "MTNRA")


def test_page_of_a_member_takes_three_queries_and_of_nobody_one(keys, django_assert_num_queries):
    with django_assert_num_queries(3):
        assert member_view("MAR") is not None
    with django_assert_num_queries(1):
        assert member_view("ZZZ") is None


def test_members_have_addresses(keys):
    assert member_codes() == ("DZA", "GHA", "MA-N", "MAR", "TUN", "X-NEW")
    assert (member_exists("MAR"), member_exists("ZZZ")) == (True, False)
