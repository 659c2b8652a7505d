"""The story of a project's reports at the desk: who did what when, in words and as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from markupsafe import Markup

from athar.desk.imports.answers import account_of
from athar.kernel.text import Translated
from athar.opendata.delimited import csv_lines
from athar.plans.models import Commitment
from athar.reporting.enums import DeclaredStatusChoice, ObstacleReason, Outcome
from athar.reporting.models import Report
from athar.reporting.queries import FieldDifference, Step, differences_between, history_of
from athar.reporting.rules import can_read_report
from athar.reporting.scopes import scopes_of_commitments
from athar.ui import formatting
from athar.ui.site import Label

ACTS: Mapping[str, Label] = {
    "report.started": pgettext_lazy("an act on a report", "Began the report"),
    "report.saved": pgettext_lazy("an act on a report", "Typed"),
    "report.submitted": pgettext_lazy("an act on a report", "Handed it in"),
    "report.returned": pgettext_lazy("an act on a report", "Returned it"),
    "report.validated": pgettext_lazy("an act on a report", "Validated it"),
    "report.commented": pgettext_lazy("an act on a report", "Left a remark"),
    "report.scheduled": pgettext_lazy("an act on a report", "Chose the day it appears"),
    "reports.published": pgettext_lazy("an act on a report", "Published it"),
    "reports.validated": pgettext_lazy("an act on a report", "Validated it"),
    "reports.withdrawn": pgettext_lazy("an act on a report", "Took it back"),
    "evidence.attached": pgettext_lazy("an act on a report", "Attached evidence"),
    "evidence.detached": pgettext_lazy("an act on a report", "Took evidence off"),
    "evidence.released": pgettext_lazy("an act on a report", "Made evidence public"),
    "round.reopened": pgettext_lazy("an act on a report", "Reopened the round"),
    "round.closed": pgettext_lazy("an act on a report", "Closed the round"),
    "round.due_extended": pgettext_lazy("an act on a report", "Gave more time"),
    "round.reminded": pgettext_lazy("an act on a report", "Asked again"),
}
"""What was done to reports, in words; other acts on the project are told elsewhere."""
_FIELDS: Mapping[str, Label] = {
    "declared_status": _("Declared status"),
    "physical": _("Physical progress"),
    "actual_start_on": _("Actual start"),
    "actual_end_on": _("Actual end"),
    "forecast_end_on": _("Forecast end"),
    "committed": _("Amount committed"),
    "paid": _("Amount paid"),
    "obstacle.reason": _("Kind of obstacle"),
    "obstacle.text": _("Obstacle"),
    "action.text": _("Corrective action"),
    "action.owner": _("Who does it?"),
    "action.due_on": _("By when?"),
    "narrative": _("What happened?"),
    "follow_up": _("What became of it?"),
}
_CODES: Mapping[str, Mapping[str, Label]] = {
    "declared_status": {one.value: one.label for one in DeclaredStatusChoice},
    "obstacle.reason": {one.value: one.label for one in ObstacleReason},
    "follow_up": {one.value: one.label for one in Outcome},
}
HEADER = (
    *("at", "act", "by", "for", "report", "version", "field", "before", "after", "reason"),
    "refused",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One field that an act changed, in words."""

    label: Label
    before: Markup | str
    after: Markup | str


@dataclass(frozen=True, slots=True)
class History:
    """The story of the reports of a project; `rounds` names the round of each report."""

    code: str
    title: Translated
    steps: tuple[Step, ...]
    rounds: Mapping[int, str]

    def said(self, step: Step) -> Label:
        """Say what was done."""
        return ACTS[step.kind]

    def lines(self, differences: Iterable[FieldDifference]) -> list[Line]:
        """Say what changed, field by field."""
        return [
            Line(_name(one.field), _text(one.field, one.before), _text(one.field, one.after))
            for one in differences
        ]

    @property
    def report_options(self) -> list[tuple[str, str]]:
        """Offer the reports whose versions may be compared."""
        return [(str(key), f"\u2068{code}\u2069") for key, code in self.rounds.items()]


def history(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """The story of a project's reports, and any two versions compared. Queries: at most 24."""
    found = _history_or_404(request, plan, code)
    asked = {name: request.GET.get(name, "")[:9] for name in ("report", "earlier", "later")}
    compared = None
    if all(text.isdecimal() for text in asked.values()) and int(asked["report"]) in found.rounds:
        keys = (int(asked[name]) for name in ("report", "earlier", "later"))
        differences = differences_between(account_of(request), *keys)
        compared = found.lines(differences or ())
    context = {"data": found, "asked": asked, "compared": compared, "plan": plan}
    return render(request, "desk/rounds/history.html", context)


def history_csv(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """The same story as CSV: one line for each field that changed. Queries: at most 20."""
    found = _history_or_404(request, plan, code)
    response = HttpResponse("".join(csv_lines(HEADER, _rows(found))))
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="athar-history.csv"'
    return response


def _rows(found: History) -> Iterable[tuple[object, ...]]:
    for step in found.steps:
        changes = step.differences or (FieldDifference("", None, None),)
        for one in changes:
            yield (
                step.at.isoformat(),
                step.kind,
                step.actor_name,
                step.actor_for or None,
                step.report_id,
                step.version,
                one.field or None,
                one.before,
                one.after,
                step.reason or None,
                " ".join(step.refused) or None,
            )


def _history_or_404(request: HttpRequest, plan: str, code: str) -> History:
    by = account_of(request)
    row = Commitment.objects.filter(plan__code=plan, code=code).first()
    if row is None or not can_read_report(by, scopes_of_commitments([row.pk])[row.pk]):
        raise Http404
    reports = Report.objects.filter(commitment=row, round__isnull=False).order_by("-pk")
    rounds = dict(reports.values_list("pk", "round__code"))
    steps = tuple(one for one in history_of(by, row.pk) if one.kind in ACTS)
    return History(row.code, row.title, steps, rounds)


def _name(field: str) -> Label:
    """Name a field, a text in one language like the text."""
    known = next((words for key, words in _FIELDS.items() if _is_of(field, key)), None)
    return known or field


def _text(field: str, text: str | None) -> Markup | str:
    if not text:
        return "–"
    codes = next((one for key, one in _CODES.items() if _is_of(field, key)), {})
    return str(codes[text]) if text in codes else formatting.bdi(text)


def _is_of(field: str, key: str) -> bool:
    return field == key or field.startswith(f"{key}.")
