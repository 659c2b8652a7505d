"""The rows of a periodic return: what each reports of its project, and where it stood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from athar.indicators.enums import NoNumber
from athar.intake.cells.reading import Reading
from athar.intake.cells.texts import is_code
from athar.intake.enums import ProblemCode
from athar.intake.names.codes import KnownCodes
from athar.intake.outputs.rows import value_of
from athar.intake.progress import RowsRead
from athar.intake.returns.codes import are_titles, note_short_codes
from athar.intake.tables.reading import RowReader, TableReader
from athar.intake.vocabulary.agreements import AVERAGE_WORDS, NOT_KEPT
from athar.intake.vocabulary.fields import Field
from athar.kernel.periods import Edge
from athar.kernel.text import Translated, normalise
from athar.reporting.drafts import EntryDraft
from athar.reporting.enums import ReportField

_AVERAGES = tuple(map(normalise, AVERAGE_WORDS))

COLUMNS: Mapping[ReportField, Field] = {
    ReportField.STATUS: Field.STATUS,
    ReportField.PHYSICAL: Field.PHYSICAL,
    ReportField.FINANCIAL: Field.FINANCIAL,
    ReportField.COMMITTED: Field.COMMITTED,
    ReportField.PAID: Field.PAID,
    ReportField.ACTUAL_START: Field.ACTUAL_START,
    ReportField.ACTUAL_END: Field.ACTUAL_END,
    ReportField.FORECAST_END: Field.FORECAST_END,
}
"""What a return may report, and the column that holds it."""


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """What one row reports of a project; what its cells leave empty is not in `values`."""

    row: RowReader = field(repr=False)
    code: str
    readings: Mapping[ReportField, Reading[Any]]
    remark: Translated
    output: Reading[Decimal] = field(default_factory=Reading)

    @property
    def values(self) -> dict[ReportField, Any]:
        """Give what the row states."""
        return {one: given.value for one, given in self.readings.items() if given.value is not None}

    @property
    def says(self) -> tuple[Any, ...]:
        """Give all that the row states, to compare it with another row."""
        return self.values, self.remark, self.output.value

    @property
    def says_nothing(self) -> bool:
        return not self.values and not self.remark

    def entry(self, reported: ReportField) -> EntryDraft | None:
        """Give what stood in the cell of a field and where, None when it is empty."""
        given = self.readings[reported]
        if not given.written:
            return None
        is_unknown = given.value is None
        return EntryDraft(
            written=given.written[:300],
            no_number=(given.no_number or NoNumber.NOT_REPORTED) if is_unknown else None,
            origin=self.row.origin(self.row.column(COLUMNS[reported])),
        )

    def note(self, code: ProblemCode, about: Field, **what: Any) -> None:
        """Note a problem of this row, in the column that it is about if there is one."""
        self.row.note(code, self.row.column(about), **what)


def with_rows_of_codes(reader: TableReader) -> TableReader:
    """Take in the rows that hold nothing but a code: of those projects nothing is reported."""
    reader.rows = tuple(sorted({*reader.rows, *_rows_of_codes_alone(reader)}))
    return reader


def read_returns(
    reader: TableReader, counted: RowsRead, known: KnownCodes, *, keeps_outputs: bool = False
) -> list[ReturnRow]:
    """Read a table of progress; a row without a code that says something is an error.

    Shape: values of indicators are read where the plan has indicators of its projects.
    """
    reader.note_columns_not_read()
    if not keeps_outputs:
        _note_columns_not_kept(reader)
    note_short_codes(reader, known)
    has_titles = are_titles(reader, known)
    read = []
    for row in counted.over(reader):
        text = row.text(Field.CODE)
        written = "" if has_titles else row.code(Field.CODE)
        titled = known.find_title(text) or " ".join(text.split()) if has_titles else ""
        code = titled or known.find(text) or written
        if _is_average(row) or (written and not any(char.isdigit() for char in written)):
            row.note(ProblemCode.ROW_NOT_READ)
            continue
        output: Reading[Decimal] = value_of(row) if keeps_outputs else Reading()
        found = ReturnRow(row, code, _readings(row), row.texts(Field.REMARK), output)
        if found.code:
            read.append(found)
        elif found.says_nothing:
            row.note(ProblemCode.ROW_NOT_READ)
        else:
            row.note(ProblemCode.CODE_MISSING, row.column(Field.CODE))
    return read


def _is_average(row: RowReader) -> bool:
    cells = row.reader.table.sheet.rows[row.number]
    first = next((cell.text for cell in cells if not cell.is_empty), "")
    return normalise(first).startswith(_AVERAGES)


def _rows_of_codes_alone(reader: TableReader) -> Iterator[int]:
    """Give the rows that hold a code and nothing else: of those projects nothing is reported."""
    sheet, column = reader.table.sheet, reader.table.column_of(Field.CODE)
    for number in range(reader.table.last_heading_row + 1, len(sheet.rows)):
        filled = [cell for cell in sheet.rows[number] if not cell.is_empty]
        text = sheet.cell(number, column.index).text.strip() if column else ""
        if len(filled) == 1 and is_code(text) and any(char.isdigit() for char in text):
            yield number


def _readings(row: RowReader) -> dict[ReportField, Reading[Any]]:
    return {
        ReportField.STATUS: row.status(),
        ReportField.PHYSICAL: row.percent(Field.PHYSICAL),
        ReportField.FINANCIAL: row.percent(Field.FINANCIAL),
        ReportField.COMMITTED: row.money(Field.COMMITTED),
        ReportField.PAID: row.money(Field.PAID),
        ReportField.ACTUAL_START: row.date(Field.ACTUAL_START, Edge.START),
        ReportField.ACTUAL_END: row.date(Field.ACTUAL_END, Edge.END),
        ReportField.FORECAST_END: row.date(Field.FORECAST_END, Edge.END),
    }


def _note_columns_not_kept(reader: TableReader) -> None:
    """Note the columns of indicators: the plan has none to which their values belong."""
    table = reader.table
    for column in table.columns:
        cells = (table.sheet.cell(row, column.index) for row in reader.rows)
        is_of_indicator = column.meaning is not None and column.meaning.field in NOT_KEPT
        if is_of_indicator and any(not cell.is_empty for cell in cells):
            reader.problems.add(
                ProblemCode.COLUMN_NOT_KEPT,
                sheet=table.sheet.name,
                row=table.last_heading_row + 1,
                column=column.name,
                value=column.heading.path,
            )
