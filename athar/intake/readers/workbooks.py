"""Workbooks (XLSX, XLS, ODS) as sheets, read by a confined process."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from athar.intake.readers.refusals import CHILD_SECONDS, FileFault, Refused
from athar.intake.readers.sheet import EMPTY, Cell, Sheet, Span

_SOURCE_ROOT = str(Path(__file__).resolve().parents[3])
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    "from athar.intake.readers.confined import main; main()"
)


def read_workbook(content: bytes) -> tuple[Sheet, ...]:
    """Give the worksheets of a workbook, hidden ones marked.

    Errors: Refused; also when the reader breaks down or takes too long, as on a damaged file.
    """
    try:
        done = subprocess.run(  # noqa: S603 - fixed program, the file comes on its standard input
            [sys.executable, "-I", "-c", _START, _SOURCE_ROOT],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=CHILD_SECONDS * 2,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(FileFault.DAMAGED) from error
    if done.returncode != 0:
        raise Refused(FileFault.DAMAGED)
    answer = json.loads(done.stdout)
    if "fault" in answer:
        raise Refused(FileFault(answer["fault"]), answer["detail"])
    return tuple(_sheet(one) for one in answer["sheets"])


def _sheet(given: dict[str, Any]) -> Sheet:
    top, left = given["start"]
    formats = given["formats"]
    rows: list[tuple[Cell, ...]] = [()] * top
    for number, row in enumerate(given["rows"], start=top):
        cells = (
            _cell(cell, formats.get(f"{number},{column}", ""))
            for column, cell in enumerate(row, start=left)
        )
        rows.append((*([EMPTY] * left), *cells))
    return Sheet(
        name=given["name"],
        rows=tuple(rows),
        merged=tuple(Span(*area) for area in given["merged"]),
        is_hidden=given["is_hidden"],
        since_1904=given["since_1904"],
    )


def _cell(given: list[str] | None, shown_as: str) -> Cell:
    if given is None:
        return EMPTY
    kind, text = given
    if kind == "n":
        return Cell(text, Decimal(text), shown_as)
    if kind == "d":
        return Cell(text, dt.date.fromisoformat(text), shown_as)
    if kind == "b":
        return Cell(text, text == "TRUE", shown_as)
    return Cell(text, text, shown_as)
