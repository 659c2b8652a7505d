"""Reading OGP's table of commitments: a long text record by record, or a sheet of a workbook."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from athar.intake.ogp.columns import Columns, is_heading
from athar.intake.options import GivenFile
from athar.intake.readers.delimited import decode, find_delimiter
from athar.intake.readers.files import is_workbook, read_file
from athar.intake.readers.refusals import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_UNPACKED_BYTES,
    FileFault,
    Refused,
)

_HEADINGS_WITHIN = 20
"""Among how many first records the headings are looked for."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the table: its number, headings being row 1, and its cells."""

    row: int
    cells: Sequence[str]

    def text(self, at: int | None) -> str:
        """Give the text of a cell, empty where the column or the cell is not there."""
        return self.cells[at].strip() if at is not None and at < len(self.cells) else ""


@dataclass(frozen=True)
class OgpTable:
    """The table: where its columns stand, its rows."""

    name: str
    sha256: str
    columns: Columns
    records: tuple[Record, ...]


def read_table(given: GivenFile) -> OgpTable | None:
    """Read the table of a file; None when none of its sheets is one.

    Errors: Refused when the bytes are no table at all, or too many.
    """
    if len(given.content) > MOST_UNPACKED_BYTES:
        raise Refused(FileFault.TOO_LARGE, str(MOST_UNPACKED_BYTES // (1024 * 1024)))
    for records in _sheets(given):
        found = _table(given, list(records))
        if found is not None:
            return found
    return None


def _table(given: GivenFile, records: list[Record]) -> OgpTable | None:
    for n, record in enumerate(records[:_HEADINGS_WITHIN]):
        if is_heading(record.cells):
            digest = hashlib.sha256(given.content).hexdigest()
            rows = tuple(one for one in records[n + 1 :] if any(map(str.strip, one.cells)))
            return OgpTable(given.name, digest, Columns(record.cells), rows)
    return None


def _sheets(given: GivenFile) -> Iterator[Iterable[Record]]:
    if is_workbook(given.content):
        file = read_file(given.content, given.name, most_bytes=MOST_UNPACKED_BYTES)
        for sheet in file.sheets:
            yield (
                Record(n, [cell.text for cell in row]) for n, row in enumerate(sheet.rows, start=1)
            )
        return
    text = decode(given.content)
    if not text.strip():
        raise Refused(FileFault.EMPTY)
    yield _records(text, find_delimiter(text))


def _records(text: str, delimiter: str) -> Iterator[Record]:
    # the limit is the process's own, and another library may have lifted it
    csv.field_size_limit(LONGEST_CELL)
    try:
        for row, cells in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1
        ):
            if len(cells) > MOST_COLUMNS:
                raise Refused(FileFault.TOO_WIDE, str(len(cells)))
            if row > MOST_ROWS:
                raise Refused(FileFault.TOO_LONG, str(row))
            yield Record(row, cells)
    except csv.Error as error:
        raise Refused(FileFault.DAMAGED) from error
