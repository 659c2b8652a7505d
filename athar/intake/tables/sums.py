"""Rows of sums: never taken as projects, compared with the rows they sum."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from athar.intake.cells.figures import read_money, read_number
from athar.intake.enums import ProblemCode
from athar.intake.tables.layout import Total
from athar.intake.tables.reading import TableReader
from athar.intake.tables.sections import Section
from athar.intake.tables.table import Column
from athar.intake.vocabulary.fields import MONEY, Field
from athar.intake.vocabulary.keys import normalise

_ONE = Decimal(1)
_HALF_HUNDREDTH = Decimal("0.005")
_MOST_TERMS = 20
_FEW_UNITS = Decimal(100_000)
"""No project of a public plan is so cheap: smaller amounts are thousands or millions."""

_COUNTED = frozenset({Field.SUB_PROJECTS})


def is_close(one: Decimal, other: Decimal, *, unit: Decimal, n_terms: int) -> bool:
    """Tell whether two sums are the same but for the rounding of their terms to hundredths.

    Units: whole currency units; in single dirhams nothing was rounded.
    """
    allowed = unit * _HALF_HUNDREDTH * min(n_terms, _MOST_TERMS) if unit > _ONE else Decimal(0)
    return abs(one - other) <= allowed


def in_unit(amount: Decimal, unit: Decimal) -> str:
    """Write an amount in the unit of its column, to be compared with what stands there."""
    return f"{(amount / unit).quantize(Decimal('0.01')).normalize():f}"


@dataclass(frozen=True, slots=True)
class ColumnSum:
    """A column of numbers: what it adds up to, and the sum that the table itself prints."""

    column: Column
    sheet: str
    n_numbers: int
    total: Decimal
    printed: Decimal | None
    holds: str
    format: str
    unit: Decimal | None


@dataclass(frozen=True)
class Sums:
    """The columns of numbers of one table, and the rows that sum them."""

    reader: TableReader

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns that hold numbers to be added up."""
        return tuple(one for one in self.reader.table.columns if self._adds_up(one))

    def _adds_up(self, column: Column) -> bool:
        if column.meaning is None:
            return column.profile.is_of_numbers and column.profile.n_numbers > 1
        if column.meaning.field is Field.AMOUNT and self.reader.table.column_of(Field.YEAR):
            return False  # the cost stands again in the row of each year
        return column.meaning.field in MONEY | _COUNTED

    def number(self, column: Column, row: int) -> Decimal | None:
        """Give the number in a cell, in whole currency units where it is money."""
        cell = self.reader.table.sheet.cell(row, column.index)
        mark = self.reader.formats.marks.get(column.index)
        if column.meaning and column.meaning.field in MONEY:
            unit = self.reader.formats.unit_of(column)
            return read_money(cell, unit=unit, mark=mark).value
        return read_number(cell, mark).value

    @cached_property
    def numbers(self) -> Mapping[int, Mapping[int, Decimal]]:
        """The numbers of each column, by row."""
        return {
            column.index: {
                row: number
                for row in self.reader.rows
                if (number := self.number(column, row)) is not None
            }
            for column in self.columns
        }

    def described(self) -> tuple[ColumnSum, ...]:
        """Give each column with its sum and the one printed in the last row of sums."""
        totals = [one for one in self.reader.table.layout.totals if not one.is_of_rows_below]
        last = totals[-1] if totals else None
        described = (self._described(column, last) for column in self.columns)
        return tuple(one for one in described if one.n_numbers)

    def ask_for_unit(self) -> None:
        """Ask in which unit the amounts are, when nothing tells and they are few single units."""
        money = [one for one in self.columns if one.meaning and one.meaning.field in MONEY]
        amounts = [abs(each) for one in money for each in self.numbers[one.index].values()]
        if amounts and max(amounts) < _FEW_UNITS and self.reader.formats.stated_unit is None:
            self.reader.problems.add(
                ProblemCode.UNIT_NOT_STATED,
                sheet=self.reader.table.sheet.name,
                row=self.reader.table.last_heading_row + 1,
                column=money[0].name,
                value=money[0].heading.path,
            )

    def _described(self, column: Column, last: Total | None) -> ColumnSum:
        is_grand = last is not None and not self._is_partial(last)
        found = self.numbers[column.index]
        is_money = column.meaning is not None and column.meaning.field in MONEY
        return ColumnSum(
            column=column,
            sheet=self.reader.table.sheet.name,
            n_numbers=len(found),
            total=sum(found.values(), Decimal(0)),
            printed=self.number(column, last.row) if last and is_grand else None,
            holds=str(column.meaning.field) if column.meaning else "",
            format=self.reader.formats.described(column),
            unit=self.reader.formats.unit_of(column) if is_money else None,
        )

    def _is_partial(self, total: Total) -> bool:
        rows = self._rows_of(total)
        return len(rows) < len([row for row in self.reader.rows if row < total.row])

    def compare(self) -> None:
        """Note each printed sum that is not the sum of its rows."""
        for total in self.reader.table.layout.totals:
            rows = self._rows_of(total)
            for column in self.columns:
                self._compare(total, column, rows)

    def _compare(self, total: Total, column: Column, rows: Sequence[int]) -> None:
        printed = self.number(column, total.row)
        numbers = self.numbers[column.index]
        terms = [numbers[row] for row in rows if row in numbers]
        if printed is None or not terms:
            return
        found = sum(terms, Decimal(0))
        unit = self.reader.formats.unit_of(column) if column.meaning else _ONE
        if is_close(printed, found, unit=unit, n_terms=len(terms)):
            return
        n_unread = sum(1 for row in rows if row not in numbers)
        self.reader.problems.add(
            ProblemCode.TOTAL_DIFFERS if not n_unread else ProblemCode.TOTAL_DIFFERS_UNREAD,
            sheet=self.reader.table.sheet.name,
            row=total.row + 1,
            column=column.name,
            value=self.reader.table.sheet.cell(total.row, column.index).text.strip(),
            detail=in_unit(found, unit),
        )

    def _rows_of(self, total: Total) -> Sequence[int]:
        """Give the rows that a row of sums is meant to add up.

        By the section it names, else the one of all stretches above it that its figures fit,
        else the stretch whose sums come closest.
        """
        if total.is_of_rows_below:
            return self._in_section(total.sections[-1])
        if (named := self._named(total)) is not None:
            return self._in_section(named)
        stretches = list(self._stretches(total))
        fitting = (rows for rows in stretches if rows and self._fits(total, rows))
        return next(fitting, None) or min(stretches, key=lambda rows: self._distance(total, rows))

    def _distance(self, total: Total, rows: Sequence[int]) -> Decimal:
        """Give how far the printed sums are from those of some rows, as a part of them."""
        far = Decimal(0)
        for column in self.columns:
            printed = self.number(column, total.row)
            numbers = self.numbers[column.index]
            found = sum((numbers[row] for row in rows if row in numbers), Decimal(0))
            if printed:
                far += abs(printed - found) / abs(printed)
        return far

    def _stretches(self, total: Total) -> Iterable[list[int]]:
        """Give what a row of sums may add up: since the last sum, by open section, everything."""
        rows = [row for row in self.reader.rows if row < total.row]
        before = [
            one.row
            for one in self.reader.table.layout.totals
            if one.row < total.row and not one.is_of_rows_below
        ]
        yield [row for row in rows if not before or row > before[-1]]
        for section in reversed(total.sections):
            yield self._in_section(section)
        yield rows

    def _named(self, total: Total) -> Section | None:
        """Give the open section whose code or title the label of a row of sums says."""
        key = f" {normalise(total.label)} "
        for section in reversed(total.sections):
            names = {normalise(one) for one in (section.code, section.title, section.text)}
            if any(name and f" {name} " in key for name in names):
                return section
        return None

    def _in_section(self, section: Section) -> list[int]:
        return self.rows_by_section.get(section, [])

    @cached_property
    def rows_by_section(self) -> Mapping[Section, list[int]]:
        """The rows that stand in each section."""
        found: dict[Section, list[int]] = {}
        for row in self.reader.rows:
            for section in self.reader.table.layout.sections_of(row):
                found.setdefault(section, []).append(row)
        return found

    def _fits(self, total: Total, rows: Sequence[int]) -> bool:
        """Tell whether most of the printed sums are those of some rows."""
        agreed = told = 0
        for column in self.columns:
            printed = self.number(column, total.row)
            terms = [
                self.numbers[column.index][row] for row in rows if row in self.numbers[column.index]
            ]
            if printed is not None and terms:
                told += 1
                unit = self.reader.formats.unit_of(column) if column.meaning else _ONE
                found = sum(terms, Decimal(0))
                agreed += is_close(printed, found, unit=unit, n_terms=len(terms))
        return agreed * 2 > told
