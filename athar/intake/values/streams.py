"""The rows of tables of values: of sheets, or of a long text that is never held whole."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from athar.intake.readers.delimited import find_delimiter
from athar.intake.readers.refusals import MOST_COLUMNS, FileFault, Refused
from athar.intake.readers.sheet import EMPTY, Cell, Sheet, SheetFile
from athar.intake.tables.table import Table
from athar.intake.values.numbers import Raw

LEAST_BYTES = 4 * 1024 * 1024
"""Texts shorter than this are read as any file is: their cells can then be shown and marked."""

_CHUNK = 1 << 20
_SAMPLE_BYTES = 200_000
_SAMPLE_RECORDS = 400
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class LongText:
    """A long delimited text in UTF-8 on disk: its hash, its delimiter, the sheet of its top."""

    path: Path
    sha256: str
    size: int
    delimiter: str
    top: Sheet

    @classmethod
    def of(cls, path: Path, *, least_bytes: int = LEAST_BYTES) -> LongText | None:
        """Look at a file; None when it is to be read whole: short, a workbook, another encoding.

        Errors: OSError; Refused.
        """
        size = path.stat().st_size
        if size < least_bytes or path.suffix.lower() not in {".csv", ".tsv", ".txt"}:
            return None
        sha256, is_utf8 = _looked_through(path)
        if not is_utf8:
            return None
        with path.open(encoding="utf-8-sig", newline="") as file:
            start = file.read(_SAMPLE_BYTES)
        sample = start[: start.rfind("\n") + 1] or start
        delimiter = find_delimiter(sample)
        records = csv.reader(sample.splitlines(keepends=True), delimiter=delimiter)
        rows = [
            tuple(map(_cell, one)) for one, _n in zip(records, range(_SAMPLE_RECORDS), strict=False)
        ]
        return cls(path, sha256, size, delimiter, Sheet(path.stem, tuple(rows)))

    @property
    def n_rows(self) -> int:
        """About how many rows there are, as far as the first ones tell."""
        n_chars = sum(len(cell.text) + 1 for row in self.top.rows for cell in row)
        return self.size * len(self.top.rows) // max(1, n_chars)

    def as_file(self) -> SheetFile:
        """Give what is known of the file as of any other, with the top of its one sheet."""
        return SheetFile(self.path.name, self.sha256, self.size, (self.top,))

    def rows(self, first: int, width: int) -> Iterator[tuple[int, list[str]]]:
        """Give the records from one on, numbered from 1 and filled up to a width.

        Errors: Refused.
        """
        with self.path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, delimiter=self.delimiter)
            try:
                for number, record in enumerate(reader, start=1):
                    if number <= first:
                        continue
                    if len(record) > MOST_COLUMNS:
                        raise Refused(FileFault.TOO_WIDE, str(len(record)))
                    record.extend([""] * (width - len(record)))
                    yield number, record
            except csv.Error as error:
                raise Refused(FileFault.DAMAGED) from error


def _looked_through(path: Path) -> tuple[str, bool]:
    """Give the SHA-256 of a file, and whether it is text in UTF-8."""
    digest, decoder = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")()
    is_utf8 = True
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            try:
                is_utf8 = is_utf8 and "\x00" not in decoder.decode(chunk)
            except UnicodeDecodeError:
                is_utf8 = False
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        is_utf8 = False
    return digest.hexdigest(), is_utf8


def _cell(field: str) -> Cell:
    return Cell(field, field) if field else EMPTY


def rows_of_table(table: Table, width: int) -> Iterator[tuple[int, list[Raw]]]:
    """Give the rows below the headings of a table, numbered from 1 and filled up to a width."""
    rows = table.sheet.rows
    for number in range(table.last_heading_row + 1, table.end):
        raws = [_raw(one) for one in rows[number]]
        yield number + 1, [*raws, *[""] * (width - len(raws))]


def _raw(cell: Cell) -> Raw:
    if isinstance(cell.value, Decimal):
        return cell.value * _HUNDRED if cell.is_percent_formatted else cell.value
    return cell.value.isoformat() if isinstance(cell.value, dt.date) else cell.text
