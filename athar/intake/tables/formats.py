"""How the columns of a table write numbers and dates, inferred from all of their cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from athar.intake.cells.dates import DateOrder, date_order
from athar.intake.cells.figures import PercentColumn, common_mark, decimal_mark, grouping_mark
from athar.intake.cells.texts import read_shares
from athar.intake.readers.sheet import Cell
from athar.intake.tables.table import Column, Table
from athar.intake.vocabulary.fields import DATES, MONEY, PERCENTS, VALUES, Field
from athar.intake.vocabulary.words import find_currency, find_unit
from athar.kernel.digits import DecimalMark
from athar.kernel.text import normalise

_ONE = Decimal(1)
_ARABIC_DECIMAL = "\u066b"


@dataclass(frozen=True)
class Formats:
    """The formats of the columns of one table; a column that does not tell follows the others."""

    table: Table
    rows: tuple[int, ...]

    def cells(self, column: Column) -> list[Cell]:
        """Give the cells of a column in the rows of data."""
        return [self.table.sheet.cell(row, column.index) for row in self.rows]

    @cached_property
    def unit(self) -> Decimal:
        """The unit of money of columns that name none: another column's, or that of the title."""
        return self.stated_unit or _ONE

    @cached_property
    def stated_unit(self) -> Decimal | None:
        """The unit of money that a column or the title states; None when nothing does."""
        named = (one.meaning.unit for one in self.table.columns if one.meaning)
        first = next((unit for unit in named if unit), None)
        return first or find_unit(normalise(self.table.text_above()))[0]

    @cached_property
    def currency(self) -> str:
        """The currency that headings or the title name; empty for that of the plan."""
        texts = [one.heading.path for one in self.table.columns]
        return find_currency(normalise(" ".join([*texts, self.table.text_above()])))

    def unit_of(self, column: Column) -> Decimal:
        """Give the unit of money of a column."""
        return (column.meaning and column.meaning.unit) or self.unit

    @cached_property
    def marks(self) -> Mapping[int, DecimalMark | None]:
        """The decimal mark of each column of numbers; of the table where a column does not tell."""
        texts = {one.index: self._number_texts(one) for one in self.table.columns}
        told = {index: decimal_mark(written) for index, written in texts.items() if written}
        common = common_mark(told.values())
        counts = {one.index for one in self.table.columns if self._counts_things(one)}
        return {
            index: mark or common or (grouping_mark(texts[index]) if index in counts else None)
            for index, mark in told.items()
        }

    def _counts_things(self, column: Column) -> bool:
        """Tell a column of whole things: single dirhams, or no money at all."""
        if column.meaning is None:
            return True
        is_single = column.meaning.field in MONEY and self.unit_of(column) == _ONE
        return is_single or column.meaning.field is Field.SUB_PROJECTS

    def _number_texts(self, column: Column) -> list[str]:
        meant = column.meaning.field if column.meaning else None
        if meant is Field.FUNDERS:
            texts = [cell.text for cell in self.cells(column) if isinstance(cell.value, str)]
            return [share.amount for text in texts for share in read_shares(text)]
        if meant in MONEY | PERCENTS | {Field.SUB_PROJECTS} or (
            meant is None and column.profile.is_of_numbers
        ):
            return [cell.text for cell in self.cells(column) if isinstance(cell.value, str)]
        return []

    @cached_property
    def marks_of_values(self) -> Mapping[int, DecimalMark | None]:
        """The decimal mark of each column of values of indicators."""
        columns = [one for kind in sorted(VALUES) for one in self.table.columns_of(kind)]
        texts = {
            one.index: [cell.text for cell in self.cells(one) if isinstance(cell.value, str)]
            for one in columns
        }
        return {index: decimal_mark(written) for index, written in texts.items()}

    @cached_property
    def percents(self) -> Mapping[int, PercentColumn]:
        """How each column of percentages writes them."""
        columns = (one for kind in PERCENTS for one in self.table.columns_of(kind))
        return {
            one.index: PercentColumn.of(self.cells(one), self.marks.get(one.index))
            for one in columns
        }

    @cached_property
    def dates(self) -> Mapping[int, DateOrder]:
        """Whether day or month comes first in each column of dates, as its cells prove it."""
        columns = [one for kind in sorted(DATES) for one in self.table.columns_of(kind)]
        told = {one.index: date_order(cell.text for cell in self.cells(one)) for one in columns}
        proved = {order for order in told.values() if order is not DateOrder.OPEN}
        common = proved.pop() if len(proved) == 1 else DateOrder.DAY_FIRST
        return {
            index: common if order is DateOrder.OPEN else order for index, order in told.items()
        }

    def described(self, column: Column) -> str:
        """Say how a column writes its numbers: the decimal mark, the mark between thousands."""
        texts = [cell.text for cell in self.cells(column) if isinstance(cell.value, str)]
        mark = self.marks.get(column.index)
        if not any(char.isdigit() for text in texts for char in text):
            return "numbers"
        between = _thousands_marks(texts, mark)
        decimals = f"decimal {_NAMED[mark]}" if mark else "no decimals"
        if any(_ARABIC_DECIMAL in text for text in texts):
            decimals = "decimal U+066B"
        return f"{decimals}, thousands {between}" if between else decimals


_NAMED: Mapping[str, str] = {
    " ": "space",
    "\u00a0": "U+00A0",
    "\u202f": "U+202F",
    "\u066c": "U+066C",
    "'": "apostrophe",
    "’": "apostrophe",
    ".": "point",
    ",": "comma",
}


def _thousands_marks(texts: list[str], mark: str | None) -> str:
    """Give the names of the marks that stand between digits besides the decimal mark."""
    found = {
        text[at]
        for text in texts
        for at in range(1, len(text) - 1)
        if text[at] in _NAMED and text[at - 1].isdigit() and text[at + 1].isdigit()
    }
    return " ".join(sorted({_NAMED[char] for char in found if char != mark}))
