"""The page of a member: its plans, its commitments by policy area, who speaks for it."""

from __future__ import annotations

import csv
import datetime as dt

import pytest

from athar.kernel.progress import ComputedStatus
from athar.kernel.text import Translated
from athar.network.actions.members import edit_member, state_membership
from athar.network.drafts.members import MemberEdit, StatusDraft
from athar.network.enums.members import Condition, Programme, Standing
from athar.network.models.members import FocalPoint, Member
from athar.people.models import Organisation
from athar.portal.network.member import gather_member
from tests.once import made_once
from tests.portal.network.cast import put_network
from tests.portal.network.test_home import rows_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
@made_once
def made(db):
    return put_network()


def test_plans_of_a_member_stand_newest_first_with_their_dates(made, whole):
    assert rows_of(whole("/en/network/members/MAR"), "h-plans") == [
        "برنامج 1 January 2024 – 31 December 2027 2 40%",
        "برنامج 1 January 2021 – 31 December 2023 3 unknown",
    ]


def test_commitments_are_counted_by_policy_area_with_their_statuses(made):
    page = gather_member("MAR")

    found = [(one.area and one.area.code, one.n) for one in page.areas]
    assert found == [("open-data", 2), (None, 3)]
    counts = {one.status: one.n for one in page.areas[0].statuses if one.n}
    assert counts == {ComputedStatus.OFF_TRACK: 1, ComputedStatus.NO_DATA: 1}


def test_member_lists_its_local_governments_and_they_lead_back(made, whole):
    state = whole("/en/network/members/MAR")
    local = text_of(whole("/en/network/members/MA-N").split("<main")[1])

    assert rows_of(state, "h-locals") == ["Région du Nord 2025–2026 1 unknown"]
    assert "Local government Morocco" in local


def test_head_says_as_what_and_since_when(made, whole):
    key = Member.objects.get(code="TUN").pk
    review = StatusDraft(
        programme=Programme.OGP,
        standing=Standing.MEMBER,
        condition=Condition.UNDER_REVIEW,
        since_on=dt.date(2022, 9, 1),
        source_url="https://www.example.org/letter",
    )
    state_membership(by=None, member_id=key, draft=review)

    html = whole("/en/network/members/TUN")

    facts = text_of(html.split('<dl class="facts">')[1].split("</dl>")[0])
    assert facts.strip() == (
        "African Open Government Network Member since December 2021 "
        "Open Government Partnership Member since 1 September 2022 · Under procedural review"
    )
    assert rows_of(html, "h-people")[0] == (
        "Open Government Partnership Member · Under procedural review "
        "1 September 2022 today example.org"
    )


def test_those_who_speak_for_a_member_follow_one_another(made, whole):
    body = Organisation.objects.create(code="MTNRA", names={"fr": "Ministère", "en": "Ministry"})
    member = Member.objects.get(code="MAR")
    edit = MemberEdit(
        lead_body_id=body.pk,
        forum=Translated(en="Steering committee"),
        forum_url="https://example.org/forum",
    )
    edit_member(by=None, member_id=member.pk, version=1, draft=edit)
    days = (dt.date(2018, 1, 1), dt.date(2024, 1, 1), None)
    for n, name in enumerate(("First", "Second")):
        FocalPoint.objects.create(
            member=member, name=name, duty={"en": "Director"}, organisation=body,
            contact="contact@example.org", since_on=days[n], until_on=days[n + 1],
        )  # fmt: skip

    html = whole("/en/network/members/MAR")

    people = text_of(html.split('<ol class="feed">')[1].split("</ol>")[0]).split()
    assert " ".join(people) == (
        "since 1 January 2024 Second Director · Ministry contact@example.org "
        "1 January 2018 – 1 January 2024 First Director · Ministry"
    )
    assert '<a href="https://example.org/forum">Steering committee</a>' in html


def test_state_of_which_nothing_is_known_says_so(made, whole):
    html = text_of(whole("/en/network/members/DZA"))

    assert "No plan of this member is published here yet." in html
    assert "No focal point is named here yet." in html


def test_fictional_member_has_a_page_without_plans(made):
    page = gather_member("X-NEW")

    assert (page.line.plan, page.plans, page.areas) == (None, (), ())


@pytest.mark.parametrize("ending", ["", ".json", ".csv"])
def test_member_that_is_not_listed_is_not_found(made, client, ending):
    assert client.get(f"/en/network/members/ZZZ{ending}").status_code == 404


def test_member_for_machines_is_the_page(made, client):
    data = client.get("/en/network/members/MAR.json").json()
    lines = client.get("/en/network/members/MAR.csv").getvalue().decode("utf-8-sig").splitlines()

    assert [one["code"] for one in data["plans"]] == ["MA-2024", "MA-2021"]
    assert [one["plan_code"] for one in csv.DictReader(lines)] == ["MA-2024", "MA-2021"]


def test_permanent_identifier_leads_to_the_page(made, client):
    found = client.get("/id/member/MAR", headers={"Accept-Language": "fr"})

    assert (found.status_code, found.headers["Location"]) == (302, "/fr/network/members/MAR")
    assert client.get("/id/member/ZZZ").status_code == 404


@pytest.mark.parametrize(("code", "n"), [("MAR", 9), ("DZA", 7)])
def test_page_of_a_member_takes_few_queries(made, client, django_assert_num_queries, code, n):
    with django_assert_num_queries(n):
        client.get(f"/ar/network/members/{code}")


def test_sitemap_lists_the_members(made, client, settings):
    settings.BASE_URL = "https://athar.example.org"

    found = client.get("/sitemap.xml").getvalue().decode()

    assert "https://athar.example.org/ar/network/members/MAR" in found
