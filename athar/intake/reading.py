"""Reading the cells of a table by what their columns hold, noting what is wrong and where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

from athar.intake.cells.dates import read_date
from athar.intake.cells.figures import (
    PercentColumn,
    common_mark,
    decimal_mark,
    read_money,
    read_number,
    read_percent,
)
from athar.intake.cells.reading import Reading
from athar.intake.cells.texts import language_of, read_code, read_shares, read_status, read_text
from athar.intake.enums import ProblemCode
from athar.intake.problems import Problems
from athar.intake.readers.sheet import EMPTY, Cell, SheetFile
from athar.intake.tables import Column, Table
from athar.intake.vocabulary import MONEY, PERCENTS, Field
from athar.intake.words import find_unit
from athar.kernel.digits import DecimalMark
from athar.kernel.periods import DatedOn, Edge
from athar.kernel.progress import DeclaredStatus
from athar.kernel.text import Translated, normalise

Read = TypeVar("Read")


@dataclass
class TableReader:
    """The rows of one table as typed cells; the format of numbers is that of their column."""

    file: SheetFile
    table: Table
    problems: Problems
    rows: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.rows = tuple(self.table.data_rows())

    @cached_property
    def unit(self) -> Decimal:
        """The unit of money of columns that name none: another column's, or that of the title."""
        named = (one.meaning.unit for one in self.table.columns if one.meaning)
        first = next((unit for unit in named if unit), None)
        return first or find_unit(normalise(self.table.text_above()))[0] or Decimal(1)

    @cached_property
    def marks(self) -> Mapping[int, DecimalMark | None]:
        """The decimal mark of each column of numbers; of the table where a column does not tell."""
        told = {
            one.index: decimal_mark(self._number_texts(one))
            for one in self.table.columns
            if one.meaning and one.meaning.field in MONEY | PERCENTS | {Field.FUNDERS}
        }
        common = common_mark(told.values())
        return {index: mark or common for index, mark in told.items()}

    @cached_property
    def percent_columns(self) -> Mapping[int, PercentColumn]:
        """How each column of percentages writes them."""
        columns = (one for kind in PERCENTS for one in self.table.columns_of(kind))
        return {one.index: PercentColumn.of(self._cells(one)) for one in columns}

    def _cells(self, column: Column) -> list[Cell]:
        return [self.table.sheet.cell(row, column.index) for row in self.rows]

    def _number_texts(self, column: Column) -> list[str]:
        texts = [cell.text for cell in self._cells(column) if isinstance(cell.value, str)]
        if column.meaning and column.meaning.field is Field.FUNDERS:
            return [share.amount for text in texts for share in read_shares(text)]
        return texts

    def note_columns_not_read(self) -> None:
        """Note the columns that hold something and that nobody understands."""
        for column in self.table.columns:
            if column.meaning is None and any(not cell.is_empty for cell in self._cells(column)):
                self.problems.add(
                    ProblemCode.COLUMN_NOT_READ,
                    sheet=self.table.sheet.name,
                    row=self.table.last_heading_row + 1,
                    column=column.name,
                    value=column.heading.path,
                )

    def row(self, number: int) -> RowReader:
        """Give the reader of one row, counted from 0."""
        return RowReader(self, number)


@dataclass(frozen=True, slots=True)
class RowReader:
    """One row of a table; what cannot be read is noted and unknown."""

    reader: TableReader
    number: int

    @property
    def sheet_row(self) -> int:
        """The row as the sheet numbers it, from 1."""
        return self.number + 1

    @property
    def key(self) -> tuple[str, int]:
        """What problems name the row by: the sheet and the number in it."""
        return self.reader.table.sheet.name, self.sheet_row

    def note(self, code: ProblemCode, column: Column | None = None, **what: Any) -> None:
        """Note a problem of this row."""
        if column is not None and "value" not in what:
            what["value"] = self.cell(column).text.strip()
        self.reader.problems.add(
            code,
            sheet=self.reader.table.sheet.name,
            row=self.sheet_row,
            column=column.name if column else "",
            **what,
        )

    def column(self, field: Field) -> Column | None:
        return self.reader.table.column_of(field)

    def cell(self, column: Column | None) -> Cell:
        return self.reader.table.sheet.cell(self.number, column.index) if column else EMPTY

    def origin(self, column: Column | None = None) -> dict[str, Any]:
        """Say where a value stood: the file by its hash, the sheet, the row, the column."""
        where = {
            "file": self.reader.file.sha256,
            "name": self.reader.file.name,
            "sheet": self.reader.table.sheet.name,
            "row": self.sheet_row,
        }
        return where | ({"column": column.name} if column else {})

    def text(self, field: Field) -> str:
        return read_text(self.cell(self.column(field)))

    def code(self, field: Field) -> str:
        return read_code(self.cell(self.column(field)))

    def texts(self, field: Field) -> Translated:
        """Give a text in the languages of its columns; one without a language tells by script."""
        found: dict[str, str] = {}
        for column in self.reader.table.columns_of(field):
            if text := read_text(self.cell(column)):
                language = column.meaning.language if column.meaning else ""
                if not language or (language == "ar" and language_of(text) != "ar"):
                    language = language_of(text)
                found.setdefault(language, text)
        return Translated(found)

    def money_in(self, column: Column) -> Reading[Decimal]:
        unit = (column.meaning and column.meaning.unit) or self.reader.unit
        mark = self.reader.marks.get(column.index)
        return self._noted(column, lambda cell: read_money(cell, unit=unit, mark=mark))

    def money(self, field: Field) -> Reading[Decimal]:
        column = self.column(field)
        return self.money_in(column) if column else Reading()

    def percent(self, field: Field) -> Reading[Decimal]:
        column = self.column(field)
        if column is None:
            return Reading()
        how = self.reader.percent_columns[column.index]
        if how.mark is None:
            how = PercentColumn(self.reader.marks.get(column.index), how.has_fractions)
        return self._noted(column, lambda cell: read_percent(cell, how))

    def date(self, field: Field, edge: Edge) -> Reading[DatedOn]:
        return self._noted(self.column(field), lambda cell: read_date(cell, edge))

    def status(self) -> Reading[DeclaredStatus]:
        return self._noted(self.column(Field.STATUS), read_status)

    def whole_number(self, field: Field) -> int | None:
        given = self._noted(self.column(field), read_number)
        is_whole = given.value is not None and given.value == int(given.value)
        return int(given.value) if given.value is not None and is_whole else None

    def _noted(self, column: Column | None, read: Callable[[Cell], Reading[Read]]) -> Reading[Read]:
        if column is None:
            return Reading()
        given = read(self.cell(column))
        if given.fault:
            self.note(given.fault, column)
        return given
