"""Tables as CSV: exact numbers, unknown as an empty cell, no cell a spreadsheet would run."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, islice
from typing import Any

#: Spreadsheets read Arabic in a file that begins with this mark.
BYTE_ORDER_MARK = "\ufeff"
#: Lines written at once: enough that a call per line is never paid, few enough to hold in memory.
_LINES_AT_ONCE = 512
#: Kinds of cells that the writer of CSV words as we do, and so fast; texts are another.
_AS_THEY_ARE = frozenset({int, bool, type(None), dt.date, Decimal})
_RUNS = frozenset("=+-@\t\r")
#: What stands before a cell, bare or in quotes; one that begins with \r always stands in quotes.
_BARE, _QUOTED = (",", "\n"), (',"', '\n"')
_NEGATIVE = re.compile(r"-\d+(\.\d+)?", re.ASCII)
_NOT_NEGATIVE = {
    before: re.compile(re.escape(f"{before}-") + r"(?!\d+(\.\d+)?[,\r\"])", re.ASCII)
    for before in (*_BARE, *_QUOTED)
}


class _Lines(io.StringIO):
    """Holds some written lines at a time, so that a long file takes no memory."""

    def take(self) -> str:
        text = self.getvalue()
        self.seek(0)
        self.truncate()
        return text


def csv_lines(
    header: Sequence[str], rows: Iterable[Sequence[Any]], *, mark: bool = True
) -> Iterator[str]:
    """Write a table as CSV (RFC 4180), some lines at a time; with the mark spreadsheets ask for.

    Shape: None is an empty cell; exact numbers have a decimal point, no exponent and no thousands
    mark; dates are ISO 8601. A text that a spreadsheet would take for a formula is preceded by an
    apostrophe. What a cell is written as never depends on the cells around it.
    """
    lines = _Lines(newline="")
    writer = csv.writer(lines)
    writer.writerow(header)
    yield (BYTE_ORDER_MARK if mark else "") + lines.take()
    waiting = iter(rows)
    while some := list(islice(waiting, _LINES_AT_ONCE)):
        kinds = set(map(type, chain.from_iterable(some)))
        text = ""
        if all(issubclass(kind, str) for kind in kinds - _AS_THEY_ARE):
            writer.writerows(some)
            text = lines.take()
        if not text or _is_doubtful(text):
            writer.writerows([[_cell(value) for value in row] for row in some])
            text = lines.take()
        yield text


def _is_doubtful(text: str) -> bool:
    """Tell whether written lines may hold a cell that needs care; most do not, and are found fast.

    Such are a cell that a spreadsheet might run, and a number written with an exponent.
    """
    if "E" in text and ("E+" in text or "E-" in text):
        return True
    text, quoted = f"\n{text}", _QUOTED if '"' in text else ()
    for mark in _RUNS - {"-"}:
        befores = quoted if mark == "\r" else (*_BARE, *quoted)
        if mark in text and any(f"{before}{mark}" in text for before in befores):
            return True
    return any(
        f"{before}-" in text and _NOT_NEGATIVE[before].search(text) for before in (*_BARE, *quoted)
    )


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Write a whole table as the bytes of a CSV file for programs, without the mark."""
    return "".join(csv_lines(header, rows, mark=False)).encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dt.date):
        return value.isoformat()
    text = str.__str__(value) if isinstance(value, str) else str(value)
    if text[:1] in _RUNS and not _NEGATIVE.fullmatch(text):
        return f"'{text}"
    return text
