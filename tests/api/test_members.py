"""Members through the API: listed by code, one with its history."""

from __future__ import annotations

import pytest

from tests.network import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _network(db):
    cast.network()


def test_members_are_listed_in_parts_by_code(whole):
    found = whole("members")

    assert [one["code"] for one in found] == ["DZA", "GHA", "MA-N", "MAR", "TUN", "X-NEW"]
    assert [one["place"] for one in found][-2:] == ["iso3166:TUN", None]


def test_members_of_one_kind_are_listed_alone(whole):
    assert [one["code"] for one in whole("members?kind=local")] == ["MA-N"]


def test_member_tells_its_statuses_and_what_is_not_known_is_null(ask):
    morocco = ask("members/MAR")

    assert [(one["programme"], one["since_on"]) for one in morocco["memberships"]] == [
        ("network", "2021-12-01"),
        ("ogp", "2018-01-01"),
    ]
    assert morocco["memberships"][0]["condition"] is None
    assert (morocco["locals"], morocco["lead_body"]) == (["MA-N"], None)


def test_member_that_is_not_listed_is_not_found(client):
    assert client.get("/api/v1/members/ZZZ").status_code == 404


@pytest.mark.parametrize("limit", [1, 5])
def test_list_of_members_takes_two_queries(client, django_assert_num_queries, limit):
    with django_assert_num_queries(2):
        client.get(f"/api/v1/members?limit={limit}")
