"""Questions among peers at the desk: asked, answered, kept, moderated; shut to everybody else."""

from __future__ import annotations

import pytest

from athar.network.models import PeerQuestion
from athar.network.queries.peers import network_question, public_question
from tests.network import library_cast as made

pytestmark = pytest.mark.django_db
LIST = "/desk/network/questions/"


@pytest.fixture
def net(frozen_day):
    return made.network()


def signed_in(client, account):
    client.force_login(account)
    return client


def asking(net, **changes):
    return {
        "member": net.members["MAR"],
        "theme": net.themes["fiscal-openness"],
        "level": "local",
        "text": "كيف بدأتم ميزانية المواطن؟",
        "context": "جهة",
        "readers": "public",
        **changes,
    }


def test_question_is_asked_answered_and_kept(client, net):
    signed_in(client, net.focal["MAR"]).post(LIST, asking(net))
    number = PeerQuestion.objects.get().pk
    answer = {"do": "answer", "member": net.members["TUN"], "readers": "public"}
    tun = signed_in(client, net.focal["TUN"])
    tun.post(f"{LIST}{number}", {**answer, "text": "بسؤال واحد فقط."})
    (given,) = network_question(number).answers
    mar = signed_in(client, net.focal["MAR"])
    offered = mar.get(f"{LIST}{number}").content.decode()
    mar.post(f"{LIST}{number}", {"do": f"accept:{given.id}"})

    shown = public_question(number)
    assert (shown.language, shown.is_accepted, shown.answers[0].text) == (
        *("ar", True),
        "بسؤال واحد فقط.",
    )
    assert f"accept:{given.id}" in offered


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"text": "لم؟"}, "اكتب جملة كاملة."), ({"theme": ""}, "اختر مجالا."), ({"text": ""}, "اكتب")],
    ids=("short", "no area", "empty"),
)
def test_refused_question_says_why_and_keeps_what_was_typed(client, net, changes, words):
    answer = signed_in(client, net.focal["MAR"]).post(LIST, asking(net, **changes))

    body = answer.content.decode()
    assert (answer.status_code, words in body, "جهة" in body) == (422, True, True)
    assert PeerQuestion.objects.count() == 0


@pytest.mark.parametrize("text", ["", "نعم"])
def test_refused_answer_says_why(client, net, text):
    number = made.asked(net, is_public=False)
    sent = {"do": "answer", "member": net.members["TUN"], "readers": "network", "text": text}

    answer = signed_in(client, net.focal["TUN"]).post(f"{LIST}{number}", sent)

    assert (answer.status_code, "اكتب جملة كاملة." in answer.content.decode()) == (422, True)


def test_moderator_hides_with_a_reason(client, net):
    number = made.asked(net)
    answer = made.answered(net, number)
    moderator = signed_in(client, net.moderator)
    refused = moderator.post(f"{LIST}{number}", {"do": f"hide:{answer}"})
    moderator.post(f"{LIST}{number}", {"do": f"hide:{answer}", "reason": "names"})
    left = network_question(number).answers
    moderator.post(f"{LIST}{number}", {"do": "hide", "reason": "spam"})

    assert (refused.status_code, left, network_question(number)) == (422, (), None)
    assert "لم يسأل أحد بعد." in moderator.get(LIST).content.decode()


def test_unknown_act_does_nothing(client, net):
    number = made.asked(net)

    answer = signed_in(client, net.focal["MAR"]).post(f"{LIST}{number}", {"do": "accept:999"})

    assert answer.status_code == 422


def test_focal_point_reads_what_is_asked_within_the_network_and_others_do_not(client, net):
    number = made.asked(net, is_public=False, text="zsecret question?")
    others = made.account("other", made.Role.EVALUATOR, "installation")

    body = signed_in(client, net.focal["KEN"]).get(f"{LIST}{number}").content.decode()
    shut = signed_in(client, others)

    assert "zsecret" in body
    assert [shut.get(one).status_code for one in (LIST, f"{LIST}{number}")] == [404, 404]
    assert signed_in(client, net.focal["KEN"]).get(f"{LIST}99999").status_code == 404
