"""Endpoints of the library of experiences and of questions among peers."""

from __future__ import annotations

from typing import Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Query

from athar.api.answering import Asked, AskedOfList, give, give_list, read
from athar.api.codes import CODE_OR_NOTHING, Code
from athar.api.endpoints import offer
from athar.api.experiences.records import (
    ExperienceDetail,
    ExperienceItem,
    QuestionItem,
    experience_detail,
    experience_item,
    question_item,
)
from athar.network.queries.experiences import LibraryFilter, experience_page, experience_slice
from athar.network.queries.peers import QuestionFilter, question_slice


class ExperienceChoice(AskedOfList):
    """Which experiences."""

    policy_area: str = Field("", pattern=CODE_OR_NOTHING, description="Code of a policy area.")
    member: str = Field("", pattern=CODE_OR_NOTHING, description="Code of a member.")
    level: Literal["", "national", "local"] = Field("", description="Where it was made.")
    proved: bool = Field(False, description="Only those whose result is proved.")


class QuestionChoice(AskedOfList):
    """Which questions."""

    policy_area: str = Field("", pattern=CODE_OR_NOTHING, description="Code of a policy area.")
    open: bool = Field(False, description="Only those whose answer is not accepted yet.")


@offer(
    "experiences",
    name="list_experiences",
    gives=ExperienceItem,
    summary="Experiences of members",
    tag="Network",
    examples=("experiences?limit=1", "experiences?proved=true&fields=code,title,member"),
)
def list_experiences(request: HttpRequest, asked: Query[ExperienceChoice]) -> HttpResponse:
    """What members tried, the newest first; what was taken back stays with its reason."""
    reading = read(request, asked, ExperienceItem)
    wanted = LibraryFilter(asked.policy_area, asked.member, asked.level, asked.proved)
    return give_list(
        reading,
        "experiences",
        lambda limit, after: experience_slice(wanted, after=after, limit=limit),
        lambda one: experience_item(one, reading.origin),
    )


@offer(
    "experiences/{code}",
    name="get_experience",
    gives=ExperienceDetail,
    summary="One experience",
    tag="Network",
    examples=(),
)
def get_experience(request: HttpRequest, code: Code, asked: Query[Asked]) -> HttpResponse:
    """An experience in its newest published version, with who reviewed it and who took it up."""
    reading = read(request, asked, ExperienceDetail)
    found = experience_page(code)
    if found is None:
        raise Http404
    return give(reading, experience_detail(found, reading.origin))


@offer(
    "questions",
    name="list_questions",
    gives=QuestionItem,
    summary="Questions among peers",
    tag="Network",
    examples=("questions?limit=2",),
)
def list_questions(request: HttpRequest, asked: Query[QuestionChoice]) -> HttpResponse:
    """What members ask each other in public, the newest first, with the public answers."""
    reading = read(request, asked, QuestionItem)
    wanted = QuestionFilter(asked.policy_area, asked.open)
    return give_list(
        reading,
        "questions",
        lambda limit, after: question_slice(wanted, after=after, limit=limit),
        lambda one: question_item(one, reading.origin),
    )
