"""Questions among peers and their answers, as far as they are public."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from athar.kernel.text import direction
from athar.network.queries.peers import (
    QuestionFilter,
    QuestionView,
    public_question,
    public_questions,
)
from athar.portal.chosen import CODE, KEY, Chosen, read_sound
from athar.portal.experiences.page import where
from athar.portal.pages import html, json_twin, page_for
from athar.reference.enums import Taxonomy
from athar.reference.queries import themes
from athar.ui.addresses import reverse
from athar.ui.site import Link

TITLE = _("Ask a peer")


@dataclass(frozen=True, slots=True)
class Choices(Chosen):
    """Which questions a reader asks for; "" leaves a filter out."""

    theme: str = ""
    open: str = ""
    after: str = ""


_SOUND: Mapping[str, Callable[[str], object]] = {
    "theme": CODE.fullmatch,
    "open": "1".__eq__,
    "after": KEY.fullmatch,
}


def _found(request: HttpRequest) -> tuple[Choices, tuple[QuestionView, ...], str]:
    """Give the choices, the questions of the page, and the query of the next one. Queries: 3."""
    choices = Choices(**read_sound(request.GET, _SOUND))
    wanted = QuestionFilter(choices.theme, bool(choices.open))
    found = public_questions(wanted, after=int(choices.after) if choices.after else None)
    following = choices.query(after=str(found.items[-1].number)) if found.end else ""
    return choices, found.items, following


def list_page(request: HttpRequest, lang: str) -> HttpResponse:
    """Questions that members ask each other in public, newest first. Queries: 5."""
    choices, questions, following = _found(request)
    page = page_for(
        request, lang, TITLE,
        section="questions", crumb=TITLE,
        description=_("What members ask those who did it, and what they answer."),
        json_url=reverse("portal:questions_json", kwargs={"lang": lang}) + choices.query(),
    )  # fmt: skip
    return html(
        request, "peers/list.html", page,
        questions=questions, choices=choices, address=request.path, where=where,
        following=following, direction_of=direction,
        areas=[(one.code, one.names) for one in themes(Taxonomy.OGP_POLICY_AREA)],
    )  # fmt: skip


def list_json(request: HttpRequest, lang: str) -> HttpResponse:
    """The same for machines, with the query of the next page."""
    _choices, questions, following = _found(request)
    return json_twin({"questions": list(map(for_machines, questions)), "next": following or None})


def question_page(request: HttpRequest, lang: str, number: int) -> HttpResponse:
    """One question, whom it was put to, and its public answers. Queries: 4."""
    one = public_question(number)
    if one is None:
        raise Http404
    listed = reverse("portal:questions", kwargs={"lang": lang})
    page = page_for(
        request, lang, one.text[:120],
        section="questions", crumbs=[Link(TITLE, listed)], crumb=one.text[:60],
    )  # fmt: skip
    return html(request, "peers/question.html", page, one=one, where=where, direction_of=direction)


def for_machines(one: QuestionView) -> dict[str, Any]:
    """Give a question as programs read it."""
    return {
        "number": one.number,
        "member": one.member.code,
        "policy_area": one.theme.code,
        "level": one.level.value,
        "language": one.language,
        "text": one.text,
        "context": one.context or None,
        "asked_at": one.asked_at,
        "days_waited": one.n_days,
        "is_accepted": one.is_accepted,
        "put_to": [route.member.code for route in one.routes],
        "answers": [
            {
                "member": answer.member.code,
                "language": answer.language,
                "text": answer.text,
                "answered_at": answer.answered_at,
                "is_accepted": answer.is_accepted,
            }
            for answer in one.answers
        ],
    }
