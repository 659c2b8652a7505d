"""One pass over the XML of a workbook: how far its cells reach, and how they format numbers."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from athar.intake.readers.refusals import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    FileFault,
    Refused,
)
from athar.intake.readers.sheet import column_index

Formats = dict[str, str]

_BUILT_IN = {9: "0%", 10: "0.00%", **dict.fromkeys((14, 15, 16, 17, 22), "date")}
_CHUNK = 1 << 16
_LARGE = 6 * 1024 * 1024  # less cannot hold so many cells or rows
_MOST_ROWS_OF_SHEETS = 1_048_576  # empty ones that only have a height among them


@dataclass(slots=True)
class Extent:
    """How far the filled cells of one sheet reach, checked while it is read."""

    n_cells: int = 0
    bottom: int = 0
    right: int = 0
    top: int = MOST_ROWS
    left: int = MOST_COLUMNS

    def reach(self, row: int, column: int, *, n_rows: int = 1, n_columns: int = 1) -> None:
        """Note filled cells from here; rows and columns count from 0.

        Errors: Refused as soon as the sheet is too wide, too long or too full.
        """
        self.n_cells += n_rows * n_columns
        self.top, self.left = min(self.top, row), min(self.left, column)
        self.bottom = max(self.bottom, row + n_rows)
        self.right = max(self.right, column + n_columns)
        if self.right > MOST_COLUMNS:
            raise Refused(FileFault.TOO_WIDE, str(self.right))
        area = (self.bottom - self.top) * (self.right - self.left)
        if self.bottom > MOST_ROWS or self.n_cells > MOST_CELLS or area > MOST_CELLS:
            raise Refused(FileFault.TOO_LONG, str(self.bottom))


def parse_part(
    package: zipfile.ZipFile,
    name: str,
    on_start: Callable[[str, dict[str, str]], None],
    on_end: Callable[[str], None] | None = None,
) -> None:
    """Run through one XML part; names of elements and attributes come without their prefix.

    Errors: Refused when it is not well-formed or declares entities.
    """
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, attributes: on_start(
        _bare(tag), {_bare(key): value for key, value in attributes.items()}
    )
    if on_end:
        parser.EndElementHandler = lambda tag: on_end(_bare(tag))
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        for chunk in _chunks(package, name):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError) as error:
        raise Refused(FileFault.DAMAGED) from error


def _chunks(package: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Unpack one part piece by piece.

    Errors: Refused when it is not there or damaged.
    """
    try:
        with package.open(name) as part:
            while chunk := part.read(_CHUNK):
                yield chunk
    except (
        KeyError,
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        OSError,
        EOFError,
        ValueError,
    ) as error:
        raise Refused(FileFault.DAMAGED) from error


def _bare(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse_doctype(*_: object) -> None:
    raise Refused(FileFault.DAMAGED)


@dataclass(slots=True)
class Look:
    """What one pass over a workbook tells: formats by sheet, and since when it counts days."""

    formats: dict[str, Formats] = field(default_factory=dict)
    since_1904: bool = False


def scan_xlsx(package: zipfile.ZipFile) -> Look:
    """Give the number formats of the cells of each sheet, by sheet name and "row,column".

    Errors: Refused when a sheet reaches too far or is not well-formed.
    """
    styles = _cell_formats(package)
    targets = _targets(package)
    look = Look()

    def sheet(tag: str, given: dict[str, str]) -> None:
        if tag == "workbookPr":
            look.since_1904 = given.get("date1904", "0") in {"1", "true"}
        if tag == "sheet" and (part := targets.get(given.get("id", ""))):
            look.formats[given.get("name", "")] = _scan_sheet(package, part, styles)

    parse_part(package, "xl/workbook.xml", sheet)
    return look


def _targets(package: zipfile.ZipFile) -> dict[str, str]:
    """Give the parts of worksheets by the key under which the workbook names them."""
    targets: dict[str, str] = {}

    def relation(tag: str, given: dict[str, str]) -> None:
        if tag == "Relationship" and given.get("Type", "").endswith("/worksheet"):
            target = given.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
            targets[given.get("Id", "")] = posixpath.normpath(path)

    parse_part(package, "xl/_rels/workbook.xml.rels", relation)
    return targets


def _cell_formats(package: zipfile.ZipFile) -> list[str]:
    """Give the number format of each cell style, in the order cells refer to them."""
    own: dict[int, str] = {}
    styles: list[str] = []
    inside: list[str] = []

    def start(tag: str, given: dict[str, str]) -> None:
        if tag == "numFmt":
            own[int(given.get("numFmtId", "0"))] = given.get("formatCode", "")
        elif tag == "cellXfs":
            inside.append(tag)
        elif tag == "xf" and inside:
            number = int(given.get("numFmtId", "0"))
            styles.append(own.get(number) or _BUILT_IN.get(number, ""))

    def end(tag: str) -> None:
        if tag == "cellXfs":
            inside.clear()

    if "xl/styles.xml" in package.namelist():
        parse_part(package, "xl/styles.xml", start, end)
    return styles


@dataclass(slots=True)
class _Position:
    row: int = -1
    column: int = -1
    style: int = 0
    formats: Formats = field(default_factory=dict)
    extent: Extent = field(default_factory=Extent)


def _scan_sheet(package: zipfile.ZipFile, part: str, styles: list[str]) -> Formats:
    """Check how far one worksheet reaches and give its formats, General ones left out."""
    _check_size(package, part)
    at = _Position()

    def start(tag: str, given: dict[str, str]) -> None:
        if tag == "row":
            at.row = int(given["r"]) - 1 if "r" in given else at.row + 1
            at.column = -1
        elif tag == "c":
            letters = given.get("r", "").rstrip("0123456789")
            at.column = column_index(letters) if letters else at.column + 1
            at.style = int(given.get("s", "0"))
        elif tag in {"v", "is"}:
            at.extent.reach(at.row, at.column)
            shown = styles[at.style] if 0 <= at.style < len(styles) else ""
            if shown and shown != "General":
                at.formats[f"{at.row},{at.column}"] = shown

    parse_part(package, part, start)
    return at.formats


def _check_size(package: zipfile.ZipFile, part: str) -> None:
    """Refuse a sheet of far too many cells or rows by a glance, long before it is parsed.

    Errors: Refused.
    """
    if part not in package.namelist() or package.getinfo(part).file_size < _LARGE:
        return
    n_cells = n_rows = 0
    for chunk in _chunks(package, part):
        n_cells += chunk.count(b"</v>")
        n_rows += chunk.count(b"<row")
    if n_cells > MOST_CELLS and n_cells > n_rows * MOST_COLUMNS:
        raise Refused(FileFault.TOO_WIDE, str(n_cells // max(n_rows, 1)))
    if n_cells > MOST_CELLS or n_rows > _MOST_ROWS_OF_SHEETS:
        raise Refused(FileFault.TOO_LONG, str(n_rows))


def scan_ods(package: zipfile.ZipFile) -> dict[str, Formats]:
    """Give the percent-formatted cells of each sheet, by sheet name and "row,column".

    Errors: Refused when a sheet, with its repeated cells, reaches too far.
    """
    formats: dict[str, Formats] = {}
    at = _Position()
    repeated = {"row": 1}

    def start(tag: str, given: dict[str, str]) -> None:
        if tag == "table":
            at.row, at.column, at.extent, at.formats = 0, 0, Extent(), {}
            formats[given.get("name", "")] = at.formats
        elif tag == "table-row":
            repeated["row"], at.column = int(given.get("number-rows-repeated", "1")), 0
        elif tag in {"table-cell", "covered-table-cell"}:
            times = int(given.get("number-columns-repeated", "1"))
            if "value-type" in given:
                at.extent.reach(at.row, at.column, n_rows=repeated["row"], n_columns=times)
            if given.get("value-type") == "percentage":
                at.formats[f"{at.row},{at.column}"] = "0%"
            at.column += times

    def end(tag: str) -> None:
        if tag == "table-row":
            at.row += repeated["row"]

    parse_part(package, "content.xml", start, end)
    return formats
