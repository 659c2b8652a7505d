"""What is not a sound table is refused in words (how fast and how small: test_bounds.py)."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter

from athar.intake.readers import confined
from athar.intake.readers.files import read_file
from athar.intake.readers.refusals import FileFault, Refused
from tests.intake.conftest import TEMPLATE, repacked

TEN_MEGABYTES = 10 * 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _fault(content, name="plan.xlsx"):
    with pytest.raises(Refused) as refusal:
        read_file(content, name, most_bytes=TEN_MEGABYTES)
    return refusal.value.fault


def _fault_in_process(content):
    """The same without the confined process, so that its own lines are seen by the tests."""
    with pytest.raises(Refused) as refusal:
        confined.read_workbook(content)
    return refusal.value.fault


def _sheet_with(cells):
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="A1:XFD1048576"/><sheetData>{cells}</sheetData></worksheet>'
    ).encode()


def _cell(reference):
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{row}"><c r="{reference}"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", FileFault.EMPTY),
        (b" \r\n \t", FileFault.EMPTY),
        (b"a;b\x00c;d", FileFault.NOT_A_TABLE),
        (b"%PDF-1.7 ...", FileFault.NOT_A_TABLE),
        (b"<html><table><tr><td>1</td></tr></table>", FileFault.NOT_A_TABLE),
        (b"one column only\nof text\n", FileFault.NOT_A_TABLE),
        (OLE + "EncryptedPackage".encode("utf-16-le"), FileFault.ENCRYPTED),
        (OLE + "_VBA_PROJECT_CUR".encode("utf-16-le"), FileFault.MACROS),
        (OLE + b"\x00" * 600, FileFault.DAMAGED),
        (b"PK\x03\x04 cut off", FileFault.DAMAGED),
        (b'"quoted;\xff\xfe' + b"x" * 200_000, FileFault.NOT_A_TABLE),
        (b";" * 1_048_575 + b"\n", FileFault.TOO_WIDE),
        (b"x" * (TEN_MEGABYTES + 1), FileFault.TOO_LARGE),
    ],
)
def test_what_is_no_sound_table_is_refused(content, fault):
    assert _fault(content) == fault


def test_macros_are_refused():
    content = repacked(xl__vbaProject_dot_bin=b"macros")

    assert (_fault(content), _fault_in_process(content)) == (FileFault.MACROS, FileFault.MACROS)


def test_text_document_is_not_a_table():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as out:
        out.writestr("word/document.xml", "<document/>")

    assert _fault(stream.getvalue()) == FileFault.NOT_A_TABLE


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (_cell("XFD1"), FileFault.TOO_WIDE),
        (_cell("A1") + _cell("A1048576"), FileFault.TOO_LONG),
        (_cell("A1") + _cell("ALL190000"), FileFault.TOO_LONG),
        ("<row><c><v>1</v></row>", FileFault.DAMAGED),
    ],
)
def test_cells_far_apart_are_refused_before_they_are_laid_out(cells, fault):
    content = repacked(xl__worksheets__sheet1_dot_xml=_sheet_with(cells))

    assert (_fault(content), _fault_in_process(content)) == (fault, fault)


def test_character_that_no_text_has_is_left_out():
    cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>Bar_x0000_rage</t></is></c></row>'
    content = repacked(xl__worksheets__sheet1_dot_xml=_sheet_with(cell.decode()))

    sheet = read_file(content, "plan.xlsx", most_bytes=TEN_MEGABYTES).sheets[0]

    assert [[cell.value for cell in row] for row in sheet.rows] == [["Barrage"]]
    assert confined.read_workbook(content)[0]["rows"] == [[["s", "Barrage"]]]


def test_entity_declarations_are_refused():
    sheet = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + _sheet_with("&a;")

    assert _fault(repacked(xl__worksheets__sheet1_dot_xml=sheet)) == FileFault.DAMAGED


def test_workbook_without_a_filled_cell_is_empty():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as workbook:
        workbook.add_worksheet("leer")

    assert _fault(stream.getvalue()) == FileFault.EMPTY


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_workbook_cut_off_anywhere_is_damaged(share):
    content = TEMPLATE.read_bytes()

    assert _fault(content[: int(len(content) * share)]) == FileFault.DAMAGED
