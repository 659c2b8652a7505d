"""Files that are sound outside and odd inside: their XML, their cells, their text, their kind."""

from __future__ import annotations

import codecs
import io
import random
import zipfile
from collections.abc import Iterator

from tests.intake.old_workbooks import ods, xls

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PARTS = (
    "[Content_Types].xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/worksheets/sheet1.xml",
    "xl/styles.xml",
    "xl/sharedStrings.xml",
)
LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)
ODD_XML = {
    "nothing": b"",
    "not xml": b"\x00\xff nothing",
    "another root": b"<html><body/></html>",
    "no end": b"<worksheet><sheetData><row>",
    "laughs": f"{LAUGHS}<worksheet>&a9;</worksheet>".encode(),
    "a file of the system": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
    "deep": b"<a>" * 100_000 + b"</a>" * 100_000,
    "utf-16": '<?xml version="1.0" encoding="utf-16"?><worksheet/>'.encode("utf-16"),
    "unknown encoding": b'<?xml version="1.0" encoding="x-none"?><worksheet/>',
    "many attributes": b"<worksheet " + b" ".join(b"a%d='1'" % n for n in range(50_000)) + b"/>",
}
ODD_CELLS = {
    "a column of a million": '<c r="BDWGN1"><v>1</v></c>',
    "a column without end": f'<c r="{"Z" * 200}1"><v>1</v></c>',
    "a row without end": '</row><row r="99999999999999999999"><c r="A99999999999999999999"><v>1</v></c>',
    "row 0": '</row><row r="0"><c r="A0"><v>1</v></c>',
    "a row below 0": '</row><row r="-5"><c r="A-5"><v>1</v></c>',
    "a row of letters": '</row><row r="x"><c r="Ax"><v>1</v></c>',
    "small letters": '<c r="a1"><v>1</v></c>',
    "no reference": "<c><v>1</v></c>",
    "arabic reference": '<c r="ش١"><v>1</v></c>',
    "infinity": '<c r="A1"><v>1e999</v></c>',
    "not a number": '<c r="A1"><v>nan</v></c><c r="B1"><v>inf</v></c>',
    "a long number": f'<c r="A1"><v>{"9" * 100_000}</v></c>',
    "a number of words": '<c r="A1" t="n"><v>douze</v></c>',
    "a string that is not there": '<c r="A1" t="s"><v>4294967296</v></c>',
    "a string below 0": '<c r="A1" t="s"><v>-1</v></c>',
    "a style that is not there": '<c r="A1" s="99999"><v>1</v></c>',
    "a style below 0": '<c r="A1" s="-99999"><v>1</v></c>',
    "a style of letters": '<c r="A1" s="x"><v>1</v></c>',
    "an unknown type": '<c r="A1" t="zz"><v>1</v></c>',
    "an error": '<c r="A1" t="e"><v>#DIV/0!</v></c>',
    "a date of letters": '<c r="A1" t="d"><v>tomorrow</v></c>',
    "a date far away": '<c r="A1" t="d"><v>99999-12-31</v></c>',
    "characters of control": '<c r="A1" t="inlineStr"><is><t>_x0000__xD800_&#9;</t></is></c>',
    "a long text": f'<c r="A1" t="inlineStr"><is><t>{"é" * 500_000}</t></is></c>',
    "cells that go back": '<c r="C1"><v>1</v></c><c r="A1"><v>2</v></c>',
    "a formula": "<c r=\"A1\"><f>cmd|' /C calc'!A0</f><v>1</v></c>",
}
ODD_TEXTS = {
    "an endless quote": b'Code;"' + b"A-1;Route\n" * 200_000,
    "quotes only": b'"' * 300_000,
    "a quote in each cell": b"Code;Titre\n" + b'"A;"B"\n' * 20_000,
    "a line of 10 MB": b"Code;Titre;Cout\n" + b"x" * (10 * 1024 * 1024 - 20),
    "a line of 5 MB in pieces": b"Code;Titre;Cout\n" + b"x;" * (5 * 512 * 1024),
    "delimiters only": b";" * 900 + b"\n",
    "line ends only": b"\r\n" * 100_000 + b"a;b",
    "lone carriage returns": b"Code;Titre\rA-1;Route\r\r\rA-2;Pont\r",
    "a zero byte": b"Code;Titre\nA-1;Ro\x00ute\n",
    "control characters": b"Code;Titre\nA-1;\x01\x02\x1a\x1b\x7f\n",
    "mixed encodings": "Code;Intitulé\nA-1;Électricité\n".encode() + "A-2;É\n".encode("cp1252"),
    "half a character": b"Code;Intitul" + b"\xc3",
    "a lone surrogate": b"Code;Titre\nA-1;\xed\xa0\x80\n",
    "utf-16 with half a pair": codecs.BOM_UTF16_LE
    + "Code;Titre\nA-1;".encode("utf-16-le")
    + b"\x00\xd8\n\x00",
    "utf-16 with an odd byte": "Code;Titre\nA-1;Route".encode("utf-16") + b"\x00",
    "utf-32": "Code;Titre\nA-1;Route\n".encode("utf-32"),
    "utf-7": "Code;Titre\nA-1;École\n".encode("utf-7"),
    "ebcdic": "Code;Titre\nA-1;Route\n".encode("cp500"),
    "only a mark": codecs.BOM_UTF8,
    "two marks": codecs.BOM_UTF8 * 2 + b"Code;Titre\nA-1;Route\n",
    "a mark and nothing else but spaces": codecs.BOM_UTF16_BE + b"\x00 " * 5,
    "marks of direction": "\u202bالرمز;العنوان\u202c\n\u200fA-1;طريق\u200e\n".encode(),
    "numbers without end": b"Code;Titre;Co\xc3\xbbt total (MDH)\nA-1;Route;"
    + b"9" * 200_000
    + b"\n",
    "rows without end": b"Code;Titre\n" + b"A;B\n" * 250_000,
    "one column": b"Code\n" + b"A-1\n" * 1000,
    "headings only": "Code;Intitulé du projet;Coût total (MDH)\n".encode(),
    "headings again and again": "Code;Intitulé du projet\n".encode() * 5_000,
}
OTHER_FILES = {
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n",
    "png": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "jpg": b"\xff\xd8\xff\xe0" + bytes(200),
    "gif": b"GIF89a" + bytes(100),
    "html": b"<!DOCTYPE html><html><table><tr><td>Code</td><td>1</td></tr></table></html>",
    "html table": b"\n  <table><tr><td>Code</td></tr></table>",
    "html with a mark": codecs.BOM_UTF8 + b"<html><table><tr><td>a;b</td></tr></table></html>",
    "exe": b"MZ\x90\x00" + bytes(500),
    "elf": b"\x7fELF\x02\x01\x01" + bytes(500),
    "rar": b"Rar!\x1a\x07\x00" + bytes(100),
    "7z": b"7z\xbc\xaf\x27\x1c" + bytes(100),
    "gz": b"\x1f\x8b\x08" + bytes(100),
    "rtf": b"{\\rtf1\\ansi a;b}",
    "xml": b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    "json": b'[{"code": "A-1", "title": "Route"},\n {"code": "A-2", "title": "Pont"}]',
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "mail": b"From: a@example.org\nSubject: b, c\n\nHello, you\n",
    "program": b"import os\n\ndef run(a, b):\n    return a, b\n",
    "empty zip": b"PK\x05\x06" + bytes(18),
    "spaces": b" \r\n\t " * 100,
    "nothing": b"",
    "zeros": bytes(5_000),
    "encrypted": OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500),
    "macros of 1997": OLE + bytes(500) + "_VBA_PROJECT_CUR".encode("utf-16-le") + bytes(500),
    "an old document": OLE + bytes(500) + "WordDocument".encode("utf-16-le") + bytes(4_000),
    "compound of nothing": OLE + b"\xff" * 4_000,
}


def broken_parts(content: bytes, repack) -> Iterator[tuple[str, bytes]]:
    """A workbook whose parts hold other XML, or none."""
    for part in PARTS:
        for name, xml in ODD_XML.items():
            yield f"{name} in {part}", repack(content, {part: xml})
    for name, xml in ODD_XML.items():
        yield f"{name} in content.xml", repack(ods([("a", "b")]), {"content.xml": xml})


def odd_sheets(content: bytes, repack) -> Iterator[tuple[str, bytes]]:
    """A workbook whose first sheet holds what no program writes."""
    first = "xl/worksheets/sheet1.xml"
    for name, cells in ODD_CELLS.items():
        yield name, repack(content, {first: sheet_of(cells)})
    for name, area in (("A1:XFD1048576", 1), ("A1:A1", 3), ("A1", 1), ("B2:A1", 1), ("x:y", 1)):
        merged = f'<mergeCells>{f"""<mergeCell ref="{name}"/>""" * area}</mergeCells>'
        cells = '<c r="A1"><v>1</v></c><c r="B1"><v>2</v></c>'
        yield f"merged {name}", repack(content, {first: sheet_of(cells, merged)})
    many = "".join(f'<mergeCell ref="A{n}:XFD1048576"/>' for n in range(1, 20_000))
    yield (
        "merged again and again",
        repack(
            content, {first: sheet_of('<c r="A1"><v>1</v></c>', f"<mergeCells>{many}</mergeCells>")}
        ),
    )
    for size in ("A1:XFD1048576", "A1", "ZZZZZZ1:A1", "nothing", ""):
        sheet = sheet_of('<c r="C3"><v>1</v></c>', size=size)
        yield f"dimension {size}", repack(content, {first: sheet})
    names = ('a" b', "x" * 10_000, "", "../../etc/passwd", "é\u202e", "History")
    for name in names:
        yield f"sheet named {name[:9]}", xls([("a", "b"), (1, 2)], sheet=name[:100] or "-")
        yield f"open sheet named {name[:9]}", ods([("a", "b")], sheet=name.replace('"', ""))


def sheet_of(cells: str, after: str = "", *, size: str = "A1:B2") -> bytes:
    """A worksheet with these cells in its first row."""
    return (
        f'<worksheet xmlns="{MAIN}"><dimension ref="{size}"/><sheetData>'
        f'<row r="1">{cells}</row></sheetData>{after}</worksheet>'
    ).encode()


def archives() -> Iterator[tuple[str, bytes]]:
    """Archives that are no workbook, or one of a kind that is not read."""
    documents = {
        "a document": ["[Content_Types].xml", "word/document.xml"],
        "slides": ["[Content_Types].xml", "ppt/presentation.xml"],
        "a binary workbook": ["[Content_Types].xml", "xl/workbook.bin"],
        "a workbook with macros": ["xl/workbook.xml", "xl/vbaProject.bin"],
        "a text of OpenDocument": ["mimetype", "content.xml"],
        "a library": ["META-INF/MANIFEST.MF", "a.class"],
        "paths that leave": ["../../xl/workbook.xml", "/xl/workbook.xml"],
        "6,000 files": [f"f{n}" for n in range(6_000)],
    }
    for name, parts in documents.items():
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as out:
            for part in parts:
                out.writestr(part, "application/vnd.oasis.opendocument.text")
        yield name, stream.getvalue()


def random_bytes(chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """Bytes without any meaning, also after the first ones of a workbook."""
    for n, start in enumerate((b"", b"PK\x03\x04", OLE, codecs.BOM_UTF16_LE, b"a;b\n")):
        yield f"random {n}", start + chance.randbytes(3_000)
