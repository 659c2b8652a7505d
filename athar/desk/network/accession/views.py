"""Pages of accession at the desk: my countries, the file of a candidate, a shared room."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from athar.desk.imports.answers import account_of
from athar.desk.network.accession.acts import acts_in_room, acts_on_file, acts_on_request
from athar.desk.network.accession.page import gather_file
from athar.desk.network.accession.sending import Act, Answer, act_on
from athar.network.enums.accession import MentorshipState
from athar.network.queries import mentorship_asked, own_countries, own_file, room_of


def accessions(request: HttpRequest) -> HttpResponse:
    """The candidates I speak for, and who asks my country to accompany it. Queries: 8 at most."""
    mine = own_countries(account_of(request))
    return render(request, "desk/network/accessions.html", {"mine": mine})


def accession(request: HttpRequest, code: str) -> HttpResponse:
    """The file of a candidate I speak for. Queries: at most 30."""
    account = account_of(request)
    file = own_file(account, code)
    if file is None:
        raise Http404
    answer = _done(request, acts_on_file(file)) if request.method == "POST" else Answer()
    if answer.done:
        return redirect(f"{request.path}#{request.POST.get('do')}")
    page = gather_file(file)
    context = {"page_data": page, "file": file, "answer": answer}
    status = 422 if answer.wrong else 200
    return render(request, "desk/network/accession.html", context, status=status)


def room(request: HttpRequest, mentorship_id: int) -> HttpResponse:
    """A request to accompany a candidate, then the room shared with it. Queries: at most 20."""
    account = account_of(request)
    asked = mentorship_asked(account, mentorship_id)
    if asked is None:
        raise Http404
    found = room_of(account, mentorship_id)
    acts = acts_in_room(found) if found else acts_on_request(asked)
    answer = _done(request, acts) if request.method == "POST" else Answer()
    if answer.done:
        return redirect(request.path)
    is_open = asked.state is MentorshipState.ACCEPTED
    context = {"asked": asked, "room": found, "answer": answer, "is_open": is_open}
    name = "room" if found else "request"
    status = 422 if answer.wrong else 200
    return render(request, f"desk/network/{name}.html", context, status=status)


def _done(request: HttpRequest, acts: dict[str, Act]) -> Answer:
    """Act, and say what came of it; what is not one's own is not there."""
    try:
        answer = act_on(request, account_of(request), acts)
    except (PermissionDenied, ObjectDoesNotExist) as refusal:
        raise Http404 from refusal
    if answer.done:
        messages.success(request, answer.done)
    return answer
