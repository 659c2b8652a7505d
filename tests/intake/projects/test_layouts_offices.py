"""Files in headings of their own are read whole, and what is wrong in them is said."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from athar.intake.options import Options
from athar.intake.projects.preparing import prepare
from athar.intake.readers.xls import scan_xls
from tests.intake import layouts_offices
from tests.intake.conftest import given
from tests.intake.projects.test_layouts import read, told

LAYOUTS = Path(__file__).resolve().parents[2] / "data" / "layouts"

pytestmark = pytest.mark.usefixtures("places")


def rows_of(file):
    found = prepare(file, Options(plan_code="X"))
    return [row for plan in found.plans for row in plan.content.rows]


def test_codes_are_read_beside_the_numbers_of_the_rows():
    rows = rows_of(layouts_offices.ARABIC_WIDE)

    assert [row.code for row in rows] == ["ط-ت-ح-001", "ط-ت-ح-002", "ط-ت-ح-003"]


def test_arabic_headings_in_other_words_are_read():
    report = read(layouts_offices.ARABIC_WIDE)

    answer = report.as_json()
    assert answer["amount_total"] == {"MAD": "15750000.50"}
    assert answer["by_place"] == {"01.151": 1, "01.405": 2, "01.571": 1}
    assert answer["by_status"] == {"not_started": 2, "on_track": 1}
    assert told(report) == []


def test_pages_in_english_keep_the_order_of_their_dates():
    rows = rows_of(layouts_offices.PAGES_IN_ENGLISH)

    assert [row.code for row in rows] == ["RD-001", "RD-002", "RD-003"]
    ends = [row.planned_end.on for row in rows if row.planned_end]
    assert ends == [dt.date(2024, 12, 31), dt.date(2026, 9, 30)]
    assert [row.physical for row in rows] == [87.5, 12, None]


def test_errors_of_numbered_regions_stand_on_their_rows():
    report = read(layouts_offices.NUMBERED_REGIONS)

    assert [one["commitments"] for one in report.as_json()["plans"].values()] == [4, 1]
    assert told(report) == [
        ("ends_before_start", 3, "01/03/2024"),
        ("code_proposed", 4, ""),
        ("percent_out_of_range", 5, "130"),
        ("unknown_place", 5, "Zorglub"),
        ("total_differs", 8, "510"),
    ]


def test_codes_with_slashes_and_joined_places_are_read():
    report = read(layouts_offices.CODES_WITH_SLASHES)

    answer = report.as_json()
    assert answer["by_place"] == {"01.151": 1, "01.331": 1, "01.405": 2}
    assert answer["funding_total"] == {"MAD": "22000000.00"}
    assert told(report) == []


def test_percentages_of_an_old_workbook_are_taken_as_they_are_shown():
    rows = rows_of(given(LAYOUTS / "percentages.xls"))

    assert [row.physical for row in rows] == [45, 0, 100]


def test_old_workbook_that_ends_too_early_tells_no_formats():
    content = (LAYOUTS / "percentages.xls").read_bytes()

    looks = [scan_xls(content[:size]) for size in (0, 40, 520, 600, 3000)]

    assert [look.formats for look in looks] == [{}] * 5


def test_total_of_payers_by_year_is_the_cost():
    report = read(layouts_offices.PAYERS_BY_YEAR)

    answer = report.as_json()
    assert answer["amount_total"] == {"MAD": "530000.00"}
    assert answer["by_year"] == {"2024": "230000.00", "2025": "300000.00"}


def test_rows_of_payers_become_one_project_with_its_shares():
    report = read(layouts_offices.ROW_FOR_EACH_PAYER)

    answer = report.as_json()
    assert answer["by_funder"] == {
        "AREF": "2000000.00",
        "Commune de Zoumi": "500000.00",
        "INDH": "1000000.00",
        "Région TTA": "3000000.00",
    }
    costs = [row.amount for row in rows_of(layouts_offices.ROW_FOR_EACH_PAYER)]
    assert costs == [4_500_000, None]


@pytest.mark.parametrize(
    ("file", "by_year"),
    [
        (layouts_offices.ROW_FOR_EACH_YEAR, {"2023": "1000000.00", "2024": "750000.00"}),
        (
            layouts_offices.YEARS_ALONE,
            {"2022": "1000000.00", "2023": "4500000.00", "2024": "10000000.00"},
        ),
    ],
)
def test_years_in_rows_or_as_headings_are_years_of_two_projects(file, by_year):
    answer = read(file).as_json()

    assert (answer["commitments"], answer["by_year"]) == (2, by_year)


def test_headings_and_cells_in_two_languages_are_read_once():
    answer = read(layouts_offices.IN_TWO_LANGUAGES).as_json()

    assert answer["amount_total"] == {"MAD": "8000000.00"}
    assert answer["by_status"] == {"completed": 1, "on_track": 1}
