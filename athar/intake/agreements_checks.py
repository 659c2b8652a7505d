"""Sums in a table of agreements: never imported, always compared."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from athar.intake.agreements_rows import SignedAgreement
from athar.intake.cells.figures import read_money
from athar.intake.enums import ProblemCode
from athar.intake.reading import TableReader
from athar.intake.sums import in_unit
from athar.intake.tables import Column
from athar.intake.vocabulary import TOTAL_WORDS, Field
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


def check_grand_total(reader: TableReader, agreements: Sequence[SignedAgreement]) -> None:
    """Compare a row of sums under the table with the rows above: as amended, as signed, or all."""
    column = reader.table.column_of(Field.TOTAL)
    sheet = reader.table.sheet
    if column is None or not agreements:
        return
    in_force = sum((one.in_force.sum for one in agreements), Decimal(0))
    signed = sum((one.signed.sum for one in agreements), Decimal(0))
    every = sum((row.sum for one in agreements for row in one.rows), Decimal(0))
    unit = _unit(reader, column)
    for number in range(max(reader.rows) + 1, len(sheet.rows)):
        first = next((cell.text for cell in sheet.rows[number] if not cell.is_empty), "")
        cell = sheet.cell(number, column.index)
        stated = read_money(cell, unit=unit, mark=reader.marks.get(column.index)).value
        is_sum = any(normalise(first).startswith(words) for words in _TOTALS)
        if is_sum and stated is not None and stated not in {in_force, signed, every}:
            reader.row(number).note(
                ProblemCode.TOTAL_DIFFERS, column, detail=in_unit(in_force, unit)
            )


def _unit(reader: TableReader, column: Column | None) -> Decimal:
    return (column and column.meaning and column.meaning.unit) or reader.unit
