"""What imports declared, in front of the validator: where it stood, what is odd, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from markupsafe import Markup

from athar.desk.imports.answers import account_of
from athar.desk.reporting.wording import words_of
from athar.desk.reporting.work import FILTERS, Choices, narrow
from athar.desk.team.lists import Part, choices, part_of
from athar.kernel.actor import Actor
from athar.kernel.numbers import format_number
from athar.people.enums import Role
from athar.plans.queries import PlanCard, all_plans
from athar.reporting.actions import return_declared, validate_declared
from athar.reporting.drafts import EntryDraft
from athar.reporting.enums import ReportField
from athar.reporting.queries import (
    DeclaredReport,
    bodies_of_declared,
    declared_reports,
    declared_waiting,
    plans_with_declared,
)
from athar.ui import formatting, statuses
from athar.ui.site import Label

PER_PAGE = 25
RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a report: what it is called, what it says, where it stood, what is odd."""

    label: str
    words: Label
    origin: tuple[Markup, ...]
    checks: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class DeclaredPage:
    """The declared reports of a plan, narrowed; None where nothing waits in any plan."""

    plan: PlanCard | None
    choices: Choices
    part: Part[int]
    reports: tuple[DeclaredReport, ...]

    @property
    def state_options(self) -> list[tuple[str, str]]:
        """Offer what was sent back beside what waits."""
        return [(RETURNED, _("Sent back"))]

    def whole_checks(self, one: DeclaredReport) -> list[Markup]:
        """Give what concerns a report as a whole."""
        return [words_of(check) for check in one.checks if not check.field]

    def figures(self, one: DeclaredReport) -> list[Figure]:
        """Give the figures of a report in the order of its form; what is unknown is left out."""
        currency = self.plan.currency if self.plan else ""
        return list(_figures(one, currency))


def declared(request: HttpRequest) -> HttpResponse:
    """What imports declared: validate a set of it, or send it back. Queries: at most 24."""
    actor = account_of(request)
    if not actor.has_role((Role.VALIDATOR,)):
        raise PermissionDenied("reporting.validate_declared")
    page, every = gather_declared(actor, request.GET)
    note, wrong, picked = request.POST.get("note", ""), "", set[str]()
    if request.method == "POST" and page.plan is not None:
        picked = set(request.POST.getlist("pick"))
        wrong = _done(request, page, [one for one in every if str(one) in picked], note)
        if not wrong:
            return redirect(request.get_full_path())
    context = {"data": page, "picked": picked, "note": note, "wrong": wrong}
    return render(request, "desk/reporting/declared.html", context, status=422 if wrong else 200)


def _done(request: HttpRequest, page: DeclaredPage, ids: Sequence[int], note: str) -> str:
    """Do what a button says with what was chosen; say what is wrong, "" when it was done."""
    if not ids or page.plan is None:
        return _("Choose at least one report first.")
    of: dict[str, Any] = {
        "by": account_of(request),
        "plan_id": page.plan.id,
        "commitment_ids": ids,
    }
    try:
        if request.POST.get("do") == "return":
            n = return_declared(**of, note=note)
            words = ngettext("%(n)s report was sent back.", "%(n)s reports were sent back.", n)
        else:
            n = len(validate_declared(**of).changed)
            words = ngettext("%(n)s report is validated.", "%(n)s reports are validated.", n)
    except ValidationError as refused:
        why = " ".join(dict.fromkeys(refused.messages))
        stuck = [one.code for one in page.reports if one.commitment_id in ids and not one.is_ready]
        if request.POST.get("do") == "return" or not stuck:
            return why
        words = _("Nothing was validated, because of %(codes)s. %(why)s")
        codes = ", ".join(f"\u2068{one}\u2069" for one in stuck)
        return words % {"codes": codes, "why": why}
    messages.success(request, words % {"n": format_number(n, lang=get_language() or "en")})
    return ""


def gather_declared(actor: Actor, query: QueryDict) -> tuple[DeclaredPage, Sequence[int]]:
    """Gather a page of what was declared, and every commitment that answers to the choice.

    Queries: at most 15.
    """
    chosen = choices(query, (*FILTERS, "state"))
    waiting = plans_with_declared(actor)
    plans = [one for one in all_plans() if one.id in waiting]
    plan = next((one for one in plans if one.code == chosen["plan"]), None) or _most(plans, waiting)
    narrowed = narrow(plan, chosen)
    every: Sequence[int] = ()
    if plan is not None:
        is_returned = chosen["state"] == RETURNED
        every = declared_waiting(actor, narrowed.wanted, is_returned=is_returned)
        chosen["plan"] = plan.code
    part = part_of(every, query, chosen, PER_PAGE)
    reports = declared_reports(actor, plan.id, part.lines) if plan else ()
    offered = Choices(
        tuple((one.id, one.code, one.title) for one in plans),
        narrowed.nodes,
        narrowed.places,
        bodies_of_declared(actor, plan.id) if plan else (),
        chosen,
    )
    return DeclaredPage(plan, offered, part, reports), every


def _most(plans: Sequence[PlanCard], waiting: Mapping[int, int]) -> PlanCard | None:
    return max(plans, key=lambda one: waiting[one.id], default=None)


def _figures(one: DeclaredReport, currency: str) -> Iterator[Figure]:
    draft = one.draft
    status = draft.declared_status
    said: Mapping[ReportField, tuple[str, Label]] = {
        ReportField.STATUS: ("declared_status", statuses.DECLARED[status].word if status else ""),
        ReportField.PHYSICAL: ("physical", _known(draft.physical, formatting.progress)),
        ReportField.COMMITTED: (
            "committed",
            _known(draft.committed, lambda amount: formatting.money(amount, currency)),
        ),
        ReportField.PAID: (
            "paid",
            _known(draft.paid, lambda amount: formatting.money(amount, currency)),
        ),
        ReportField.ACTUAL_START: (
            "actual_start_on",
            _known(draft.actual_start_on, formatting.day),
        ),
        ReportField.ACTUAL_END: ("actual_end_on", _known(draft.actual_end_on, formatting.day)),
        ReportField.FORECAST_END: (
            "forecast_end_on",
            _known(draft.forecast_end_on, formatting.day),
        ),
    }
    for field, (name, words) in said.items():
        checks = tuple(words_of(check) for check in one.checks if check.field == name)
        if words or checks:
            origin = tuple(_origin(draft.entries.get(field)))
            yield Figure(str(field.label), words or "–", origin, checks)


def _known(value: Any, words: Any) -> Markup | str:
    return "" if value is None else words(value)


def _origin(entry: EntryDraft | None) -> Iterator[Markup]:
    """Say where a figure stood: file, cell, and the text found there."""
    if entry is None:
        return
    origin = entry.origin
    if origin.get("name"):
        file = formatting.bdi(origin["name"])
        if origin.get("file"):
            address = reverse("desk:kept_file", args=[origin["file"]])
            file = Markup('<a href="{}">{}</a>').format(address, file)
        yield file
    letters, _slash, heading = str(origin.get("column") or "").partition(" / ")
    if origin.get("row"):
        cell = Markup('<bdi dir="ltr">{}!{}{}</bdi>')
        yield cell.format(origin.get("sheet") or "", letters, origin["row"])
    if heading:
        yield formatting.bdi(heading)
    if entry.written:
        yield Markup("“{}”").format(formatting.bdi(entry.written))
