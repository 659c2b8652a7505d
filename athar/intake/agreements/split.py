"""Agreements with a row for each partner, or with all partners in one cell: who pays what where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from athar.intake.cells.figures import read_money
from athar.intake.cells.reading import Reading, why_nothing
from athar.intake.cells.texts import read_list, read_shares
from athar.intake.readers.sheet import Cell
from athar.intake.tables.headings import Meaning
from athar.intake.tables.reading import RowReader, TableReader
from athar.intake.tables.table import Column
from athar.intake.vocabulary.agreements import NOT_MONEY, SHARE_HEADINGS
from athar.intake.vocabulary.fields import Field
from athar.intake.vocabulary.keys import normalise
from athar.intake.vocabulary.payers import is_sum

_NOT_MONEY = frozenset(map(normalise, NOT_MONEY))
_SHARES = frozenset(map(normalise, SHARE_HEADINGS))
_WHOLE = frozenset(map(normalise, ("global", "globale", "total", "totale", "coût", "الإجمالي",
                                   "الإجمالية", "الكلفة", "المجموع", "overall")))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Split:
    """Where a row names who pays, and where the amounts stand: none when in the same cell."""

    payer: Column
    amounts: tuple[Column, ...] = ()
    adds_up: bool = False

    def shares(self, row: RowReader) -> Iterator[tuple[str, Reading[Decimal], Column]]:
        """Give who pays what by a row, and the column of the amount."""
        text = row.text(Field.ORGANISATION)
        if not self.amounts:
            unit = row.reader.formats.unit_of(self.payer)
            mark = row.reader.marks.get(self.payer.index)
            for share in read_shares(text):
                cell = Cell(share.amount, share.amount or None)
                yield share.name, read_money(cell, unit=unit, mark=mark), self.payer
        elif text:
            for column in self.amounts:
                yield " ".join(text.split()), row.money_in(column), column


def with_split(reader: TableReader, *, has_columns: bool) -> tuple[TableReader, Split | None]:
    """Find out whether partners stand in rows or in one cell, and read the columns accordingly.

    A column that only lists the partners beside their own columns (`has_columns`) is not read.
    """
    payer = reader.table.column_of(Field.ORGANISATION)
    if payer is None:
        return reader, None
    split = None if has_columns else _in_cells(reader, payer) or _in_rows(reader, payer)
    if split is None:
        return _with_meanings(reader, {payer.index: None}), None
    meanings: dict[int, Meaning | None] = {
        one.index: Meaning(Field.SHARE, unit=one.heading.unit) for one in split.amounts
    }
    changed = _with_meanings(reader, meanings)
    columns = {one.index: one for one in changed.table.columns}
    amounts = tuple(columns[one.index] for one in split.amounts)
    return changed, replace(split, amounts=amounts)


def _with_meanings(reader: TableReader, meanings: dict[int, Meaning | None]) -> TableReader:
    columns = tuple(
        replace(one, meaning=meanings.get(one.index, one.meaning)) for one in reader.table.columns
    )
    return replace(reader, table=replace(reader.table, columns=columns))


def _in_cells(reader: TableReader, payer: Column) -> Split | None:
    """Tell a column of "name: amount | name: amount"."""
    texts = [cell.text for cell in _cells(reader, payer) if not cell.is_empty]
    amounts = [[one.amount for one in read_shares(text)] for text in texts]
    return Split(payer) if sum(map(any, amounts)) * 2 > len(texts) else None


def _in_rows(reader: TableReader, payer: Column) -> Split | None:
    """Tell a column that names one partner in each row, with the amount beside it."""
    names = [cell.text for cell in _cells(reader, payer) if not cell.is_empty]
    groups = list(_groups(reader))
    repeats = any(len(rows) > 1 for rows in groups)
    is_single = all(len(read_list(name)) == 1 for name in names)
    if not names or not (repeats or is_single):
        return None
    money = [one for one in reader.table.columns if _may_be_money(one) and holds_money(reader, one)]
    years = tuple(one for one in money if not any(one.heading.keys))
    whole = [one for one in money if one not in years]
    named = [one for one in whole if _SHARES & set(one.heading.keys)]
    varying = [one for one in whole if not _is_total(reader, one, groups)]
    amounts = tuple((named or varying)[:1]) or years
    adds_up = reader.table.column_of(Field.YEAR) is not None or len(amounts) > 1
    return Split(payer, amounts, adds_up) if amounts else None


def _may_be_money(column: Column) -> bool:
    if column.meaning is None:
        return not column.is_left_out
    return column.meaning.field in {Field.TOTAL, Field.SHARE}


def _is_total(reader: TableReader, column: Column, groups: Sequence[Sequence[int]]) -> bool:
    """Tell a column of whole agreements: the same in all rows of each, or in the first alone."""
    texts = [[reader.table.sheet.cell(row, column.index).text.strip() for row in rows]
             for rows in groups if len(rows) > 1]  # fmt: skip
    is_constant = bool(texts) and all(set(one[1:]) <= {one[0], ""} for one in texts)
    is_first_alone = bool(texts) and all(not any(one[1:]) for one in texts)
    words = {word for key in column.heading.keys for word in key.split()}
    says_whole = bool(words & _WHOLE) or any(map(is_sum, column.heading.keys))
    return is_first_alone or (is_constant and says_whole)


def _groups(reader: TableReader) -> Iterator[list[int]]:
    """Give the rows of each agreement that stand together: the same number, or none below it."""
    column = reader.table.column_of(Field.NUMBER)
    group: list[int] = []
    texts = {
        row: reader.table.sheet.cell(row, column.index).text.strip() if column else ""
        for row in reader.rows
    }
    for before, row in pairwise((None, *reader.rows)):
        if row is None:
            continue
        if before is not None and texts[row] not in {"", texts[before]}:
            yield group
            group = []
        group.append(row)
        texts[row] = texts[row] or (texts[before] if before is not None else "")
    if group:
        yield group


def _cells(reader: TableReader, column: Column) -> Iterable[Cell]:
    cells = (reader.table.sheet.cell(row, column.index) for row in reader.rows)
    return [cell for cell in cells if why_nothing(cell) is None]


def holds_money(reader: TableReader, column: Column) -> bool:
    """Tell a column of amounts: numbers, not an order, not counts that its heading names."""
    cells = [reader.table.sheet.cell(row, column.index) for row in reader.rows]
    filled = [cell for cell in cells if not cell.is_empty]
    numbers = [cell.value for cell in filled if isinstance(cell.value, Decimal)]
    digits = sum(any(char.isdigit() for char in cell.text) for cell in filled)
    is_order = len(numbers) > 2 and all(after - before == 1 for before, after in pairwise(numbers))
    words = set(normalise(column.heading.path).split())
    return bool(filled) and digits * 2 > len(filled) and not is_order and not words & _NOT_MONEY
