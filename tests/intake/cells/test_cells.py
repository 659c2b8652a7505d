"""Cells as people fill them: numbers, money, percents, dates, statuses, lists."""

from __future__ import annotations

import datetime as dt
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athar.indicators.enums import NoNumber
from athar.intake.cells.dates import read_date
from athar.intake.cells.figures import (
    PercentColumn,
    common_mark,
    decimal_mark,
    read_money,
    read_number,
    read_percent,
)
from athar.intake.cells.reading import Reading
from athar.intake.cells.texts import (
    Share,
    is_code,
    language_of,
    read_code,
    read_list,
    read_shares,
    read_status,
    read_text,
)
from athar.intake.enums import ProblemCode
from athar.intake.readers.sheet import EMPTY, Cell
from athar.kernel.periods import Edge, Precision
from athar.kernel.progress import DeclaredStatus

MILLION = Decimal(1_000_000)
ARABIC_DIGITS = str.maketrans("0123456789,", "٠١٢٣٤٥٦٧٨٩٫")


def text(written):
    return Cell(written, written or None)


def number(value, shown_as=""):
    return Cell(value, Decimal(value), shown_as)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", NoNumber.NOT_REPORTED),
        ("-", NoNumber.NOT_REPORTED),
        ("—", NoNumber.NOT_REPORTED),
        ("N.D", NoNumber.NOT_REPORTED),
        ("غير متوفر", NoNumber.NOT_REPORTED),
        ("s.o.", NoNumber.NOT_APPLICABLE),
        ("S.O", NoNumber.NOT_APPLICABLE),
        ("à venir", NoNumber.NOT_DUE),
        ("confidentiel", NoNumber.SUPPRESSED),
    ],
)
def test_no_number_says_why(written, why):
    assert read_number(text(written)) == Reading(None, written, why)


def test_status_in_a_number_is_unknown_and_asked_about():
    given_reading = read_number(text("en cours"))

    assert given_reading == Reading(
        None, "en cours", NoNumber.NOT_REPORTED, ProblemCode.TEXT_IN_NUMBER
    )


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (["9.833", "75.798"], None),
        (["588,57", "1.480,68"], ","),
        (["588.57", "1,480.68"], "."),
        (["1 250,50", "12", "N.D"], ","),
        (["12", "", "-"], None),
        (["1,5", "1.5"], None),
        (["abc 12", "1,25"], ","),
    ],
)
def test_column_shows_its_decimal_mark(texts, mark):
    assert decimal_mark(texts) == mark


def test_columns_that_agree_tell_the_mark_of_the_table():
    assert common_mark([None, ",", ","]) == ","
    assert common_mark([",", "."]) is None


@pytest.mark.parametrize(
    ("written", "mark", "amount"),
    [
        ("141,50", ",", "141500000.00"),
        ("1\u202f250,5", ",", "1250500000.00"),
        ("1.250", ",", "1250000000.00"),
        ("1.250", ".", "1250000.00"),
        ("٧٢٫٥", None, "72500000.00"),
        ("72,00 MDH", ",", "72000000.00"),
        ("500 KDH", None, "500000.00"),
        ("72 000 000 DH", None, "72000000.00"),
        ("3 مليون درهم", None, "3000000.00"),
        ("0", None, "0.00"),
    ],
)
def test_money_takes_the_unit_of_its_column_or_its_own(written, mark, amount):
    assert read_money(text(written), unit=MILLION, mark=mark).value == Decimal(amount)


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        (text("1.250"), ProblemCode.NUMBER_AMBIGUOUS),
        (text("douze"), ProblemCode.NUMBER_NOT_UNDERSTOOD),
        (text("(12,5)"), ProblemCode.AMOUNT_NEGATIVE),
        (number("-1"), ProblemCode.AMOUNT_NEGATIVE),
        (number("99999999999999"), ProblemCode.AMOUNT_OUT_OF_RANGE),
        (Cell("TRUE", True), ProblemCode.NUMBER_NOT_UNDERSTOOD),
    ],
)
def test_money_that_cannot_be_kept_is_unknown(cell, fault):
    given_reading = read_money(cell, unit=MILLION)

    assert (given_reading.value, given_reading.fault) == (None, fault)


@given(st.integers(0, 10**11), st.sampled_from([",", "."]), st.booleans())
def test_money_survives_every_way_of_writing_it(centimes, mark, in_arabic):
    whole, rest = divmod(centimes, 100)
    written = f"{whole:,}".replace(",", "\u202f") + f"{mark}{rest:02}"
    if in_arabic:
        written = written.replace(".", ",").translate(ARABIC_DIGITS)

    given_reading = read_money(text(written), unit=Decimal(1), mark=mark if not in_arabic else None)

    assert given_reading.value == Decimal(centimes) / 100


@pytest.mark.parametrize(
    ("cell", "has_fractions", "percent"),
    [
        (number("0.45", "0%"), True, "45"),
        (number("1", "0%"), True, "100"),
        (number("45"), False, "45"),
        (number("1"), False, "1"),
        (number("0"), True, "0"),
        (text("45 %"), False, "45"),
        (text("٤٥٪"), False, "45"),
        (text("37,5"), False, "37.5"),
        (text("0,5 %"), False, "0.5"),
    ],
)
def test_percents_are_read_as_their_column_writes_them(cell, has_fractions, percent):
    assert read_percent(cell, PercentColumn(None, has_fractions)).value == Decimal(percent)


@pytest.mark.parametrize(
    ("cell", "has_fractions", "fault"),
    [
        (number("1"), True, ProblemCode.PERCENT_AMBIGUOUS),
        (number("0.45"), True, ProblemCode.PERCENT_AMBIGUOUS),
        (text("0,45"), False, ProblemCode.PERCENT_AMBIGUOUS),
        (number("112"), False, ProblemCode.PERCENT_OUT_OF_RANGE),
        (number("1.12", "0%"), False, ProblemCode.PERCENT_OUT_OF_RANGE),
        (text("-3"), False, ProblemCode.PERCENT_OUT_OF_RANGE),
        (text("en cours"), False, ProblemCode.TEXT_IN_NUMBER),
    ],
)
def test_doubtful_percents_are_unknown(cell, has_fractions, fault):
    given_reading = read_percent(cell, PercentColumn(None, has_fractions))

    assert (given_reading.value, given_reading.fault) == (None, fault)


def test_column_with_a_formatted_percent_has_fractions():
    assert PercentColumn.of([number("0.45", "0%"), number("45")]) == PercentColumn(None, True)
    assert PercentColumn.of([number("100"), number("45"), EMPTY]) == PercentColumn(None, False)


@pytest.mark.parametrize(
    ("cell", "edge", "on", "precision"),
    [
        (Cell("x", dt.date(2025, 6, 30)), Edge.END, dt.date(2025, 6, 30), Precision.DAY),
        (text("30/06/2025"), Edge.END, dt.date(2025, 6, 30), Precision.DAY),
        (text("mars 2024"), Edge.START, dt.date(2024, 3, 1), Precision.MONTH),
        (text("T3 2024"), Edge.END, dt.date(2024, 9, 30), Precision.QUARTER),
        (text("fin 2025"), Edge.START, dt.date(2025, 12, 31), Precision.YEAR),
        (text("يونيو 2025"), Edge.END, dt.date(2025, 6, 30), Precision.MONTH),
        (text("٢٠٢٥"), Edge.END, dt.date(2025, 12, 31), Precision.YEAR),
        (number("2025"), Edge.START, dt.date(2025, 1, 1), Precision.YEAR),
        (number("45838"), Edge.START, dt.date(2025, 6, 30), Precision.DAY),
    ],
)
def test_dates_keep_the_precision_given(cell, edge, on, precision):
    dated = read_date(cell, edge).value

    assert (dated.on, dated.precision) == (on, precision)


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        (text("31/02/2025"), ProblemCode.DATE_NOT_UNDERSTOOD),
        (text("bientôt"), ProblemCode.DATE_NOT_UNDERSTOOD),
        (number("12.5"), ProblemCode.DATE_NOT_UNDERSTOOD),
        (Cell("x", dt.date(1905, 7, 16)), ProblemCode.DATE_IMPLAUSIBLE),
    ],
)
def test_doubtful_dates_are_unknown(cell, fault):
    given_reading = read_date(cell, Edge.START)

    assert (given_reading.value, given_reading.fault) == (None, fault)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31)), st.sampled_from(list(Edge)))
def test_full_dates_are_read_back_whatever_the_edge(day, edge):
    assert read_date(text(f"{day:%d/%m/%Y}"), edge).value.on == day


@given(st.text(max_size=40))
def test_no_text_breaks_a_cell_parser(written):
    cell = text(written)

    read_money(cell, unit=MILLION)
    read_percent(cell, PercentColumn())
    read_date(cell, Edge.END)
    read_status(cell)
    read_shares(written)

    assert not any(mark in item for item in read_list(written) for mark in ";،,|")


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("Achevé ", DeclaredStatus.COMPLETED),
        ("en cours de réalisation", DeclaredStatus.ON_TRACK),
        ("Retard", DeclaredStatus.DELAYED),
        ("À l'arrêt", DeclaredStatus.STOPPED),
        ("Abandonné", DeclaredStatus.CANCELLED),
        ("Non entamé", DeclaredStatus.NOT_STARTED),
        ("في طور الإنجاز", DeclaredStatus.ON_TRACK),
        ("يواجه صعوبات", DeclaredStatus.AT_RISK),
        ("ملغى", DeclaredStatus.CANCELLED),
        ("not_started", DeclaredStatus.NOT_STARTED),
        ("", None),
        ("-", None),
        ("N.D", None),
    ],
)
def test_statuses_are_read_in_three_languages(written, status):
    given_reading = read_status(text(written))

    assert (given_reading.value, given_reading.fault) == (status, None)


def test_whole_file_in_a_status_takes_no_long_time():
    start = time.process_time()

    reading = read_status(text("a route " * 250_000))

    assert reading.fault is ProblemCode.UNKNOWN_STATUS
    assert time.process_time() - start < 20


def test_unknown_status_is_asked_about():
    assert read_status(text("presque")).fault == ProblemCode.UNKNOWN_STATUS


@pytest.mark.parametrize(
    ("written", "items"),
    [
        ("وزان، العرائش", ("وزان", "العرائش")),
        ("شفشاون وزان", ("شفشاون وزان",)),
        ("01.405 ; 01.331", ("01.405", "01.331")),
        ("Mokrisset, Zoumi\nZoumi", ("Mokrisset", "Zoumi")),
        ("Tanger-Assilah / Tétouan", ("Tanger-Assilah", "Tétouan")),
        (" - ", ()),
    ],
)
def test_lists_are_cut_at_marks_and_never_at_the_arabic_and(written, items):
    assert read_list(written) == items


def test_shares_name_funders_with_their_amounts():
    written = "جهة الشمال: 69,50 | الجماعات: 72,00 |\nADA"

    assert read_shares(written) == (
        Share("جهة الشمال", "69,50"),
        Share("الجماعات", "72,00"),
        Share("ADA", ""),
    )


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("PDR-A1-P01-01", "PDR-A1-P01-01"),
        (" pdr-a1 p01-01 ", "PDR-A1-P01-01"),
        ("PDR–A1–P01–٠١", "PDR-A1-P01-01"),
        ("\u200fPDR-A1 ", "PDR-A1"),
        ("-", ""),
        ("", ""),
    ],
)
def test_codes_are_written_one_way(written, code):
    assert read_code(text(written)) == code


def test_code_that_would_break_an_address_is_none():
    assert [is_code(one) for one in ("A-1", "A/1", "A?", "é" * 61)] == [True, False, False, False]


def test_texts_keep_their_lines_and_lose_stray_spaces():
    assert read_text(text("  une\u00a0 suite \n\n et fin ")) == "une suite\net fin"


@pytest.mark.parametrize(("written", "language"), [("مشروع ONEE", "ar"), ("Projet", "fr")])
def test_script_tells_the_language(written, language):
    assert language_of(written) == language
