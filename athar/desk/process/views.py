"""The record of a member's process at the desk."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from athar.desk.imports.answers import account_of
from athar.desk.process.forms import ConsultationForm, RecordForm
from athar.network.actions.process import take_back_record
from athar.network.enums.process import RecordKind
from athar.network.queries.process import ProcessRecordView, members_kept_by, process_of
from athar.network.rules.members import member_scope
from athar.network.rules.process import can_see_desk_of_process


def processes(request: HttpRequest) -> HttpResponse:
    """The members whose process I keep. Queries: at most 8."""
    context = {"members": members_kept_by(account_of(request))}
    return render(request, "desk/process/members.html", context)


def process(request: HttpRequest, member: str) -> HttpResponse:
    """Record what happened, restate a consultation, take a line back. Queries: at most 14."""
    found = process_of(member)
    if found is None or not _keeps(request, found):
        raise Http404
    if "take_back" in request.POST:
        _take_back(request, found)
        return redirect("desk:process", member=member)
    form = _sent(request, found)
    if form is not None and form.keep():
        messages.success(request, _("It is recorded, and public."))
        return redirect("desk:process", member=member)
    context = {"record": found, "form": form, "kinds": RecordKind.choices}
    return render(request, "desk/process/process.html", context, status=422 if form else 200)


def _keeps(request: HttpRequest, found: ProcessRecordView) -> bool:
    return can_see_desk_of_process(account_of(request), (member_scope(found.member_id),))


def _sent(request: HttpRequest, found: ProcessRecordView) -> RecordForm | ConsultationForm | None:
    if request.method != "POST":
        return None
    form = ConsultationForm if "opens" in request.POST else RecordForm
    return form(request.POST, by=account_of(request), member_id=found.member_id)


def _take_back(request: HttpRequest, found: ProcessRecordView) -> None:
    known = {str(one.id): one for one in found.records}
    one = known.get(request.POST["take_back"])
    if one is None:
        raise Http404
    take_back_record(by=account_of(request), member_id=found.member_id, record_id=one.id)
    messages.success(request, _("The line is taken back. The record of acts keeps it."))
