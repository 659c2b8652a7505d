"""Checks across the cells of a row and across rows: what is contradictory, doubtful or doubled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from athar.intake.enums import ProblemCode
from athar.intake.projects.rows import ProjectRow
from athar.intake.projects.shares import FundingRow
from athar.intake.vocabulary.fields import Field
from athar.intake.vocabulary.payers import Payer
from athar.kernel.periods import DatedOn


def check_project(row: ProjectRow) -> None:
    """Note what contradicts itself in one project."""
    _check_order(row, Field.PLANNED_END, row.planned_start, row.planned_end)
    _check_order(row, Field.ACTUAL_END, row.actual_start, row.actual_end)
    if row.physical == 100 and row.actual_end is None:
        column = row.row.column(Field.ACTUAL_END) or row.row.column(Field.PHYSICAL)
        row.row.note(ProblemCode.COMPLETE_WITHOUT_END, column, value="")


def _check_order(row: ProjectRow, field: Field, start: DatedOn | None, end: DatedOn | None) -> None:
    if start is not None and end is not None and end.on < start.on:
        row.row.note(
            ProblemCode.ENDS_BEFORE_START,
            row.row.column(field),
            detail=start.on.isoformat(),
        )


def check_funding(row: ProjectRow, shares: Sequence[FundingRow]) -> None:
    """Compare the shares of a project with its cost, and its years with its funders."""
    by_funder = _total(one.amount for one in shares if _is_funded(one, shares))
    is_split_by_year = any(one.year and not one.funder for one in shares)
    by_year = _total(one.amount for one in shares if one.year) if is_split_by_year else None
    if by_funder is not None and row.amount is not None and by_funder != row.amount:
        row.row.note(
            ProblemCode.FUNDING_DIFFERS,
            row.row.column(Field.AMOUNT),
            value=f"{row.amount:f}",
            detail=f"{by_funder:f}",
        )
    if by_funder is not None and by_year is not None and by_funder != by_year:
        row.row.note(
            ProblemCode.YEARS_DIFFER,
            row.row.column(Field.FUNDING_YEAR),
            value=f"{by_funder:f}",
            detail=f"{by_year:f}",
        )


def _is_funded(share: FundingRow, shares: Sequence[FundingRow]) -> bool:
    """Tell a share that counts towards who pays; partners by year do where nobody names them."""
    if share.funder or share.year is None:
        return True
    meaning = share.column.meaning if share.column else None
    is_of_partners = meaning is not None and meaning.funder == Payer.PARTNERS
    return is_of_partners and all(one.funder in {"", Payer.REGION} for one in shares)


def _total(amounts: Iterable[Decimal]) -> Decimal | None:
    """Give the sum, None when there is nothing to add."""
    given = list(amounts)
    return sum(given, Decimal(0)) if given else None


def without_repeated_codes(rows: Sequence[ProjectRow]) -> list[ProjectRow]:
    """Give the first row of each code; the others are noted."""
    first: dict[str, int] = {}
    kept = []
    for row in rows:
        if row.code and row.code in first:
            row.row.note(
                ProblemCode.CODE_REPEATED,
                row.row.column(Field.CODE),
                value=row.code,
                detail=str(first[row.code]),
            )
            continue
        first.setdefault(row.code, row.row.sheet_row)
        kept.append(row)
    return kept
