"""Taking the values of a file: all of them or none, as one act."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from athar.indicators.actions import Recorded, record_table
from athar.indicators.enums import Claim
from athar.indicators.queries import indicators_to_state
from athar.indicators.validators import PlainRow
from athar.intake.enums import ProblemCode, Stage, UploadKind
from athar.intake.memory.kept import Memory
from athar.intake.memory.mapping import BadMapping, write_mapping
from athar.intake.names.suggesting import Suggestions, words_of
from athar.intake.options import GivenFile, Options
from athar.intake.readers.files import read_file
from athar.intake.readers.refusals import Refused
from athar.intake.readers.sheet import SheetFile, column_index
from athar.intake.reports.changes import Changes
from athar.intake.reports.problems import Problems
from athar.intake.reports.told import Detail, Reason
from athar.intake.tables.table import Table
from athar.intake.values.columns import Given, find_tables, said_above
from athar.intake.values.keeping import Import, changes_of
from athar.intake.values.numbers import Raw
from athar.intake.values.parts import PartsCheck
from athar.intake.values.register import Register, period_of
from athar.intake.values.report import ValuesReport
from athar.intake.values.rows import LONGEST_SHEET, ValueRows
from athar.intake.values.streams import LEAST_BYTES, LongText, rows_of_table
from athar.intake.vocabulary.fields import Field
from athar.kernel.actor import Actor
from athar.reference.queries import PlaceIndex

ROWS_PER_STEP = 5000
MOST_PROBLEMS = 1000
MOST_DIFFERING = 500
"""Wholes that differ from their parts and are listed one by one."""
_CELL = re.compile(r"^(?P<sheet>.*)!(?P<letters>[A-Z]+)(?P<row>\d+)$", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Of what the values of a file are, where the file does not say it itself."""

    library: str = ""
    plan: str = ""
    indicator: str = ""
    place: str = ""
    period: str = ""
    claim: Claim = Claim.DECLARED


class _Blocked(Exception):  # noqa: N818 - named for what happened
    """What is wrong with the file keeps it from being taken; nothing is written."""


@dataclass
class _Found:
    """A file of values, its tables, what they name and what is wrong with them."""

    file: GivenFile | Path
    options: Options
    target: Target
    problems: Problems = field(default_factory=Problems)
    memory: Memory = field(default_factory=lambda: Memory(UploadKind.VALUES))
    sheets: SheetFile | None = None
    text: LongText | None = None
    tables: tuple[Table, ...] = ()
    register: Register = field(default_factory=lambda: Register((), PlaceIndex(())))
    readers: tuple[ValueRows, ...] = ()
    n_rows: int = 0
    n_values: int = 0
    n_empty: int = 0
    indicators: set[int] = field(default_factory=set)
    places: set[int] = field(default_factory=set)
    periods: set[str] = field(default_factory=set)
    changes: Changes = field(default_factory=Changes)

    @property
    def name(self) -> str:
        return self.file.name

    @property
    def is_blocked(self) -> bool:
        """Tell whether what is wrong keeps the file from being taken."""
        options = self.options
        return self.problems.block(strict=options.strict, take_good_rows=options.take_good_rows)


def import_values(
    *,
    by: Actor | None,
    file: GivenFile | Path,
    target: Target,
    options: Options,
    least_bytes: int = LEAST_BYTES,
) -> ValuesReport:
    """Read a file of values and record them, or say why they are not taken.

    A file whose values are stored already changes nothing and leaves no trace; a value that
    differs from the one stored supersedes it, which needs a reason. A text of `least_bytes` or
    more is never held whole.
    Shape: nothing is raised for what is wrong with the file; it is in the report's problems.
    Queries: a number that grows only by 4 for each 10,000 rows.
    """
    found = _Found(file, options, target)
    _open(found, least_bytes)
    if found.is_blocked:
        return _report(found)
    options.tell(Stage.READING, 0, found.n_rows)
    recorded = _taken(found, by)
    if recorded is None:
        return _report(found)
    events = (recorded.event_id,) if recorded.event_id and not options.dry_run else ()
    return replace(
        _report(found),
        is_taken=True,
        changes=replace(
            found.changes,
            added=recorded.added,
            changed=recorded.superseded,
            same=recorded.same,
        ),
        event_ids=events,
    )


def _open(found: _Found, least_bytes: int) -> None:
    """Read the file, find its tables and what their columns hold. Queries: 7."""
    options, problems = found.options, found.problems
    options.tell(Stage.OPENING)
    try:
        if isinstance(found.file, Path):
            found.text = LongText.of(found.file, least_bytes=least_bytes)
        found.sheets = found.text.as_file() if found.text else _read_whole(found)
        found.memory = Memory.of(UploadKind.VALUES, options.mapping)
    except BadMapping as error:
        problems.add(ProblemCode.MAPPING_MALFORMED, detail=error.reason)
        return
    except Refused as refusal:
        problems.add(ProblemCode(refusal.fault.value), detail=refusal.detail)
        return
    target = found.target
    indicators = indicators_to_state(library=target.library, plan=target.plan)
    if not indicators:
        problems.add(ProblemCode.LIBRARY_UNKNOWN, value=target.library or target.plan)
        return
    register = Register(indicators, PlaceIndex.load(), found.memory.answers)
    found.register, sheets = register, found.sheets.sheets
    found.tables = found.memory.find(lambda settled: find_tables(sheets, settled, register))
    given = _given(found)
    found.readers = tuple(
        ValueRows(one, register, problems, said_above(one, register, given)) for one in found.tables
    )
    if not found.readers:
        problems.add(ProblemCode.NO_VALUES)
    for reader in found.readers:
        for code in reader.missing():
            problems.add(code, sheet=reader.table.sheet.name)
        _note_columns_not_read(reader.table, problems)
    n_rows = sum(one.end - one.last_heading_row - 1 for one in found.tables)
    found.n_rows = found.text.n_rows if found.text else n_rows


def _read_whole(found: _Found) -> SheetFile:
    given = GivenFile.of(found.file)
    return read_file(given.content, given.name, most_bytes=settings.MAX_UPLOAD_BYTES)


def _note_columns_not_read(table: Table, problems: Problems) -> None:
    """Note the columns that nobody understands."""
    for one in table.columns:
        profile = one.profile
        is_filled = profile.n_numbers or profile.n_dates or profile.n_words
        if one.meaning is None and not one.is_left_out and is_filled:
            problems.add(
                ProblemCode.COLUMN_NOT_READ,
                sheet=table.sheet.name,
                row=table.last_heading_row + 1,
                column=one.name,
                value=one.heading.path,
            )


def _given(found: _Found) -> Given:
    """Give what is said beside the file, what cannot be understood is noted."""
    target, register, problems = found.target, found.register, found.problems
    indicator = place = period = None
    if target.indicator:
        indicator = register.indicator(target.indicator).key
        if indicator is None:
            problems.add(ProblemCode.INDICATOR_UNKNOWN, value=target.indicator)
    if target.place:
        places = register.place(target.place, Field.PLACES)
        place = places[0].id if len(places) == 1 else None
        if place is None:
            problems.add(ProblemCode.PLACE_UNKNOWN, value=target.place)
    if target.period:
        period = period_of(target.period)
        if period is None:
            problems.add(ProblemCode.PERIOD_UNKNOWN, value=target.period)
    return Given(indicator, place, period, target.claim)


def _taken(found: _Found, by: Actor | None) -> Recorded | None:
    """Record the values, all or none; None when they were not taken.

    With good rows alone to be taken, rows that the record refuses are left out the next time.
    """
    skipped: set[str] = set()
    while True:
        n_skipped = len(skipped)
        try:
            with transaction.atomic():
                return _record(found, skipped, by)
        except _Blocked:
            return None
        except Refused as refusal:
            found.problems.add(ProblemCode(refusal.fault.value), detail=refusal.detail)
            return None
        except PermissionDenied:
            found.problems.add(ProblemCode.NOT_ALLOWED)
            return None
        except ValidationError as error:
            skipped |= set(_noted(found, error))
        if not found.options.take_good_rows or len(skipped) == n_skipped:
            return None


def _record(found: _Found, skipped: set[str], by: Actor | None) -> Recorded:
    options, target = found.options, found.target
    assert found.sheets is not None, "opened before"
    source = {"file": found.sheets.sha256, "name": found.name}
    source |= {"library": target.library} if target.library else {}
    source |= {"plan": target.plan} if target.plan else {}
    done = record_table(by=by, rows=_rows(found, skipped), reason=options.reason, source=source)
    if found.is_blocked:
        raise _Blocked
    if options.dry_run:
        found.changes = changes_of(done)
        transaction.set_rollback(True)
        return done
    kept = Import(by, found.file, found.name, frozenset(found.indicators), found.memory)
    kept.remember()
    if done.event_id:
        options.tell(Stage.COUNTING)
        kept.keep(done.event_id)
        options.keep((done.event_id,))
    return done


def _rows(found: _Found, skipped: set[str]) -> Iterator[PlainRow]:
    """Give the values of all tables, counted and checked against their parts.

    Errors: _Blocked as soon as more is wrong than anybody reads.
    """
    found.n_values = found.n_empty = 0
    parts = PartsCheck(found.register.by_id)
    options, problems = found.options, found.problems.found
    for reader in found.readers:
        reader.n_empty = 0
        for number, raws in _lines(found, reader):
            for row in reader.read(number, raws):
                if row[10] in skipped:
                    continue
                found.n_values += 1
                found.indicators.add(row[0])
                found.places.add(row[1])
                found.periods.add(row[2])
                parts.note(row)
                yield row
            if number % ROWS_PER_STEP == 0:
                options.tell(Stage.READING, number, found.n_rows)
                if len(problems) > MOST_PROBLEMS:
                    del problems[MOST_PROBLEMS:]
                    found.problems.add(ProblemCode.PROBLEMS_CUT)
                    raise _Blocked
        found.n_empty += reader.n_empty
    _note_differing(found, parts)
    problems[:] = dict.fromkeys(problems)  # rows left out are noted each time they are read
    options.tell(Stage.WRITING)


def _note_differing(found: _Found, parts: PartsCheck) -> None:
    """Note the wholes that their parts do not make up; beyond the first ones only how many."""
    n_more = 0
    for n, one in enumerate(parts.differing()):
        if n < MOST_DIFFERING:
            _note_at(found, one.cell, ProblemCode.PARTS_DIFFER, str(one.whole), str(one.parts_sum))
        else:
            n_more += 1
    more, problems = ProblemCode.PARTS_DIFFER_MORE, found.problems.found
    problems[:] = [one for one in problems if one.code is not more]  # of a read before
    if n_more:
        found.problems.add(more, value=str(n_more))


def _lines(found: _Found, reader: ValueRows) -> Iterator[tuple[int, list[Raw]]]:
    if found.text is not None:
        return found.text.rows(reader.table.last_heading_row + 1, reader.width)  # type: ignore[return-value]  # texts are raws
    return rows_of_table(reader.table, reader.width)


def _noted(found: _Found, error: ValidationError) -> Iterator[str]:
    """Note what the record refuses, and give the cells that it concerns."""
    for one in error.error_list:
        params = one.params or {}
        reason = Reason.of_error(one)
        if one.code == "reason_missing":
            found.problems.add(ProblemCode.CORRECTION_UNEXPLAINED, value=str(params.get("n", "")))
        elif "cell" not in params:
            found.problems.add(ProblemCode.NOT_ACCEPTED, detail=reason)
        else:
            is_twice = one.code == "named_twice"
            code = ProblemCode.VALUE_REPEATED if is_twice else ProblemCode.VALUE_REFUSED
            detail = str(params["about"]) if is_twice else reason
            _note_at(found, params["cell"], code, str(params.get("about", "")), detail)
            yield params["cell"]


def _note_at(found: _Found, cell: str, code: ProblemCode, value: str, detail: Detail) -> None:
    """Note a problem of a value by its cell, in the words of the table that it stands in."""
    where = _CELL.match(cell)
    assert where is not None, "written by the reader of the rows"
    sheet, row, index = where["sheet"], int(where["row"]), column_index(where["letters"])
    table = next(one for one in found.tables if one.sheet.name[:LONGEST_SHEET] == sheet)
    column = next(one.name for one in table.columns if one.index == index)
    found.problems.add(
        code, sheet=table.sheet.name, row=row, column=column, value=value, detail=detail
    )


def _report(found: _Found) -> ValuesReport:
    problems = found.problems.in_order()
    suggestions = Suggestions(places=found.register.places)
    words = words_of(problems, found.memory.answers, suggestions)
    return ValuesReport(
        file=found.name,
        sheets=tuple(one.sheet.name for one in found.tables),
        values=found.n_values,
        indicators=len(found.indicators),
        places=len(found.places),
        periods=len(found.periods),
        empty=found.n_empty,
        problems=problems,
        is_dry_run=found.options.dry_run,
        mapping=write_mapping(found.tables, words) if found.tables else "",
        words=words,
        is_mapping_reused=found.memory.is_reused,
        source=None if found.text else found.sheets,
        tables=found.tables,
    )
