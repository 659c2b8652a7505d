"""At the desk: one plan says what it does for another, whose coordinator answers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from athar.network.actions.convergence import propose_accord
from athar.network.models import Accord
from athar.people.actions import create_account, grant_role
from athar.people.enums import Role
from tests.network.meeting import contribute, meet
from tests.portal.measured import text_of

pytestmark = pytest.mark.django_db
HERE = "/desk/network/convergence"


@pytest.fixture
def met(frozen_day):
    found = meet()
    contribute(found, "RAP", "R-1", "N-1", Decimal(25))
    return found


@pytest.fixture
def sign_in(client, met):
    def enter(plan):
        account = create_account(by=None, email=f"{plan}@example.org")
        scope = f"plan:{met.plans[plan]}"
        grant_role(by=None, account_id=account.pk, role=Role.PLAN_COORDINATOR, scope=scope)
        client.force_login(account)
        return client

    return enter


def key(met):
    return f"{met.keys['R-1']}-{met.keys['N-1']}"


def stored():
    return list(Accord.objects.values_list("kind", "since_on", "answer", "reason"))


def propose(met):
    ends = {"commitment_id": met.keys["R-1"], "target_id": met.keys["N-1"]}
    propose_accord(by=None, **ends, kind="implements")


def test_the_giving_side_says_the_kind_and_the_day(met, sign_in, django_assert_max_num_queries):
    client = sign_in("RAP")
    with django_assert_max_num_queries(14):
        words = text_of(client.get(f"{HERE}?lang=en").text)
    assert "For Engagement N-1" in words

    sent = {"tie": key(met), "kind": "supports", "since": "01/03/2025"}
    answer = client.post(HERE, sent)

    assert (answer.status_code, answer.headers["Location"]) == (302, HERE)
    assert [(kind, str(on), said) for kind, on, said, _why in stored()] == [
        ("supports", "2025-03-01", "proposed")
    ]


def test_the_day_may_be_left_empty(met, sign_in):
    sign_in("RAP").post(HERE, {"tie": key(met), "kind": "supports", "since": ""})

    assert stored() == [("supports", None, "proposed", "")]


@pytest.mark.parametrize(
    ("said", "kept"), [("accept", "accepted"), ("decline", "declined")], ids=["accept", "decline"]
)
def test_the_receiving_side_answers(met, sign_in, said, kept):
    propose(met)
    client = sign_in("NAP")
    assert 'value="implements  25"' in client.get(HERE).text

    sent = {"tie": key(met), "seen": "implements  25", "do": said, "reason": "Because"}
    client.post(HERE, sent)

    assert [one[2:] for one in stored()] == [(kept, "Because")]


@pytest.mark.parametrize(
    ("plan", "sent", "words"),
    [
        ("RAP", {"kind": ""}, "Choose the kind of contribution."),
        ("RAP", {"kind": "supports", "since": "soon"}, "Write the day as in 31/12/2025."),
        (
            "RAP",
            {"kind": "supports", "since": "16/10/2025"},
            "The contribution has not begun yet.",
        ),
        (
            "NAP",
            {"do": "decline", "seen": "implements  25"},
            "Say why the contribution is declined.",
        ),
        ("NAP", {"do": "accept", "seen": "implements  20"}, "Read it again."),
    ],
    ids=["kind", "day", "to-come", "reason", "changed"],
)
def test_what_is_wrong_stands_in_the_form_and_nothing_is_kept(met, sign_in, plan, sent, words):
    propose(met)
    before = stored()

    answer = sign_in(plan).post(f"{HERE}?lang=en", {"tie": key(met), **sent})

    assert (answer.status_code, words in answer.text) == (422, True)
    assert stored() == before


def test_a_tie_of_others_does_not_exist(met, sign_in):
    assert sign_in("CAP").post(HERE, {"tie": key(met), "kind": "supports"}).status_code == 404


def test_without_ties_the_page_says_so_in_words(met, sign_in):
    words = text_of(sign_in("CAP").get(f"{HERE}?lang=en").text)

    assert "No plan says that it contributes to a commitment of yours." in words
    assert "None of your plans states a contribution to another." in words
