"""Asking peers, answering them, keeping an answer, and moderation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.network.enums.experiences import Level
from athar.network.models import PeerAnswer, PeerQuestion, PeerRoute
from athar.network.queries.peers import peers_in
from athar.network.rules.peers import can_answer, can_ask, can_moderate, routed
from athar.network.validators.experiences import check_reason
from athar.network.validators.peers import check_area, check_words
from athar.people.rules import require
from athar.reference.enums import Taxonomy
from athar.reference.queries import themes
from athar.trail.actions import Touched, record
from athar.trail.refusing import acting


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is asked or answered, in which language, and whether everybody may read it."""

    text: str
    language: str
    is_public: bool
    context: str = ""


@acting("peers.asked", "member:{member_id}")
def ask_peers(
    *, by: Actor | None, member_id: int, theme_id: int, level: Level, words: Words
) -> PeerQuestion:
    """Ask, in the name of a member, those who did it; the question is put to them at once.

    Errors: PermissionDenied; ValidationError: theme_unknown, text_too_short, text_too_long.
    Queries: 7, and those of the record.
    """
    require(can_ask(by, member_id), "network.ask_peers")
    check_area(theme_id, [one.id for one in themes(Taxonomy.OGP_POLICY_AREA)])
    check_words(words.text)
    check_words(words.context, shortest=0)
    question = PeerQuestion.objects.create(
        member_id=member_id,
        theme_id=theme_id,
        level=level,
        text=words.text.strip(),
        context=words.context.strip(),
        language=words.language,
        is_public=words.is_public,
        asked_by_id=by.pk if by else None,
        asked_at=clock.now(),
    )
    peers = routed(peers_in(theme_id, level, asker_id=member_id))
    PeerRoute.objects.bulk_create(
        PeerRoute(
            question=question,
            member_id=one.member_id,
            position=position,
            n_completed=one.n_completed,
            n_commitments=one.n_commitments,
            has_same_level=one.has_same_level,
        )
        for position, one in enumerate(peers)
    )
    asked = {"text": question.text, "put_to": [one.member_id for one in peers]}
    _record("peers.asked", by, question.pk, f"question:{question.pk}", None, asked)
    return question


@acting("peers.answered", "question:{number}")
def answer_peer(*, by: Actor | None, number: int, member_id: int, words: Words) -> PeerAnswer:
    """Answer, in the name of another member; of what is asked within the network, within it.

    Errors: PermissionDenied; PeerQuestion.DoesNotExist; ValidationError: text_too_short,
    text_too_long.
    Queries: 2, and those of the record.
    """
    question = _held(number)
    allowed = can_answer(by, asker_id=question.member_id, answerer_id=member_id)
    require(allowed, "network.answer_peer")
    check_words(words.text)
    answer = PeerAnswer.objects.create(
        question=question,
        member_id=member_id,
        text=words.text.strip(),
        language=words.language,
        is_public=words.is_public and question.is_public,
        answered_by_id=by.pk if by else None,
        answered_at=clock.now(),
    )
    _record("peers.answered", by, number, f"answer:{answer.pk}", None, {"text": answer.text})
    return answer


@acting("peers.accepted", "question:{number}")
def accept_answer(*, by: Actor | None, number: int, answer_id: int) -> None:
    """Say that an answer helped: it is kept as a note in the library.

    Errors: PermissionDenied; PeerQuestion.DoesNotExist; ValidationError: answer_unknown.
    Queries: 3, and those of the record.
    """
    question = _held(number)
    require(can_ask(by, question.member_id), "network.accept_answer")
    if not question.answers.filter(pk=answer_id, hidden_at=None).exists():
        raise ValidationError(_("This answer is not there any more."), code="answer_unknown")
    before = {"accepted": question.accepted_id}
    question.accepted_id, question.accepted_at = answer_id, clock.now()
    question.save(update_fields=["accepted", "accepted_at"])
    after = {"accepted": answer_id}
    _record("peers.accepted", by, number, f"question:{number}", before, after)


@acting("peers.hidden", "question:{number}")
def hide_question(*, by: Actor | None, number: int, reason: str) -> None:
    """Hide a question from everybody, with its answers, and say why on the record.

    Errors: PermissionDenied; PeerQuestion.DoesNotExist; ValidationError: reason_missing.
    Queries: 2, and those of the record.
    """
    require(can_moderate(by), "network.hide_question")
    check_reason(reason)
    question = _held(number)
    question.hidden_at, question.hidden_because = clock.now(), reason.strip()
    question.save(update_fields=["hidden_at", "hidden_because"])
    _hide(by, number, f"question:{number}", reason)


@acting("peers.hidden", "answer:{answer_id}")
def hide_answer(*, by: Actor | None, answer_id: int, reason: str) -> None:
    """Hide an answer from everybody, and say why on the record; an accepted one is let go.

    Errors: PermissionDenied; PeerAnswer.DoesNotExist; ValidationError: reason_missing.
    Queries: 3, and those of the record.
    """
    require(can_moderate(by), "network.hide_answer")
    check_reason(reason)
    answer = PeerAnswer.objects.select_for_update().get(pk=answer_id, hidden_at=None)
    PeerQuestion.objects.filter(accepted=answer).update(accepted=None, accepted_at=None)
    answer.hidden_at, answer.hidden_because = clock.now(), reason.strip()
    answer.save(update_fields=["hidden_at", "hidden_because"])
    _hide(by, answer.question_id, f"answer:{answer_id}", reason)


def _held(number: int) -> PeerQuestion:
    return PeerQuestion.objects.select_for_update().get(pk=number, hidden_at=None)


def _hide(by: Actor | None, number: int, key: str, reason: str) -> None:
    touched = [Touched(key, {"is_hidden": False}, {"is_hidden": True})]
    subject = f"question:{number}"
    record(kind="peers.hidden", by=by, subject=subject, touched=touched, reason=reason.strip())


def _record(
    kind: str,
    by: Actor | None,
    number: int,
    key: str,
    before: Mapping[str, object] | None,
    after: Mapping[str, object],
) -> None:
    record(kind=kind, by=by, subject=f"question:{number}", touched=[Touched(key, before, after)])
