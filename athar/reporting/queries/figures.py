"""The figures of many reports of a round side by side, as a grid shows and keeps them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from django.conf import settings

from athar.finance.queries import executions_stated_in
from athar.indicators.known import known_of
from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.people.enums import Role
from athar.people.queries import scopes_held
from athar.plans.models import Commitment
from athar.reporting.checks import Check, CheckCode
from athar.reporting.enums import ReportState
from athar.reporting.grounds import (
    Line,
    as_typed,
    before_of,
    lines_to_report,
    measurements_of,
    refused_values,
    text_lines,
)
from athar.reporting.judging import Before, Known, judge
from athar.reporting.models import Report, ReportComment
from athar.reporting.queries.owed import OwedReport, RoundOwed
from athar.reporting.queries.underway import FieldState, Remark, remark_of
from athar.reporting.scopes import within_reach
from athar.reporting.typed import Reading, Typed, read_typed

FIGURES = ("declared_status", "physical", "committed", "paid")
"""The fields of a report that hold its figures, but for the values of indicators."""

#: What can be told of a figure alone; what needs the rest of the report is asked at handing in.
_TOLD = frozenset(
    {
        CheckCode.UNREADABLE,
        CheckCode.AMBIGUOUS_NUMBER,
        CheckCode.NUMBER_AND_REASON,
        CheckCode.PERCENT_OUT_OF_RANGE,
        CheckCode.AMOUNT_OUT_OF_RANGE,
        CheckCode.VALUE_REFUSED,
        CheckCode.REGRESSION,
        CheckCode.JUMP,
        CheckCode.PAYMENTS_AHEAD,
        CheckCode.PAID_ABOVE_COMMITTED,
        CheckCode.VALUE_OUT_OF_RANGE,
        CheckCode.VALUE_OUTLIER,
        CheckCode.VALUE_JUMP,
        CheckCode.VALUE_REGRESSION,
    }
)
_REPORTERS = (Role.PROJECT_MANAGER, Role.COORDINATOR)


class Lock(StrEnum):
    """Why the figures of a report cannot be typed."""

    TO_COME = "to_come"
    CLOSED = "closed"
    HANDED_IN = "handed_in"
    NOT_YOURS = "not_yours"


class Part(StrEnum):
    """Which figures are asked for: those of projects, or the values of their indicators."""

    PROGRESS = "progress"
    INDICATORS = "indicators"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFigures:
    """The figures of one report that is owed, with what stands beside them.

    Shape: `version` is that of the report, 1 while nobody began it: then the fields say what it
    would begin with, and nothing once the round is locked. `last` and `lines` are read with the
    part they belong to, empty otherwise. What is public has no `last` and no checks. `fields` has
    each figure of the part, also an empty one.
    """

    owed: OwedReport
    version: int
    lock: Lock | None
    last: Before | None
    lines: tuple[Line, ...]
    fields: Mapping[str, FieldState]


def figures_of(
    actor: Actor | None, data: RoundOwed, owed: Collection[OwedReport], part: Part
) -> tuple[ReportFigures, ...]:
    """Give the figures of reports of a round, in the order given.

    Shape: a report without any figure of the part, one of no indicator, is left out.
    Queries: 5 of projects, 7 of indicators (2 without any); 1 more for who also validates.
    """
    ids = [one.commitment_id for one in owed]
    reports = {one.commitment_id: one for one in _reports(data.round.id, ids)}
    ground = _Ground(data=data, reports=reports, may_report=_reportable(actor, data, ids))
    if part is Part.PROGRESS:
        ground.read_projects(ids)
    else:
        as_of = {pk: reports[pk].as_of_on if pk in reports else data.round.end_on for pk in ids}
        ground.lines = lines_to_report(as_of)
    ground.remarks = _remarks(reports.values())
    ordered = (one for one in owed if part is Part.PROGRESS or one.commitment_id in ground.lines)
    return tuple(ground.figures(one, part) for one in ordered)


def _reports(round_id: int, ids: Collection[int]) -> Iterator[Report]:
    rows = Report.objects.filter(round=round_id, commitment__in=ids, withdrawal=None)
    yield from rows.only(
        "commitment_id", "as_of_on", "state", "typed", "marks", "version", "published_at"
    )


def _reportable(actor: Actor | None, data: RoundOwed, ids: Collection[int]) -> Collection[int]:
    """Give the commitments that somebody reports on; who only reports sees no others."""
    if data.may_run or actor is None or not scopes_held(actor, (Role.VALIDATOR,)):
        return ids
    rows = Commitment.objects.filter(within_reach(actor, _REPORTERS), pk__in=ids)
    return set(rows.values_list("pk", flat=True))


def _remarks(reports: Collection[Report]) -> dict[int, list[Remark]]:
    found: defaultdict[int, list[Remark]] = defaultdict(list)
    rows = ReportComment.objects.filter(report__in=[one.pk for one in reports]).exclude(field="")
    for row in rows.order_by("pk"):
        found[row.report_id].append(remark_of(row))
    return found


@dataclass(slots=True, kw_only=True)
class _Ground:
    """What the reports of a grid stand on, read for all of them at once."""

    data: RoundOwed
    reports: Mapping[int, Report]
    may_report: Collection[int]
    amounts: Mapping[int, Decimal | None] = field(default_factory=dict)
    last: Mapping[int, tuple[Report, Before]] = field(default_factory=dict)
    lines: Mapping[int, Mapping[int, Line]] = field(default_factory=dict)
    remarks: Mapping[int, list[Remark]] = field(default_factory=dict)

    def read_projects(self, ids: Collection[int]) -> None:
        """Read what the figures of projects are held against. Queries: 3."""
        self.amounts = dict(Commitment.objects.filter(pk__in=ids).values_list("pk", "amount"))
        rows = list(Report.objects.filter(commitment__in=ids, is_current=True))
        stated = executions_stated_in(f"report:{one.pk}" for one in rows)
        self.last = {one.commitment_id: (one, before_of(one, stated)) for one in rows}

    def figures(self, owed: OwedReport, part: Part) -> ReportFigures:
        """Put the figures of one report together. Queries: 0."""
        key = owed.commitment_id
        report, last = self.reports.get(key), self.last.get(key)
        is_public = report is not None and report.published_at is not None
        if is_public or (report is None and self.data.round.is_locked):
            last = None  # what is public is not held against itself, nor against what came later
        before = as_typed(*last) if last else {}
        typed: Typed = report.typed if report else before
        lines = self.lines.get(key, {})
        names = FIGURES if part is Part.PROGRESS else tuple(one.field for one in lines.values())
        checks = () if is_public else self._checks(owed, typed, lines)
        marks = report.marks if report else {}
        remarks = self.remarks.get(report.pk, []) if report else []
        return ReportFigures(
            owed=owed,
            version=report.version if report else 1,
            lock=self._lock(key, report),
            last=last[1] if last else None,
            lines=tuple(lines.values()),
            fields={
                name: FieldState(
                    name,
                    typed.get(name, ""),
                    before.get(name, ""),
                    marks.get(name, ("", None, ""))[2],
                    tuple(one for one in checks if one.field == name),
                    tuple(one for one in remarks if one.field == name),
                )
                for name in names
            },
        )

    def _lock(self, commitment_id: int, report: Report | None) -> Lock | None:
        if self.data.round.is_locked:
            return Lock.TO_COME if self.data.round.closed_at is None else Lock.CLOSED
        if report and report.state not in {ReportState.DRAFT, ReportState.RETURNED}:
            return Lock.HANDED_IN
        return None if commitment_id in self.may_report else Lock.NOT_YOURS

    def _checks(
        self, owed: OwedReport, typed: Typed, lines: Mapping[int, Line]
    ) -> tuple[Check, ...]:
        """Judge figures alone, by the same rules as the whole report."""
        as_of_on: dt.date = self.data.round.end_on
        reading = read_typed(typed, code=owed.code, as_of_on=as_of_on, text_lines=text_lines(lines))
        last = self.last.get(owed.commitment_id)
        known = Known(
            today=clock.today(),
            amount=self.amounts.get(owed.commitment_id),
            last=last[1] if last else None,
            lines={key: one.usual for key, one in lines.items()},
            jump_points=settings.REPORT_JUMP_POINTS,
            thresholds=settings.PROGRESS_THRESHOLDS,
        )
        found = (*judge(reading, known), *self._refused(reading, lines))
        return tuple(one for one in found if one.code in _TOLD)

    def _refused(self, reading: Reading, lines: Mapping[int, Line]) -> Iterator[Check]:
        drafts = measurements_of(lines, reading)
        views = [one.view for one in lines.values()]
        known = known_of(
            (one.indicator for one in views),
            {one.place.id for one in views},
            self.data.plan_id,
            self.data.plan_days,
        )
        yield from refused_values(drafts, known)
