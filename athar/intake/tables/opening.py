"""Opening a file that is not a plan: the tables of one kind in it, or why there are none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from django.conf import settings

from athar.intake.enums import ProblemCode, Stage, UploadKind
from athar.intake.memory.kept import Memory
from athar.intake.memory.mapping import BadMapping
from athar.intake.names.codes import KnownCodes
from athar.intake.options import GivenFile, Options
from athar.intake.readers.files import read_file
from athar.intake.readers.refusals import Refused
from athar.intake.readers.sheet import Sheet, SheetFile
from athar.intake.reports.problems import Problem, Problems
from athar.intake.returns.codes import with_column_of_codes
from athar.intake.tables.headings import EXACT, LEAST, Heading, Meaning, guessed
from athar.intake.tables.profiles import LOOKED_AT, Profile
from athar.intake.tables.reading import TableReader
from athar.intake.tables.table import (
    Column,
    Settled,
    Table,
    heading_texts,
    headings_of,
    last_heading_row,
    may_be_headings,
    said_of_columns,
)
from athar.intake.tables.ticks import with_marked_statuses
from athar.intake.vocabulary.agreements import WANTED, Wanted
from athar.intake.vocabulary.fields import MONEY, Field, TableKind
from athar.intake.vocabulary.keys import normalise

MOST_ROWS_ABOVE = 40

_WITH_UNITS = MONEY | {Field.ORGANISATION}
"""Fields whose heading may name a unit of money; partners may stand with their amounts."""

_SPENT = frozenset({Field.PAID, Field.COMMITTED, Field.PHYSICAL, Field.FINANCIAL})

_UPLOADS = {TableKind.SIGNED: UploadKind.AGREEMENTS, TableKind.RETURNS: UploadKind.PROGRESS}


@dataclass(slots=True)
class Opened:
    """A file, the tables of the kind that was asked for, and what is wrong."""

    memory: Memory
    file: SheetFile | None = None
    readers: tuple[TableReader, ...] = ()
    problems: Problems = field(default_factory=Problems)

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(reader.table for reader in self.readers)

    @property
    def sheets(self) -> tuple[str, ...]:
        return tuple(table.sheet.name for table in self.tables)


def open_tables(
    given: GivenFile,
    options: Options,
    kind: TableKind,
    *,
    none_found: ProblemCode,
    known: KnownCodes | None = None,
) -> Opened:
    """Read a file and find its tables of one kind; whatever is wrong is among the problems.

    `known` are the codes of the plan, by which a return is recognised.
    """
    opened = Opened(Memory(_UPLOADS[kind]))
    options.tell(Stage.OPENING)
    try:
        opened.file = read_file(given.content, given.name, most_bytes=settings.MAX_UPLOAD_BYTES)
        opened.memory = Memory.of(_UPLOADS[kind], options.mapping)
    except BadMapping as error:
        opened.problems.add(ProblemCode.MAPPING_MALFORMED, detail=error.reason)
    except Refused as refusal:
        code = ProblemCode(refusal.fault.value)
        opened.problems.found.append(Problem(code, detail=refusal.detail))
    if opened.file is None or opened.problems.found:
        return opened
    sheets = opened.file.sheets
    tables = opened.memory.find(lambda settled: find_tables(sheets, kind, settled, known))
    opened.readers = tuple(
        TableReader(opened.file, table, opened.problems, opened.memory.answers) for table in tables
    )
    if not opened.readers:
        opened.problems.add(none_found)
    return opened


def find_tables(
    sheets: Iterable[Sheet],
    kind: TableKind,
    settled: Settled,
    known: KnownCodes | None = None,
) -> tuple[Table, ...]:
    """Give the tables of one kind on the visible sheets, from the top down."""
    return tuple(
        table
        for sheet in sheets
        if not sheet.is_hidden
        for table in _tables_of(sheet, kind, settled.get(kind, {}), known)
    )


def _tables_of(
    sheet: Sheet,
    kind: TableKind,
    settled: Mapping[str, Meaning | None],
    known: KnownCodes | None,
) -> Iterator[Table]:
    """Give the tables of a sheet; another one begins at other headings of the same kind."""
    best = find_table(sheet, kind, settled, known)
    if best is None:
        return
    tables: list[Table] = []
    for row in range(len(sheet.rows)):
        if tables and row < tables[-1].last_heading_row + 2:
            continue
        table = best if row == best.first_heading_row else None
        if table is None and may_be_headings(sheet, row):
            read = _read_as_headings(sheet, row, kind, settled, known)
            table = read if read is not None and read.is_mostly_understood else None
        if table is not None and not (tables and _say_the_same(tables[-1], table)):
            tables.append(table)
    for table, following in zip(tables, (*tables[1:], None), strict=True):
        yield replace(table, end=following.first_heading_row if following else len(sheet.rows))


def _say_the_same(one: Table, other: Table) -> bool:
    """Tell headings that are repeated, as at the top of a printed page."""
    heads = [heading_texts(each.sheet, each.first_heading_row) for each in (one, other)]
    return heads[0] == heads[1]


def find_table(
    sheet: Sheet,
    kind: TableKind,
    settled: Mapping[str, Meaning | None],
    known: KnownCodes | None = None,
) -> Table | None:
    """Give the table of a sheet: the row whose cells read best as the headings of this kind.

    Shape: None when no row among the first does.
    """
    found = [
        table
        for row in range(min(len(sheet.rows), MOST_ROWS_ABOVE))
        if (table := _read_as_headings(sheet, row, kind, settled, known)) is not None
    ]
    return max(found, key=_surety, default=None)


def _surety(table: Table) -> tuple[int, int]:
    """Tell how well headings are understood; the upper of two equal rows wins."""
    return sum(one.meaning.score for one in table.columns if one.meaning), -table.first_heading_row


def _read_as_headings(
    sheet: Sheet,
    row: int,
    kind: TableKind,
    settled: Mapping[str, Meaning | None],
    known: KnownCodes | None,
) -> Table | None:
    wanted = WANTED[kind]
    last = last_heading_row(sheet, row)
    headings = dict(enumerate(headings_of(sheet, row, last)))
    profiles = _profiles(sheet, last, wanted)
    said = said_of_columns(tuple(headings.values()), settled)
    meanings = _assigned(headings, wanted, settled, profiles)
    rows = range(last + 1, min(len(sheet.rows), last + 1 + LOOKED_AT))
    if wanted.guesses:
        meanings = with_marked_statuses(
            meanings,
            tuple(headings.values()),
            lambda column: [sheet.cell(one, column).text for one in rows],
            said,
        )
    if known and _is_any(meanings, wanted.needs[-1]):
        meanings = with_column_of_codes(meanings, sheet, rows, profiles, known)
    meanings = {n: one for n, one in meanings.items() if said.get(n, one) is not None}
    if not all(_is_any(meanings, needed) for needed in wanted.needs):
        return None
    columns = tuple(
        Column(
            index,
            heading,
            meanings.get(index),
            profiles.get(index, Profile()),
            is_left_out=index in said and said[index] is None,
        )
        for index, heading in headings.items()
        if index in meanings or not heading.is_empty
    )
    return Table(
        kind=kind,
        sheet=sheet,
        first_heading_row=row,
        last_heading_row=last,
        columns=columns,
        end=len(sheet.rows),
    )


def _is_any(meanings: Mapping[int, Meaning], needed: Collection[Field]) -> bool:
    return any(one.field in needed for one in meanings.values())


def _profiles(sheet: Sheet, last: int, wanted: Wanted) -> dict[int, Profile]:
    """Look at the cells under the headings, where these may mean one thing or another."""
    if not wanted.guesses:
        return {}
    rows = range(last + 1, min(len(sheet.rows), last + 1 + LOOKED_AT))
    return {
        column: Profile.of(sheet.cell(row, column) for row in rows) for column in range(sheet.width)
    }


def _assigned(
    headings: Mapping[int, Heading],
    wanted: Wanted,
    settled: Mapping[str, Meaning | None],
    profiles: Mapping[int, Profile],
) -> dict[int, Meaning]:
    """Give each column what a person settled, else the surest meaning no surer column has."""
    chosen: dict[int, Meaning] = {}
    open_ones: list[tuple[int, int, Meaning]] = []
    for index, heading in headings.items():
        key = normalise(heading.path)
        if key in settled:
            if (meaning := settled[key]) is not None:
                chosen[index] = replace(meaning, score=2 * EXACT)
        else:
            profile = profiles.get(index, Profile())
            open_ones += [(-one.score, index, one) for one in _meanings(heading, wanted, profile)]
    taken = {one.field for one in chosen.values()}
    for _score, index, meaning in sorted(open_ones, key=lambda one: one[:2]):
        if index not in chosen and meaning.field not in taken:
            chosen[index] = meaning
            taken.add(meaning.field)
    return chosen


def _meanings(heading: Heading, wanted: Wanted, profile: Profile) -> Iterator[Meaning]:
    """Give what a heading may mean, by how much of it is one of the phrases of a field."""
    guesses = guessed(heading) if wanted.guesses else {}
    if Field.FORECAST_END in guesses:
        guesses.pop(Field.PLANNED_END, None)  # a return forecasts; the plan says what was planned
    for meant, phrases in wanted.words.items():
        score = max(
            (_score(key, phrases) - 50 * rank for rank, key in enumerate(heading.keys)), default=0
        )
        if profile.may_hold(meant):
            score = max(score, guesses.get(meant, 0))
        else:
            score -= 1  # of two fields that are called the same, the other one
        if meant is Field.TOTAL and _SPENT & guessed(heading).keys():
            continue  # "Montant payé" is no total of what partners give
        if score >= LEAST and not (heading.unit and meant not in _WITH_UNITS):
            language = heading.language if meant in {Field.TITLE, Field.REMARK} else ""
            yield Meaning(meant, language=language, unit=heading.unit, score=score)


def _score(key: str, phrases: Iterable[str]) -> int:
    best = 0
    for phrase in map(normalise, phrases):
        if key and phrase == key:
            return EXACT
        if phrase and f" {phrase} " in f" {key} ":
            best = max(best, EXACT * 8 // 10 * len(phrase.split()) // len(key.split()))
    return best


def source_of(given: GivenFile, opened: Opened, **more: object) -> dict[str, object]:
    """Give what the record of an import says of its file."""
    assert opened.file is not None
    return {"file": given.name, "sha256": opened.file.sha256, **more}
