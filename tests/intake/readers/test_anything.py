"""Any bytes, any cells, any text: the importer answers in problems and never breaks down."""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from athar.intake.actions import import_plan
from athar.intake.agreements.taking import import_agreements
from athar.intake.cells.dates import DateOrder, date_order, read_date
from athar.intake.cells.figures import (
    PercentColumn,
    decimal_mark,
    read_money,
    read_number,
    read_percent,
)
from athar.intake.cells.texts import read_joined, read_list, read_shares, read_status
from athar.intake.enums import ProblemCode
from athar.intake.options import GivenFile, Options
from athar.intake.readers.files import read_file
from athar.intake.readers.refusals import FileFault, Refused
from athar.intake.readers.sheet import Cell
from athar.intake.reports.copying import clean
from athar.intake.reports.marked import marked_copy
from athar.intake.reports.problems import KINDS
from athar.intake.returns.taking import import_progress
from athar.kernel.periods import Edge
from tests import cast
from tests.intake.agreements_small import FRENCH as AGREEMENTS
from tests.intake.returns_small import FRENCH as RETURN
from tests.intake.small import HEADINGS

THOROUGH = settings(max_examples=400, deadline=None)
MODEST = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SCRIPTS = "aéЖ漢ñض۳٣٪٫٬,.;:-–/()%'’ \u00a0\u202f\u200f\u0301\n\t=+@\"0123456789"
TEXTS = (
    st.text(max_size=20)
    | st.text(SCRIPTS, max_size=20)
    | st.sampled_from(["N.D", "en cours", "T3 2024", "fin 2025", "يونيو 2025", "12,5 MDH", "1e400"])
)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**9), 10**9)
DATES = st.dates(dt.date(1900, 3, 1), dt.date(9999, 12, 31))
CELLS = st.none() | TEXTS | NUMBERS | DATES | st.booleans()
KNOWN = [
    *HEADINGS.values(),
    *AGREEMENTS[3],
    *RETURN[2],
    "Part de la Région 2025",
    "الكلفة (مليون درهم)",
]


@pytest.fixture(scope="module", autouse=True)
def _unmeasured_readers():
    """Measure no process that reads a workbook: here are hundreds, and it doubles their time."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("COVERAGE_")]:
            patch.delenv(name)
        yield


@st.composite
def tables(draw, cells):
    """Rows under headings that are known, or not, or there twice."""
    headings = draw(st.lists(st.sampled_from(KNOWN) | TEXTS, min_size=2, max_size=9))
    rows = draw(st.lists(st.lists(cells, max_size=9), max_size=8))
    above = draw(st.lists(st.lists(TEXTS, max_size=3), max_size=2))
    return [*above, headings, *rows]


def _delimited(rows):
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows(rows)
    return stream.getvalue().encode("utf-8", "surrogatepass")


def _workbook(rows):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_urls": False}) as workbook:
        sheet = workbook.add_worksheet("Plan")
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if isinstance(value, dt.date):
                    sheet.write_datetime(row, column, value, day)
                elif isinstance(value, str):
                    sheet.write_string(row, column, value.encode("utf-8", "replace").decode())
                else:
                    sheet.write(row, column, value)
    return stream.getvalue()


def _take_in_each_way(content):
    """Try a file as a plan, as agreements, as a return; give the reports."""
    file = GivenFile("given.xlsx", content)
    options = Options(plan_code=cast.PLAN.code, dry_run=True)
    return [
        import_plan(by=None, file=file, options=Options(plan_code="OTHER", dry_run=True)),
        import_agreements(by=None, file=file, options=options),
        import_progress(by=None, file=file, period="2025-Q3", options=options),
    ]


@THOROUGH
@given(st.binary(max_size=300))
@example(b"PK\x03\x04")
@example(b"\xff\xfe;\x00\x00\xd8")
def test_any_bytes_are_read_or_refused(content):
    try:
        answer = len(read_file(content, "x.csv", most_bytes=1000).sheets)
    except Refused as refusal:
        answer = refusal.fault

    assert answer == 1 or answer in set(FileFault)


@MODEST
@given(tables(TEXTS))
def test_any_texts_in_a_table_are_taken_or_refused_in_words(plan, rows):
    reports = _take_in_each_way(_delimited(rows))

    assert [one.is_taken or bool(one.problems) for one in reports] == [True] * 3


@MODEST
@given(tables(CELLS))
@example([list(HEADINGS.values()), [1e300] * len(HEADINGS), [-1e-300] * len(HEADINGS)])
@example([list(RETURN[2]), [1e300] * 6])
@example([list(AGREEMENTS[3]), [1e300] * 9])
def test_any_cells_of_a_workbook_are_taken_or_refused_and_copied(plan, rows):
    reports = _take_in_each_way(_workbook(rows))

    assert [one.is_taken or bool(one.problems) for one in reports] == [True] * 3
    for report in reports:
        _check_copy(report)


def _check_copy(report):
    """The marked copy is a workbook of the same texts, and of one row for each problem."""
    if report.source is None:
        return
    content = marked_copy(report.source, report.problems, lang="ar")
    listed, copied = read_file(content, "copy.xlsx", most_bytes=10**7).sheets
    assert _filled(copied) == _filled(report.source.sheets[0])
    assert len(listed.rows) == 1 + len(report.problems)


def _filled(sheet):
    rows = ([clean(cell.text).casefold() for cell in row if cell.text] for row in sheet.rows)
    return [row for row in rows if row]


@THOROUGH
@given(TEXTS | st.text(SCRIPTS, max_size=400))
@example("9" * 5_000)
@example("9" * 5_000 + "/" + "9" * 5_000 + "/" + "9" * 5_000)
def test_any_text_is_a_figure_a_date_or_unknown(written):
    cell = Cell(written, written or None)
    mark, order = decimal_mark([written]), date_order([written])

    readings = [
        read_number(cell, mark),
        read_money(cell, unit=Decimal(1000), mark=mark),
        read_percent(cell, PercentColumn.of([cell], mark)),
        *(read_date(cell, edge, one) for edge in Edge for one in {order, *DateOrder}),
        read_status(cell),
    ]

    assert [one.fault is None or one.fault in KINDS for one in readings] == [True] * len(readings)
    assert all(isinstance(one, str) for one in (*read_list(written), *read_joined(written)))
    assert all(isinstance(one.amount, str) for one in read_shares(written))


@THOROUGH
@given(NUMBERS.map(lambda number: Decimal(f"{number:.15g}")))
@example(Decimal("1e308"))
def test_any_number_is_a_figure_a_date_or_unknown(number):
    cell = Cell(str(number), number)

    readings = [
        read_number(cell),
        read_money(cell, unit=Decimal(1_000_000)),
        read_percent(cell, PercentColumn.of([cell])),
        read_date(cell, Edge.END),
        read_date(cell, Edge.START, since_1904=True),
    ]

    assert [one.fault is None or one.fault in set(ProblemCode) for one in readings] == [True] * 5
    assert [one.value is None or one.fault is None for one in readings] == [True] * 5


@pytest.mark.parametrize("length", [1_000, 100_000])
def test_long_text_in_each_column_takes_no_long_time(plan, length):
    rows = [list(HEADINGS.values()), ["(1 " * (length // 3)] * len(HEADINGS)]

    reports = _take_in_each_way(_delimited(rows))

    assert [one.is_taken or bool(one.problems) for one in reports] == [True] * 3
