"""The columns of an indicator in the row of a project, or in a table of indicators."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from athar.indicators.enums import DirectionChoice
from athar.intake.cells.figures import read_number
from athar.intake.cells.reading import Reading, unknown
from athar.intake.cells.texts import language_of, short_code
from athar.intake.enums import ProblemCode
from athar.intake.projects.rows import ProjectRow
from athar.intake.readers.sheet import Cell
from athar.intake.tables.reading import RowReader, TableReader
from athar.intake.vocabulary.fields import VALUES, Field, TableKind
from athar.intake.vocabulary.keys import normalise
from athar.kernel.periods import Edge
from athar.kernel.quantity import EXACT
from athar.kernel.text import Translated

_LEAST = Decimal("0.0001")
"""Formulas of workbooks leave dust behind the decimals that anybody means."""
_MOST_DIGITS = 12

_DIRECTIONS = {
    **dict.fromkeys(("ascending", "croissant", "hausse", "تصاعدي"), DirectionChoice.ASCENDING),
    **dict.fromkeys(("descending", "decroissant", "baisse", "تنازلي"), DirectionChoice.DESCENDING),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputRow:
    """An indicator of a project as a row states it; what a file has no column for is empty.

    Shape: `numbers` by column: baseline, target, value; a column that is missing has none.
    """

    row: RowReader = field(repr=False)
    project: str
    title: Translated
    unit: str
    stated_direction: DirectionChoice | None
    numbers: Mapping[Field, Reading[Decimal]]
    value_on: dt.date | None

    def number(self, one: Field) -> Decimal | None:
        """Give what stands in a column of numbers, None when it is unknown."""
        return self.numbers[one].value if one in self.numbers else None

    @property
    def unit_words(self) -> Translated:
        """Give the unit as it is written, in the language of its letters."""
        return Translated({language_of(self.unit): self.unit} if self.unit else {})

    @property
    def direction(self) -> DirectionChoice | None:
        """Give the direction that is stated, or that leads from the baseline to the target."""
        start, end = self.number(Field.BASELINE), self.number(Field.TARGET)
        if self.stated_direction or start is None or end is None:
            return self.stated_direction
        return DirectionChoice.DESCENDING if end < start else DirectionChoice.ASCENDING


def outputs_of(rows: Iterable[ProjectRow]) -> Iterator[OutputRow]:
    """Read the columns of an indicator in the rows of projects; a row that names none has none."""
    for one in rows:
        if title := one.row.texts(Field.INDICATOR):
            yield _output(one.row, one.code, title)


def outputs_in(readers: Iterable[TableReader]) -> Iterator[OutputRow]:
    """Read the tables that hold one indicator per row."""
    for reader in readers:
        if reader.table.kind is TableKind.INDICATORS:
            for number in reader.rows:
                row = reader.row(number)
                title, project = row.texts(Field.TITLE), short_code(row.code(Field.PROJECT))
                if title and project:
                    yield _output(row, project, title)


def value_of(row: RowReader) -> Reading[Decimal]:
    """Read the value of the indicator in a row of a return."""
    return _number(row, Field.VALUE)


def _output(row: RowReader, project: str, title: Translated) -> OutputRow:
    dated = row.date(Field.VALUE_DATE, Edge.END).value
    return OutputRow(
        row=row,
        project=project,
        title=title,
        # a sign of percent has no letters, so that it would be read as nothing
        unit=" ".join(row.cell(row.column(Field.UNIT)).text.split()),
        stated_direction=_DIRECTIONS.get(normalise(row.text(Field.DIRECTION))),
        numbers={one: _number(row, one) for one in sorted(VALUES) if row.column(one)},
        value_on=dated.on if dated else None,
    )


def _number(row: RowReader, one: Field) -> Reading[Decimal]:
    column = row.column(one)
    if column is None:
        return Reading()
    cell = row.cell(column)
    given = _bounded(cell, read_number(cell, row.reader.formats.marks_of_values[column.index]))
    if given.fault:
        row.note(given.fault, column)
    if given.value is None:
        return given
    value = EXACT.multiply(given.value, Decimal(100 if cell.is_percent_formatted else 1))
    rounded = value.quantize(_LEAST, ROUND_HALF_UP, EXACT)
    return Reading(value if value == rounded else rounded, given.written)


def _bounded(cell: Cell, given: Reading[Decimal]) -> Reading[Decimal]:
    """Leave a number that nobody can have measured."""
    if given.value is None or given.value.adjusted() < _MOST_DIGITS:
        return given
    return unknown(cell, ProblemCode.NUMBER_NOT_UNDERSTOOD)
