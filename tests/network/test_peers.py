"""A question finds who did it, is answered, kept as a note, moderated; and stays where it belongs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from athar.evaluation.enums import Stage
from athar.kernel import clock
from athar.kernel.progress import DeclaredStatus
from athar.kernel.text import Translated
from athar.network.actions.peers import (
    Words,
    accept_answer,
    answer_peer,
    ask_peers,
    hide_answer,
    hide_question,
)
from athar.network.enums.experiences import Level
from athar.network.models import Member, PeerRoute
from athar.network.queries.peers import (
    QuestionFilter,
    kept_notes,
    network_question,
    network_questions,
    peers_in,
    public_question,
    public_questions,
    questions_waiting_for,
)
from athar.network.rules.peers import MOST_ASKED, Peer, routed
from athar.plans.actions import publish_first_version, put_commitments, put_plan
from athar.plans.drafts import CommitmentDraft
from athar.reporting.actions import publish_reports
from athar.reporting.drafts import ReportDraft
from tests import cast
from tests.evaluation.words import record, said
from tests.network import library_cast as made

TEXT = "How did you begin the citizen budget?"


def peer(member_id, done=0, n=1, same=False):
    return Peer(member_id, done, n, has_same_level=same)


@pytest.mark.parametrize(
    ("peers", "order"),
    [
        ([peer(1, 0, 9), peer(2, 1, 1)], [2, 1]),
        ([peer(1, 1, 5), peer(2, 1, 1, True)], [2, 1]),
        ([peer(1, 1, 2), peer(2, 1, 3)], [2, 1]),
        ([peer(2), peer(1)], [1, 2]),
        ([peer(1, 0, 0, True)], []),
        ([peer(n, n) for n in range(1, 9)], [8, 7, 6, 5, 4]),
    ],
    ids=("completed first", "then level", "then how many", "then any order", "nothing", "at most"),
)
def test_who_did_most_is_asked_first(peers, order):
    assert [one.member_id for one in routed(peers)] == order
    assert len(routed(peers)) <= MOST_ASKED


@pytest.fixture
def net(db, frozen_day):
    return made.network()


def words(text=TEXT, *, is_public=True, context=""):
    return Words(text=text, language="en", is_public=is_public, context=context)


def asked(net, who="MAR", *, is_public=True, text=TEXT, theme="fiscal-openness"):
    return ask_peers(
        by=net.focal[who],
        member_id=net.members[who],
        theme_id=net.themes[theme],
        level=Level.NATIONAL,
        words=words(text, is_public=is_public, context="A region of 4 million"),
    ).pk


def answered(net, number, who="TUN", *, is_public=True, text="With one question."):
    return answer_peer(
        by=net.focal[who],
        number=number,
        member_id=net.members[who],
        words=words(text, is_public=is_public),
    ).pk


def codes(refusal):
    return sorted(one.code for one in refusal.value.error_list)


def put_plan_of(net, member, *statuses):
    """Publish a plan of a member with a commitment in fiscal openness for each status."""
    cast.put_bodies()
    place = Member.objects.get(pk=net.members[member]).place_id
    draft = replace(cast.PLAN, code=f"NAP-{member}", place_id=place)
    plan_id = put_plan(by=None, draft=draft)
    drafts = [
        CommitmentDraft(
            code=f"C-{n}", title=Translated(en=f"C {n}"), theme_ids=(net.themes["fiscal-openness"],)
        )
        for n in range(len(statuses))
    ]
    put_commitments(by=None, plan_id=plan_id, drafts=drafts, complete=True)
    reports = [
        ReportDraft(commitment_code=f"C-{n}", as_of_on=cast.AS_OF, declared_status=status)
        for n, status in enumerate(statuses)
        if status
    ]
    publish_reports(by=None, plan_id=plan_id, drafts=reports, source={"name": "test"})
    publish_first_version(by=None, plan_id=plan_id)
    return plan_id


def test_question_is_put_to_who_completed_commitments_of_the_area(net, django_assert_num_queries):
    put_plan_of(net, "TUN", DeclaredStatus.COMPLETED, None)
    put_plan_of(net, "KEN", DeclaredStatus.ON_TRACK)

    number = asked(net)

    with django_assert_num_queries(4):
        peers_in(net.themes["fiscal-openness"], Level.NATIONAL, asker_id=net.members["MAR"])
    rows = PeerRoute.objects.filter(question=number).order_by("position")
    assert list(rows.values_list("member__code", "n_completed", "n_commitments")) == [
        ("TUN", 1, 2),
        ("KEN", 0, 1),
    ]
    assert peers_in(net.themes["public-participation"], Level.LOCAL, asker_id=0) == ()


def test_what_an_evaluator_found_complete_counts_and_the_level_is_told(net):
    plan_id = put_plan_of(net, "TUN", None, DeclaredStatus.ON_TRACK)
    complete = replace(said("C-0"), value="complete", stage=Stage.END)
    record(plan_id, complete, said("C-1"))

    (found,) = peers_in(net.themes["fiscal-openness"], Level.LOCAL, asker_id=net.members["MAR"])

    assert (found.member_id, found.n_completed, found.n_commitments) == (net.members["TUN"], 1, 2)
    assert found.has_same_level is False


def test_public_question_is_answered_and_kept_as_a_note(net):
    number = asked(net)
    answer = answered(net, number)
    assert kept_notes() == ()

    accept_answer(by=net.focal["MAR"], number=number, answer_id=answer)

    (note,) = kept_notes("fiscal-openness")
    assert (note.number, note.answers[0].member.code, note.is_accepted) == (number, "TUN", True)
    assert kept_notes("public-participation") == ()
    open_ones = public_questions(QuestionFilter(is_open=True)).items
    assert ([one.number for one in public_questions(QuestionFilter()).items], open_ones) == (
        [number],
        (),
    )


def test_waiting_time_ends_with_the_first_answer(net):
    number = asked(net)
    clock.set_frozen(dt.date(2025, 10, 20))
    waiting = public_question(number).n_days
    answered(net, number)
    clock.set_frozen(dt.date(2025, 11, 20))

    assert (waiting, public_question(number).n_days) == (5, 5)


def test_what_is_asked_or_answered_within_the_network_stays_there(net):
    within, public = asked(net, is_public=False), asked(net)
    answered(net, within)
    inner = answered(net, public, is_public=False)
    accept_answer(by=net.focal["MAR"], number=public, answer_id=inner)

    assert public_question(within) is None
    shown = public_question(public)
    assert (shown.answers, shown.is_accepted, kept_notes()) == ((), False, ())
    assert [one.number for one in network_questions()] == [public, within]
    assert [one.id for one in network_question(public).answers] == [inner]


def test_pages_of_questions_go_on_below_a_number(net, django_assert_num_queries):
    first, second = asked(net), asked(net)

    with django_assert_num_queries(3):
        page = public_questions(QuestionFilter(theme="fiscal-openness"), limit=1)

    assert ([one.number for one in page.items], page.end) == ([second], (second,))
    after = public_questions(QuestionFilter(), after=second).items
    assert [one.number for one in after] == [first]


def test_question_waits_for_those_it_was_put_to_until_they_answer(net):
    put_plan_of(net, "TUN", None)
    number = asked(net)
    tun, ken = [net.members["TUN"]], [net.members["KEN"]]

    before = [one.number for one in questions_waiting_for(tun)]
    answered(net, number)

    assert (before, questions_waiting_for(ken), questions_waiting_for(tun)) == ([number], (), ())


def test_nobody_speaks_for_another_member_nor_answers_their_own(net):
    number = asked(net)
    answer = answered(net, number)

    with pytest.raises(PermissionDenied):
        answer_peer(by=net.focal["MAR"], number=number, member_id=net.members["MAR"], words=words())
    with pytest.raises(PermissionDenied):
        answer_peer(by=net.focal["KEN"], number=number, member_id=net.members["TUN"], words=words())
    with pytest.raises(PermissionDenied):
        accept_answer(by=net.focal["TUN"], number=number, answer_id=answer)
    with pytest.raises(PermissionDenied):
        hide_question(by=net.focal["MAR"], number=number, reason="x")

    assert len(public_question(number).answers) == 1


def test_moderator_hides_with_a_reason_and_an_accepted_answer_is_let_go(net):
    number = asked(net)
    answer = answered(net, number)
    accept_answer(by=net.focal["MAR"], number=number, answer_id=answer)

    with pytest.raises(ValidationError) as refusal:
        hide_answer(by=net.moderator, answer_id=answer, reason="")
    hide_answer(by=net.moderator, answer_id=answer, reason="names a person")
    shown = public_question(number)
    with pytest.raises(ValidationError) as gone:
        accept_answer(by=net.focal["MAR"], number=number, answer_id=answer)
    hide_question(by=net.moderator, number=number, reason="spam")

    assert (codes(refusal), codes(gone)) == (["reason_missing"], ["answer_unknown"])
    assert (shown.answers, shown.is_accepted) == ((), False)
    assert (public_question(number), network_question(number)) == (None, None)


@pytest.mark.parametrize(
    ("text", "code"), [("Why?", "text_too_short"), ("a" * 2001, "text_too_long")]
)
def test_words_are_a_sentence_and_not_a_book(net, text, code):
    with pytest.raises(ValidationError) as refusal:
        asked(net, text=text)

    assert codes(refusal) == [code]


def test_area_has_to_be_one(net):
    net.themes["none"] = 0

    with pytest.raises(ValidationError) as refusal:
        asked(net, theme="none")

    assert codes(refusal) == ["theme_unknown"]
