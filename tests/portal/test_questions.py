"""Questions among peers as everybody reads them: the list, one of them, the notes kept of them."""

from __future__ import annotations

import pytest

from athar.network.actions.peers import accept_answer
from tests.network import library_cast as made

pytestmark = pytest.mark.django_db
LIST = "/fr/network/questions"


@pytest.fixture
def net(frozen_day):
    return made.network()


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.getvalue().decode()


def test_question_shows_its_answer_and_how_long_it_waited(client, net):
    number = made.asked(net)
    waiting = page(client, f"{LIST}/{number}")
    made.answered(net, number)

    body = page(client, f"{LIST}/{number}")

    assert ("En attente depuis" in waiting, "Pas encore de réponse." in waiting) == (True, True)
    assert 'lang="en" dir="ltr">With one question.' in body
    assert "Pays TUN" in body
    assert f"{LIST}/{number}" in page(client, LIST)


def test_network_only_question_and_answer_are_nowhere_in_public(client, net):
    within = made.asked(net, is_public=False, text="zsecret question?")
    public = made.asked(net)
    inner = made.answered(net, public, is_public=False, text="zsecret answer.")
    accept_answer(by=net.focal["MAR"], number=public, answer_id=inner)

    pages = [LIST, f"{LIST}.json", f"{LIST}/{public}", "/fr/network/experiences"]

    assert client.get(f"{LIST}/{within}").status_code == 404
    assert [address for address in pages if "zsecret" in page(client, address)] == []


def test_accepted_answer_is_a_note_of_the_library(client, net):
    number = made.asked(net)
    accept_answer(by=net.focal["MAR"], number=number, answer_id=made.answered(net, number))

    body = page(client, "/fr/network/experiences")

    assert ("With one question." in body, f"{LIST}/{number}" in body) == (True, True)
    assert "Réponse gardée en note" in page(client, f"{LIST}/{number}")


def test_list_is_narrowed_and_goes_on(client, net, monkeypatch):
    first, second = made.asked(net), made.asked(net)
    monkeypatch.setattr(
        "athar.network.queries.peers.questions.public_questions.__kwdefaults__",
        {"after": None, "limit": 1},
    )

    listed = client.get(f"{LIST}.json?theme=fiscal-openness&open=1").json()
    following = client.get(LIST + ".json" + listed["next"]).json()

    found = [[one["number"] for one in part["questions"]] for part in (listed, following)]
    assert (found, following["next"]) == ([[second], [first]], None)
    assert f"after={second}" in page(client, LIST)
    assert "Aucune question" in page(client, f"{LIST}?theme=open-data")


@pytest.mark.parametrize("query", ["?open=2", "?after=x", "?theme=a%20b"])
def test_what_is_no_choice_is_refused(client, net, query):
    assert client.get(LIST + query).status_code == 400
