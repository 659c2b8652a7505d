"""The smallest XLS and ODS files there can be, made cell by cell for the tests."""

from __future__ import annotations

import io
import struct
import zipfile
from xml.sax.saxutils import escape

SECTOR = 512
FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def xls(rows, *, sheet="Plan", is_percent=False, is_small=False):
    """A workbook of 1997: one stream of records in a compound file.

    `is_percent` formats all cells so; a small workbook is kept with other small streams.
    """
    name = sheet.encode("utf-16-le")
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    bound = struct.pack("<IBBBB", 0, 0, 0, len(sheet), 1) + name
    begin += _record(0x00E0, struct.pack("<HH", 0, 9) + bytes(16)) if is_percent else b""
    offset = len(begin) + 4 + len(bound) + 4
    bound = struct.pack("<I", offset) + bound[4:]
    stream = begin + _record(0x0085, bound) + _record(0x000A, b"")
    stream += _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            stream += _cell(number, column, value)
    stream += _record(0x000A, b"")
    return _compound_small(stream) if is_small else _compound(stream)


def _record(kind, body):
    return struct.pack("<HH", kind, len(body)) + body


def _cell(row, column, value):
    at = struct.pack("<HHH", row, column, 0)
    if isinstance(value, int | float):
        return _record(0x0203, at + struct.pack("<d", value))
    text = str(value)
    return _record(0x0204, at + struct.pack("<HB", len(text), 1) + text.encode("utf-16-le"))


def _compound(stream):
    """Put one stream into a compound file: allocation table, directory, then its sectors."""
    stream = stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    n_sectors = len(stream) // SECTOR
    chain = [TABLE, END, *range(3, n_sectors + 2), END]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    table = struct.pack("<128I", *chain, *[FREE] * (128 - len(chain)))
    directory = _entry("Root Entry", 5, 1, END, 0) + _entry("Workbook", 2, FREE, 2, len(stream))
    return header + table + directory.ljust(SECTOR, b"\0") + stream


def _compound_small(stream):
    """Put one stream of less than 4,096 bytes into a compound file, in parts of 64 bytes."""
    parts = stream.ljust(-(-len(stream) // SECTOR) * SECTOR, b"\0")
    n_sectors, n_parts = len(parts) // SECTOR, -(-len(stream) // 64)
    chain = [TABLE, END, END, *range(4, n_sectors + 3), END]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 2, 1, END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    table = struct.pack("<128I", *chain, *[FREE] * (128 - len(chain)))
    small = [*range(1, n_parts), END]
    small_table = struct.pack("<128I", *small, *[FREE] * (128 - len(small)))
    directory = _entry("Root Entry", 5, 1, 3, len(parts))
    directory += _entry("Workbook", 2, FREE, 0, len(stream))
    return header + table + directory.ljust(SECTOR, b"\0") + small_table + parts


def _entry(name, kind, child, start, size):
    written = (name + "\0").encode("utf-16-le")
    head = written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1)
    return (
        head + struct.pack("<III", FREE, FREE, child) + bytes(36) + struct.pack("<IQ", start, size)
    )


def ods(rows, *, sheet="Plan"):
    """A workbook of OpenDocument."""
    lines = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows
    )
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f"<office:document-content{spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="{sheet}">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("mimetype", ODS_TYPE)
        out.writestr("content.xml", content)
        out.writestr("META-INF/manifest.xml", "<manifest/>")
    return stream.getvalue()


def _ods_cell(value):
    if isinstance(value, int | float):
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    return (
        '<table:table-cell office:value-type="string">'
        f"<text:p>{escape(str(value))}</text:p></table:table-cell>"
    )
