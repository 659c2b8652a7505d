"""Finding the table in a sheet: its headings, what its columns mean, which rows are data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from athar.intake.headings import Heading, Meaning, assign, read_heading
from athar.intake.readers.sheet import Cell, Sheet, column_letter
from athar.intake.vocabulary import (
    HELP_WORDS,
    NEEDS,
    SHEET_NAMES,
    TOTAL_WORDS,
    WORDS,
    Field,
    TableKind,
)
from athar.kernel.text import normalise

MOST_ROWS_ABOVE = 40

Settled = Mapping[TableKind, Mapping[str, Meaning | None]]

_HELP = frozenset(map(normalise, HELP_WORDS))
_TOTALS = tuple(sorted(map(normalise, TOTAL_WORDS), key=len, reverse=True))
_SHEET_NAMES = {kind: frozenset(map(normalise, names)) for kind, names in SHEET_NAMES.items()}


class RowKind(StrEnum):
    """What a row under the headings is."""

    DATA = "data"
    EMPTY = "empty"
    HELP = "help"
    HEADING = "heading"
    TOTAL = "total"
    LONE_TEXT = "lone_text"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `meaning` None: nobody knows what it holds, it is not read."""

    index: int
    heading: Heading
    meaning: Meaning | None

    @property
    def name(self) -> str:
        """The column as reports name it: "D / Part de la Région › 2022"."""
        return f"{column_letter(self.index)} / {self.heading.path}"


@dataclass(frozen=True, slots=True)
class Table:
    """A table found in a sheet; rows count from 0 as in the sheet."""

    kind: TableKind
    sheet: Sheet
    first_heading_row: int
    last_heading_row: int
    columns: tuple[Column, ...]

    @property
    def is_mostly_understood(self) -> bool:
        """Tell whether at least half of the columns have a meaning."""
        return sum(1 for one in self.columns if one.meaning) * 2 >= len(self.columns)

    def columns_of(self, field: Field) -> tuple[Column, ...]:
        """Give the columns that hold a field, one per language or year."""
        return tuple(one for one in self.columns if one.meaning and one.meaning.field is field)

    def column_of(self, field: Field) -> Column | None:
        """Give the column that holds a field."""
        return next(iter(self.columns_of(field)), None)

    def text_above(self) -> str:
        """Give the words above the headings, where titles and units stand."""
        rows = self.sheet.rows[: self.first_heading_row]
        return " ".join(cell.text for row in rows for cell in row if not cell.is_empty)

    def data_rows(self) -> Iterator[int]:
        """Give the rows that hold data, neither empty, nor help, headings, sums or notes."""
        for row in range(self.last_heading_row + 1, len(self.sheet.rows)):
            if self._kind_of_row(row) is RowKind.DATA:
                yield row

    def _kind_of_row(self, row: int) -> RowKind:
        filled = [cell for cell in self.sheet.rows[row] if not cell.is_empty]
        if not filled:
            return RowKind.EMPTY
        if row == self.last_heading_row + 1 and _is_help(filled):
            return RowKind.HELP
        if self._repeats_headings(filled):
            return RowKind.HEADING
        if _is_total(normalise(filled[0].text)) and not self._has_code(row):
            return RowKind.TOTAL
        return RowKind.LONE_TEXT if len(filled) == 1 and len(self.columns) > 1 else RowKind.DATA

    def _repeats_headings(self, filled: Sequence[Cell]) -> bool:
        """Tell a row that says the headings again, as at the top of a printed page."""
        for row in range(self.first_heading_row, self.last_heading_row + 1):
            headings = [cell.text for cell in self.sheet.rows[row] if not cell.is_empty]
            if len(headings) > 1 and headings == [cell.text for cell in filled]:
                return True
        return False

    def _has_code(self, row: int) -> bool:
        column = self.column_of(Field.CODE) or self.column_of(Field.PROJECT)
        text = self.sheet.cell(row, column.index).text if column else ""
        return any(char.isdigit() for char in text) and not _is_total(normalise(text))


def _is_help(filled: Sequence[Cell]) -> bool:
    """Tell a row of instructions: half of its texts say how to fill the column."""
    n_helping = sum(
        any(f" {words} " in f" {normalise(cell.text)} " for words in _HELP)
        for cell in filled
        if isinstance(cell.value, str)
    )
    return n_helping * 2 >= len(filled)


def _is_total(key: str) -> bool:
    return any(key == words or key.startswith(f"{words} ") for words in _TOTALS)


def find_tables(sheets: Sequence[Sheet], settled: Settled | None = None) -> tuple[Table, ...]:
    """Give the table of each visible sheet that has one; other sheets are not data."""
    found = (find_table(sheet, settled) for sheet in sheets if not sheet.is_hidden)
    return tuple(table for table in found if table is not None)


def find_table(sheet: Sheet, settled: Settled | None = None) -> Table | None:
    """Give the table of a sheet: the row whose cells read best as the headings of some kind.

    Shape: None when no row among the first does.
    """
    best: tuple[int, Table] | None = None
    for row in range(min(len(sheet.rows), MOST_ROWS_ABOVE)):
        if sum(1 for cell in sheet.rows[row] if not cell.is_empty) < 2:
            continue
        for scored in _readings(sheet, row, settled or {}):
            if best is None or scored[0] > best[0]:
                best = scored
        if best and best[1].is_mostly_understood:
            break
    return best[1] if best else None


def _readings(sheet: Sheet, row: int, settled: Settled) -> Iterator[tuple[int, Table]]:
    """Read a row as the headings of each kind of table it can be."""
    last = _last_heading_row(sheet, row)
    headings = _headings(sheet, row, last)
    for kind in WORDS:
        meaning = assign(headings, kind, settled.get(kind))
        known = {one.field for one in meaning.values()}
        if all(known & needed for needed in NEEDS[kind]):
            columns = tuple(
                Column(index, heading, meaning.get(index))
                for index, heading in enumerate(headings)
                if not heading.is_empty
            )
            table = Table(kind, sheet, row, last, columns)
            is_named = normalise(sheet.name) in _SHEET_NAMES[kind]
            yield sum(one.score for one in meaning.values()) + 2000 * is_named, table


def _last_heading_row(sheet: Sheet, row: int) -> int:
    """Give the lower row of a two-level heading: cells merged over columns have more below."""
    spans = [span for span in sheet.merged if span.top <= row <= span.bottom]
    is_wide = any(span.right > span.left and span.top == span.bottom == row for span in spans)
    fills_row = any(span.right - span.left + 1 >= sheet.width for span in spans)
    return row + 1 if is_wide and not fills_row and row + 1 < len(sheet.rows) else row


def _headings(sheet: Sheet, first: int, last: int) -> list[Heading]:
    texts = {row: _with_merged(sheet, row, last) for row in range(first, last + 1)}
    width = max(len(cells) for cells in texts.values())
    return [
        read_heading(
            list(dict.fromkeys(cells[column] for cells in texts.values() if column < len(cells)))
        )
        for column in range(width)
    ]


def _with_merged(sheet: Sheet, row: int, last: int) -> list[str]:
    """Give the texts of a heading row; a cell merged over columns speaks for all of them."""
    texts = [cell.text for cell in sheet.rows[row]] + [""] * (sheet.width - len(sheet.rows[row]))
    for span in sheet.merged:
        if span.top == row and span.right > span.left and row < last:
            texts[span.left : span.right + 1] = [texts[span.left]] * (span.right - span.left + 1)
    return texts
