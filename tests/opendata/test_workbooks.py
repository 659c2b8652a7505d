"""A table as a workbook: the type of every cell, its direction, its notes."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from athar.opendata.columns import Column, Kind, Table
from athar.opendata.dictionary import columns
from athar.opendata.notes import Notes
from athar.opendata.workbooks import LONGEST_TEXT, workbook_bytes
from athar.rollups.enums import LeftOutBecause

PUBLISHED = dt.datetime(2025, 10, 15, 23, 30, tzinfo=dt.UTC)
NOTES = Notes(
    title="برنامج الشمال",
    publisher="جهة الشمال",
    address="https://example.org/ar/plans/X/commitments",
    publication_number=7,
    published_at=PUBLISHED,
    today=dt.date(2025, 10, 15),
    facts=[("المجال", "شفشاون")],
)
NAMES = ("code", "title", "physical_percent", "amount", "planned_end_on", "slippage_first_days")


def book_of(names, *rows, lang="ar", notes=NOTES):
    written = workbook_bytes(Table(columns(names), rows), notes, lang)
    return openpyxl.load_workbook(io.BytesIO(written))


def line_of(names, row, lang="ar"):
    return next(book_of(names, row, lang=lang).worksheets[0].iter_rows(min_row=3))


def test_cells_have_their_types_and_formats():
    day = dt.date(2025, 12, 31)

    line = line_of(NAMES, ("PDR-1", "سد", Decimal("62.5"), Decimal("1250000.50"), day, -3))

    assert [(cell.value, cell.data_type, cell.number_format) for cell in line] == [
        ("PDR-1", "s", "General"),
        ("سد", "s", "General"),
        (0.625, "n", "0.00%"),
        (1250000.5, "n", "#,##0.00"),
        (dt.datetime.fromisoformat("2025-12-31"), "d", "yyyy-mm-dd"),
        (-3, "n", "+#,##0;-#,##0;0"),
    ]


def test_unknown_is_an_empty_cell_and_zero_is_zero():
    line = line_of(NAMES, ("PDR-1", "", None, Decimal(0), None, 0))

    assert [cell.value for cell in line] == ["PDR-1", None, None, 0, None, 0]


@pytest.mark.parametrize(
    ("percent", "written"),
    [("99.996", 0.9999), ("99.99", 0.9999), ("100", 1), ("100.004", 1.00004), ("-162.1", -1.621)],
)
def test_only_what_is_whole_reads_as_a_hundred_percent(percent, written):
    line = line_of(("code", "physical_percent"), ("A", Decimal(percent)))

    assert line[1].value == pytest.approx(written)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "{=1}", "https://example.org", "\t=1"])
def test_no_text_becomes_a_formula_or_a_link(text):
    cell = line_of(("code", "title"), ("A", text))[1]

    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_text_beyond_what_a_cell_holds_is_cut_and_says_so():
    cell = line_of(("code", "title"), ("A", "ش" * (LONGEST_TEXT + 5)))[1]

    assert (len(cell.value), cell.value[-1]) == (LONGEST_TEXT, "…")


def test_codes_are_worded_in_the_language_of_the_page():
    names = ("code", "computed_status", "is_removed", "left_out_because", "row")
    row = ("A", "on_track", "no", LeftOutBecause.NO_COST, "no row")

    found = {lang: [cell.value for cell in line_of(names, row, lang)] for lang in ("ar", "fr")}

    assert found == {
        "ar": ["A", "في المسار", "لا", "الكلفة غير معلومة", "no row"],
        "fr": ["A", "Dans les temps", "non", "Coût inconnu", "no row"],
    }


@pytest.mark.parametrize(
    ("lang", "is_from_right", "titles", "label"),
    [
        ("ar", True, ["الجدول", "ملاحظات", "الأعمدة"], "الرمز"),
        ("fr", None, ["Tableau", "Notes", "Colonnes"], "Code"),
        ("en", None, ["Table", "Notes", "Columns"], "Code"),
    ],
)
def test_sheets_speak_and_run_as_the_language_does(lang, is_from_right, titles, label):
    book = book_of(NAMES, ("A", None, None, None, None, None), lang=lang)

    views = {sheet.sheet_view.rightToLeft for sheet in book.worksheets}
    assert (book.sheetnames, views) == (titles, {is_from_right})
    assert [book.worksheets[0]["A1"].value, book.worksheets[0]["A2"].value] == [label, "code"]


def test_heads_stay_in_sight_and_can_be_filtered():
    sheet = book_of(NAMES, *[("A", None, None, None, None, None)] * 3).worksheets[0]

    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == (
        "B3",
        "A2:F5",
        "$1:$2",
    )


def test_head_without_a_code_holds_its_lines_still_only():
    sheet = book_of(("title",), lang="en").worksheets[0]

    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A3", "A2")


def test_lines_are_as_high_as_their_words_need():
    book = book_of(("code", "title"), ("A", "ش" * 100), ("B", "ش"), ("C", None))

    heights = [book.worksheets[0].row_dimensions[row].height for row in (3, 4, 5)]
    assert heights == [44.25, 18, 18]


def test_notes_say_whence_when_and_what_an_empty_cell_means():
    sheet = book_of(NAMES, lang="fr").worksheets[1]

    said = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=3, max_row=9)]
    assert sheet["A1"].value == NOTES.title
    assert said == [
        ("Publié par", "جهة الشمال"),
        ("Adresse de ce tableau", "https://example.org/ar/plans/X/commitments"),
        ("Licence", "CC BY 4.0 – https://creativecommons.org/licenses/by/4.0/"),
        ("Numéro de publication", "7"),
        ("Dernière publication", "16 octobre 2025"),
        ("Statuts calculés le", "15 octobre 2025"),
        ("المجال", "شفشاون"),
    ]
    kinds = [row[0].value for row in sheet.iter_rows(min_row=11)]
    assert kinds == [
        "Cellules vides",
        "0",
        "non échu",
        "non communiqué",
        "sans objet",
        "masqué pour protéger les personnes",
    ]


def test_notes_of_invented_lines_and_of_what_was_never_published():
    notes = replace(NOTES, is_sample=True, publication_number=0)

    terms = [row[0].value for row in book_of(NAMES, lang="en", notes=notes).worksheets[1]]

    assert ("Sample" in terms, "Publication number" in terms) == (True, False)


def test_every_column_is_explained_with_the_words_of_its_values():
    sheet = book_of(("code", "is_sample"), lang="en").worksheets[2]

    assert [tuple(cell.value for cell in row) for row in sheet.iter_rows()] == [
        ("Column", "Name for machines", "Kind", "Meaning", "Values"),
        ("Code", "code", "code", "Reference of the item within its plan.", None),
        (
            "Sample",
            "is_sample",
            "yes or no",
            "Whether the line is invented for demonstration.",
            "yes = yes · no = no",
        ),
    ]


def test_same_data_gives_the_same_bytes():
    table = Table(columns(("code",)), [("A",)])

    assert workbook_bytes(table, NOTES, "ar") == workbook_bytes(table, NOTES, "ar")


def test_file_bears_the_moment_of_the_publication():
    properties = book_of(NAMES).properties

    assert (properties.created, properties.title) == (
        dt.datetime.fromisoformat("2025-10-15T23:30"),
        NOTES.title,
    )


def test_column_without_a_choice_has_no_values():
    assert Column("x", Kind.TEXT, "X", "x").values == {}
