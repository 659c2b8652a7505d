"""Any file somebody gives: what it is by its bytes, then its sheets or why it is refused."""

from __future__ import annotations

import hashlib

from athar.intake.readers.delimited import read_delimited
from athar.intake.readers.refusals import FileFault, Refused
from athar.intake.readers.sheet import Sheet, SheetFile
from athar.intake.readers.workbooks import read_workbook

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_OTHERS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"{\\rtf",
    b"\x7fELF",
    b"MZ",
    b"PK\x05\x06",
)
_MARKUP = (b"<html", b"<!doctype", b"<?xml", b"<table")


def read_file(content: bytes, name: str, *, most_bytes: int) -> SheetFile:
    """Read a file into sheets, by what its bytes are and not by what its name says.

    Errors: Refused.
    """
    if len(content) > most_bytes:
        raise Refused(FileFault.TOO_LARGE, str(most_bytes // (1024 * 1024)))
    sheets = _sheets(content, name)
    if not any(not cell.is_empty for sheet in sheets for row in sheet.rows for cell in row):
        raise Refused(FileFault.EMPTY)
    return SheetFile(name, hashlib.sha256(content).hexdigest(), len(content), sheets)


def is_workbook(content: bytes) -> bool:
    """Tell whether bytes are those of a workbook."""
    return content.startswith(_WORKBOOKS)


def _sheets(content: bytes, name: str) -> tuple[Sheet, ...]:
    if not content.strip():
        raise Refused(FileFault.EMPTY)
    if is_workbook(content):
        return read_workbook(content)
    if content.startswith(_OTHERS) or content.lstrip()[:16].lower().startswith(_MARKUP):
        raise Refused(FileFault.NOT_A_TABLE)
    return (read_delimited(content, name.rpartition(".")[0] or name),)
