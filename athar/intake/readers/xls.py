"""What the reader of old workbooks (XLS) leaves out: percent formats, and since when days count.

Of the compound file only the stream of the workbook is followed, of that stream only the records
named here. Whatever is not as it should be ends the look; the cells are read elsewhere.
"""

from __future__ import annotations

import contextlib
import struct
from collections.abc import Iterator

from athar.intake.readers.scanning import Look

_HEADER = 512
_ENTRY = 128
_FREE = 0xFFFF_FFFA
_SMALL = 4096
_PART = 64
_SECTORS = {9: 512, 12: 4096}
_STREAMS = {"Workbook", "Book"}
_PERCENTS = {9: "0%", 10: "0.00%"}

_BOF, _EOF, _DATEMODE, _SHEET, _XF, _FORMAT = 0x809, 0x0A, 0x22, 0x85, 0xE0, 0x41E
_NUMBER, _RK, _FORMULA, _MANY = 0x203, 0x27E, 0x06, 0xBD
_BIFF8 = 0x600


def scan_xls(content: bytes) -> Look:
    """Give the percent-formatted cells of each sheet, by sheet name and "row,column"."""
    look = Look()
    # the cells of a damaged file are refused where they are read
    with contextlib.suppress(struct.error, IndexError, UnicodeDecodeError):
        _scan(_stream(content), look)
    return look


def _stream(content: bytes) -> bytes:
    """Give the stream of the workbook, empty when the file holds none that is read here."""
    size = _SECTORS.get(struct.unpack_from("<H", content, 30)[0], 0)
    if not size:
        return b""
    table = _table(content, size)
    folder = _chain(content, table, struct.unpack_from("<I", content, 48)[0], size)
    small_ones = b""
    for at in range(0, len(folder) - _ENTRY + 1, _ENTRY):
        n_bytes = struct.unpack_from("<H", folder, at + 64)[0]
        name = folder[at : at + max(0, n_bytes - 2)].decode("utf-16-le")
        start, length = struct.unpack_from("<II", folder, at + 116)
        if at == 0:
            small_ones = _chain(content, table, start, size)
        elif name in _STREAMS and length >= _SMALL:
            return _chain(content, table, start, size)[:length]
        elif name in _STREAMS:
            return _small_stream(content, table, small_ones, start, size)[:length]
    return b""


def _small_stream(content: bytes, table: list[int], within: bytes, start: int, size: int) -> bytes:
    """Give a stream that is kept with other small ones, in parts of 64 bytes."""
    listed = _chain(content, table, struct.unpack_from("<I", content, 60)[0], size)
    following = list(struct.unpack_from(f"<{len(listed) // 4}I", listed, 0))
    return _chain(within, following, start, _PART, header=0)


def _table(content: bytes, size: int) -> list[int]:
    """Give the sector that follows each sector."""
    sectors = list(struct.unpack_from("<109I", content, 76))
    following, n_more = struct.unpack_from("<II", content, 68)
    for _ in range(min(n_more, len(content) // size)):
        more = struct.unpack_from(f"<{size // 4}I", content, _HEADER + following * size)
        sectors += more[:-1]
        following = more[-1]
    table: list[int] = []
    for sector in sectors:
        if sector < _FREE:
            table += struct.unpack_from(f"<{size // 4}I", content, _HEADER + sector * size)
    return table


def _chain(content: bytes, table: list[int], start: int, size: int, header: int = _HEADER) -> bytes:
    parts: list[bytes] = []
    while start < _FREE and len(parts) <= len(table):
        parts.append(content[header + start * size : header + (start + 1) * size])
        start = table[start]
    return b"".join(parts)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Give the records from a place up to the end of that part; parts inside it are passed over."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 1:
            yield kind, stream[at + 4 : at + 4 + length]
        if depth <= 0:
            return
        at += 4 + length


def _scan(stream: bytes, look: Look) -> None:
    own: dict[int, str] = dict(_PERCENTS)
    styles: list[str] = []
    sheets: list[tuple[str, int]] = []
    is_biff8 = True
    for kind, body in _records(stream, 0):
        if kind == _BOF:
            is_biff8 = struct.unpack_from("<H", body, 0)[0] == _BIFF8
        elif kind == _DATEMODE:
            look.since_1904 = body[0] == 1
        elif kind == _FORMAT:
            shown = body[5:] if is_biff8 else body[3:]
            own[struct.unpack_from("<H", body, 0)[0]] = "0%" if b"%" in shown else ""
        elif kind == _XF:
            styles.append(own.get(struct.unpack_from("<H", body, 2)[0], ""))
        elif kind == _SHEET:
            sheets.append((_name(body, is_biff8=is_biff8), struct.unpack_from("<I", body, 0)[0]))
    for name, at in sheets:
        look.formats[name] = dict(_percents(stream, at, styles))


def _name(body: bytes, *, is_biff8: bool) -> str:
    if not is_biff8:
        return body[7 : 7 + body[6]].decode("cp1252")
    is_wide = body[7] & 1
    return body[8 : 8 + body[6] * (1 + is_wide)].decode("utf-16-le" if is_wide else "latin-1")


def _percents(stream: bytes, at: int, styles: list[str]) -> Iterator[tuple[str, str]]:
    for kind, body in _records(stream, at):
        if kind in {_NUMBER, _RK, _FORMULA}:
            row, column, style = struct.unpack_from("<HHH", body, 0)
            cells = [(column, style)]
        elif kind == _MANY:
            row, column = struct.unpack_from("<HH", body, 0)
            found = range((len(body) - 6) // 6)
            cells = [(column + n, struct.unpack_from("<H", body, 4 + 6 * n)[0]) for n in found]
        else:
            continue
        for column, style in cells:
            if shown := styles[style] if style < len(styles) else "":
                yield f"{row},{column}", shown
