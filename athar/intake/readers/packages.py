"""Looking at the directory of a zipped workbook before anything in it is unpacked."""

from __future__ import annotations

import zipfile
from typing import BinaryIO

from athar.intake.readers.refusals import (
    MOST_PACKED_FILES,
    MOST_UNPACKED_BYTES,
    FileFault,
    Refused,
)

_END_OF_DIRECTORY = b"PK\x05\x06"
_ENCRYPTED_FLAG = 0x1


def open_package(stream: BinaryIO) -> zipfile.ZipFile:
    """Open a zipped workbook whose directory promises nothing dangerous.

    Errors: Refused when it is damaged, encrypted, holds macros or unpacks beyond the limit.
    """
    _check_entry_count(stream)
    try:
        package = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise Refused(FileFault.DAMAGED) from error
    entries = package.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED_BYTES:
        raise Refused(FileFault.UNPACKS_TOO_LARGE, str(unpacked // (1024 * 1024)))
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise Refused(FileFault.MACROS)
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        raise Refused(FileFault.ENCRYPTED)
    return package


def _check_entry_count(stream: BinaryIO) -> None:
    """Refuse a directory of very many entries, which takes long only to be listed."""
    stream.seek(0, 2)
    stream.seek(max(0, stream.tell() - 65_557))
    tail = stream.read()
    found = tail.rfind(_END_OF_DIRECTORY)
    if found < 0:
        raise Refused(FileFault.DAMAGED)
    if int.from_bytes(tail[found + 10 : found + 12], "little") > MOST_PACKED_FILES:
        raise Refused(FileFault.UNPACKS_TOO_LARGE, "")
    stream.seek(0)


def kind_of_package(package: zipfile.ZipFile) -> str:
    """Tell "xlsx" or "ods" by what the package holds.

    Errors: Refused for any other package: a text document, an archive, a binary workbook.
    """
    names = set(package.namelist())
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names and "mimetype" in names:
        media_type = package.read("mimetype")[:200]
        if b"manifest:encryption-data" in _start_of(package, "META-INF/manifest.xml"):
            raise Refused(FileFault.ENCRYPTED)
        if b"spreadsheet" in media_type:
            return "ods"
    raise Refused(FileFault.NOT_A_TABLE)


def _start_of(package: zipfile.ZipFile, name: str) -> bytes:
    try:
        with package.open(name) as part:
            return part.read(1_000_000)
    except KeyError:
        return b""
