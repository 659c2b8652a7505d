"""What a report under way stands on: its commitment, what was said last, what it is judged by."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Q, Subquery

from athar.evidence.models import Evidence
from athar.finance.queries import executions_stated_in
from athar.indicators.drafts import MeasurementDraft
from athar.indicators.enums import Claim, DirectionChoice, Frequency, Measure, ValueSource
from athar.indicators.known import known_for
from athar.indicators.models import Measurement
from athar.indicators.queries import LineView, lines_on
from athar.indicators.validators import Known as Measurable
from athar.indicators.validators import problems_of
from athar.kernel import clock
from athar.kernel.achievement import Direction
from athar.kernel.outliers import Limits
from athar.kernel.periods import Period, PeriodKind
from athar.kernel.progress import DeclaredStatus
from athar.kernel.quantity import from_scaled
from athar.plans.models import Commitment, Milestone, Plan
from athar.reporting.checks import Check, CheckCode
from athar.reporting.enums import Outcome, ReportState
from athar.reporting.judging import Before, Known, Usual, judge
from athar.reporting.models import CorrectiveAction, FollowUp, Report
from athar.reporting.typed import Reading, read_typed

_IN_YEAR = {Frequency.SEMESTER: 2, Frequency.QUARTER: 4, Frequency.MONTH: 12}
_KIND = {
    Frequency.SEMESTER: PeriodKind.SEMESTER,
    Frequency.QUARTER: PeriodKind.QUARTER,
    Frequency.MONTH: PeriodKind.MONTH,
}


@dataclass(frozen=True, slots=True)
class EarlierValue:
    """A value of an indicator that stands: of which period, by whose claim; None is no number."""

    period: str
    value: Decimal | None
    text: str
    is_validated: bool


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator that a report may give a value of: where, of what, for which period."""

    view: LineView
    period: str
    earlier: tuple[EarlierValue, ...]
    usual: Usual

    @property
    def id(self) -> int:
        """Give the key of the line in the results framework."""
        return self.view.id

    @property
    def field(self) -> str:
        """Give the name of the field in which its value is typed."""
        return f"indicator.{self.id}.{self.view.category}"


@dataclass(frozen=True, slots=True)
class OpenAction:
    """A corrective action of which the next report must say what became."""

    row: CorrectiveAction
    last: FollowUp | None


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a report stands on.

    Shape: `last` is the newest published report, of a public one the newest before it; None when
    there is none.
    """

    report: Report
    commitment: Commitment
    plan: Plan
    last: Report | None
    known: Known
    milestones: tuple[Milestone, ...]
    lines: Mapping[int, Line]
    open_actions: tuple[OpenAction, ...]

    def read(self) -> Reading:
        """Read what was typed. Queries: 0."""
        return read_typed(
            self.report.typed,
            code=self.commitment.code,
            as_of_on=self.report.as_of_on,
            text_lines=text_lines(self.lines),
        )

    def as_last_time(self) -> dict[str, str]:
        """Give what the last published report said, as it would be typed. Queries: 0."""
        before = self.known.last
        if self.last is None or before is None:
            return {}
        return as_typed(self.last, before)

    def checks(self) -> tuple[Check, ...]:
        """Judge what was typed. Queries: 0, and 3 when it gives values of indicators."""
        reading = self.read()
        return (*judge(reading, self.known), *self._refused_values(reading))

    def measurements(self, reading: Reading) -> dict[str, MeasurementDraft]:
        """Give the values of indicators that were read, as validated, by field. Queries: 0."""
        return measurements_of(self.lines, reading)

    def _refused_values(self, reading: Reading) -> Iterator[Check]:
        drafts = self.measurements(reading)
        if not drafts:
            return
        values = drafts.values()
        known = known_for({one.indicator_id for one in values}, {one.place_id for one in values})
        yield from refused_values(drafts, known)


def measurements_of(lines: Mapping[int, Line], reading: Reading) -> dict[str, MeasurementDraft]:
    """Give the values of indicators that were read, as validated, by field. Queries: 0."""
    return {
        one.field: MeasurementDraft(
            indicator_id=lines[one.line_id].view.indicator.id,
            place_id=lines[one.line_id].view.place.id,
            period=lines[one.line_id].period,
            category=one.category,
            claim=Claim.VALIDATED,
            value=one.value,
            numerator=one.numerator,
            denominator=one.denominator,
            text=one.text,
            no_number=one.no_number,
            source=ValueSource.REPORT,
            written=one.written,
        )
        for one in reading.values
        if one.line_id in lines
    }


def refused_values(drafts: Mapping[str, MeasurementDraft], known: Measurable) -> Iterator[Check]:
    """Refuse what the store of values would refuse. Queries: 0."""
    for name, draft in drafts.items():
        for problem in problems_of(draft, known):
            yield Check(CheckCode.VALUE_REFUSED, name, {"why": " ".join(problem.messages)})


def text_lines(lines: Mapping[int, Line]) -> frozenset[int]:
    """Give the lines whose values are texts, not numbers. Queries: 0."""
    return frozenset(
        key for key, one in lines.items() if one.view.indicator.measure is Measure.QUALITATIVE
    )


def grounds_of(report: Report) -> Grounds:
    """Give what a report stands on; its commitment, its plan and its round are loaded.

    Queries: 6, and 7 more when the commitment has indicators.
    """
    commitment = report.commitment
    rows = Report.objects.filter(_followed_by(report), commitment=commitment)
    last = rows.order_by("-as_of_on", "-pk").first()
    amounts = executions_stated_in([f"report:{last.pk}"]) if last else {}
    milestones = tuple(Milestone.objects.filter(commitment=commitment).order_by("position", "pk"))
    actions = _open_actions(report)
    lines = _lines(report)
    keys = (f"report:{report.pk}", f"commitment:{commitment.pk}")
    known = Known(
        today=clock.today(),
        amount=commitment.amount,
        planned_start=commitment.first_planned_start_on,
        planned_end=commitment.first_planned_end_on,
        reporting_months=commitment.plan.reporting_months,
        last=before_of(last, amounts) if last else None,
        n_evidence=Evidence.objects.filter(subject__in=keys).count(),
        milestones=frozenset(one.pk for one in milestones),
        open_milestones=frozenset(one.pk for one in milestones if one.done_on is None),
        open_actions=frozenset(one.row.pk for one in actions),
        lines={key: one.usual for key, one in lines.items()},
        jump_points=settings.REPORT_JUMP_POINTS,
        thresholds=settings.PROGRESS_THRESHOLDS,
    )
    return Grounds(report, commitment, commitment.plan, last, known, milestones, lines, actions)


def _followed_by(report: Report, path: str = "") -> Q:
    """Choose what was published before a report; until it is public, all that is published."""
    found = Q(**{f"{path}state": ReportState.PUBLISHED})
    return found & Q(**{f"{path}event__lt": report.event_id}) if report.event_id else found


def before_of(last: Report, amounts: Mapping[tuple[str, str], Decimal]) -> Before:
    """Give what a published report said, with the amounts stated in it. Queries: 0."""
    key = f"report:{last.pk}"
    return Before(
        as_of_on=last.as_of_on,
        declared=DeclaredStatus(last.declared_status) if last.declared_status else None,
        physical=last.physical,
        committed=amounts.get((key, "committed")),
        paid=amounts.get((key, "paid")),
        actual_start_on=last.actual_start_on,
    )


def as_last_time(commitment_id: int) -> dict[str, str]:
    """Give what the last published report of a commitment said, as it is typed. Queries: 2."""
    last = Report.objects.filter(commitment=commitment_id, is_current=True).first()
    if last is None:
        return {}
    return as_typed(last, before_of(last, executions_stated_in([f"report:{last.pk}"])))


def as_typed(last: Report, before: Before) -> dict[str, str]:
    """Give what a published report said, as it would be typed. Queries: 0."""
    said = {
        "declared_status": last.declared_status or None,
        "physical": last.physical,
        "committed": before.committed,
        "paid": before.paid,
        "actual_start_on": last.actual_start_on,
        "actual_end_on": last.actual_end_on,
        "forecast_end_on": last.forecast_end_on,
    }
    return {name: _plain(value) for name, value in said.items() if value is not None}


def _plain(value: Any) -> str:
    """Write a stored value as it would be typed: "45", "45.5", "2025-06-30"."""
    text = str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _open_actions(report: Report) -> tuple[OpenAction, ...]:
    """Give the corrective actions of a commitment that no report before says are over."""
    said = FollowUp.objects.filter(_followed_by(report, "report__"), action=OuterRef("pk"))
    rows = CorrectiveAction.objects.filter(
        _followed_by(report, "obstacle__report__"), commitment=report.commitment_id
    )
    last = Subquery(said.order_by("-report__as_of_on", "-pk").values("pk")[:1])
    found = list(rows.annotate(last_said=last).order_by("pk"))
    follow_ups = FollowUp.objects.in_bulk([one.last_said for one in found if one.last_said])
    actions = (OpenAction(one, follow_ups.get(one.last_said)) for one in found)
    return tuple(
        one for one in actions if one.last is None or one.last.outcome == Outcome.UNDER_WAY
    )


def _lines(report: Report) -> dict[int, Line]:
    return lines_to_report({report.commitment_id: report.as_of_on}).get(report.commitment_id, {})


def lines_to_report(as_of: Mapping[int, dt.date]) -> dict[int, dict[int, Line]]:
    """Give the indicators that reports may give values of, by commitment and key of the line.

    Shape: `as_of` is the day of which the report of each commitment speaks; what is computed from
    other indicators is left out.
    Queries: 5, 1 without any line.
    """
    views = lines_on(tuple(f"commitment:{pk}" for pk in as_of))
    earlier = _earlier(views) if views else {}
    found: defaultdict[int, dict[int, Line]] = defaultdict(dict)
    for one in views:
        if not one.indicator.formula:
            commitment_id = int(one.subject.partition(":")[2])
            before = earlier.get((one.indicator.id, one.place.id, one.category), [])
            found[commitment_id][one.id] = _line(one, as_of[commitment_id], before)
    return dict(found)


def _line(view: LineView, as_of_on: dt.date, earlier: list[EarlierValue]) -> Line:
    indicator = view.indicator
    kind = _KIND.get(indicator.frequency, PeriodKind.YEAR)
    period = Period.containing(as_of_on, kind).code
    before = tuple(one for one in earlier if one.period < period)
    direction = {
        DirectionChoice.ASCENDING: Direction.ASCENDING,
        DirectionChoice.DESCENDING: Direction.DESCENDING,
        None: None,
    }[indicator.direction]
    usual, asked = Limits(), indicator.limits
    limits = Limits(
        minimum=asked.minimum,
        maximum=asked.maximum,
        z_score=usual.z_score if asked.z_score is None else asked.z_score,
        jump=usual.jump if asked.jump is None else asked.jump,
    )
    values = tuple(one.value for one in before)
    in_year = _IN_YEAR.get(indicator.frequency, 1)
    return Line(view, period, tuple(earlier), Usual(values, limits, direction, in_year))


_Place = tuple[int, int, str]


def _earlier(views: Iterable[LineView]) -> dict[_Place, list[EarlierValue]]:
    """Give what stands of each line by period, in time; what is validated goes before."""
    views = tuple(views)
    decimals = {one.indicator.id: one.indicator.decimals for one in views}
    rows = Measurement.objects.filter(
        indicator__in=decimals, place__in={one.place.id for one in views}
    ).exclude(claim=Claim.INDEPENDENT)
    standing: dict[tuple[_Place, str], EarlierValue] = {}
    for row in rows.select_related("category").order_by("claim", "revision"):
        number = _number(row, decimals[row.indicator_id])
        where = (row.indicator_id, row.place_id, row.category.code)
        is_validated = row.claim == Claim.VALIDATED
        standing[where, row.period] = EarlierValue(row.period, number, row.text, is_validated)
    found: defaultdict[_Place, list[EarlierValue]] = defaultdict(list)
    for (where, _period), said in sorted(standing.items(), key=lambda one: one[0][1]):
        found[where].append(said)
    return found


def _number(row: Measurement, decimals: int) -> Decimal | None:
    if row.value is not None:
        return from_scaled(row.value, decimals)
    if row.numerator is None or not row.denominator:
        return None
    return Decimal(row.numerator) * 100 / Decimal(row.denominator)
