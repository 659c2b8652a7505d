"""What was read of a file, kept while a person looks at it: columns, problems on their cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

from athar.intake.enums import AliasKind, ProblemCode, Severity
from athar.intake.names.questions import UnknownWord
from athar.intake.readers.sheet import Sheet, column_index, column_letter
from athar.intake.reports.changes import Changes, Fate, Thing, Touch
from athar.intake.reports.problems import Problem
from athar.intake.reports.results import FileReport
from athar.intake.reports.told import detail_of, stored_detail
from athar.intake.tables.table import Column, Table
from athar.intake.vocabulary.fields import Field
from athar.kernel.text import Translated

MOST_ROWS = 500
MOST_TOUCHES = 2_000
N_SAMPLES = 3
LONGEST_TEXT = 200

_NAMING = (Field.NUMBER, Field.CODE, Field.TITLE)
"""What tells a reader which row this is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundColumn:
    """A column of a table; `holds` is a Field or empty: nobody knows, it is not read."""

    letter: str
    heading: str
    holds: str = ""
    language: str = ""
    year: int | None = None
    unit: str = ""
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTable:
    """A table; `heading_row` is counted as the sheet shows it, from 1."""

    sheet: str
    kind: str
    heading_row: int
    n_rows: int
    columns: tuple[FoundColumn, ...]


@dataclass(frozen=True, slots=True)
class FoundCell:
    """A cell as it stands in the file: the letters of its column, its heading, its text."""

    letter: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row with a problem: what names it, and the cells around those with a problem."""

    sheet: str
    number: int
    cells: tuple[FoundCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was read of a file.

    Shape: `rows` are those with a problem, at most MOST_ROWS; `figures` is what the report of this
    kind of import counts; `is_taken` tells whether it can be applied as it is, and
    `is_mapping_reused` whether columns are read as was settled for an earlier file.
    """

    tables: tuple[FoundTable, ...] = ()
    problems: tuple[Problem, ...] = ()
    rows: tuple[FoundRow, ...] = ()
    figures: Mapping[str, Any] = field(default_factory=dict)
    changes: Changes = field(default_factory=Changes)
    words: tuple[UnknownWord, ...] = ()
    mapping: str = ""
    is_mapping_reused: bool = False
    plan_codes: tuple[str, ...] = ()
    is_taken: bool = False
    n_bad_rows: int = 0

    def count(self, severity: Severity) -> int:
        """Count the problems that matter this much."""
        return sum(1 for one in self.problems if one.severity is severity)

    @property
    def blocking(self) -> tuple[Problem, ...]:
        """Give the errors that concern no single row: taking only the good rows cannot help."""
        return tuple(
            one for one in self.problems if one.row is None and one.severity is Severity.ERROR
        )

    def as_json(self) -> dict[str, Any]:
        """Give the findings as JSON values, as they are stored."""
        return {
            **asdict(replace(self, words=(), problems=())),
            "words": [_stored_word(one) for one in self.words],
            "problems": [
                [one.code, one.sheet, one.row, one.column, one.value, stored_detail(one.detail)]
                for one in self.problems
            ],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Give the findings that were stored."""
        changes = stored["changes"]
        return cls(
            tables=tuple(
                FoundTable(**{**one, "columns": tuple(_column(each) for each in one["columns"])})
                for one in stored["tables"]
            ),
            problems=tuple(_problem(*one) for one in stored["problems"]),
            rows=tuple(
                FoundRow(
                    one["sheet"], one["number"], tuple(FoundCell(**cell) for cell in one["cells"])
                )
                for one in stored["rows"]
            ),
            changes=Changes(
                **{name: changes[name] for name in ("added", "changed", "gone")},
                touches=tuple(_touch(one) for one in changes["touches"]),
                same=changes.get("same", 0),
            ),
            words=tuple(_word(one) for one in stored["words"]),
            plan_codes=tuple(stored["plan_codes"]),
            is_mapping_reused=stored.get("is_mapping_reused", False),
            **{name: stored[name] for name in ("figures", "mapping", "is_taken", "n_bad_rows")},
        )


def _column(stored: Mapping[str, Any]) -> FoundColumn:
    return FoundColumn(**{**stored, "samples": tuple(stored["samples"])})


def _problem(
    code: str, sheet: str, row: int | None, column: str, value: str, detail: Any
) -> Problem:
    return Problem(ProblemCode(code), sheet, row, column, value, detail_of(detail))


def _touch(stored: Mapping[str, Any]) -> Touch:
    fields = {name: (before, after) for name, (before, after) in stored["fields"].items()}
    return Touch(Thing(stored["thing"]), stored["code"], Fate(stored["fate"]), fields)


def _stored_word(word: UnknownWord) -> dict[str, Any]:
    """Give a word as it is stored; words that the platform itself has are known by their code."""
    named = [
        (code, dict(label) if isinstance(label, Translated) else {})
        for code, label in word.suggestions
    ]
    return {**asdict(replace(word, suggestions=())), "suggestions": named}


def _word(stored: Mapping[str, Any]) -> UnknownWord:
    suggestions = tuple((code, Translated(names)) for code, names in stored["suggestions"])
    return UnknownWord(**{**stored, "kind": AliasKind(stored["kind"]), "suggestions": suggestions})


def findings_of(
    report: FileReport,
    *,
    plan_codes: tuple[str, ...] = (),
    words: Iterable[UnknownWord] = (),
) -> Findings:
    """Keep of a report what a person needs to judge it."""
    problems = report.problems
    errors = {
        (one.sheet, one.row)
        for one in problems
        if one.row is not None and one.severity is Severity.ERROR
    }
    changes = report.changes
    return Findings(
        tables=tuple(_table(one) for one in report.tables),
        problems=problems,
        rows=tuple(_rows(report)),
        figures=report.found(),
        changes=replace(changes, touches=changes.touches[:MOST_TOUCHES]),
        words=tuple(words),
        mapping=report.mapping,
        is_mapping_reused=report.is_mapping_reused,
        plan_codes=plan_codes,
        is_taken=report.is_taken,
        n_bad_rows=len(errors),
    )


def _table(table: Table) -> FoundTable:
    rows = tuple(table.data_rows())
    return FoundTable(
        sheet=table.sheet.name,
        kind=str(table.kind),
        heading_row=table.first_heading_row + 1,
        n_rows=len(rows),
        columns=tuple(_found_column(table.sheet, rows, one) for one in table.columns),
    )


def _found_column(sheet: Sheet, rows: Iterable[int], column: Column) -> FoundColumn:
    meaning = column.meaning
    texts = (_text(sheet, row, column.index) for row in rows)
    samples: dict[str, None] = {}
    for text in texts:
        if text:
            samples.setdefault(text)
        if len(samples) == N_SAMPLES:
            break
    return FoundColumn(
        letter=column_letter(column.index),
        heading=column.heading.path,
        holds=str(meaning.field) if meaning else "",
        language=meaning.language if meaning else "",
        year=meaning.year if meaning else None,
        unit=f"{meaning.unit:f}" if meaning and meaning.unit else "",
        samples=tuple(samples),
    )


def _rows(report: FileReport) -> Iterator[FoundRow]:
    """Give the rows with a problem, each with the cells that name it and those that matter."""
    if report.source is None:
        return
    sheets = {sheet.name: sheet for sheet in report.source.sheets}
    columns: dict[tuple[str, int], set[int]] = defaultdict(set)
    for problem in report.problems:
        if problem.row is not None and problem.sheet in sheets:
            around = _around(problem.column)
            columns[problem.sheet, problem.row].update(around)
    for (name, number), wanted in sorted(columns.items())[:MOST_ROWS]:
        table = _table_at(report.tables, name, number)
        if 0 < number <= len(sheets[name].rows):
            yield _row(sheets[name], number, wanted, table)


def _around(column: str) -> range:
    """Give the column a problem names and its neighbours; none when it names none."""
    letters = column.partition(" / ")[0]
    if not letters.isalpha() or not letters.isascii():
        return range(0)
    index = column_index(letters)
    return range(max(0, index - 1), index + 2)


def _table_at(tables: Iterable[Table], sheet: str, number: int) -> Table | None:
    of_sheet = [one for one in tables if one.sheet.name == sheet]
    inside = (one for one in of_sheet if one.first_heading_row < number <= one.end)
    return next(inside, None)


def _row(sheet: Sheet, number: int, wanted: set[int], table: Table | None) -> FoundRow:
    headings = {one.index: one.heading.path for one in table.columns} if table else {}
    naming = [
        column.index
        for one in _NAMING
        if table is not None and (column := table.column_of(one)) is not None
    ]
    indices = sorted({*naming[:2], *(one for one in wanted if one < sheet.width)})
    if not indices:
        indices = [n for n in range(sheet.width) if _text(sheet, number - 1, n)][:N_SAMPLES]
    return FoundRow(
        sheet.name,
        number,
        tuple(
            FoundCell(column_letter(n), headings.get(n, ""), _text(sheet, number - 1, n))
            for n in indices
        ),
    )


def _text(sheet: Sheet, row: int, column: int) -> str:
    return " ".join(sheet.cell(row, column).text.split())[:LONGEST_TEXT]
