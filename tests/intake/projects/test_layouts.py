"""Layouts that no sample shows are read by their words, units and cells."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from athar.intake.actions import import_plan
from athar.intake.options import Options
from athar.intake.projects.preparing import prepare
from tests.intake import layouts

pytestmark = pytest.mark.usefixtures("places")


def read(file):
    return import_plan(by=None, file=file, options=Options(dry_run=True, plan_code="X"))


def told(report):
    return [(one.code.value, one.row, one.value) for one in report.problems]


def sums(report):
    """The sum of each column that the table sums itself, as read and as printed."""
    columns = report.as_json()["columns"]
    return [(one["sum"], one["printed"]) for one in columns if one["printed"]]


def test_arabic_digits_are_read_in_a_workbook_from_right_to_left():
    report = read(layouts.ARABIC)

    answer = report.as_json()
    assert answer["amount_total"] == {"MAD": "1342750000.00"}
    assert answer["funding_total"] == {"MAD": "1080000000.00"}
    assert answer["by_place"] == {"01.151": 1, "01.331": 1, "01.405": 1}
    assert answer["by_status"] == {"completed": 1, "not_started": 1, "on_track": 1}
    assert answer["nodes"]["axis"] == 2
    assert told(report) == [("complete_without_end", 9, "")]


def test_sections_of_provinces_place_their_projects():
    report = read(layouts.PROVINCES_IN_ROWS)

    answer = report.as_json()
    assert answer["by_place"] == {"01.151": 2, "01.511": 1}
    assert sums(report) == [("16650000.50", "16650000.50")]
    assert told(report) == []


def test_pages_printed_with_american_dates_are_one_table():
    report = read(layouts.PRINTED_PAGES)

    answer = report.as_json()
    assert (answer["commitments"], sums(report)) == (3, [("4000000.50", "4000000.50")])
    assert answer["columns"][0]["format"] == "decimal point, thousands comma"
    assert told(report) == []


def test_funders_in_columns_are_named_by_their_headings():
    report = read(layouts.FUNDERS_IN_COLUMNS)

    by_funder = dict(report.as_json()["by_funder"])
    assert by_funder.pop(next(name for name in by_funder if "gion" in name)) == "9500000.00"
    assert by_funder == {
        "Commune de Zoumi": "1000000.00",
        "DGCT": "3000000.00",
        "INDH": "4000000.00",
    }


def test_regions_of_one_sheet_are_plans_of_their_own_with_their_errors():
    report = read(layouts.REGIONS_IN_ONE_SHEET)

    plans = report.as_json()["plans"]
    assert {code: one["commitments"] for code, one in plans.items()} == {
        "X-TANGER-TÉTOUAN-AL-HOCEIMA": 2,
        "X-RÉGION-DEUX": 2,
        "X-RÉGION-TROIS": 1,
    }
    assert told(report) == [
        ("percent_out_of_range", 3, "112"),
        ("code_repeated", 4, "TTA-02"),
        ("total_differs", 8, "151"),
        ("complete_without_end", 9, ""),
        ("total_differs", 11, "189.5"),
    ]


def _rows(file):
    found = prepare(file, Options(plan_code="X"))
    return [row for plan in found.plans for row in plan.content.rows]


def test_codes_made_from_titles_and_places_are_the_same_in_every_file():
    first, again = _rows(layouts.WITHOUT_CODES), _rows(layouts.WITHOUT_CODES)

    codes = [row.code for row in first]
    assert codes == ["P-B627AECA", "P-7A706F57", "P-FE687CE0"]
    assert [row.code for row in again] == codes
    assert [row.amount for row in first] == [Decimal(1_250_500), Decimal(980_000), None]


@pytest.mark.parametrize(
    ("file", "starts"),
    [
        (layouts.PRINTED_PAGES, [(2023, 3, 25), (2023, 4, 5), (2024, 1, 2)]),
        (layouts.PROVINCES_IN_ROWS, [(2023, 2, 1), (2024, 3, 15), (2024, 11, 30)]),
        (layouts.SINCE_1904, [(2024, 3, 1), (2024, 5, 15)]),
    ],
)
def test_dates_follow_the_order_that_their_column_proves(file, starts):
    found = [row.planned_start.on for row in _rows(file)]

    assert found == [dt.date(*one) for one in starts]


def test_bare_days_of_a_workbook_that_counts_from_1904_are_dates():
    ends = [row.planned_end.on for row in _rows(layouts.SINCE_1904)]

    assert ends == [dt.date(2025, 7, 1), dt.date(2026, 7, 1)]


def test_sheet_for_each_axis_is_one_plan_and_its_dashboard_none():
    report = read(layouts.SHEET_FOR_EACH_AXIS)

    answer = report.as_json()
    assert answer["sheets"] == ["Eau", "Routes"]
    assert (answer["commitments"], answer["nodes"]["axis"]) == (3, 2)
    assert answer["amount_total"] == {"MAD": "3500000.00"}


@pytest.mark.parametrize(
    ("file", "plans", "problems"),
    [
        (
            layouts.BLOCKS,
            {"PDR-DE-LA-RÉGION-A-2022-2027": 1, "PDR-DE-LA-RÉGION-B-2022-2027": 2},
            [("total_differs", 10, "46")],
        ),
        (
            layouts.REGIONS_IN_ROWS,
            {"X-RÉGION-DE-L-ORIENTAL": 2, "X-RÉGION-FÈS-MEKNÈS": 1},
            [("date_not_understood", 3, "30/02/2025"), ("total_differs", 8, "8 000,00")],
        ),
    ],
)
def test_plans_below_one_another_are_told_apart(file, plans, problems):
    report = read(file)

    found = report.as_json()["plans"]
    assert {code: one["commitments"] for code, one in found.items()} == plans
    assert [one for one in told(report) if one[0] != "plan_unknown"] == problems


def test_groupings_that_carry_sums_are_no_projects():
    report = read(layouts.GROUPINGS_WITH_SUMS)

    answer = report.as_json()
    assert answer["nodes"] == {"axis": 2, "sub_axis": 0, "programme": 2}
    assert answer["amount_total"] == {"MAD": "350000.00"}
    assert told(report) == [("total_differs", 4, "301")]


def test_headings_over_two_lines_of_text_name_payer_and_year():
    report = read(layouts.HEADINGS_OVER_TWO_LINES)

    answer = report.as_json()
    assert answer["by_year"] == {"2023": "4000000.00", "2024": "8500000.00"}
    assert list(answer["by_funder"].values()) == ["6500000.00"]
