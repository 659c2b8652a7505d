"""From the rows of a return to reports: what is held back, asked about, and kept from before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from athar.intake.enums import ProblemCode, Severity
from athar.intake.reports.problems import Problems
from athar.intake.returns.rows import COLUMNS, ReturnRow
from athar.intake.vocabulary.fields import Field
from athar.kernel.periods import DatedOn
from athar.kernel.progress import DeclaredStatus
from athar.plans.enums import DatePrecision
from athar.reporting.drafts import EntryDraft, ReportDraft
from athar.reporting.enums import ReportField
from athar.reporting.queries import LastReport

CARRIED = "carried_from"
"""In the origin of a value: the date of the report that stated it, when a later one repeats it."""

_NOT_CARRIED = frozenset({ReportField.COMMITTED, ReportField.PAID})


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was reported before: up to the end of the period, and before that day."""

    standing: Mapping[str, LastReport] = field(default_factory=dict)
    before: Mapping[str, LastReport] = field(default_factory=dict)


@dataclass(slots=True)
class Sorted:
    """The rows of a return by what becomes of them."""

    taken: dict[str, ReturnRow] = field(default_factory=dict)
    drafts: list[ReportDraft] = field(default_factory=list)
    held_back: set[str] = field(default_factory=set)
    questioned: set[str] = field(default_factory=set)


def sort_rows(
    rows: Iterable[ReturnRow],
    *,
    known: Collection[str],
    earlier: Earlier,
    as_of_on: dt.date,
    problems: Problems,
) -> Sorted:
    """Say what becomes of each row: held back where it contradicts, else taken, maybe asked about.

    Shape: one draft for each code that is taken and says something.
    """
    rows = list(rows)
    found = Sorted(taken=_first_of_each(rows))
    drafts = {}
    for code, row in found.taken.items():
        if code not in known:
            row.note(ProblemCode.UNKNOWN_PROJECT, Field.CODE, value=code)
            continue
        draft = _draft(row, earlier.standing.get(code), as_of_on)
        _check(row, draft, earlier.before.get(code))
        if not row.says_nothing:
            drafts[code] = draft
    bad = problems.rows_with_errors()
    found.held_back = {one.code for one in rows if one.row.key in bad}
    for code in found.held_back:
        found.taken.pop(code, None)
    found.drafts = [draft for code, draft in drafts.items() if code in found.taken]
    asked = {(one.sheet, one.row) for one in problems.found if one.severity is Severity.QUESTION}
    found.questioned = {code for code, row in found.taken.items() if row.row.key in asked}
    return found


def _first_of_each(rows: Iterable[ReturnRow]) -> dict[str, ReturnRow]:
    """Give the first row of each code; another one either says the same or contradicts it."""
    first: dict[str, ReturnRow] = {}
    for row in rows:
        earlier = first.setdefault(row.code, row)
        if earlier is not row:
            is_same = earlier.says == row.says
            code = ProblemCode.ROW_REPEATED if is_same else ProblemCode.ROWS_CONTRADICT
            row.note(code, Field.CODE, value=row.code, detail=str(earlier.row.sheet_row))
    return first


def _draft(row: ReturnRow, standing: LastReport | None, as_of_on: dt.date) -> ReportDraft:
    """Give the report that results: what the row states, and the rest as it stood before."""
    said = _standing_values(standing) | row.values
    end = said.get(ReportField.ACTUAL_END)
    return ReportDraft(
        commitment_code=row.code,
        as_of_on=as_of_on,
        declared_status=said.get(ReportField.STATUS),
        physical=said.get(ReportField.PHYSICAL),
        financial=said.get(ReportField.FINANCIAL),
        committed=said.get(ReportField.COMMITTED),
        paid=said.get(ReportField.PAID),
        actual_start_on=_day(said.get(ReportField.ACTUAL_START)),
        actual_end_on=_day(end),
        actual_end_precision=_precision(end, standing),
        forecast_end_on=_day(said.get(ReportField.FORECAST_END)),
        narrative=row.remark or (standing.narrative if standing else row.remark),
        entries=_entries(row, standing, said),
    )


def _standing_values(standing: LastReport | None) -> dict[ReportField, Any]:
    if standing is None:
        return {}
    values = {
        ReportField.STATUS: standing.declared,
        ReportField.PHYSICAL: standing.physical,
        ReportField.FINANCIAL: standing.financial,
        ReportField.ACTUAL_START: standing.actual_start_on,
        ReportField.ACTUAL_END: standing.actual_end_on,
        ReportField.FORECAST_END: standing.forecast_end_on,
    }
    return {one: value for one, value in values.items() if value is not None}


def _day(value: DatedOn | dt.date | None) -> dt.date | None:
    return value.on if isinstance(value, DatedOn) else value


def _precision(end: DatedOn | dt.date | None, standing: LastReport | None) -> DatePrecision:
    if isinstance(end, DatedOn):
        return DatePrecision(end.precision.value)
    return standing.actual_end_precision if standing and end else DatePrecision.DAY


def _entries(
    row: ReturnRow, standing: LastReport | None, said: Mapping[ReportField, Any]
) -> dict[ReportField, EntryDraft]:
    """Say of each field where its value stood: in this file, or before it."""
    entries = {}
    for reported in COLUMNS:
        own = row.entry(reported)
        carried = None if reported in _NOT_CARRIED else _carried(reported, standing, said)
        is_of_before = reported in said and reported not in row.values
        entry = (carried or own) if is_of_before else (own or carried)
        if entry is not None:
            entries[reported] = entry
    return entries


def _carried(
    reported: ReportField, standing: LastReport | None, said: Mapping[ReportField, Any]
) -> EntryDraft | None:
    """Give what stood behind a value that is repeated, and the date of the report it comes from."""
    entry = standing.entries.get(reported) if standing else None
    if standing is None or (reported not in said and entry is None):
        return None
    kept = entry or EntryDraft()
    since = {CARRIED: standing.as_of_on.isoformat(), "report": f"report:{standing.id}"}
    return EntryDraft(
        written=kept.written, no_number=kept.no_number, origin={**since, **kept.origin}
    )


def _check(row: ReturnRow, draft: ReportDraft, before: LastReport | None) -> None:
    """Note what contradicts itself or what was reported before."""
    start, end = draft.actual_start_on, draft.actual_end_on
    if start is not None and end is not None and end < start:
        row.note(
            ProblemCode.ENDS_BEFORE_START,
            Field.ACTUAL_END,
            value=end.isoformat(),
            detail=start.isoformat(),
        )
    physical = row.values.get(ReportField.PHYSICAL)
    was = before.physical if before else None
    if physical is not None and was is not None and physical < was:
        row.note(ProblemCode.PROGRESS_BACKWARDS, Field.PHYSICAL, detail=f"{was.normalize():f}")
    is_complete = draft.physical == 100 or draft.declared_status is DeclaredStatus.COMPLETED
    if not row.says_nothing and is_complete and end is None:
        about = Field.ACTUAL_END if row.row.column(Field.ACTUAL_END) else Field.PHYSICAL
        row.note(ProblemCode.COMPLETE_WITHOUT_END, about)
