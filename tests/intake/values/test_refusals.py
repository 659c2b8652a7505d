"""What is wrong with a file of values is said row by row, in words, and nothing is half written."""

from __future__ import annotations

import pytest

from athar.indicators.actions import put_indicators
from athar.indicators.models import Measurement
from athar.intake.enums import ProblemCode as P
from athar.intake.values import taking
from athar.intake.values.taking import Target
from tests.indicators.cast import DRY, WATER
from tests.intake.values.conftest import stored

HEAD = "code,indicator,area,sex,year,claim,value"


BAD = (
    ("01,connected,,,2024,,beaucoup", P.VALUE_NOT_A_NUMBER, "G / value"),
    ("01,connected,,,2024,,NaN", P.VALUE_NOT_A_NUMBER, "G / value"),
    ("01,connected,,,2024,,1" + "0" * 400, P.VALUE_NOT_A_NUMBER, "G / value"),
    ("01,connected,,,2024,,1E+400", P.VALUE_NOT_A_NUMBER, "G / value"),
    ("01,connected,,,2024,,1.250", P.VALUE_AMBIGUOUS, "G / value"),
    ("01.999,connected,,,2024,,5", P.PLACE_UNKNOWN, "A / code"),
    (",connected,,,2024,,5", P.PLACE_UNKNOWN, "A / code"),
    ("01,wells,,,2024,,5", P.INDICATOR_UNKNOWN, "B / indicator"),
    ("01,connected,lunaire,,2024,,5", P.CATEGORY_UNKNOWN, "C / area"),
    ("01,connected,,,jamais,,5", P.PERIOD_UNKNOWN, "E / year"),
    ("01,connected,,,1999,,5", P.VALUE_REFUSED, "G / value"),
    ("01,connected,,,2031,,5", P.VALUE_REFUSED, "G / value"),
    ("01,connected,,,2024,sûr,5", P.CLAIM_UNKNOWN, "F / claim"),
    ("01,water,,female,2024,,5", P.VALUE_REFUSED, "G / value"),
)


@pytest.mark.parametrize("by_stream", [False, True])
def test_each_bad_row_is_refused_with_its_cell(take, by_stream):
    good = [f"01.151,connected,total,all,2022-{month:02},,30" for month in range(1, 13)]

    report = take(HEAD, *[row for row, *_found in BAD], *good, by_stream=by_stream)

    found = dict.fromkeys((one.row, one.code, one.column) for one in report.problems)
    assert list(found) == [(n, code, column) for n, (_row, code, column) in enumerate(BAD, 2)]
    assert (report.is_taken, Measurement.objects.count()) == (False, 0)
    assert all("%(" not in one.message for one in report.problems)


@pytest.mark.parametrize("by_stream", [False, True])
def test_value_of_a_computed_indicator_is_refused_in_words(take, setting, by_stream):
    put_indicators(by=None, library_id=setting.library, drafts=(WATER, DRY))

    report = take(HEAD, "01,dry,,,2024,,5", by_stream=by_stream)

    (found,) = report.problems
    said = "المؤشر dry محتسب انطلاقا من مؤشرات أخرى ولا يمكن التصريح بقيمته."
    assert (found.row, found.code) == (2, P.VALUE_REFUSED)
    assert found.message.endswith(said)
    assert Measurement.objects.count() == 0


def test_value_stated_twice_names_both_cells(take):
    report = take(HEAD, "01,connected,,,2024,,5", "01,connected,total,,2024,declared,6")

    found = [(one.code, one.row, one.detail) for one in report.problems]
    assert found == [(P.VALUE_REPEATED, 3, "valeurs!G2")]
    assert Measurement.objects.count() == 0


def test_several_rows_are_named_at_once(take):
    report = take(
        HEAD, "01,connected,,,1999,,5", "01.x,connected,,,2024,,5", "01,connected,,,2024,,trois"
    )

    assert [(one.row, one.code) for one in report.problems] == [
        (2, P.VALUE_REFUSED),
        (3, P.PLACE_UNKNOWN),
        (4, P.VALUE_NOT_A_NUMBER),
    ]


def test_whole_that_its_parts_do_not_make_up_is_asked_about(take):
    report = take(
        HEAD,
        *("01,connected,,,2024,,30", "01,connected,rural,,2024,,10", "01,connected,urban,,2024,,9"),
        *("01,connected,,female,2024,,15", "01,connected,,male,2024,,15"),
    )

    found = [(one.code, one.row, one.value, one.detail) for one in report.problems]
    assert (found, report.is_taken) == ([(P.PARTS_DIFFER, 2, "30", "19")], True)


def test_of_many_such_wholes_the_first_are_listed_and_the_others_counted(take, monkeypatch):
    monkeypatch.setattr(taking, "MOST_DIFFERING", 2)
    rows = [
        f"01,connected,{area},,{year},,{value}"
        for year in (2022, 2023, 2024, 2025)
        for area, value in (("", 30), ("rural", 10), ("urban", 9))
    ]

    report = take(HEAD, *rows, "01,connected,,,1999,,5", take_good_rows=True)

    found = [(one.code, one.row, one.value) for one in report.problems]
    assert found == [
        (P.PARTS_DIFFER, 2, "30"),
        (P.PARTS_DIFFER, 5, "30"),
        (P.VALUE_REFUSED, 14, "1999"),
        (P.PARTS_DIFFER_MORE, None, "2"),
    ]
    assert (report.is_taken, report.added) == (True, 12)


def test_part_stated_twice_decides_nothing_of_its_whole(take):
    report = take(
        HEAD,
        *("01,connected,,,2024,,30", "01,connected,rural,,2024,,10", "01,connected,urban,,2024,,9"),
        "01,connected,rural,,2024,,11",
    )

    found = [(one.code, one.row) for one in report.problems]
    assert (found, report.is_taken) == ([(P.VALUE_REPEATED, 5)], False)


def test_good_rows_alone_are_taken_where_that_is_asked_for(take):
    report = take(
        HEAD,
        *("01,connected,,,2024,,30", "01,connected,,,1999,,5", "01.x,connected,,,2024,,5"),
        take_good_rows=True,
    )

    assert (report.is_taken, report.added, len(report.problems)) == (True, 1, 2)
    assert [one[2] for one in stored()] == ["2024"]


def test_questions_block_a_strict_import(take):
    rows = ("01,connected,,,2024,,30", "01,connected,rural,,2024,,1", "01,connected,urban,,2024,,1")

    report = take(HEAD, *rows, strict=True)

    assert (report.is_taken, Measurement.objects.count()) == (False, 0)


def test_reading_stops_when_more_is_wrong_than_anybody_reads(take, monkeypatch):
    monkeypatch.setattr(taking, "ROWS_PER_STEP", 2)
    monkeypatch.setattr(taking, "MOST_PROBLEMS", 3)

    report = take(HEAD, *[f"01.x{n},connected,,,2024,,5" for n in range(20)])

    codes = [one.code for one in report.problems]
    assert codes == [*[P.PLACE_UNKNOWN] * 3, P.PROBLEMS_CUT]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (("Bonjour,", "à tous,"), P.NO_VALUES),
        (("code,year,value", "01,2024,5"), P.NO_INDICATOR_STATED),
        (("indicator,year,value", "connected,2024,5"), P.NO_PLACE_STATED),
        (("indicator,code,value", "connected,01,5"), P.NO_PERIOD_STATED),
    ],
)
def test_what_nothing_says_is_asked_for(take, lines, code):
    report = take(*lines)

    assert ([one.code for one in report.problems], report.is_taken) == ([code], False)


@pytest.mark.parametrize(
    ("target", "code"),
    [
        (Target(library="nowhere"), P.LIBRARY_UNKNOWN),
        (Target(indicator="wells"), P.INDICATOR_UNKNOWN),
        (Target(place="Atlantis"), P.PLACE_UNKNOWN),
        (Target(period="jamais"), P.PERIOD_UNKNOWN),
    ],
)
def test_what_is_said_beside_the_file_must_be_known(take, target, code):
    report = take(HEAD, "01,connected,,,2024,,5", target=target)

    assert ([one.code for one in report.problems], report.is_taken) == ([code], False)


def test_file_or_mapping_that_cannot_be_read_is_refused(take, tmp_path):
    damaged = take("a,b", "\x00,1")
    malformed = take(HEAD, "01,connected,,,2024,,5", mapping="{")

    codes = [one.problems[0].code for one in (damaged, malformed)]
    assert codes == [P.FILE_NOT_A_TABLE, P.MAPPING_MALFORMED]
