"""Telling how many rows of a file are read while they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from athar.intake.enums import Stage
from athar.intake.options import Options
from athar.intake.tables.reading import RowReader, TableReader

ROWS_PER_STEP = 50


@dataclass(slots=True)
class RowsRead:
    """The rows of all tables of a file, counted while they are read."""

    options: Options
    total: int
    done: int = field(default=0, init=False)

    @classmethod
    def of(cls, readers: Iterable[TableReader], options: Options) -> RowsRead:
        """Begin to read the rows of these tables."""
        counted = cls(options, sum(len(reader.rows) for reader in readers))
        options.tell(Stage.READING, 0, counted.total)
        return counted

    def over(self, reader: TableReader) -> Iterator[RowReader]:
        """Give the rows of one table."""
        for number in reader.rows:
            yield reader.row(number)
            self.done += 1
            if self.done % ROWS_PER_STEP == 0:
                self.options.tell(Stage.READING, self.done, self.total)
