"""Experiences and questions as programs read them: what is public, and nothing else."""

from __future__ import annotations

import pytest

from athar.network.actions.experiences import adopt_experience
from athar.network.drafts.experiences import AdoptionDraft
from tests.api.test_contract import schema_of
from tests.network import library_cast as made

pytestmark = pytest.mark.django_db
API = "/api/v1"


@pytest.fixture
def net(frozen_day):
    return made.network()


def errors(name, answer):
    return [error.message for error in schema_of(name).iter_errors(answer)]


def test_experiences_are_listed_narrowed_and_go_on(client, net):
    made.published(net, "first")
    made.published(net, "second", evidence_url="")
    made.begun(net, "draft")

    page = client.get(f"{API}/experiences?limit=1").json()
    following = client.get(page["next"]).json()
    proved = client.get(f"{API}/experiences?proved=true&fields=code,cost").json()

    assert [one["items"][0]["code"] for one in (page, following)] == ["second", "first"]
    assert (following["next"], proved["items"]) == (None, [{"code": "first", "cost": "45000.00"}])
    assert errors("list_experiences", page) == []


def test_one_experience_tells_who_reviewed_it_and_who_took_it_up(client, net):
    key = made.published(net)
    adopt_experience(
        by=None,
        experience_id=key,
        member_id=net.members["KEN"],
        row_version=0,
        draft=AdoptionDraft(),
    )

    one = client.get(f"{API}/experiences/citizen-budget").json()

    assert errors("get_experience", one) == []
    assert (one["reviewed_by"], [other["member"] for other in one["used_by"]]) == ("TUN", ["KEN"])
    made.begun(net, "draft")
    assert client.get(f"{API}/experiences/draft").status_code == 404


def test_only_public_questions_and_answers_are_given(client, net):
    number = made.asked(net)
    made.answered(net, number)
    made.answered(net, number, is_public=False, text="Within the network.")
    made.asked(net, is_public=False)

    found = client.get(f"{API}/questions?policy_area=fiscal-openness&open=true").json()

    assert errors("list_questions", found) == []
    ((one),) = found["items"]
    assert (one["number"], [answer["text"] for answer in one["answers"]]) == (
        number,
        ["With one question."],
    )
