"""Files become sheets: workbooks and delimited texts, whatever their encoding and delimiter."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
import xlsxwriter

from athar.intake.readers.confined import read_workbook
from athar.intake.readers.delimited import decode, find_delimiter
from athar.intake.readers.files import read_file
from athar.intake.readers.refusals import FileFault, Refused
from athar.intake.readers.sheet import Cell, Span, column_index, column_letter
from tests.intake.conftest import repacked
from tests.intake.old_workbooks import xls

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TEN_MEGABYTES = 10 * 1024 * 1024
TABLE = [("Code", "Intitulé", "Coût"), ("A-1", "Élargissement, tranche 1", "1 250,50")]
ARABIC = [("الرمز", "العنوان", "الكلفة"), ("A-1", "طريق، الشطر الأول", "1250,50")]


def _csv(rows, delimiter=";", end="\r\n"):
    return end.join(
        delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in rows
    )


def _texts(content, name="plan.csv"):
    sheets = read_file(content, name, most_bytes=TEN_MEGABYTES).sheets
    return [tuple(cell.text for cell in row) for row in sheets[0].rows]


def _workbook(build):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as workbook:
        build(workbook)
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_french_text_is_read_in_each_encoding_with_each_delimiter(encoding, delimiter):
    content = _csv(TABLE, delimiter).encode(encoding)

    assert _texts(content) == TABLE


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"]
)
def test_arabic_text_is_read_in_each_encoding(encoding):
    assert _texts(_csv(ARABIC).encode(encoding)) == ARABIC


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_read(end):
    assert _texts(_csv(TABLE, end=end).encode()) == TABLE


def test_line_break_inside_quotes_stays_in_its_cell():
    content = b'Code;Observations\nA-1;"une\nsuite"\n'

    assert _texts(content) == [("Code", "Observations"), ("A-1", "une\nsuite")]


def test_field_that_never_ends_is_refused_whatever_other_libraries_allow():
    before = csv.field_size_limit(10**9)

    with pytest.raises(Refused) as refused:
        read_file(b'Code;"' + b"A-1;Route\n" * 20_000, "a.csv", most_bytes=TEN_MEGABYTES)

    csv.field_size_limit(before)
    assert refused.value.fault is FileFault.NOT_A_TABLE


def test_delimiter_is_the_mark_that_cuts_evenly():
    text = 'Région,Nombre,Coût\nNord,9.833,"588,57"\nSud,4.919,"361,95"\n'

    assert find_delimiter(text) == ","


def test_cp1252_capital_accents_are_not_taken_for_arabic():
    text = "ÉTÉ;À L'ÉTAT;ÉLARGISSEMENT DES ÉCOLES"

    assert decode(text.encode("cp1252")) == text


def test_workbook_keeps_numbers_dates_formats_and_positions():
    def build(workbook):
        sheet = workbook.add_worksheet("Suivi")
        sheet.write(2, 1, 0.1 + 0.2)
        sheet.write(2, 2, 0.45, workbook.add_format({"num_format": "0%"}))
        sheet.write_datetime(
            3, 1, dt.date(2025, 6, 30), workbook.add_format({"num_format": "dd/mm/yyyy"})
        )

    rows = read_file(_workbook(build), "x.xlsx", most_bytes=TEN_MEGABYTES).sheets[0].rows

    assert [[cell.value for cell in row] for row in rows] == [
        [],
        [],
        [None, Decimal("0.3"), Decimal("0.45")],
        [None, dt.date(2025, 6, 30), None],
    ]
    assert rows[2][2] == Cell("0.45", Decimal("0.45"), "0%")


def test_workbook_tells_hidden_sheets_and_merged_cells():
    def build(workbook):
        sheet = workbook.add_worksheet("Plan")
        sheet.merge_range(0, 0, 0, 2, "Titre")
        hidden = workbook.add_worksheet("old")
        hidden.write(0, 0, "x")
        hidden.hide()

    sheets = read_file(_workbook(build), "x.xlsx", most_bytes=TEN_MEGABYTES).sheets

    assert [(sheet.name, sheet.is_hidden) for sheet in sheets] == [("Plan", False), ("old", True)]
    assert sheets[0].merged == (Span(0, 0, 0, 2),)


@pytest.mark.parametrize(
    ("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (40, "AO"), (701, "ZZ"), (702, "AAA")]
)
def test_column_letters_and_numbers_are_each_others_inverse(index, letters):
    assert column_letter(index) == letters
    assert column_index(letters) == index


def test_confined_reader_gives_plain_cells_with_their_formats():
    def build(workbook):
        sheet = workbook.add_worksheet("Suivi")
        sheet.write_row(1, 1, ["a", 2, True])
        sheet.write(2, 3, 0.5, workbook.add_format({"num_format": 9}))
        sheet.write(2, 1, dt.date(2025, 6, 30), workbook.add_format({"num_format": 14}))

    (sheet,) = read_workbook(_workbook(build))

    assert (sheet["name"], sheet["is_hidden"], sheet["start"]) == ("Suivi", False, [1, 1])
    assert sheet["rows"] == [
        [["s", "a"], ["n", "2"], ["b", "TRUE"]],
        [["d", "2025-06-30"], None, ["n", "0.5"]],
    ]
    assert sheet["formats"] == {"2,3": "0%", "2,1": "date"}


@pytest.mark.parametrize("written", ["1e999", "-1e999", "nan"])
def test_number_that_is_none_is_a_text(written):
    cell = f'<row r="1"><c r="A1"><v>{written}</v></c></row>'
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{cell}</sheetData></worksheet>'.encode()

    (given, *_) = read_workbook(repacked(xl__worksheets__sheet1_dot_xml=sheet))

    assert given["rows"] == [[["s", str(float(written))]]]


@pytest.mark.parametrize("is_small", [True, False])
def test_percents_of_an_old_workbook_are_known_whatever_its_size(is_small):
    content = xls([["Avancement"], [0.45]], is_percent=True, is_small=is_small)

    (sheet,) = read_file(content, "a.xls", most_bytes=TEN_MEGABYTES).sheets

    assert (sheet.cell(0, 0).text, sheet.cell(1, 0).is_percent_formatted) == ("Avancement", True)
