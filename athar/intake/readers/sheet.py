"""What a reader gives: sheets of cells, each with text, typed value and number format."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

Value = str | Decimal | dt.date | bool | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: the text of it, what the file holds (None when empty), how it formats numbers."""

    text: str
    value: Value
    format: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.text.strip()

    @property
    def is_percent_formatted(self) -> bool:
        return "%" in self.format


EMPTY = Cell("", None)


@dataclass(frozen=True, slots=True)
class Span:
    """A merged area, both ends included, counted from 0 at the first cell of the sheet."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """A sheet, or the whole of a delimited file; row 0 of `rows` is row 1 of the sheet."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Span, ...] = ()
    is_hidden: bool = False
    since_1904: bool = False

    @cached_property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    def cell(self, row: int, column: int) -> Cell:
        """Give the cell, empty beyond the end of a short row."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else EMPTY


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A file that was read: its name, what identifies its bytes, its sheets."""

    name: str
    sha256: str
    size: int
    sheets: tuple[Sheet, ...]


def column_letter(index: int) -> str:
    """Give the letters of a column counted from 0, as spreadsheets show them."""
    letters = ""
    rest = index + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def column_index(letters: str) -> int:
    """Give the number of a column from its letters, counted from 0."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
