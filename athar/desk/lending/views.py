"""Pages of delegation: what I lend and what was lent to me; the reports that another writes."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from athar.desk.account import scopes_in_words
from athar.desk.imports.answers import account_of
from athar.desk.lending.forms import DelegateReportsForm, LendForm
from athar.kernel.numbers import format_number
from athar.people.lending import take_back_role
from athar.people.queries import LentView, lendable, lent_by, lent_to
from athar.reporting.actions import MOST_AT_ONCE
from athar.reporting.queries import delegation_ended, projects_within


def lending(request: HttpRequest) -> HttpResponse:
    """What I delegated and to whom, what was delegated to me, and the form. Queries: at most 16."""
    me = account_of(request)
    mine, given, taken = lendable(me.pk), lent_by(me.pk), lent_to(me.pk)
    if "take_back" in request.POST:
        return _take_back(request, given)
    held = (*(one.scope for one in mine), *(one.scope for one in (*given, *taken)))
    words = scopes_in_words(held)
    is_sent = request.POST.get("do") == "lend"
    form = LendForm(
        request.POST if is_sent else None,
        by=me,
        lendable=mine,
        words=words,
        initial=_typed(request),
    )
    if is_sent and form.lend():
        messages.success(request, _("The right is delegated."))
        return redirect("desk:lending")
    context = {"form": form, "mine": mine, "given": given, "taken": taken, "words": words}
    return render(request, "desk/lending/lending.html", context, status=422 if is_sent else 200)


def _take_back(request: HttpRequest, given: Iterable[LentView]) -> HttpResponse:
    known = {str(one.id): one for one in given}
    lent = known.get(request.POST["take_back"])
    if lent is None:
        raise Http404
    take_back_role(by=account_of(request), grant_id=lent.id)
    said = _("The right is taken back from %(name)s. It counts no longer.")
    messages.success(request, said % {"name": f"\u2068{lent.lent_to}\u2069"})
    return redirect("desk:lending")


def reports(request: HttpRequest) -> HttpResponse:
    """The reports that were chosen, and to whom they are delegated. Queries: at most 14 to read."""
    me = account_of(request)
    asked = _asked(request)
    projects = projects_within(me, asked) if len(asked) <= MOST_AT_ONCE else ()
    if not projects:
        most = _("%(most)s reports at most are delegated at once.")
        none = _("Choose at least one report first.")
        words = most % {"most": _n(MOST_AT_ONCE)} if len(asked) > MOST_AT_ONCE else none
        messages.error(request, words)
        return redirect("desk:work")
    is_sent = request.POST.get("do") == "lend"
    form = DelegateReportsForm(
        request.POST if is_sent else None, by=me, projects=projects, initial=_typed(request)
    )
    if is_sent and form.delegate():
        n = len(projects)
        words = ngettext("%(n)s report is delegated.", "%(n)s reports are delegated.", n)
        messages.success(request, words % {"n": _n(n)})
        return redirect("desk:lending")
    context = {"form": form, "projects": projects}
    return render(request, "desk/lending/reports.html", context, status=422 if is_sent else 200)


def ended(request: HttpRequest, report_id: int) -> HttpResponse | None:
    """Say to who worked on a report by a delegation that it has ended; None for others.

    Queries: at most 7.
    """
    found = delegation_ended(account_of(request), report_id=report_id)
    if found is None:
        return None
    return render(request, "desk/lending/ended.html", {"one": found}, status=403)


def _asked(request: HttpRequest) -> list[int]:
    """Read which projects are meant: one value for each, or all of them in one."""
    parts = [key for one in request.GET.getlist("of") for key in one.split(",")]
    return [int(one) for one in parts if one.isdecimal() and len(one) < 10]


def _typed(request: HttpRequest) -> dict[str, object]:
    """Give what stands in the form while a person is looked for."""
    sent = request.POST
    typed: dict[str, object] = {name: sent.get(name, "") for name in ("find", "person", "reason")}
    typed |= {"until": sent.get("until", "")}
    return typed | ({"rights": sent.getlist("rights")} if "rights" in sent else {})


def _n(number: int) -> str:
    return format_number(number, lang=get_language() or "en")
