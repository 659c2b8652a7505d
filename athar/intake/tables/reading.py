"""Reading the cells of a table by what their columns hold, noting what is wrong and where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

from athar.indicators.enums import NoNumber
from athar.intake.cells.dates import DateOrder, read_date
from athar.intake.cells.figures import PercentColumn, read_money, read_number, read_percent
from athar.intake.cells.reading import Reading
from athar.intake.cells.texts import language_of, read_code, read_status, read_text
from athar.intake.enums import AliasKind, ProblemCode
from athar.intake.names.answers import Answers
from athar.intake.readers.sheet import EMPTY, Cell, SheetFile, Span
from athar.intake.reports.problems import Problems
from athar.intake.tables.carrying import carried_down
from athar.intake.tables.formats import Formats
from athar.intake.tables.profiles import looks_like_number
from athar.intake.tables.sections import Section
from athar.intake.tables.table import Column, Table
from athar.intake.tables.ticks import is_marked
from athar.intake.vocabulary.fields import Field
from athar.kernel.digits import DecimalMark
from athar.kernel.periods import DatedOn, Edge
from athar.kernel.progress import DeclaredStatus
from athar.kernel.text import Translated

Read = TypeVar("Read")

_STATUSES = frozenset(DeclaredStatus)

FILLED_DOWN = (Field.REGION, Field.AXIS, Field.SUB_AXIS, Field.PROGRAMME)
"""Fields that are often written once for all the rows below."""

MERGED_DOWN = (*FILLED_DOWN, Field.PROVINCES, Field.COMMUNES, Field.PLACES, Field.OWNER)
"""Fields whose cells may be merged over several rows, for all of which they then speak."""

_INSTEAD_OF_TITLES = (Field.REGION, Field.PROVINCES, Field.COMMUNES, Field.PLACES)


@dataclass
class TableReader:
    """The rows of one table as typed cells; the format of numbers is that of their column."""

    file: SheetFile
    table: Table
    problems: Problems
    answers: Answers = field(default_factory=Answers)
    rows: tuple[int, ...] = field(init=False)
    formats: Formats = field(init=False)

    def __post_init__(self) -> None:
        self.rows = tuple(self.table.data_rows())
        self.formats = Formats(self.table, self.rows)

    @property
    def unit(self) -> Decimal:
        """The unit of money of columns that name none."""
        return self.formats.unit

    @property
    def marks(self) -> Mapping[int, DecimalMark | None]:
        """The decimal mark of each column of numbers."""
        return self.formats.marks

    @cached_property
    def title_columns(self) -> tuple[Column, ...]:
        """The columns of titles; where there are none, what stands first tells rows apart."""
        return self.table.columns_of(Field.TITLE) or next(
            (found for one in _INSTEAD_OF_TITLES if (found := self.table.columns_of(one))), ()
        )

    @cached_property
    def filled_down(self) -> Mapping[tuple[int, int], Cell]:
        """The cells that speak for empty ones below them, by row and column."""
        filled: dict[tuple[int, int], Cell] = {}
        is_split = self.table.column_of(Field.ORGANISATION) is not None
        for one in (*FILLED_DOWN, *((Field.CODE, Field.TITLE) if is_split else ())):
            for column in self.table.columns_of(one):
                if self.table.columns_of(Field.TITLE):
                    self._fill_down(column, filled)
        for index, cells in self.carried_down.items():
            filled |= {(row, index): above for row, above in cells.items()}
        for span in self._merged_down:
            above = self.table.sheet.cell(span.top, span.left)
            filled |= {(row, span.left): above for row in range(span.top + 1, span.bottom + 1)}
        return filled

    @cached_property
    def _merged_down(self) -> tuple[Span, ...]:
        """The areas merged over rows of a column whose cells may speak for several."""
        columns = {one.index for kind in MERGED_DOWN for one in self.table.columns_of(kind)}
        return tuple(
            span
            for span in self.table.sheet.merged
            if span.left == span.right and span.left in columns
        )

    @cached_property
    def carried_down(self) -> Mapping[int, Mapping[int, Cell]]:
        """The places that speak for empty cells below them, by column and row."""
        if not self.table.columns_of(Field.TITLE):
            return {}
        merged = frozenset(span.left for span in self._merged_down)
        return carried_down(self.table, self.rows, merged)

    def _fill_down(self, column: Column, filled: dict[tuple[int, int], Cell]) -> None:
        above = EMPTY
        for row in self.rows:
            cell = self.table.sheet.cell(row, column.index)
            if cell.value is None or not cell.text.strip():
                filled[row, column.index] = above
            else:
                above = cell

    def cell(self, row: int, column: Column) -> Cell:
        """Give a cell; an empty one below a cell that speaks for it gives that one."""
        cell = self.table.sheet.cell(row, column.index)
        return cell if not cell.is_empty else self.filled_down.get((row, column.index), cell)

    def note_columns_not_read(self) -> None:
        """Note the columns that hold something and that nobody understands."""
        for column in self.table.columns:
            is_known = column.meaning is not None or column.is_left_out
            if is_known or column.profile.is_counting:
                continue
            if any(not cell.is_empty for cell in self.formats.cells(column)):
                self.problems.add(
                    ProblemCode.COLUMN_NOT_READ,
                    sheet=self.table.sheet.name,
                    row=self.table.last_heading_row + 1,
                    column=column.name,
                    value=column.heading.path,
                )

    def note_carried_down(self) -> None:
        """Ask about each column whose empty cells were read as what stands above them."""
        for column in self.table.columns:
            if cells := self.carried_down.get(column.index):
                self.problems.add(
                    ProblemCode.PLACES_CARRIED_DOWN,
                    sheet=self.table.sheet.name,
                    row=min(cells) + 1,
                    column=column.name,
                    value=" ".join(cells[min(cells)].text.split()),
                    detail=str(len(cells)),
                )

    def is_ambiguous_one(self, cell: Cell, column: Column | None) -> bool:
        """Tell a bare 1 among percentages, of which some are written as fractions."""
        how = self.formats.percents.get(column.index) if column else None
        return (
            how is not None
            and how.has_fractions
            and not how.is_of_fractions
            and not cell.is_percent_formatted
            and cell.value == 1
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
        """Give the column of a field; of several columns of statuses the one marked here."""
        found = self.reader.table.column_of(field)
        return next(iter(self.marked), None) if field is Field.STATUS and not found else found

    @property
    def marked(self) -> tuple[Column, ...]:
        """The columns of statuses that hold a mark in this row."""
        columns = self.reader.table.columns_of(Field.STATUS_MARK)
        texts = [self.cell(one).text for one in columns]
        return tuple(
            one for one, text in zip(columns, texts, strict=True) if is_marked(text, texts)
        )

    def cell(self, column: Column | None) -> Cell:
        return self.reader.cell(self.number, column) if column else EMPTY

    @property
    def has_numbers(self) -> bool:
        """Tell whether any cell of the row holds a number."""
        cells = self.reader.table.sheet.rows[self.number]
        return any(isinstance(one.value, Decimal) or looks_like_number(one.text) for one in cells)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The rows above that head this one, from the outermost."""
        return self.reader.table.layout.sections_of(self.number)

    def origin(self, column: Column | None = None) -> dict[str, Any]:
        """Say where a value stood: the file by its hash, the sheet, the row, the column."""
        where = {
            "file": self.reader.file.sha256,
            "name": self.reader.file.name,
            "sheet": self.reader.table.sheet.name,
            "row": self.sheet_row,
        }
        return where | ({"column": column.name} if column else {})

    def stood(self, column: Column | None) -> dict[str, Any]:
        """Say where a value stood, and the text that stood there."""
        return self.origin(column) | {"written": self.cell(column).text.strip()[:300]}

    def text(self, field: Field) -> str:
        return read_text(self.cell(self.column(field)))

    def code(self, field: Field) -> str:
        return read_code(self.cell(self.column(field)))

    def texts(self, field: Field) -> Translated:
        """Give a text in the languages of its columns; one without a language tells by script."""
        found: dict[str, str] = {}
        columns = self.reader.table.columns_of(field)
        for column in self.reader.title_columns if field is Field.TITLE else columns:
            if text := read_text(self.cell(column)):
                language = column.meaning.language if column.meaning else ""
                if not language or (language == "ar" and language_of(text) != "ar"):
                    language = language_of(text)
                found.setdefault(language, text)
        return Translated(found)

    def money_in(self, column: Column) -> Reading[Decimal]:
        unit = self.reader.formats.unit_of(column)
        mark = self.reader.marks.get(column.index)
        return self._noted(column, lambda cell: read_money(cell, unit=unit, mark=mark))

    def money(self, field: Field) -> Reading[Decimal]:
        column = self.column(field)
        return self.money_in(column) if column else Reading()

    def percent(self, field: Field) -> Reading[Decimal]:
        column = self.column(field)
        if column is None:
            return Reading()
        how = self.reader.formats.percents.get(column.index, PercentColumn())
        return self._noted(column, lambda cell: read_percent(cell, how))

    def date(self, field: Field, edge: Edge) -> Reading[DatedOn]:
        column = self.column(field)
        orders = self.reader.formats.dates
        order = orders.get(column.index, DateOrder.DAY_FIRST) if column else DateOrder.DAY_FIRST
        since_1904 = self.reader.table.sheet.since_1904
        return self._noted(column, lambda cell: read_date(cell, edge, order, since_1904=since_1904))

    def status(self) -> Reading[DeclaredStatus]:
        given = self.declared
        if given.fault:
            self.note(given.fault, self.column(Field.STATUS), value=given.written)
        return given

    @property
    def declared(self) -> Reading[DeclaredStatus]:
        """The declared status, as a word or as a mark below it; nothing is noted."""
        if not self.reader.table.columns_of(Field.STATUS_MARK):
            return self._status_in(self.cell(self.column(Field.STATUS)))
        marked = self.marked
        if len(marked) > 1:
            written = ", ".join(one.heading.own for one in marked)
            return Reading(None, written, NoNumber.NOT_REPORTED, ProblemCode.STATUSES_MARKED)
        for column in marked:
            written = f"{column.heading.own}: {self.cell(column).text.strip()}"
            return Reading(
                DeclaredStatus(column.meaning.status) if column.meaning else None, written
            )
        return Reading()

    def _status_in(self, cell: Cell) -> Reading[DeclaredStatus]:
        """Read a status in words; those that no vocabulary has may have been settled."""
        given = read_status(cell)
        means = self.reader.answers.means(AliasKind.STATUS, given.written) if given.fault else ""
        if means not in _STATUSES:
            return given
        self.reader.answers.meet(AliasKind.STATUS, given.written, means, self.key)
        return Reading(DeclaredStatus(means), given.written)

    def whole_number(self, field: Field) -> int | None:
        column = self.column(field)
        mark = self.reader.marks.get(column.index) if column else None
        given = self._noted(column, lambda cell: read_number(cell, mark))
        is_whole = given.value is not None and given.value == int(given.value)
        return int(given.value) if given.value is not None and is_whole else None

    def _noted(self, column: Column | None, read: Callable[[Cell], Reading[Read]]) -> Reading[Read]:
        if column is None:
            return Reading()
        given = read(self.cell(column))
        if given.fault:
            self.note(given.fault, column)
        return given
