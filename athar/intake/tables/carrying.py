"""Places written once for the rows below them, without merged cells: when the column proves it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from athar.intake.readers.sheet import Cell
from athar.intake.tables.table import Column, Table
from athar.intake.vocabulary.fields import Field
from athar.intake.vocabulary.keys import normalise

_LEAST_BLOCKS = 2


def carried_down(
    table: Table, rows: Sequence[int], merged: frozenset[int]
) -> Mapping[int, Mapping[int, Cell]]:
    """Give the cells that speak for empty ones below them: by column, then by row.

    A column is proved to be written so when each stretch of rows begins with a place, no place
    is written again within its stretch, and more rows are left empty than hold one. Communes are
    carried within the rows of one province. `merged` are columns of which cells are merged over
    rows: there an empty cell is empty.
    """
    found: dict[int, Mapping[int, Cell]] = {}
    stretches = list(_stretches(table, rows))
    for column in (*table.columns_of(Field.PROVINCES), *table.columns_of(Field.PLACES)):
        may_carry = column.index not in merged and _holds_provinces(table, rows, column)
        if may_carry and (carried := _carried(table, stretches, column)):
            found[column.index] = carried
            inner = [block for one in stretches for block in _blocks(table, one, column)]
            for communes in table.columns_of(Field.COMMUNES):
                if communes.index not in merged:
                    found[communes.index] = _carried(table, inner, communes)
    return {index: carried for index, carried in found.items() if carried}


def _holds_provinces(table: Table, rows: Sequence[int], column: Column) -> bool:
    """Tell a column of provinces; one of places of any level must hold nothing else."""
    if column.meaning is not None and column.meaning.field is Field.PROVINCES:
        return True
    cells = (table.sheet.cell(row, column.index) for row in rows)
    return all(table.is_place(" ".join(cell.text.split())) for cell in cells if not cell.is_empty)


def _stretches(table: Table, rows: Sequence[int]) -> Iterator[list[int]]:
    """Give the rows that follow one another without a sum or another section between them."""
    totals = sorted(one.row for one in table.layout.totals)
    stretch: list[int] = []
    for row in rows:
        if stretch:
            is_summed = any(stretch[-1] < total < row for total in totals)
            sections = table.layout.sections_of
            if is_summed or sections(stretch[-1]) != sections(row):
                yield stretch
                stretch = []
        stretch.append(row)
    if stretch:
        yield stretch


def _blocks(table: Table, rows: Sequence[int], column: Column) -> Iterator[list[int]]:
    """Give the rows of a stretch in blocks, each beginning where the column is filled."""
    block: list[int] = []
    for row in rows:
        if block and not table.sheet.cell(row, column.index).is_empty:
            yield block
            block = []
        block.append(row)
    if block:
        yield block


def _carried(
    table: Table, stretches: Sequence[Sequence[int]], column: Column
) -> Mapping[int, Cell]:
    """Give the cell that speaks for each empty one, none when the column does not prove it."""
    carried: dict[int, Cell] = {}
    n_blocks = n_filled = 0
    for rows in stretches:
        cells = {row: table.sheet.cell(row, column.index) for row in rows}
        filled = [row for row, cell in cells.items() if not cell.is_empty]
        if not filled:
            continue
        names = [normalise(cells[row].text) for row in filled]
        if filled[0] != rows[0] or len(set(names)) < len(names):
            return {}
        n_filled += len(filled)
        for block in _blocks(table, rows, column):
            n_blocks += len(block) > 1
            carried |= dict.fromkeys(block[1:], cells[block[0]])
    is_proved = n_blocks >= _LEAST_BLOCKS and n_blocks * 2 >= n_filled <= len(carried)
    return carried if is_proved else {}
