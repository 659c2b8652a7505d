"""From what rows say of outputs to drafts of indicators, of lines with targets, and of values."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from athar.indicators.drafts import (
    IndicatorDraft,
    MeasurementDraft,
    PlannedDraft,
    ResultLineDraft,
)
from athar.indicators.enums import (
    Accumulation,
    Frequency,
    Measure,
    NoNumber,
    PlannedKind,
    ResultLevel,
    RuleChoice,
    ValueSource,
)
from athar.indicators.queries import IndicatorView, LineView, framework_of, indicators_of
from athar.intake.cells.reading import Reading
from athar.intake.enums import ProblemCode
from athar.intake.outputs.rows import OutputRow
from athar.intake.outputs.units import NUMBER, PERCENT, Units
from athar.intake.projects.merging import completed_texts
from athar.intake.readers.sheet import column_letter
from athar.intake.tables.reading import RowReader
from athar.intake.vocabulary.fields import Field
from athar.kernel import clock
from athar.kernel.periods import Period, PeriodKind
from athar.kernel.text import Translated
from athar.plans.drafts import CommitmentDraft, PlanDraft
from athar.plans.queries import PlanView

_RATES = frozenset({PERCENT, "minute", "day"})
"""Units of levels, not of quantities: values of several places are not added up."""

_SAID = frozenset({NoNumber.NOT_DUE, NoNumber.NOT_APPLICABLE, NoNumber.SUPPRESSED})
"""Words that state something; a dash or "unknown" leaves the earlier value alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """What a file says of the outputs of a plan; each value with the code of its indicator."""

    indicators: tuple[IndicatorDraft, ...] = ()
    lines: tuple[ResultLineDraft, ...] = ()
    values: tuple[tuple[str, MeasurementDraft], ...] = ()

    def counts(self) -> Counter[str]:
        """Count the indicators of which something is kept, baselines, targets and values."""
        planned = Counter(one.kind for line in self.lines for one in line.planned)
        measured_ones = {code for code, _value in self.values}
        return Counter(
            indicators=len(self.lines) or len(measured_ones),
            baselines=planned[PlannedKind.BASELINE],
            targets=planned[PlannedKind.TARGET],
            values=len(self.values),
        )


@dataclass(frozen=True, slots=True)
class _Plan:
    """The plan that owns the outputs, and what is stored of them, by code of the indicator."""

    plan: PlanDraft | PlanView
    as_of_on: dt.date
    projects: Mapping[str, CommitmentDraft]
    units: Units
    indicators: Mapping[str, IndicatorView] = field(default_factory=dict)
    lines: Mapping[str, LineView] = field(default_factory=dict)

    def place_of(self, code: str, project: CommitmentDraft) -> int | None:
        """Give the place of an output: as before, else that of its project, else the plan's."""
        if code in self.lines:
            return self.lines[code].place.id
        return project.place_ids[0] if len(project.place_ids) == 1 else self.plan.place_id


def prepare_outputs(
    rows: Sequence[OutputRow],
    *,
    plan: PlanDraft | PlanView | None,
    known: PlanView | None,
    commitments: Iterable[CommitmentDraft],
    as_of_on: dt.date,
) -> Outputs:
    """Turn what rows say of the outputs of a plan into drafts; what cannot be kept is noted.

    Shape: `known` is the plan as it is stored. The nth indicator of a project has the code
    <project>-n. Baselines are for the year before the plan, targets for its last year; a value is
    of the quarter or month that ends on its day, else of that day.
    Queries: none without rows; else 1, and 7 more for a known plan.
    """
    projects = {one.code: one for one in commitments}
    rows = [row for row in rows if row.project in projects]
    if plan is None or not rows:
        return Outputs()
    about = _Plan(plan, as_of_on, projects, Units.load())
    if known is not None:
        lines = framework_of(known.id)
        about = replace(
            about,
            indicators={one.code: one for one in indicators_of(known.code, drafts=True)},
            lines={one.indicator.code: one for one in lines if one.commitment_code},
        )
    return _outputs(dict(_coded(rows)), about)


def _coded(rows: Iterable[OutputRow]) -> Iterator[tuple[str, OutputRow]]:
    times: Counter[str] = Counter()
    for row in rows:
        times[row.project] += 1
        yield f"{row.project}-{times[row.project]}", row


def _outputs(rows: Mapping[str, OutputRow], about: _Plan) -> Outputs:
    decimals = _decimals(rows.values(), about.units)
    indicators, lines, values = [], [], []
    for code, row in rows.items():
        project = about.projects[row.project]
        place_id = about.place_of(code, project)
        if place_id is None:
            row.row.note(ProblemCode.VALUE_NOT_KEPT, row.row.column(Field.INDICATOR))
            continue
        unit = about.units.code_of(row.unit)
        stored = about.indicators.get(code)
        draft = _indicator(code, row, stored, unit, decimals[unit], is_sample=project.is_sample)
        if stored is None or draft != draft_of(stored):
            indicators.append(draft)
        lines.append(
            ResultLineDraft(
                indicator=(about.plan.code, code),
                place_id=place_id,
                commitment_code=row.project,
                planned=tuple(_planned(row, about.plan, draft.decimals)),
                is_sample=project.is_sample,
            )
        )
        value = measured(
            (row.row, row.numbers.get(Field.VALUE, Reading())),
            place_id=place_id,
            decimals=draft.decimals,
            period=period_ending(row.value_on or about.as_of_on),
            plan=about.plan,
        )
        values += [(code, value)] if value else []
    return Outputs(indicators=tuple(indicators), lines=tuple(lines), values=tuple(values))


def _decimals(rows: Iterable[OutputRow], units: Units) -> Mapping[str, int]:
    """Give the decimals with which a file writes the values of each unit."""
    found: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        unit = units.code_of(row.unit)
        for reading in row.numbers.values():
            if reading.value is not None:
                found[unit] = max(found[unit], decimals_of(reading.value))
    return found


def decimals_of(number: Decimal) -> int:
    """Give the decimals that a number needs."""
    exponent = number.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _indicator(
    code: str,
    row: OutputRow,
    stored: IndicatorView | None,
    unit: str,
    decimals: int,
    *,
    is_sample: bool,
) -> IndicatorDraft:
    if stored is not None:
        return replace(
            draft_of(stored),
            title=completed_texts(stored.title, row.title),
            direction=row.direction or stored.direction,
            is_sample=is_sample,
        )
    is_rate = unit in _RATES
    return IndicatorDraft(
        code=code,
        title=row.title,
        # what a unit is called that nobody knows stands in the definition
        definition=row.unit_words if unit == NUMBER else Translated(),
        unit_code=unit,
        level=ResultLevel.OUTPUT,
        measure=Measure.PERCENTAGE if unit == PERCENT else Measure.UNIT,
        direction=row.direction,
        accumulation=Accumulation.RATE if is_rate else Accumulation.STOCK,
        over_place=RuleChoice.NONE if is_rate else RuleChoice.SUM,
        decimals=decimals,
        frequency=Frequency.QUARTER,
        is_sample=is_sample,
    )


def draft_of(view: IndicatorView) -> IndicatorDraft:
    """Give an indicator that is stored as a draft states it."""
    same = ("code", "title", "definition", "sheet", "level", "measure", "direction", "formula")
    rules = ("accumulation", "over_time", "over_place", "over_categories", "decimals")
    rest = ("frequency", "measured_at", "limits", "references", "is_sample")
    return IndicatorDraft(
        unit_code=view.unit.code,
        dimension_codes=tuple(one.code for one in view.dimensions),
        **{name: getattr(view, name) for name in (*same, *rules, *rest)},
    )


def _planned(row: OutputRow, plan: PlanDraft | PlanView, decimals: int) -> Iterator[PlannedDraft]:
    for kind, one, year in (
        (PlannedKind.BASELINE, Field.BASELINE, plan.start_on.year - 1),
        (PlannedKind.TARGET, Field.TARGET, plan.end_on.year),
    ):
        number = row.number(one)
        if number is None:
            continue
        column = row.row.column(one)
        if decimals_of(number) > decimals:
            row.row.note(ProblemCode.VALUE_NOT_KEPT, column)
            continue
        yield PlannedDraft(
            kind=kind, period=f"{year:04}", value=number, origin=row.row.stood(column)
        )


def measured(
    stated: tuple[RowReader, Reading[Decimal]],
    *,
    place_id: int,
    decimals: int,
    period: Period,
    plan: PlanDraft | PlanView,
) -> MeasurementDraft | None:
    """Give the value of an output, its indicator still open; None where nothing can be kept.

    Shape: a value outside the plan, to come, or with more decimals than its indicator is noted.
    """
    row, given = stated
    no_number = given.no_number if given.no_number in _SAID else None
    if given.value is None and no_number is None:
        return None
    column = row.column(Field.VALUE)
    assert column is not None  # a value was read from it
    is_in_plan = plan.start_on <= period.start <= clock.today() and period.end <= plan.end_on
    if not is_in_plan or (given.value is not None and decimals_of(given.value) > decimals):
        row.note(ProblemCode.VALUE_NOT_KEPT, column)
        return None
    return MeasurementDraft(
        indicator_id=0,
        place_id=place_id,
        period=period.code,
        value=given.value,
        no_number=no_number,
        source=ValueSource.IMPORT,
        cell=f"{row.key[0][:60]}!{column_letter(column.index)}{row.sheet_row}",
        written="" if given.written == str(given.value) else given.written[:80],
    )


def period_ending(day: dt.date) -> Period:
    """Give the quarter or the month that ends on a day, or else the day itself."""
    for kind in (PeriodKind.QUARTER, PeriodKind.MONTH):
        period = Period.containing(day, kind)
        if period.end == day:
            return period
    return Period.containing(day, PeriodKind.DAY)
