"""Who pays how much of a project, and when: in one cell, in columns by body and year, in rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from athar.intake.cells.figures import read_money
from athar.intake.cells.texts import read_shares
from athar.intake.enums import ProblemCode
from athar.intake.readers.sheet import Cell
from athar.intake.tables.reading import RowReader
from athar.intake.tables.sums import in_unit, is_close
from athar.intake.tables.table import Column
from athar.intake.vocabulary.fields import Field
from athar.intake.vocabulary.keys import normalise
from athar.intake.vocabulary.payers import Payer, payer_of


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingRow:
    """One share as it is written: of a funder, of a year, or of both.

    `funder` is a `Payer` or the name of a body; `column` is where the share stands, when it has a
    column of its own.
    """

    row: RowReader = field(repr=False)
    project: str
    amount: Decimal
    funder: str = ""
    year: int | None = None
    column: Column | None = field(default=None, repr=False)


def shares_of(row: RowReader, code: str) -> Iterator[FundingRow]:
    """Read every share that a row of a project states, each once.

    The partners of the region are a funder only when nobody names them: their years are kept
    without a funder, and their sum is only compared.
    """
    named = list(_in_one_cell(row, code))
    by_year = list(_by_year(row, code))
    names_region = any(_is_region(one.funder) for one in named)
    yield from named
    yield from (_without_funder(one) if names_region else one for one in by_year)
    yield from _whole_shares(row, code, named, by_year)


def _is_region(name: str) -> bool:
    key = normalise(name)
    return payer_of(key) is Payer.REGION or key.startswith(("region ", "conseil regional ", "جهه "))


def _without_funder(one: FundingRow) -> FundingRow:
    if one.funder != Payer.REGION:
        return one
    return FundingRow(
        row=one.row, project=one.project, amount=one.amount, year=one.year, column=one.column
    )


def _in_one_cell(row: RowReader, code: str) -> Iterator[FundingRow]:
    """Read the funders named in one cell, each with its amount."""
    column = row.column(Field.FUNDERS)
    if column is None:
        return
    unit = row.reader.formats.unit_of(column)
    mark = row.reader.marks.get(column.index)
    for share in read_shares(row.text(Field.FUNDERS)):
        given = read_money(Cell(share.amount, share.amount or None), unit=unit, mark=mark)
        if given.value is None:
            fault = given.fault or ProblemCode.FUNDER_WITHOUT_AMOUNT
            row.note(fault, column, value=share.name if not share.amount else share.amount)
        else:
            yield FundingRow(row=row, project=code, amount=given.value, funder=share.name)


def _by_year(row: RowReader, code: str) -> Iterator[FundingRow]:
    """Read one column per year and payer; no share in a year and a share of 0 are the same."""
    for column in row.reader.table.columns_of(Field.FUNDING_YEAR):
        amount = row.money_in(column).value
        if amount and column.meaning:
            funder = column.meaning.funder
            yield FundingRow(
                row=row,
                project=code,
                amount=amount,
                year=column.meaning.year,
                funder="" if funder == Payer.PARTNERS else funder,
                column=column,
            )


def _whole_shares(
    row: RowReader, code: str, named: list[FundingRow], by_year: list[FundingRow]
) -> Iterator[FundingRow]:
    """Read the columns of whole shares; those that repeat what is split are compared."""
    split = _splits(named, by_year)
    for column in row.reader.table.columns_of(Field.SHARE):
        amount = row.money_in(column).value
        funder = column.meaning.funder if column.meaning else ""
        if funder in split:
            _compare(row, column, amount, split[funder])
        elif amount and not (funder == Payer.PARTNERS and (named or _has_years(row, funder))):
            named_body = "" if funder == Payer.PARTNERS else funder
            yield FundingRow(row=row, project=code, amount=amount, funder=named_body, column=column)


def _has_years(row: RowReader, funder: str) -> bool:
    columns = row.reader.table.columns_of(Field.FUNDING_YEAR)
    return any(one.meaning is not None and one.meaning.funder == funder for one in columns)


def _splits(named: list[FundingRow], by_year: list[FundingRow]) -> dict[str, Decimal]:
    """Give the sum of each payer whose share is split beside its whole."""
    split: defaultdict[str, Decimal] = defaultdict(Decimal)
    for one in by_year:
        meant = one.column.meaning.funder if one.column and one.column.meaning else one.funder
        if meant:
            split[meant] += one.amount
    region = sum((one.amount for one in named if _is_region(one.funder)), Decimal(0))
    if region and Payer.REGION not in split:
        split[Payer.REGION] = region
    return dict(split)


def _compare(row: RowReader, column: Column, amount: Decimal | None, found: Decimal) -> None:
    unit = row.reader.formats.unit_of(column)
    if amount is not None and not is_close(amount, found, unit=unit, n_terms=10):
        row.note(ProblemCode.SHARES_DIFFER, column, detail=in_unit(found, unit))


def share_of_row(row: RowReader, code: str) -> FundingRow | None:
    """Read the share that a row stands for: of a project in one year, or of one payer."""
    column = row.column(Field.YEAR_SHARE)
    year = row.whole_number(Field.YEAR)
    funder = row.text(Field.ORGANISATION)
    amount = row.money_in(column).value if column else None
    if amount is None or (year is None and not funder):
        return None
    return FundingRow(row=row, project=code, amount=amount, funder=funder, year=year, column=column)
