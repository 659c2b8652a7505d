"""The marked copy: each problem on its cell, the cells as they stood, nothing that runs."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from django.utils.translation import override

from athar.intake.actions import import_plan
from athar.intake.enums import ProblemCode
from athar.intake.options import Options
from athar.intake.readers.sheet import EMPTY, Cell, Sheet, SheetFile, Span
from athar.intake.reports.copying import clean, is_right_to_left, kept_spans, sheet_titles
from athar.intake.reports.marked import MOST_MARKED, marked_copy
from athar.intake.reports.problems import Problem
from tests.intake.conftest import FRENCH_WORKBOOK, PLAN_FILE
from tests.intake.projects.test_messy import MESSY

ERROR, QUESTION, NOTICE = "FFF4B6B0", "FFFFE08A", "FFCFE2F7"
COLOURS = {"error": ERROR, "question": QUESTION, "notice": NOTICE}


def _text(text):
    return Cell(text, text) if text else EMPTY


def _sheet(*rows, name="Plan", **more):
    return Sheet(name, tuple(tuple(_text(text) for text in row) for row in rows), **more)


def _copy(*sheets, problems=(), lang="en"):
    content = marked_copy(SheetFile("plan.xlsx", "", 0, sheets), problems, lang=lang)
    return openpyxl.load_workbook(io.BytesIO(content))


def _marks(sheet):
    return {
        cell.coordinate: (cell.fill.fgColor.rgb, cell.comment.text)
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def test_fourteen_cells_of_the_french_workbook_are_marked(places):
    options = Options(plan_file=PLAN_FILE.read_bytes(), dry_run=True)
    report = import_plan(by=None, file=FRENCH_WORKBOOK, options=options)

    content = marked_copy(report.source, report.problems, lang="fr")

    book = openpyxl.load_workbook(io.BytesIO(content))
    with override("fr"):
        wanted = {
            f"{one.column.partition(' / ')[0]}{one.row}": (COLOURS[one.severity], one.message)
            for one in report.problems
        }
    marked = _marks(book["Suivi PDR"])
    assert len(marked) == 14
    assert {at: colour for at, (colour, _) in marked.items()} == {
        at: colour for at, (colour, _) in wanted.items()
    }
    assert [wanted[at][1] in text for at, (_, text) in marked.items()] == [True] * 14


def test_copy_of_the_french_workbook_holds_the_same_cells(places):
    report = import_plan(by=None, file=FRENCH_WORKBOOK, options=Options(dry_run=True))

    content = marked_copy(report.source, report.problems, lang="fr")

    given = openpyxl.load_workbook(FRENCH_WORKBOOK)["Suivi PDR"]
    copied = openpyxl.load_workbook(io.BytesIO(content))["Suivi PDR"]
    assert [[_plain(cell.value) for cell in row] for row in copied.iter_rows()] == [
        [_plain(cell.value) for cell in row] for row in given.iter_rows()
    ]
    assert {str(one) for one in copied.merged_cells.ranges} == {
        str(one) for one in given.merged_cells.ranges
    }


def _plain(value):
    if isinstance(value, dt.datetime):
        return value.date()
    return round(value, 9) if isinstance(value, float) else None if value == "" else value


def test_problems_are_listed_first_with_a_link_to_their_cell():
    sheet = _sheet(("Code", "Coût"), ("A-1", "douze"), name="L'axe")
    problem = Problem(
        ProblemCode.NUMBER_NOT_UNDERSTOOD, sheet="L'axe", row=2, column="B / Coût", value="douze"
    )

    book = _copy(sheet, problems=[problem])

    listed = book.worksheets[0]
    assert book.sheetnames == ["Problems", "L'axe"]
    assert [cell.value for cell in listed[2]] == [
        "Question",
        "L'axe",
        2,
        "B / Coût",
        "douze",
        "“douze” is not a number; the figure was taken as unknown, not as 0.",
    ]
    assert listed["C2"].hyperlink.location == "'L''axe'!B2"
    assert (listed.freeze_panes, listed.auto_filter.ref) == ("A2", "A1:F2")


def test_each_problem_marks_the_cell_it_speaks_of():
    sheet = _sheet(
        ("Plan",),
        ("Code", "Part", ""),
        ("", "2024", ""),
        ("", "A-1", "x"),
        merged=(Span(1, 1, 1, 2),),
    )
    problems = [
        Problem(ProblemCode.ROW_NOT_READ, sheet="Plan", row=4),
        Problem(ProblemCode.COLUMN_NOT_READ, sheet="Plan", column="A / Code"),
        Problem(ProblemCode.COLUMN_NOT_READ, sheet="Plan", column="C / Part › 2025"),
        Problem(ProblemCode.COLUMN_NOT_READ, sheet="Plan", column="B / Part › 2024"),
        Problem(ProblemCode.NO_PARTNERS, sheet="Plan"),
        Problem(ProblemCode.NO_PROJECTS),
        Problem(ProblemCode.ROW_NOT_READ, sheet="Plan", row=99),
        Problem(ProblemCode.ROW_NOT_READ, sheet="elsewhere", row=1),
    ]

    book = _copy(sheet, problems=problems)

    assert list(_marks(book["Plan"])) == ["A2", "B3", "B4", "C4"]
    links = [book.worksheets[0].cell(n, c).hyperlink for n in range(2, 10) for c in (3, 4)]
    assert [link.location for link in links if link] == [
        "'Plan'!B4",
        "'Plan'!A2",
        "'Plan'!C4",
        "'Plan'!B3",
    ]


def test_cell_with_several_problems_has_the_colour_of_the_worst_and_all_messages():
    where = {"sheet": "Plan", "row": 1, "column": "A / Code", "value": "?"}
    problems = [
        Problem(ProblemCode.COLUMN_NOT_READ, **where),
        Problem(ProblemCode.CODE_MISSING, **where),
    ]

    ((colour, text),) = _marks(_copy(_sheet(("x",)), problems=problems)["Plan"]).values()

    assert (colour, [line.partition(":")[0] for line in text.split("\n")]) == (
        ERROR,
        ["Error", "Notice"],
    )


def test_marked_cell_that_is_empty_is_coloured():
    problem = Problem(ProblemCode.CODE_MISSING, sheet="Plan", row=1, column="B / Code")

    book = _copy(_sheet(("x", "", "y")), problems=[problem])

    assert list(_marks(book["Plan"])) == ["B1"]


@pytest.mark.parametrize(
    "text",
    ["=1+1", '=HYPERLINK("http://x.test")', "+212 5", "-5", "@SUM(A1)", "{=1}", "http://x.test"],
)
def test_text_that_looks_like_a_formula_or_link_stays_a_text(text):
    cell = _copy(_sheet((text,)))["Plan"]["A1"]

    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert cell.quotePrefix == (text[0] in "=+-@")


def test_values_keep_their_type_and_format():
    day = dt.date(2025, 6, 30)
    values = [
        (Cell("0.45", Decimal("0.45"), "0.0%"), 0.45, "0.0%"),
        (Cell("12", Decimal(12)), 12, "General"),
        (Cell("2025-06-30", day, "date"), day, "dd/mm/yyyy"),
        (Cell("2025-06-30", day, "yyyy"), day, "yyyy"),
        (Cell("1899-01-01", dt.date(1899, 1, 1), "date"), "1899-01-01", "General"),
        (Cell("Infinity", Decimal("Infinity")), "Infinity", "General"),
        (Cell("TRUE", True), True, "General"),
        (Cell("1", Decimal(1), "0" * 300), 1, "General"),
    ]

    sheet = _copy(Sheet("Plan", (tuple(cell for cell, _, _ in values),)))["Plan"]

    assert [(_plain(cell.value), cell.number_format) for cell in sheet[1]] == [
        (value, shown) for _, value, shown in values
    ]


def test_text_that_no_workbook_may_hold_is_made_to_fit():
    assert clean("a\x00b\x1f\ud800\ufffec\td\n") == "a\ufffdb\ufffd\ufffd\ufffdc\td\n"
    assert clean("é" * 32_767) == "é" * 32_767
    assert clean("é" * 32_768) == "é" * 32_766 + "…"
    assert clean("🙂" * 16_384) == "🙂" * 16_383 + "…"


def test_odd_texts_are_written_and_read_back():
    texts = ("\x01\ud800", "é" * 40_000, "_x0041_", " é ", "line\nbreak")

    sheet = _copy(_sheet(texts))["Plan"]

    assert [cell.value for cell in sheet[1]] == [
        "\ufffd\ufffd",
        "é" * 32_766 + "…",
        "_x0041_",
        " é ",
        "line\nbreak",
    ]


def test_arabic_copy_runs_from_the_right_and_speaks_arabic():
    problem = Problem(ProblemCode.CODE_MISSING, sheet="المخطط", row=2, column="A / الرمز")
    arabic = _sheet(("الرمز", "العنوان"), ("", "طريق"), name="المخطط")
    french = _sheet(("Code", "Intitulé"), name="Liste")

    book = _copy(arabic, french, problems=[problem], lang="ar")

    assert [sheet.sheet_view.rightToLeft for sheet in book] == [True, True, None]
    with override("ar"):
        assert book.worksheets[0]["F2"].value == problem.message


def test_hidden_sheets_are_left_out():
    book = _copy(_sheet(("x",)), _sheet(("y",), name="old", is_hidden=True))

    assert book.sheetnames == ["Problems", "Plan"]


def test_sheet_names_are_made_to_fit_and_none_is_there_twice():
    names = ["Problems", "problems", "a/b:c*?", "x" * 40, "x" * 40, "'", "History", ""]

    assert sheet_titles(names) == [
        "Problems",
        "problems 2",
        "a b c",
        "x" * 31,
        "x" * 25 + " 2",
        "-",
        "History 2",
        "- 2",
    ]


@pytest.mark.parametrize(
    ("spans", "kept"),
    [
        ((Span(0, 0, 0, 1), Span(0, 1, 1, 1)), [Span(0, 0, 0, 1)]),
        ((Span(0, 0, 999_999, 16_000),), [Span(0, 0, 1, 1)]),
        ((Span(1, 1, 1, 1), Span(5, 5, 6, 6)), []),
        ((Span(0, 0, 1, 1),) * 3, [Span(0, 0, 1, 1)]),
    ],
)
def test_merged_areas_are_kept_as_far_as_the_sheet_is_filled(spans, kept):
    sheet = _sheet(("a", "b"), ("c", "d"), merged=spans)

    assert list(kept_spans(sheet)) == kept


def test_large_file_is_written_row_by_row_with_its_marks():
    rows = (("x",) * 100,) * 3_001
    problem = Problem(ProblemCode.CODE_MISSING, sheet="Plan", row=3_001, column="CV / Code")

    sheet = _copy(_sheet(*rows, merged=(Span(0, 0, 0, 5),)), problems=[problem])["Plan"]

    assert (sheet.max_row, sheet.max_column, list(_marks(sheet))) == (3_001, 100, ["CV3001"])
    assert sheet.merged_cells.ranges == set()


def test_problems_beyond_what_programs_open_are_listed_only():
    problems = [
        Problem(ProblemCode.CODE_MISSING, sheet="Plan", row=1 + n // 8, column="A / x")
        for n in range(MOST_MARKED + 8)
    ]

    book = _copy(_sheet(*((("x",),) * 3_000)), problems=problems)

    assert len(_marks(book["Plan"])) == MOST_MARKED // 8
    assert book.worksheets[0].max_row == 1 + MOST_MARKED + 8


def test_messy_delimited_file_gives_a_copy_too(db):
    path = MESSY / "ma-plf2025-habous-cp1252.csv"
    report = import_plan(by=None, file=path, options=Options(dry_run=True))

    content = marked_copy(report.source, report.problems, lang="fr")

    book = openpyxl.load_workbook(io.BytesIO(content))
    copied = [[cell.value or "" for cell in row] for row in book.worksheets[1].iter_rows()]
    given = [[cell.text for cell in row] for row in report.source.sheets[0].rows]
    width = max(map(len, given))
    assert copied == [[*row, *[""] * (width - len(row))] for row in given]
    assert book.worksheets[0].max_row == 1 + len(report.problems)


@pytest.mark.parametrize(
    ("texts", "answer"),
    [(["طريق", "سد", "PDR"], True), (["Route", "سد", "12"], False), ([], False), (["12"], False)],
)
def test_direction_is_that_of_most_texts(texts, answer):
    assert is_right_to_left(texts) == answer
