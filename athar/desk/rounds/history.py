"""The history of a project at the desk: who did what when, versions compared, and as CSV."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from athar.desk.imports.answers import account_of
from athar.desk.imports.differences import field_changes
from athar.desk.rounds.acts import ACTS, CHAPTER_OF, CHAPTERS, Chapter
from athar.desk.rounds.page import plan_to_run
from athar.intake.reports.changes import Fields
from athar.opendata.delimited import csv_lines
from athar.plans.queries import ContractVersion, contract_fields, contract_versions
from athar.reporting.enums import DeclaredStatusChoice, ObstacleReason, Outcome
from athar.reporting.queries import (
    CommitmentStory,
    FieldDifference,
    PublishedVersion,
    Step,
    differences_between,
    published_versions,
    story_of_commitment,
    trail_of_plan,
)
from athar.ui import formatting
from athar.ui.site import Label

PROMISE, PUBLISHED = "plan", "published"
"""What is compared when it is not one report: the promise, and one published report to another."""
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
TRAIL_HEADER = ("at", "act", "by", "subject", "fields", "reason", "publication")
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
    """The story of a project, narrowed to a chapter ("" is all of it)."""

    story: CommitmentStory
    chapter: str
    versions: tuple[ContractVersion, ...]
    published: tuple[PublishedVersion, ...]

    @property
    def steps(self) -> list[Step]:
        """Give the acts that are told, the newest first."""
        return [
            one
            for one in self.story.steps
            if one.kind in CHAPTER_OF and self.chapter in {"", CHAPTER_OF[one.kind]}
        ]

    def said(self, step: Step) -> Label:
        """Say what was done."""
        return ACTS[step.kind]

    def lines(self, step: Step) -> list[Line]:
        """Say what an act changed, field by field: of the report, else of the project."""
        return self.typed(step.differences) or self.stated(step.fields)

    def typed(self, differences: Iterable[FieldDifference]) -> list[Line]:
        """Say in what two versions of a report differ."""
        return [
            Line(_name(one.field), _text(one.field, one.before), _text(one.field, one.after))
            for one in differences
        ]

    def stated(self, fields: Fields) -> list[Line]:
        """Say in what two states of a project differ."""
        return [
            Line(one.label, one.before, one.after)
            for one in field_changes(fields, self.story.currency)
        ]

    @property
    def chapter_options(self) -> list[tuple[str, Label]]:
        """Offer the chapters in which something happened."""
        there = {CHAPTER_OF.get(one.kind) for one in self.story.steps}
        return [(one.value, words) for one, words in CHAPTERS.items() if one in there]

    @property
    def subject_options(self) -> list[tuple[str, Label]]:
        """Offer what has versions that may be compared: the promise, each report, all published."""
        promise = [(PROMISE, CHAPTERS[Chapter.PLAN])] if len(self.versions) > 1 else []
        published = [(PUBLISHED, _("Published reports"))] if len(self.published) > 1 else []
        rounds = [(str(key), f"\u2068{code}\u2069") for key, code in self.story.rounds.items()]
        return [*promise, *published, *rounds]

    @property
    def numbers(self) -> Mapping[int | None, int]:
        """Give the number of the report that an act published, by the key of the act."""
        return {one.event_id: one.number for one in self.published}


def history(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """The story of a project, and any two versions compared. Queries: at most 30."""
    found = _history_or_404(request, plan, code)
    asked = {name: request.GET.get(name, "")[:9] for name in ("report", "earlier", "later")}
    compared = None
    if all(asked[name].isdecimal() for name in ("earlier", "later")):
        compared = _compared(request, found, asked)
    context = {"data": found, "asked": asked, "compared": compared, "plan": plan}
    return render(request, "desk/rounds/history.html", context)


def _compared(request: HttpRequest, found: History, asked: Mapping[str, str]) -> list[Line] | None:
    """Compare two versions; None when what is asked for has none."""
    earlier, later = int(asked["earlier"]), int(asked["later"])
    if asked["report"] == PROMISE:
        return found.stated(contract_fields(found.versions, earlier, later))
    if asked["report"] == PUBLISHED:
        return found.stated(contract_fields(found.published, earlier, later))
    if not asked["report"].isdecimal() or int(asked["report"]) not in found.story.rounds:
        return None
    key = int(asked["report"])
    return found.typed(differences_between(account_of(request), key, earlier, later) or ())


def history_csv(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """The same story as CSV: one line for each field that changed. Queries: at most 22."""
    found = _history_or_404(request, plan, code)
    return csv_answer(csv_lines(HEADER, _rows(found)), "athar-history.csv")


def plan_csv(request: HttpRequest, plan: str) -> HttpResponse:
    """The trail of a plan with its projects and reports, as CSV, for who runs its rounds.

    Queries: 3 and those of the trail.
    """
    found = plan_to_run(account_of(request), plan)
    if found is None:
        raise Http404
    return csv_answer(
        csv_lines(TRAIL_HEADER, map(astuple, trail_of_plan(found.id))), "athar-trail.csv"
    )


def csv_answer(lines: Iterable[str], name: str) -> HttpResponse:
    """Give a table as a file."""
    response = HttpResponse("".join(lines))
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _rows(found: History) -> Iterable[tuple[object, ...]]:
    for step in found.steps:
        changes = (
            step.differences or tuple(_plain(step.fields)) or (FieldDifference("", None, None),)
        )
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


def _plain(fields: Fields) -> Iterable[FieldDifference]:
    for name, pair in fields.items():
        before, after = (
            None if value is None else value if isinstance(value, str) else json.dumps(value)
            for value in pair
        )
        yield FieldDifference(name, before, after)


def _history_or_404(request: HttpRequest, plan: str, code: str) -> History:
    story = story_of_commitment(account_of(request), plan, code)
    if story is None:
        raise Http404
    chapter = request.GET.get("kind", "")
    known = chapter if chapter in CHAPTERS else ""
    key = story.commitment_id
    return History(story, known, contract_versions(key), published_versions(key))


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
