"""Questions, whom they were put to, and their answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from athar.kernel import clock
from athar.network.enums.experiences import Level
from athar.network.models import PeerAnswer, PeerQuestion, PeerRoute
from athar.network.queries.experiences.views import MemberName, ThemeName, member_name
from athar.reference.slices import Key, Mark, Slice, cut, in_order

PER_PAGE = 20
_NEWEST_FIRST = (Key("pk", is_descending=True),)
_MEMBER = ("member__place", "member__parent__place")


@dataclass(frozen=True, slots=True)
class QuestionFilter:
    """What questions are narrowed to; empty leaves a filter out."""

    theme: str = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What a member answered; `is_accepted`: the member that asked found it helpful."""

    id: int
    member: MemberName
    text: str
    language: str
    is_public: bool
    is_accepted: bool
    answered_at: dt.datetime


@dataclass(frozen=True, slots=True)
class RouteView:
    """A member to whom a question was put, and what it had done in the area by then."""

    member: MemberName
    n_completed: int
    n_commitments: int


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question with its answers, the accepted one first.

    Shape: `n_days` is how long it has waited for a first answer, or waited.
    Units: days.
    """

    number: int
    member: MemberName
    theme: ThemeName
    level: Level
    text: str
    context: str
    language: str
    is_public: bool
    asked_at: dt.datetime
    n_days: int
    is_accepted: bool
    routes: tuple[RouteView, ...]
    answers: tuple[AnswerView, ...]


def public_questions(
    wanted: QuestionFilter, *, after: int | None = None, limit: int = PER_PAGE
) -> Slice[QuestionView]:
    """Give public questions, the newest first, with their public answers. Queries: 3."""
    return question_slice(wanted, after=(after,) if after else None, limit=limit)


def question_slice(
    wanted: QuestionFilter, *, after: Sequence[Mark] | None, limit: int
) -> Slice[QuestionView]:
    """Give a part of the public questions, the newest first. Queries: 3."""
    return _sliced(_narrowed(_shown(_public(), _public_answers()), wanted), after, limit)


def public_question(number: int) -> QuestionView | None:
    """Give a public question, None for one that the public does not see. Queries: 3."""
    row = _shown(_public(), _public_answers()).filter(pk=number).first()
    return _view(row) if row else None


def kept_notes(theme: str = "", limit: int = 6) -> tuple[QuestionView, ...]:
    """Give the public questions whose accepted answer is kept as a note, the newest first.

    Queries: 3.
    """
    rows = _public().filter(accepted__hidden_at=None, accepted__is_public=True)
    rows = _narrowed(_shown(rows, _public_answers()), QuestionFilter(theme))
    return tuple(map(_view, rows.order_by("-accepted_at")[:limit]))


def network_questions(*, limit: int = 100) -> tuple[QuestionView, ...]:
    """Give every question that is not hidden, for those within the network. Queries: 3."""
    rows = _shown(PeerQuestion.objects.filter(hidden_at=None), _answers())
    return tuple(map(_view, rows.order_by("-pk")[:limit]))


def network_question(number: int) -> QuestionView | None:
    """Give a question as those within the network read it, None for a hidden one. Queries: 3."""
    row = _shown(PeerQuestion.objects.filter(hidden_at=None), _answers()).filter(pk=number).first()
    return _view(row) if row else None


def questions_waiting_for(member_ids: Collection[int]) -> tuple[QuestionView, ...]:
    """Give the questions put to some members that none of them has answered, the oldest first.

    Queries: 3.
    """
    rows = PeerQuestion.objects.filter(hidden_at=None, accepted=None, routes__member__in=member_ids)
    rows = rows.exclude(answers__member__in=member_ids).order_by("pk").distinct()
    return tuple(map(_view, _shown(rows, _answers())))


def _public() -> QuerySet[PeerQuestion]:
    return PeerQuestion.objects.filter(is_public=True, hidden_at=None)


def _answers() -> QuerySet[PeerAnswer]:
    rows = PeerAnswer.objects.filter(hidden_at=None).select_related(*_MEMBER)
    return rows.order_by("pk")


def _public_answers() -> QuerySet[PeerAnswer]:
    return _answers().filter(is_public=True)


def _narrowed(rows: QuerySet[PeerQuestion], wanted: QuestionFilter) -> QuerySet[PeerQuestion]:
    if wanted.theme:
        rows = rows.filter(theme__code=wanted.theme)
    if wanted.is_open:
        rows = rows.filter(accepted=None)
    return rows


def _shown(rows: QuerySet[PeerQuestion], answers: QuerySet[PeerAnswer]) -> QuerySet[PeerQuestion]:
    routes = PeerRoute.objects.select_related(*_MEMBER).order_by("position")
    return rows.select_related("theme", *_MEMBER).prefetch_related(
        Prefetch("answers", answers), Prefetch("routes", routes)
    )


def _sliced(
    rows: QuerySet[PeerQuestion], after: Sequence[Mark] | None, limit: int
) -> Slice[QuestionView]:
    found = in_order(rows, _NEWEST_FIRST, after)[: limit + 1]
    return cut(found, limit, lambda row: (row.pk,), lambda kept: map(_view, kept))


def _view(row: PeerQuestion) -> QuestionView:
    answers = sorted(row.answers.all(), key=lambda one: (one.pk != row.accepted_id, one.pk))
    shown = {one.pk for one in answers}
    first = min((one.answered_at for one in answers), default=None)
    until = timezone.localdate(first) if first else clock.today()
    return QuestionView(
        number=row.pk,
        member=member_name(row.member),
        theme=ThemeName(row.theme_id, row.theme.code, row.theme.names),
        level=Level(row.level),
        text=row.text,
        context=row.context,
        language=row.language,
        is_public=row.is_public,
        asked_at=row.asked_at,
        n_days=(until - timezone.localdate(row.asked_at)).days,
        is_accepted=row.accepted_id in shown,
        routes=tuple(
            RouteView(member_name(one.member), one.n_completed, one.n_commitments)
            for one in row.routes.all()
        ),
        answers=tuple(_answer(one, row) for one in answers),
    )


def _answer(one: PeerAnswer, question: PeerQuestion) -> AnswerView:
    return AnswerView(
        id=one.pk,
        member=member_name(one.member),
        text=one.text,
        language=one.language,
        is_public=one.is_public,
        is_accepted=one.pk == question.accepted_id,
        answered_at=one.answered_at,
    )
