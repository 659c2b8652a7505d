"""Taking a periodic return into a plan: its good rows as reports, in one act."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.db import transaction

from athar.intake.actions import attempt
from athar.intake.enums import ProblemCode, Stage
from athar.intake.keeping import keep_file, of_plan
from athar.intake.memory.mapping import write_mapping
from athar.intake.names.codes import KnownCodes
from athar.intake.names.suggesting import Suggestions, words_of
from athar.intake.options import GivenFile, Options
from athar.intake.outputs.own import OwnOutputs
from athar.intake.outputs.preparing import Outputs
from athar.intake.outputs.taking import Whence, record_values
from athar.intake.progress import RowsRead
from athar.intake.projects.planning import date_in
from athar.intake.reports.changes import Changes, Thing
from athar.intake.returns.drafts import Earlier, Sorted, sort_rows
from athar.intake.returns.report import ReturnReport
from athar.intake.returns.rows import ReturnRow, read_returns, with_rows_of_codes
from athar.intake.tables.opening import Opened, open_tables, source_of
from athar.intake.tables.table import Table
from athar.intake.undoing.restoring import keep_restore_point, standing_reports
from athar.intake.vocabulary.fields import Field, TableKind
from athar.kernel.actor import Actor
from athar.kernel.periods import NotAPeriod, Period, PeriodKind, parse_period
from athar.plans.queries import PlanView, commitment_codes, known_projects, plan_by_code
from athar.reporting.actions import publish_reports
from athar.reporting.queries import last_reports
from athar.trail.actions import begin, finish
from athar.trail.models import Event

IMPORTED = "return.imported"

_PIECES = re.compile(r"[:;()\n،|]|\s[-–—]\s")
_NAMED = frozenset({PeriodKind.QUARTER, PeriodKind.SEMESTER, PeriodKind.MONTH})


@dataclass(slots=True)
class _Found:
    """What a return holds, and where it is to go."""

    opened: Opened
    plan: PlanView | None
    period: Period | None
    rows: list[ReturnRow] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    sorted: Sorted = field(default_factory=Sorted)
    outputs: OwnOutputs = field(default_factory=OwnOutputs)
    stated: Outputs = field(default_factory=Outputs)


def import_progress(
    *, by: Actor | None, file: GivenFile | Path, period: str, options: Options
) -> ReturnReport:
    """Read a periodic return and publish what it reports, or say why it is not taken.

    Rows that contradict are held back and the others taken; an empty cell leaves the earlier value
    alone. The reports are declared, not validated, and stand as of the last day of the period. A
    return whose content is known already changes nothing and leaves no trace.
    Shape: nothing is raised for what is wrong with the file; it is in the report's problems.
    Queries: 6 to read and a number that does not depend on the rows to apply.
    """
    given = GivenFile.of(file)
    found = _read(given, period, options)
    problems = found.opened.problems
    if problems.block(strict=options.strict, take_good_rows=True):
        return _report(given, found, options)
    applied = attempt(lambda: _apply(given, found, by=by, options=options), problems)
    report = _report(given, found, options)
    if applied is None:
        return report
    changes, events = applied
    n_taken = len(found.sorted.taken)
    return replace(report, is_taken=True, applied=n_taken, changes=changes, event_ids=events)


def _read(given: GivenFile, period: str, options: Options) -> _Found:
    plan = plan_by_code(options.plan_code, drafts=True)
    known = _known_codes(plan)
    opened = open_tables(
        given, options, TableKind.RETURNS, none_found=ProblemCode.NO_RETURN, known=known
    )
    found = _Found(opened, plan, _period(period))
    if found.plan is None:
        opened.problems.add(ProblemCode.PLAN_UNKNOWN, value=options.plan_code)
    if found.period is None:
        opened.problems.add(ProblemCode.PERIOD_UNKNOWN, value=period)
    if found.plan is None or found.period is None:
        return found
    _check_period(opened, found.period.end)
    opened.readers = tuple(map(with_rows_of_codes, opened.readers))
    found.outputs = _outputs(opened, found.plan)
    counted = RowsRead.of(opened.readers, options)
    found.rows = [
        row
        for reader in opened.readers
        for row in read_returns(reader, counted, known, keeps_outputs=bool(found.outputs.lines))
    ]
    options.tell(Stage.CHECKING)
    found.known = {row.code for row in found.rows} & known.codes
    if found.rows and not found.known:
        opened.problems.add(ProblemCode.RETURN_OF_ANOTHER_PLAN, value=found.plan.code)
    end = found.period.end
    found.sorted = sort_rows(
        found.rows,
        known=found.known,
        earlier=Earlier(
            standing=last_reports(found.plan.id, found.known, until=end),
            before=last_reports(found.plan.id, found.known, until=end - dt.timedelta(days=1)),
        ),
        as_of_on=end,
        problems=opened.problems,
    )
    found.stated = _values_of_outputs(found, found.period)
    return found


def _outputs(opened: Opened, plan: PlanView) -> OwnOutputs:
    """Give the outputs of a plan, when the return has a column for their values."""
    has_values = any(reader.table.column_of(Field.VALUE) for reader in opened.readers)
    return OwnOutputs.of(plan) if has_values else OwnOutputs()


def _values_of_outputs(found: _Found, period: Period) -> Outputs:
    """Give the values of outputs that the rows taken state."""
    stated = [(code, row.row, row.output) for code, row in found.sorted.taken.items()]
    return Outputs(values=found.outputs.values(stated, period))


def _known_codes(plan: PlanView | None) -> KnownCodes:
    """Give the codes of a plan, and its titles for a return without codes. Queries: 1, then 2."""
    if plan is None:
        return KnownCodes()
    number = plan.id
    return KnownCodes(
        commitment_codes(number),
        lambda: [(one.code, one.title.values()) for one in known_projects(number)],
    )


def _period(text: str) -> Period | None:
    try:
        return parse_period(text)
    except NotAPeriod:
        return None


def _check_period(opened: Opened, end: dt.date) -> None:
    """Ask when the titles of the tables name other days or quarters than the period given."""
    for table in opened.tables:
        named = set(_ends_named(table))
        if named and end not in named:
            opened.problems.add(
                ProblemCode.PERIOD_DIFFERS,
                sheet=table.sheet.name,
                value=min(named).isoformat(),
                detail=end.isoformat(),
            )


def _ends_named(table: Table) -> Iterator[dt.date]:
    """Give the last days of the quarters and the days that stand above a table or in its name."""
    rows = table.sheet.rows[: table.first_heading_row]
    texts = [table.sheet.name, *(cell.text for row in rows for cell in row if not cell.is_empty)]
    for text in texts:
        if (day := date_in(text)) is not None:
            yield day
        for piece in _PIECES.split(text):
            period = _period(piece)
            if period is not None and period.kind in _NAMED:
                yield period.end


def _apply(
    given: GivenFile, found: _Found, *, by: Actor | None, options: Options
) -> tuple[Changes, tuple[int, ...]]:
    """Publish the reports and keep what was settled, all or none; a dry run keeps nothing.

    Errors: PermissionDenied; ValidationError.
    """
    assert found.plan is not None
    options.tell(Stage.WRITING)
    with transaction.atomic():
        written = _write(given, found, found.plan.id, by=by, options=options)
        if not options.dry_run:
            found.opened.memory.keep(by=by, belongs=of_plan(found.plan.id), file_name=given.name)
    return written


def _write(
    given: GivenFile, found: _Found, plan_id: int, *, by: Actor | None, options: Options
) -> tuple[Changes, tuple[int, ...]]:
    assert found.period is not None
    as_of = found.period.end.isoformat()
    source = source_of(given, found.opened, rows=len(found.sorted.drafts), as_of=as_of)
    with transaction.atomic():
        before = standing_reports(plan_id)
        event = begin(
            kind=IMPORTED,
            by=by,
            subject=f"plan:{plan_id}",
            reason=options.reason,
            source=source,
        )
        written = publish_reports(
            by=by, plan_id=plan_id, drafts=found.sorted.drafts, source=source, event=event
        )
        n_values = _record_values(given, found, event, by=by, options=options)
        is_kept = not ((written.is_empty and not n_values) or options.dry_run)
        if is_kept:
            keep_file(by=by, content=given.content, name=given.name, belongs=of_plan(plan_id))
            keep_restore_point(event.pk, plan_id, before)
            options.tell(Stage.COUNTING)
            finish(event)
            options.keep((event.pk,))
        else:
            transaction.set_rollback(True)
    changes = Changes.of(Thing.PROJECT, {Thing.PROJECT: (written,)})
    return changes, (event.pk,) if is_kept else ()


def _record_values(
    given: GivenFile, found: _Found, event: Event, *, by: Actor | None, options: Options
) -> int:
    """Record the values of outputs that were stated; give how many are new or differ."""
    assert found.opened.file is not None
    whence = Whence(
        sha256=found.opened.file.sha256, name=given.name, reason=options.reason, event=event
    )
    keys = found.outputs.keys
    return record_values(by=by, values=found.stated.values, keys=keys, whence=whence)


def _report(given: GivenFile, found: _Found, options: Options) -> ReturnReport:
    opened = found.opened
    problems = opened.problems.in_order()
    words = words_of(problems, opened.memory.answers, Suggestions())
    return ReturnReport(
        file=given.name,
        sheets=opened.sheets,
        period=found.period.code if found.period else "",
        as_of_on=found.period.end if found.period else None,
        rows=len(found.rows),
        known=len(found.known),
        held_back=tuple(sorted(found.sorted.held_back)),
        questioned=tuple(sorted(found.sorted.questioned)),
        outputs=found.stated.counts(),
        problems=problems,
        is_dry_run=options.dry_run,
        mapping=write_mapping(opened.tables, words) if opened.tables else "",
        is_mapping_reused=opened.memory.is_reused,
        words=words,
        source=opened.file,
        tables=opened.tables,
    )
