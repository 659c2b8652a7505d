"""Sums in a table of agreements: never imported, always compared."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from athar.intake.agreements.rows import SignedAgreement
from athar.intake.agreements.split import Split
from athar.intake.cells.figures import read_money
from athar.intake.enums import ProblemCode
from athar.intake.tables.reading import TableReader
from athar.intake.tables.sums import in_unit
from athar.intake.tables.table import Column
from athar.intake.vocabulary.fields import TOTAL_WORDS, Field
from athar.kernel.text import normalise

_TOTALS = tuple(map(normalise, TOTAL_WORDS))


def check_totals(agreements: Sequence[SignedAgreement]) -> None:
    """Compare the total of each row with what its partners add up to, where all are known."""
    for stated in (row for agreement in agreements for row in agreement.rows):
        is_known = stated.shares and None not in stated.shares.values()
        if is_known and stated.total is not None and stated.total != stated.sum:
            column = stated.row.column(Field.TOTAL)
            unit = _unit(stated.row.reader, column)
            stated.row.note(ProblemCode.SHARES_DIFFER, column, detail=in_unit(stated.sum, unit))


def check_sums(reader: TableReader, split: Split | None) -> frozenset[int]:
    """Compare the sums between rows of partners with the rows above each, since the sum before.

    Shape: the rows of sums that agree.
    """
    agreed = set()
    totals = [one.row for one in reader.table.layout.totals]
    for above, row in pairwise((reader.table.last_heading_row, *totals)):
        rows = [one for one in reader.rows if above < one < row]
        for column in split.amounts if split and rows else ():
            stated, *amounts = (_money(reader, column, one) for one in (row, *rows))
            found = sum((one for one in amounts if one is not None), Decimal(0))
            if stated == found:
                agreed.add(row)
            elif stated is not None and row < max(reader.rows):
                detail = in_unit(found, _unit(reader, column))
                reader.row(row).note(ProblemCode.TOTAL_DIFFERS, column, detail=detail)
    return frozenset(agreed)


def _money(reader: TableReader, column: Column, row: int) -> Decimal | None:
    cell = reader.table.sheet.cell(row, column.index)
    mark = reader.marks.get(column.index)
    return read_money(cell, unit=_unit(reader, column), mark=mark).value


def check_grand_total(
    reader: TableReader, agreements: Sequence[SignedAgreement], split: Split | None
) -> None:
    """Compare a row of sums under the table with the rows above: as amended, as signed, or all."""
    agreed = check_sums(reader, split)
    of_rows = split.amounts if split and len(split.amounts) == 1 else ()
    column = next(iter(of_rows), None) or reader.table.column_of(Field.TOTAL)
    sheet = reader.table.sheet
    if column is None or not agreements:
        return
    in_force = sum((one.in_force.sum for one in agreements), Decimal(0))
    signed = sum((one.signed.sum for one in agreements), Decimal(0))
    every = sum((row.sum for one in agreements for row in one.rows), Decimal(0))
    unit = _unit(reader, column)
    for number in range(max(reader.rows) + 1, len(sheet.rows)):
        first = next((cell.text for cell in sheet.rows[number] if not cell.is_empty), "")
        stated = _money(reader, column, number)
        is_sum = any(normalise(first).startswith(words) for words in _TOTALS)
        is_agreed = number in agreed or stated in {None, in_force, signed, every}
        if is_sum and not is_agreed:
            reader.row(number).note(
                ProblemCode.TOTAL_DIFFERS, column, detail=in_unit(in_force, unit)
            )


def _unit(reader: TableReader, column: Column | None) -> Decimal:
    return (column and column.meaning and column.meaning.unit) or reader.unit
