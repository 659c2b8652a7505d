"""Pages of reports: start one, type it, hand it in; look at it, return it, validate and publish."""

from __future__ import annotations

from contextlib import suppress
from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup

from athar.desk.frame import plans_of
from athar.desk.lending.views import ended
from athar.desk.reporting.deciding import decide
from athar.desk.reporting.form import ReportForm, typed_in
from athar.desk.reporting.page import rows_of, whole_checks
from athar.desk.reporting.proving import (
    attach,
    is_given,
    proof_form,
    release,
    restrict,
    take_off,
)
from athar.desk.reporting.wording import STATES, meanwhile
from athar.desk.reporting.work import gather_work
from athar.evidence.queries import attached_to
from athar.people.models import Account
from athar.reporting.actions import Saved, StaleReport, save_report, start_report, submit_report
from athar.reporting.models import Report, Round
from athar.reporting.queries import ReportUnderWay, report_under_way

_TYPING = {"save", "submit", "attach", "take_off"}
_SHOWING = {"restrict", "release"}


def work(request: HttpRequest) -> HttpResponse:
    """What waits for me, and who sent what. Queries: at most 12, 14 within one plan."""
    data = gather_work(_who(request), plans_of(request), request.GET.dict())
    return render(request, "desk/reporting/work.html", {"data": data})


def start(request: HttpRequest, round_id: int, commitment_id: int) -> HttpResponse:
    """Start the report of a project, or go on with it. Queries: at most 20."""
    if request.method != "POST":
        return redirect("desk:work")
    try:
        key = start_report(by=_who(request), round_id=round_id, commitment_id=commitment_id)
    except Round.DoesNotExist as error:
        raise Http404 from error
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("desk:work")
    return redirect("desk:report", report_id=key)


def report(request: HttpRequest, report_id: int) -> HttpResponse:
    """One report: its form for who types it, what it says for others. Queries: at most 30."""
    found = report_under_way(_who(request), report_id)
    if found is None:
        return _refused(request, report_id)
    if request.method == "POST":
        try:
            return _sent(request, found)
        except PermissionDenied:
            told = ended(request, report_id)
            if told is None:
                raise
            return told
    return _form(request, found) if "save" in found.may else _read(request, found)


def _refused(request: HttpRequest, report_id: int) -> HttpResponse:
    """Let an act on a report that may not be read be refused, for the record; say what is known."""
    act = request.POST.get("do", "save").partition("-")[0]
    if request.method == "POST":
        with suppress(PermissionDenied, Report.DoesNotExist):
            if act in _TYPING:
                _save(request, report_id)
            decide(request, report_id, act)
    told = ended(request, report_id)
    if told is None:
        raise Http404
    return told


def _sent(request: HttpRequest, found: ReportUnderWay) -> HttpResponse:
    act, _dash, proof = request.POST.get("do", "save").partition("-")
    if act in _TYPING and "save" not in found.may:
        raise PermissionDenied("reporting.save_report")
    if act in _SHOWING and "save" not in found.may:
        return _shown(request, found, act, proof)
    if act not in _TYPING | _SHOWING:
        return decide(request, found.id, act) or _read(request, found, status=422)
    if _is_by_script(request):
        return _kept(request, found)
    return _typed(request, found, act, proof)


def _kept(request: HttpRequest, found: ReportUnderWay) -> HttpResponse:
    """Keep what was typed, for a script that goes on typing."""
    try:
        saved = _save(request, found.id)
    except (ValidationError, PermissionDenied) as refused:
        said = refused.messages if isinstance(refused, ValidationError) else [_("You may not.")]
        return JsonResponse({"words": " ".join(said)}, status=422)
    theirs = {
        kind: {
            name: {"text": one.text, "words": meanwhile(one.text, one.author_name)}
            for name, one in found.items()
        }
        for kind, found in (("merged", saved.merged), ("collided", saved.collided))
    }
    at = timezone.localtime()
    words = _("Kept at %(time)s") % {"time": f"{at:%H:%M}"}
    return JsonResponse({"version": saved.version, "words": words, **theirs})


def _typed(request: HttpRequest, found: ReportUnderWay, act: str, proof: str) -> HttpResponse:
    """Keep what a form without script sent, then do what its button says."""
    anchor = "#evidence" if act in {"attach", "take_off"} | _SHOWING else ""
    try:
        saved = _save(request, found.id)
        wrong = _prove(request, found.id, act, proof)
        if saved.collided or wrong:
            again = _opened(request, found.id)
            sent = {name: request.POST[name] for name in saved.collided if name in request.POST}
            status = 409 if saved.collided else 422
            return _form(request, again, sent=sent, saved=saved, wrong=wrong, status=status)
        _do(request, found.id, act, saved.version)
    except StaleReport:
        words = _("Somebody changed the report meanwhile. This is how it stands now.")
        messages.warning(request, words)
    except ValidationError as refused:
        if not anchor:
            again, sent = _opened(request, found.id), typed_in(request.POST)
            if act != "submit":
                messages.error(request, " ".join(refused.messages))
            return _form(request, again, sent=sent, is_judged=act == "submit", status=422)
        messages.error(request, " ".join(refused.messages))
    return redirect(reverse("desk:report", args=[found.id]) + anchor)


def _prove(request: HttpRequest, report_id: int, act: str, proof: str) -> dict[str, Markup]:
    """Attach what is given, whatever the button; take off, restrict, release. Say what is wrong."""
    wrong = attach(request, report_id) if act == "attach" or is_given(request) else {}
    if act == "take_off":
        take_off(request, report_id, proof)
    elif act == "restrict":
        wrong |= restrict(request, report_id, proof)
    elif act == "release":
        release(request, report_id, proof)
    return wrong


def _shown(request: HttpRequest, found: ReportUnderWay, act: str, proof: str) -> HttpResponse:
    """Keep evidence from the public, or let it see it, for who looks at a report."""
    try:
        wrong = _prove(request, found.id, act, proof)
    except ValidationError as refused:
        wrong = {}
        messages.error(request, " ".join(refused.messages))
    if wrong:
        return _read(request, found, wrong=wrong, status=422)
    return redirect(reverse("desk:report", args=[found.id]) + "#evidence")


def _do(request: HttpRequest, report_id: int, act: str, version: int) -> None:
    """Do what a button of the form says, once what was typed is kept and what proves it."""
    if act == "submit":
        submit_report(by=_who(request), report_id=report_id, version=version)
        messages.success(request, _("The report is handed in for validation."))
    elif act == "save":
        messages.success(request, _("The report is kept."))


def _save(request: HttpRequest, report_id: int) -> Saved:
    version = request.POST.get("version", "")
    return save_report(
        by=_who(request),
        report_id=report_id,
        version=int(version) if version.isdecimal() and len(version) < 10 else 0,
        changes=typed_in(request.POST),
    )


def _form(
    request: HttpRequest,
    found: ReportUnderWay,
    *,
    is_judged: bool = False,
    sent: dict[str, str] | None = None,
    saved: Saved | None = None,
    wrong: dict[str, Markup] | None = None,
    status: int = 200,
) -> HttpResponse:
    form = ReportForm(
        found,
        get_language() or "en",
        is_judged=is_judged,
        sent=sent or {},
        meanwhile=saved.collided if saved else {},
    )
    context = {"data": found, "form": form, **_around(request, found, wrong)}
    return render(request, "desk/reporting/form.html", context, status=status)


def _read(
    request: HttpRequest,
    found: ReportUnderWay,
    *,
    wrong: dict[str, Markup] | None = None,
    status: int = 200,
) -> HttpResponse:
    rows, whole = rows_of(found), whole_checks(found)
    around = _around(request, found, wrong)
    context = {"data": found, "rows": rows, "whole": whole, "sent": request.POST, **around}
    return render(request, "desk/reporting/read.html", context, status=status)


def _around(
    request: HttpRequest, found: ReportUnderWay, wrong: dict[str, Markup] | None
) -> dict[str, object]:
    evidence = attached_to(f"report:{found.id}")
    return {"looks": STATES, "evidence": evidence, "proof": proof_form(request, found.id, wrong)}


def _opened(request: HttpRequest, report_id: int) -> ReportUnderWay:
    found = report_under_way(_who(request), report_id)
    if found is None:
        raise Http404
    return found


def _who(request: HttpRequest) -> Account:
    return cast("Account", request.user)


def _is_by_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"
