"""Acts on experiences and on questions among peers, with who may do them."""

from __future__ import annotations

from typing import Any

from athar.kernel.text import Translated
from athar.network.actions.experiences import (
    adopt_experience,
    begin_experience,
    publish_experience,
    put_experience,
    record_award,
    return_experience,
    review_experience,
    submit_experience,
    withdraw_experience,
    write_experience,
)
from athar.network.actions.peers import (
    Words,
    accept_answer,
    answer_peer,
    ask_peers,
    hide_answer,
    hide_question,
)
from athar.network.drafts.experiences import AdoptionDraft, AwardDraft
from athar.network.enums.experiences import Level
from tests.config.preparing import After
from tests.network import library_cast as made

TELLS = {"focal_point"}


def _net(_plan: Any) -> made.Network:
    return made.network()


def _begun(_plan: Any) -> int:
    return made.begun(made.network())


def _submitted(_plan: Any) -> made.Network:
    net = made.network()
    submit_experience(by=None, experience_id=made.begun(net))
    return net


def _approved(_plan: Any) -> int:
    net = made.network()
    key = made.begun(net)
    submit_experience(by=None, experience_id=key)
    review_experience(by=None, experience_id=key, member_id=net.members["TUN"])
    return key


def _published(_plan: Any) -> tuple[made.Network, int]:
    net = made.network()
    return net, made.published(net)


WORDS = Words(text="How did you begin?", language="en", is_public=True)


def _asked(_plan: Any) -> tuple[made.Network, int, int]:
    net = made.network()
    number = _ask(None, net).pk
    answer = answer_peer(by=None, number=number, member_id=net.members["KEN"], words=WORDS)
    return net, number, answer.pk


def _ask(by: Any, net: made.Network) -> Any:
    return ask_peers(
        by=by,
        member_id=net.members["MAR"],
        theme_id=net.themes["fiscal-openness"],
        level=Level.NATIONAL,
        words=WORDS,
    )


#: The focal point of the cast speaks for every member, also for the one that is reviewed.
NOBODY: set[str] = set()

LIBRARY = {
    "begin an experience": (
        After(
            _net,
            lambda by, _plan, net: begin_experience(
                by=by, member_id=net.members["MAR"], code="new", draft=made.told(net)
            ),
        ),
        TELLS,
    ),
    "write an experience": (
        After(
            _published,
            lambda by, _plan, given: write_experience(
                by=by, experience_id=given[1], row_version=4, draft=made.told(given[0])
            ),
        ),
        TELLS,
    ),
    "hand an experience in": (
        After(_begun, lambda by, _plan, key: submit_experience(by=by, experience_id=key)),
        TELLS,
    ),
    "review an experience": (
        After(
            _submitted,
            lambda by, _plan, net: review_experience(
                by=by, experience_id=made.first(), member_id=net.members["TUN"]
            ),
        ),
        NOBODY,
    ),
    "give an experience back": (
        After(
            _submitted,
            lambda by, _plan, net: return_experience(
                by=by, experience_id=made.first(), member_id=net.members["TUN"], note="x"
            ),
        ),
        NOBODY,
    ),
    "publish an experience": (
        After(_approved, lambda by, _plan, key: publish_experience(by=by, experience_id=key)),
        TELLS,
    ),
    "take an experience back": (
        After(
            _published,
            lambda by, _plan, given: withdraw_experience(by=by, experience_id=given[1], reason="x"),
        ),
        TELLS,
    ),
    "take an experience up": (
        After(
            _published,
            lambda by, _plan, given: adopt_experience(
                by=by,
                experience_id=given[1],
                member_id=given[0].members["KEN"],
                row_version=0,
                draft=AdoptionDraft(),
            ),
        ),
        TELLS,
    ),
    "record an award": (
        After(
            _published,
            lambda by, _plan, given: record_award(
                by=by,
                experience_id=given[1],
                draft=AwardDraft(
                    name=Translated(en="Prize"), year=2021, source_url="https://example.org/p"
                ),
            ),
        ),
        TELLS,
    ),
    "put an experience of a public source": (
        After(
            _net,
            lambda by, _plan, net: put_experience(
                by=by,
                member_id=net.members["KEN"],
                code="told",
                draft=made.told(net, source_url="https://example.org/s"),
            ),
        ),
        {"administrator"},
    ),
    "ask peers": (After(_net, lambda by, _plan, net: _ask(by, net)), TELLS),
    "answer a peer": (
        After(
            _asked,
            lambda by, _plan, given: answer_peer(
                by=by, number=given[1], member_id=given[0].members["TUN"], words=WORDS
            ),
        ),
        TELLS,
    ),
    "keep an answer as a note": (
        After(
            _asked,
            lambda by, _plan, given: accept_answer(by=by, number=given[1], answer_id=given[2]),
        ),
        TELLS,
    ),
    # by moderators, of whom the cast has none
    "hide a question": (
        After(
            _asked,
            lambda by, _plan, given: hide_question(by=by, number=given[1], reason="x"),
        ),
        NOBODY,
    ),
    "hide an answer": (
        After(
            _asked,
            lambda by, _plan, given: hide_answer(by=by, answer_id=given[2], reason="x"),
        ),
        NOBODY,
    ),
}
