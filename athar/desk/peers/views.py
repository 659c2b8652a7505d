"""Pages of questions among peers: what waits for me, all of them, one of them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from athar.desk.imports.answers import account_of
from athar.desk.peers.forms import AnswerForm, QuestionForm
from athar.kernel.text import direction
from athar.network.actions.peers import accept_answer, hide_answer, hide_question
from athar.network.queries.experiences import MemberName, members_spoken_for
from athar.network.queries.peers import (
    QuestionView,
    network_question,
    network_questions,
    questions_waiting_for,
)
from athar.network.rules.peers import can_moderate
from athar.people.models import Account


def _of_the_network(request: HttpRequest) -> tuple[Account, tuple[MemberName, ...]]:
    """Give who is signed in and for whom they speak; nobody else reads what is asked within."""
    me = account_of(request)
    members = members_spoken_for(me)
    if not members and not can_moderate(me):
        raise Http404
    return me, members


def listed(request: HttpRequest) -> HttpResponse:
    """What waits for my answer, all questions, and the form to ask. Queries: at most 10 to read."""
    me, members = _of_the_network(request)
    form = QuestionForm(request.POST or None, members=members, initial={"readers": "public"})
    if form.is_bound and (number := form.ask(by=me)):
        messages.success(request, _("The question is put to those who did it."))
        return redirect("desk:question", number=number)
    context = {
        "form": form,
        "members": members,
        "waiting": questions_waiting_for([one.id for one in members]),
        "questions": network_questions(),
        "direction_of": direction,
    }
    return render(request, "desk/peers/list.html", context, status=422 if form.is_bound else 200)


def question(request: HttpRequest, number: int) -> HttpResponse:
    """One question: answered, kept, or hidden by a moderator. Queries: at most 7 to read."""
    me, members = _of_the_network(request)
    one = network_question(number)
    if one is None:
        raise Http404
    others = [member for member in members if member.id != one.member.id]
    did = request.POST.get("do", "")
    form = AnswerForm(
        request.POST if did == "answer" else None, members=others, initial={"readers": "public"}
    )
    if (did == "answer" and form.answer(by=me, number=number)) or _act(request, me, one, did):
        messages.success(request, _("It is done."))
        return redirect("desk:questions")
    context = {"one": one, "form": form, "others": others, "direction_of": direction}
    context["is_own"] = any(member.id == one.member.id for member in members)
    context["moderates"] = can_moderate(me)
    return render(request, "desk/peers/question.html", context, status=422 if did else 200)


def _act(request: HttpRequest, me: Account, one: QuestionView, did: str) -> bool:
    """Accept or hide what a button names; False with the refusal said above the page."""
    verb, _colon, key = did.partition(":")
    reason = request.POST.get("reason", "")
    known = {str(answer.id) for answer in one.answers}
    try:
        if verb == "accept" and key in known:
            accept_answer(by=me, number=one.number, answer_id=int(key))
        elif verb == "hide" and key in known:
            hide_answer(by=me, answer_id=int(key), reason=reason)
        elif did == "hide":
            hide_question(by=me, number=one.number, reason=reason)
        else:
            return False
    except ValidationError as refusal:
        for words in refusal.messages:
            messages.error(request, words)
        return False
    return True
