"""An experience and a question as programs read them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from django.conf import settings

from athar.api.addresses import pages, permanent
from athar.kernel.text import Translated
from athar.network.enums.experiences import Level
from athar.network.queries.experiences import ExperiencePage, ExperienceView
from athar.network.queries.peers import QuestionView
from athar.ui.addresses import reverse


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperienceItem:
    """What a member tried; what is not known is null."""

    id: Annotated[str, "Permanent identifier."]
    url: Annotated[Translated, "Its page by language."]
    code: str
    version: Annotated[int, "The newest published version."]
    member: Annotated[str, "Code of the member."]
    level: Level
    policy_areas: tuple[str, ...]
    title: Translated
    problem: Translated
    context: Translated
    done: Translated
    done_by: Translated
    result: Translated
    figure: Annotated[Decimal | None, "Of the result."]
    unit: Annotated[Translated, "What the figure counts."]
    is_proved: Annotated[bool, "Whether something proves the result."]
    evidence_url: str | None
    cost: Annotated[Decimal | None, "In whole units of the currency."]
    currency: str | None
    duration_months: int | None
    obstacles: Translated
    before_copying: Translated
    licence: str
    contact: str | None
    source_url: Annotated[str | None, "Where it was taken from; null: the member told it."]
    published_on: dt.date | None
    withdrawn_because: Annotated[str | None, "Why it was taken back; null: it counts."]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionItem:
    """A member that took an experience up."""

    member: str
    since_on: dt.date | None
    changed: Translated
    came_of_it: Translated


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperienceDetail(ExperienceItem):
    """An experience with who reviewed it and who took it up."""

    reviewed_by: Annotated[str | None, "Code of the peer's member; null: taken from a source."]
    commitments: Annotated[tuple[str, ...], "As plan/code."]
    used_by: tuple[AdoptionItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerAnswerItem:
    """What a member answered in public."""

    member: str
    language: str
    text: str
    is_accepted: bool
    answered_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionItem:
    """What a member asked its peers in public."""

    number: int
    url: Translated
    member: str
    policy_area: str
    level: Level
    language: str
    text: str
    context: str | None
    asked_at: dt.datetime
    days_waited: Annotated[int, "Until the first answer, or until today."]
    put_to: Annotated[tuple[str, ...], "Codes of the members it was put to."]
    answers: tuple[PeerAnswerItem, ...]


_COPIED = (
    *("code", "level", "title", "problem", "context", "done", "done_by", "result", "figure"),
    *("unit", "is_proved", "cost", "duration_months", "obstacles", "before_copying", "licence"),
    "published_on",
)
_EMPTY_IS_NONE = ("evidence_url", "currency", "contact", "source_url", "withdrawn_because")


def _fields(one: ExperienceView, origin: str) -> dict[str, object]:
    return {
        **{name: getattr(one, name) for name in _COPIED},
        **{name: getattr(one, name) or None for name in _EMPTY_IS_NONE},
        "id": permanent(origin, "experience", code=one.code),
        "url": pages(origin, "experience", code=one.code),
        "version": one.number,
        "member": one.member.code,
        "policy_areas": tuple(theme.code for theme in one.themes),
    }


def experience_item(one: ExperienceView, origin: str) -> ExperienceItem:
    """Give an experience of a list."""
    return ExperienceItem(**_fields(one, origin))  # type: ignore[arg-type]  # names of both agree


def experience_detail(page: ExperiencePage, origin: str) -> ExperienceDetail:
    """Give one experience."""
    return ExperienceDetail(
        **_fields(page.experience, origin),  # type: ignore[arg-type]  # names of both agree
        reviewed_by=page.review.member.code if page.review else None,
        commitments=tuple(f"{one.plan}/{one.code}" for one in page.commitments),
        used_by=tuple(
            AdoptionItem(
                member=one.member.code,
                since_on=one.since_on,
                changed=one.changed,
                came_of_it=one.came_of_it,
            )
            for one in page.adoptions
        ),
    )


def _pages_of(number: int, origin: str) -> Translated:
    return Translated(
        {
            lang: origin + reverse("portal:question", kwargs={"lang": lang, "number": number})
            for lang in settings.OFFERED_LANGUAGES
        }
    )


def question_item(one: QuestionView, origin: str) -> QuestionItem:
    """Give a question with its public answers."""
    return QuestionItem(
        number=one.number,
        url=_pages_of(one.number, origin),
        member=one.member.code,
        policy_area=one.theme.code,
        level=one.level,
        language=one.language,
        text=one.text,
        context=one.context or None,
        asked_at=one.asked_at,
        days_waited=one.n_days,
        put_to=tuple(route.member.code for route in one.routes),
        answers=tuple(
            PeerAnswerItem(
                member=answer.member.code,
                language=answer.language,
                text=answer.text,
                is_accepted=answer.is_accepted,
                answered_at=answer.answered_at,
            )
            for answer in one.answers
        ),
    )
