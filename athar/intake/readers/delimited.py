"""Delimited text (CSV, TSV) in the encodings and with the delimiters offices use."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from athar.intake.readers.refusals import (
    LONGEST_CELL,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    FileFault,
    Refused,
)
from athar.intake.readers.sheet import EMPTY, Cell, Sheet

DELIMITERS = (";", ",", "\t", "|")

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HIGH_BYTES = (0x00, 0x06)  # of Latin and of Arabic letters in UTF-16
_SAMPLE_RECORDS = 60
_SAMPLE_BYTES = 200_000


def read_delimited(content: bytes, name: str) -> Sheet:
    """Give the records of a delimited file as one sheet; record 1 is row 1.

    Errors: Refused when the bytes are no text, or the text no table.
    """
    text = decode(content)
    if not text.strip():
        raise Refused(FileFault.EMPTY)
    delimiter = find_delimiter(text)
    records = list(_records(text, delimiter))  # whole, so that no cell is made of a long file
    return Sheet(name=name, rows=tuple(tuple(map(_cell, record)) for record in records))


def decode(content: bytes) -> str:
    """Give the text of the bytes: by their mark, else UTF-8, UTF-16, or a Windows code page.

    Errors: Refused when they are no text.
    """
    encoding = next(
        (encoding for mark, encoding in _BYTE_ORDER_MARKS if content.startswith(mark)), None
    )
    try:
        text = content.decode(encoding or _encoding_without_mark(content))
    except UnicodeDecodeError as error:
        raise Refused(FileFault.DAMAGED) from error
    if "\x00" in text:
        raise Refused(FileFault.NOT_A_TABLE)
    return text


def _encoding_without_mark(content: bytes) -> str:
    start = content[:4096]
    for encoding, high_bytes in (("utf-16-le", start[1::2]), ("utf-16-be", start[0::2])):
        if sum(byte in _HIGH_BYTES for byte in high_bytes) * 5 > len(high_bytes) * 4:
            return encoding
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1256" if _looks_arabic(content) else _western(content)
    return "utf-8"


def _looks_arabic(content: bytes) -> bool:
    """Tell Arabic from French in a one-byte encoding: Arabic letters stand side by side."""
    high = [byte >= 0xC0 for byte in content[:_SAMPLE_BYTES]]
    n_high = sum(high)
    n_beside = sum(1 for first, second in pairwise(high) if first and second)
    return n_high > 0 and n_beside * 2 > n_high


def _western(content: bytes) -> str:
    """Give cp1252, or Latin-1 when the file uses the five bytes cp1252 leaves empty."""
    try:
        content.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1"
    return "cp1252"


def find_delimiter(text: str) -> str:
    """Give the mark that cuts the records most evenly into most columns.

    Errors: Refused when none cuts them, or one line is cut into too many.
    """
    scores = {delimiter: _evenness(text, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: scores[delimiter])
    if scores[best] <= 0:
        raise Refused(FileFault.NOT_A_TABLE)
    return best


def _evenness(text: str, delimiter: str) -> float:
    _check_width(text, delimiter)
    try:
        sample = [
            len(record)
            for record, _ in zip(_records(text, delimiter), range(_SAMPLE_RECORDS), strict=False)
            if any(field.strip() for field in record)
        ]
    except Refused:
        return 0
    wide = [n_fields for n_fields in sample if n_fields > 1]
    if not wide:
        return 0
    n_fields, times = Counter(wide).most_common(1)[0]
    return n_fields * times / len(sample)


def _check_width(text: str, delimiter: str) -> None:
    """Refuse a line cut into very many fields before a list of them is made."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start > MOST_COLUMNS:
            n_fields = text.count(delimiter, start, end) + 1
            if n_fields > MOST_COLUMNS:
                raise Refused(FileFault.TOO_WIDE, str(n_fields))
        start = end + 1


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    n_cells = 0
    # the limit is the process's own, and another library may have lifted it
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, record in enumerate(reader, start=1):
            n_cells += len(record)
            if len(record) > MOST_COLUMNS:
                raise Refused(FileFault.TOO_WIDE, str(len(record)))
            if number > MOST_ROWS or n_cells > MOST_CELLS:
                raise Refused(FileFault.TOO_LONG, str(number))
            yield record
    except csv.Error as error:
        raise Refused(FileFault.DAMAGED) from error


def _cell(field: str) -> Cell:
    return Cell(field, field) if field else EMPTY
