"""Finding the tables in a sheet: their headings, what their columns mean, which rows are data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from athar.intake.readers.sheet import Cell, Sheet, column_letter
from athar.intake.tables.companions import settled_together
from athar.intake.tables.headings import EXACT, Heading, Meaning, assign, best_score, read_heading
from athar.intake.tables.layout import Bounds, Layout, PlaceTeller, lay_out
from athar.intake.tables.profiles import LOOKED_AT, Profile
from athar.intake.tables.ticks import with_marked_statuses
from athar.intake.vocabulary.fields import NEEDS, SHEET_NAMES, WORDS, Field, TableKind
from athar.intake.vocabulary.words import find_unit
from athar.kernel.text import normalise

MOST_ROWS_ABOVE = 40
MOST_HEADING_ROWS = 3
LONGEST_HEADING = 80

Settled = Mapping[TableKind, Mapping[str, Meaning | None]]

_SHEET_NAMES = {kind: frozenset(map(normalise, names)) for kind, names in SHEET_NAMES.items()}


def no_place(_text: str) -> Field | None:
    """Know no place: for tables that are read without the register of places."""
    return None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `meaning` None: nobody knows what it holds, it is not read.

    `is_left_out` tells that a person said so.
    """

    index: int
    heading: Heading
    meaning: Meaning | None
    profile: Profile = field(default_factory=Profile)
    is_left_out: bool = False

    @property
    def name(self) -> str:
        """The column as reports name it: "D / Part de la Région › 2022"."""
        return f"{column_letter(self.index)} / {self.heading.path}"


@dataclass(frozen=True)
class Table:
    """A table found in a sheet; rows count from 0 as in the sheet, `end` is the row after it."""

    kind: TableKind
    sheet: Sheet
    first_heading_row: int
    last_heading_row: int
    columns: tuple[Column, ...]
    end: int
    is_place: PlaceTeller = no_place

    @property
    def is_mostly_understood(self) -> bool:
        """Tell whether at least half of the columns have a meaning."""
        return sum(1 for one in self.columns if one.meaning) * 2 >= len(self.columns)

    def columns_of(self, wanted: Field) -> tuple[Column, ...]:
        """Give the columns that hold a field, one per language, year or funder."""
        return self._by_field.get(wanted, ())

    def column_of(self, wanted: Field) -> Column | None:
        """Give the column that holds a field."""
        return next(iter(self.columns_of(wanted)), None)

    @cached_property
    def _by_field(self) -> Mapping[Field, tuple[Column, ...]]:
        found: dict[Field, tuple[Column, ...]] = {}
        for one in self.columns:
            if one.meaning:
                found[one.meaning.field] = (*found.get(one.meaning.field, ()), one)
        return found

    def text_above(self) -> str:
        """Give the words above the headings, where titles and units stand."""
        rows = self.sheet.rows[: self.first_heading_row]
        return " ".join(cell.text for row in rows for cell in row if not cell.is_empty)

    def title(self) -> str:
        """Give the first line of words above the headings."""
        for row in self.sheet.rows[: self.first_heading_row]:
            texts = [cell.text for cell in row if not cell.is_empty]
            if len(texts) == 1 and any(char.isalpha() for char in texts[0]):
                return texts[0]
        return ""

    @cached_property
    def layout(self) -> Layout:
        """What each row under the headings is."""
        code = self.column_of(Field.CODE) or self.column_of(Field.PROJECT)
        payer = self.column_of(Field.ORGANISATION)
        bounds = Bounds(
            sheet=self.sheet,
            first_heading_row=self.first_heading_row,
            last_heading_row=self.last_heading_row,
            end=self.end,
            n_columns=len(self.columns),
            code_column=code.index if code else None,
            payer_column=payer.index if payer else None,
            is_of_projects=self.kind is TableKind.PROJECTS,
        )
        return lay_out(bounds, self.is_place)

    def data_rows(self) -> Iterator[int]:
        """Give the rows that hold data, neither empty, nor help, headings, sums or notes."""
        yield from self.layout.data


def find_tables(
    sheets: Sequence[Sheet], settled: Settled | None = None, is_place: PlaceTeller = no_place
) -> tuple[Table, ...]:
    """Give the tables of the visible sheets; other sheets are not data.

    Shape: a table of projects that has no column of titles counts only when none has one, since
    sheets of figures by province stand beside the table they are made from.
    """
    found = [
        table
        for sheet in sheets
        if not sheet.is_hidden
        for table in _tables_of(sheet, settled, is_place)
    ]
    titled = [one for one in found if one.column_of(Field.TITLE)]
    if any(one.kind is TableKind.PROJECTS for one in titled):
        found = [one for one in found if one.kind is not TableKind.PROJECTS or one in titled]
    return tuple(found)


def _tables_of(sheet: Sheet, settled: Settled | None, is_place: PlaceTeller) -> Iterator[Table]:
    """Give the tables of a sheet from the top down; another one begins at other headings."""
    table = find_table(sheet, settled, is_place)
    while table is not None:
        following = _next_table(table, settled)
        end = following.first_heading_row if following else len(sheet.rows)
        yield replace(table, end=end)
        table = following


def _next_table(table: Table, settled: Settled | None) -> Table | None:
    sheet = table.sheet
    heads = heading_texts(sheet, table.first_heading_row)
    for row in range(table.last_heading_row + 2, len(sheet.rows)):
        if not may_be_headings(sheet, row) or heading_texts(sheet, row) == heads:
            continue
        best = max(
            _readings(sheet, row, settled or {}, table.is_place),
            key=lambda scored: scored[0],
            default=None,
        )
        if best is not None and best[1].is_mostly_understood:
            return best[1]
    return None


def heading_texts(sheet: Sheet, row: int) -> list[str]:
    return [" ".join(cell.text.split()) for cell in sheet.rows[row] if not cell.is_empty]


def may_be_headings(sheet: Sheet, row: int) -> bool:
    """Tell quickly a row of words among which several are known as headings."""
    texts = [cell for cell in sheet.rows[row] if not cell.is_empty]
    if len(texts) < 3 or any(_is_value(cell) for cell in texts):
        return False
    known = (best_score(cell.text) >= EXACT for cell in texts[:8])
    return sum(known) >= min(3, len(texts) - 1)


def _is_value(cell: Cell) -> bool:
    text = cell.text.strip()
    is_year = len(text) == 4 and text.isdigit()
    return (
        isinstance(cell.value, (Decimal, dt.date))
        or len(text) > LONGEST_HEADING
        or (text[:1].isdigit() and not is_year)
    )


def find_table(
    sheet: Sheet, settled: Settled | None = None, is_place: PlaceTeller = no_place
) -> Table | None:
    """Give the first table of a sheet: the row whose cells read best as headings of some kind.

    Shape: None when no row among the first does.
    """
    best: tuple[int, Table] | None = None
    for row in range(min(len(sheet.rows), MOST_ROWS_ABOVE)):
        if sum(1 for cell in sheet.rows[row] if not cell.is_empty) < 2:
            continue
        for scored in _readings(sheet, row, settled or {}, is_place):
            if best is None or scored[0] > best[0]:
                best = scored
        if best and best[1].is_mostly_understood:
            break
    return best[1] if best else None


def _readings(
    sheet: Sheet, row: int, settled: Settled, is_place: PlaceTeller
) -> Iterator[tuple[int, Table]]:
    """Read a row as the headings of each kind of table it can be."""
    last = last_heading_row(sheet, row)
    headings = headings_of(sheet, row, last)
    profiles = [
        Profile.of(sheet.cell(one, column) for one in _rows_looked_at(sheet, last))
        for column in range(len(headings))
    ]

    def texts(column: int) -> list[str]:
        return [sheet.cell(one, column).text.strip() for one in _rows_with_cells(sheet, last)]

    for kind in WORDS:
        said = said_of_columns(headings, settled.get(kind))
        meaning = assign(headings, kind, settled.get(kind), profiles)
        if kind is TableKind.PROJECTS:
            meaning = settled_together(meaning, headings, profiles, texts)
            meaning = with_marked_statuses(meaning, headings, texts, said)
        meaning = {n: one for n, one in meaning.items() if said.get(n, one) is not None}
        known = {one.field for one in meaning.values()}
        if all(known & needed for needed in NEEDS[kind]):
            columns = tuple(
                Column(
                    index,
                    heading,
                    meaning.get(index),
                    profiles[index],
                    is_left_out=index in said and said[index] is None,
                )
                for index, heading in enumerate(headings)
                if not heading.is_empty
            )
            table = Table(kind, sheet, row, last, columns, len(sheet.rows), is_place)
            is_named = normalise(sheet.name) in _SHEET_NAMES[kind]
            yield sum(one.score for one in meaning.values()) + 2000 * is_named, table


def said_of_columns(
    headings: Sequence[Heading], settled: Mapping[str, Meaning | None] | None
) -> dict[int, Meaning | None]:
    """Give what a person said of columns, None where one is to be left out."""
    keys = {column: normalise(heading.path) for column, heading in enumerate(headings)}
    return {column: settled[key] for column, key in keys.items() if settled and key in settled}


def _rows_looked_at(sheet: Sheet, last: int) -> range:
    return range(last + 1, min(len(sheet.rows), last + 1 + LOOKED_AT))


def _rows_with_cells(sheet: Sheet, last: int) -> Iterator[int]:
    """Give the rows looked at that hold more than one text."""
    for row in _rows_looked_at(sheet, last):
        if sum(not cell.is_empty for cell in sheet.rows[row]) > 1:
            yield row


def last_heading_row(sheet: Sheet, row: int) -> int:
    """Give the lowest row of headings in several levels: wide cells have more below them."""
    last = row
    while last < row + MOST_HEADING_ROWS - 1 and last + 1 < len(sheet.rows):
        goes_on = _is_merged_over_more(sheet, last) or _is_continued(sheet, last)
        if not (goes_on or _says_units(sheet, last + 1)):
            break
        last += 1
    return last


def _says_units(sheet: Sheet, row: int) -> bool:
    """Tell a row below the headings that says nothing but the units of its columns."""
    texts = [cell.text for cell in sheet.rows[row] if not cell.is_empty]
    found = [find_unit(normalise(text)) for text in texts]
    units = [unit for unit, rest in found if unit is not None and not rest]
    others = [text for text, (unit, _rest) in zip(texts, found, strict=True) if unit is None]
    return bool(units) and all(text.strip("()[] ") in {"%", "٪"} for text in others)


def _is_merged_over_more(sheet: Sheet, row: int) -> bool:
    spans = [span for span in sheet.merged if span.top <= row <= span.bottom]
    is_wide = any(span.right > span.left and span.bottom == row for span in spans)
    return is_wide and not any(span.right - span.left + 1 >= sheet.width for span in spans)


def _is_continued(sheet: Sheet, row: int) -> bool:
    """Tell without merged cells that headings go on: words or years below two or more gaps."""
    below = sheet.rows[row + 1]
    filled = [column for column, cell in enumerate(below) if not cell.is_empty]
    in_gaps = [column for column in filled if sheet.cell(row, column).is_empty]
    first = next((n for n, cell in enumerate(sheet.rows[row]) if not cell.is_empty), 0)
    if len(in_gaps) < 2 or in_gaps[0] < first:
        return False
    return not any(_is_value(below[column]) for column in filled) and any(
        _is_year(below[column]) or best_score(below[column].text) >= EXACT for column in in_gaps
    )


def _is_year(cell: Cell) -> bool:
    return len(cell.text.strip()) == 4 and cell.text.strip().isdigit()


def headings_of(sheet: Sheet, first: int, last: int) -> list[Heading]:
    texts = {row: _with_merged(sheet, row, last) for row in range(first, last + 1)}
    width = max(len(cells) for cells in texts.values())
    return [
        read_heading(
            list(dict.fromkeys(cells[column] for cells in texts.values() if column < len(cells)))
        )
        for column in range(width)
    ]


def _with_merged(sheet: Sheet, row: int, last: int) -> list[str]:
    """Give the texts of a heading row; a cell over several columns speaks for all of them."""
    texts = [cell.text for cell in sheet.rows[row]] + [""] * (sheet.width - len(sheet.rows[row]))
    if row == last:
        return texts
    merged = [span for span in sheet.merged if span.top == row and span.right > span.left]
    for span in merged:
        texts[span.left : span.right + 1] = [texts[span.left]] * (span.right - span.left + 1)
    if not any(span.top <= row <= span.bottom for span in sheet.merged):
        for column in range(1, len(texts)):
            is_below = not sheet.cell(row + 1, column).is_empty
            if not texts[column].strip() and is_below:
                texts[column] = texts[column - 1]
    return texts
