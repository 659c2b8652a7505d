"""Reading a workbook in a process of its own, with bounded memory and time.

Started by `workbooks.py`; the file comes on standard input, the sheets leave as JSON on standard
output. It knows neither Django nor the database.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import resource
import sys
from math import isfinite
from typing import Any

from athar.intake.readers.packages import kind_of_package, open_package
from athar.intake.readers.refusals import (
    CHILD_MEMORY_BYTES,
    CHILD_SECONDS,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_SHEETS,
    FileFault,
    Refused,
)
from athar.intake.readers.scanning import Formats, Look, scan_ods, scan_xlsx
from athar.intake.readers.xls import scan_xls

_ZIP = b"PK\x03\x04"
_MACROS_IN_XLS = "_VBA_PROJECT".encode("utf-16-le")
_ENCRYPTED_XLSX = "EncryptedPackage".encode("utf-16-le")


def main() -> None:
    """Read the workbook on standard input and write its sheets, or why it is refused."""
    resource.setrlimit(resource.RLIMIT_AS, (CHILD_MEMORY_BYTES, CHILD_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CHILD_SECONDS, CHILD_SECONDS))
    try:
        answer: dict[str, Any] = {"sheets": read_workbook(sys.stdin.buffer.read())}
    except Refused as refusal:
        answer = {"fault": refusal.fault.value, "detail": refusal.detail}
    except MemoryError:
        answer = {"fault": FileFault.UNPACKS_TOO_LARGE.value, "detail": ""}
    json.dump(answer, sys.stdout, ensure_ascii=True)


def read_workbook(content: bytes) -> list[dict[str, Any]]:
    """Give the worksheets of a workbook as plain lists.

    Shape: name, is_hidden, first row and column, rows of [kind, text] cells (None when empty),
    merged areas, formats by "row,column".
    Errors: Refused.
    """
    look = _look_before(content)
    import python_calamine as calamine

    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        described = [
            one for one in workbook.sheets_metadata if one.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        if len(described) > MOST_SHEETS:
            raise Refused(FileFault.TOO_LONG, str(len(described)))
        return [
            _sheet(workbook.get_sheet_by_name(one.name), look.formats.get(one.name, {}))
            | {
                "name": one.name,
                "is_hidden": one.visible != calamine.SheetVisibleEnum.Visible,
                "since_1904": look.since_1904,
            }
            for one in described
        ]
    except calamine.PasswordError as error:
        raise Refused(FileFault.ENCRYPTED) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise Refused(FileFault.DAMAGED) from error


def _look_before(content: bytes) -> Look:
    """Refuse what must not be unpacked; give the number formats of what may."""
    if not content.startswith(_ZIP):
        if _ENCRYPTED_XLSX in content:
            raise Refused(FileFault.ENCRYPTED)
        if _MACROS_IN_XLS in content:
            raise Refused(FileFault.MACROS)
        return scan_xls(content)
    with open_package(io.BytesIO(content)) as package:
        is_xlsx = kind_of_package(package) == "xlsx"
        return scan_xlsx(package) if is_xlsx else Look(scan_ods(package))


def _sheet(sheet: Any, formats: Formats) -> dict[str, Any]:
    rows = sheet.to_python()
    width = max((len(row) for row in rows), default=0)
    if width > MOST_COLUMNS:
        raise Refused(FileFault.TOO_WIDE, str(width))
    if width * len(rows) > MOST_CELLS:
        raise Refused(FileFault.TOO_LONG, str(len(rows)))
    return {
        "start": list(sheet.start or (0, 0)),
        "rows": [[_cell(value) for value in row] for row in rows],
        "merged": [[*first, *last] for first, last in sheet.merged_cell_ranges or ()],
        "formats": formats,
    }


def _cell(value: object) -> list[str] | None:
    """Give what a cell holds as [kind, text]: n number, d date, b truth, s text."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return ["b", "TRUE" if value else "FALSE"]
    if isinstance(value, int | float) and isfinite(value):
        return ["n", f"{value:.15g}"]
    if isinstance(value, dt.datetime):
        return ["d", value.date().isoformat()]
    if isinstance(value, dt.date):
        return ["d", value.isoformat()]
    return ["s", str(value).replace("\x00", "")]  # XLSX may write it, no text has it
