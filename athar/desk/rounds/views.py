"""Pages of rounds: those of a plan, one of them with who owes what, closing and reopening."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from athar.desk.imports.answers import account_of
from athar.desk.rounds.acting import ACTS, act_on
from athar.desk.rounds.forms import ReopenForm, RoundForm, as_typed
from athar.desk.rounds.listing import csv_of
from athar.desk.rounds.page import (
    gather_plan,
    gather_round,
    look_of_round,
    missing_by_body,
    plan_to_run,
    plans_to_run,
)
from athar.plans.queries import PlanView
from athar.reporting.actions import close_round
from athar.reporting.queries import RoundOwed, commitments_owed, round_owed

_MOST_CELLS = 1000


def rounds(request: HttpRequest) -> HttpResponse:
    """The plans whose rounds I run. Queries: at most 6."""
    mine = plans_to_run(account_of(request))
    if not mine:
        raise PermissionDenied("reporting.open_round")
    if len(mine) == 1:
        return redirect("desk:plan_rounds", plan=mine[0].code)
    return render(request, "desk/rounds/rounds.html", {"mine": mine})


def plan_rounds(request: HttpRequest, plan: str) -> HttpResponse:
    """The rounds of a plan, who handed in what, and the form of a new one. Queries: at most 12."""
    found = _plan_or_404(request, plan)
    if request.POST.get("do") in ACTS:
        missing = request.POST["do"] in {"delegate", "reopen_chosen"}
        done = act_on(request, commitments_owed(_cells(request), missing=missing))
        if request.POST.get("from") == "work":
            return done or redirect("desk:work")
        return done or redirect("desk:plan_rounds", plan=plan)
    form = RoundForm(request.POST or None)
    if form.is_bound:
        key = form.open(by=account_of(request), plan_id=found.id)
        if key is not None:
            messages.success(request, _("The round is stated."))
            return redirect("desk:round", round_id=key)
    data = gather_plan(found)
    if not form.is_bound:
        form = RoundForm(initial=as_typed(data.suggested))
    status = 422 if form.is_bound else 200
    return render(request, "desk/rounds/plan.html", {"data": data, "form": form}, status=status)


def one_round(request: HttpRequest, round_id: int) -> HttpResponse:
    """One round: who owes what, and what may be done about it. Queries: at most 10."""
    found = _round_or_404(request, round_id)
    page = gather_round(found, request.GET)
    form = ReopenForm(request.POST if request.POST.get("do") == "reopen" else None)
    if form.is_bound:
        _only_who_runs(found)
        if form.reopen(by=account_of(request), round_id=round_id):
            messages.success(request, _("The round is open again. The public is told why."))
            return redirect("desk:round", round_id=round_id)
    elif request.method == "POST":
        _only_who_runs(found)
        picked = {one for one in request.POST.getlist("pick") if one.isdecimal()}
        every = request.POST.get("every") == "1"
        ids = [one.commitment_id for one in page.found if every or str(one.commitment_id) in picked]
        done = act_on(request, {round_id: ids} if ids else {})
        return done or redirect(request.get_full_path())
    context = {"shown": page, "data": found, "form": form}
    return render(request, "desk/rounds/round.html", context, status=422 if form.is_bound else 200)


def closing(request: HttpRequest, round_id: int) -> HttpResponse:
    """What closing a round locks and how many reports are missing; then it is closed.

    Queries: at most 12.
    """
    found = _round_or_404(request, round_id)
    _only_who_runs(found)
    if found.round.closed_at is not None:
        return redirect("desk:round", round_id=round_id)
    if request.method == "POST":
        close_round(by=account_of(request), round_id=round_id)
        messages.success(request, _("The round is closed."))
        return redirect("desk:round", round_id=round_id)
    look = look_of_round(found.round, len(found.missing))
    context = {"data": found, "bodies": missing_by_body(found), "look": look}
    return render(request, "desk/rounds/closing.html", context)


def round_csv(request: HttpRequest, round_id: int) -> HttpResponse:
    """The same list as CSV, narrowed in the same way. Queries: at most 7."""
    found = _round_or_404(request, round_id)
    response = HttpResponse(csv_of(found, gather_round(found, request.GET).found))
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    name = f"athar-round-{round_id}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _cells(request: HttpRequest) -> set[tuple[int, int]]:
    """Read the cells that were chosen, each "round-body"."""
    parts = [one.split("-") for one in request.POST.getlist("cell")[:_MOST_CELLS]]
    return {
        (int(one[0]), int(one[1]))
        for one in parts
        if len(one) == 2 and all(key.isdecimal() and len(key) < 10 for key in one)
    }


def _plan_or_404(request: HttpRequest, code: str) -> PlanView:
    found = plan_to_run(account_of(request), code)
    if found is None:
        raise Http404
    return found


def _round_or_404(request: HttpRequest, round_id: int) -> RoundOwed:
    found = round_owed(account_of(request), round_id)
    if found is None:
        raise Http404
    return found


def _only_who_runs(found: RoundOwed) -> None:
    if not found.may_run:
        raise PermissionDenied("reporting.close_round")
