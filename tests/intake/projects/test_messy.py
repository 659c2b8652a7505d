"""For each published table: what is read of it, whole, and the sums that the table prints itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from athar.intake.actions import import_plan
from athar.intake.options import Options

MESSY = Path(__file__).resolve().parents[2] / "data" / "messy"

pytestmark = pytest.mark.usefixtures("places")

READ = {
    "ma-plf2025-habous-cp1252.csv": (
        16,
        {"Coût (MDH)": "1022810000", "CP 2025 (MDH)": "136430000", "Emissions (MDH)": "362460000"},
    ),
    "ma-plf2025-hmr-utf8.csv": (
        9,
        {
            "Nombre de ménages": "139644",
            "Coût (MDH)": "6248520000",
            "Reliquat 2024 & ultérieur (MDH)": "779.75",
            "CP 2025 (MDH)": "100000000",
        },
    ),
    "ma-plf2025-indh-utf8.csv": (
        11,
        {
            "Nombre de projets/actions": "1701",
            "Crédits INDH (en MDH)": "614120000",
            "Bénéficiaires potentiels": "914944",
        },
    ),
    "ma-plf2025-vsb-utf8.csv": (
        10,
        {
            "Nombre de ménages": "235629",
            "Coût (MDH)": "30102120000",
            "Reliquat 2024 & ultérieur (MDH)": "1440.35",
            "CP 2025 (MDH)": "1212000000",
        },
    ),
}
"""Rows, and the sum of each column of numbers: every one is also the sum that the table prints."""


def _read(name):
    return import_plan(by=None, file=MESSY / name, options=Options(dry_run=True)).as_json()


@pytest.mark.parametrize(("name", "rows", "sums"), [(n, *read) for n, read in READ.items()])
def test_published_table_is_read_whole(name, rows, sums):
    answer = _read(name)

    columns = {one["column"].partition(" / ")[2]: one for one in answer["columns"]}
    assert answer["rows"] == answer["commitments"] == rows
    assert {name: float(one["sum"]) for name, one in columns.items()} == {
        name: float(total) for name, total in sums.items()
    }
    assert all(float(one["printed"]) == float(one["sum"]) for one in columns.values())


@pytest.mark.parametrize("name", READ)
def test_table_without_codes_asks_once_and_says_no_plan_is_known(name):
    problems = _read(name)["problems"]

    asked = [one["code"] for one in problems if one["severity"] != "notice"]
    assert [code for code in asked if "number" not in code] == ["codes_proposed", "plan_unknown"]


def test_rows_of_project_and_year_become_projects_with_yearly_funding():
    answer = _read("za-infrastructure-projects-2019-20.csv")

    assert (answer["rows"], answer["commitments"]) == (175, 25)
    assert answer["funding_total"] == {"ZAR": "37737455000.00"}
    assert answer["amount_total"] == {"ZAR": "48744436000.00"}
    assert list(answer["by_year"]) == [str(year) for year in range(2015, 2022)]


def test_wide_workbook_is_read_by_the_columns_that_are_understood():
    answer = _read("za-test_import_prov_infra_projects.xlsx")

    assert (answer["rows"], answer["commitments"]) == (11, 11)
    assert answer["amount_total"] == {"MAD": "68851540.00"}
    assert answer["by_status"] == {"completed": 2, "not_started": 7, "on_track": 2}


def test_total_that_contradicts_its_rows_is_said(tmp_path):
    cut = [
        line
        for line in (MESSY / "ma-plf2025-hmr-utf8.csv").read_text("utf-8").splitlines()
        if not line.startswith("Fès")
    ]
    (tmp_path / "cut.csv").write_text("\n".join(cut), encoding="utf-8")

    answer = import_plan(by=None, file=tmp_path / "cut.csv", options=Options(dry_run=True))

    told = [(one.column, one.value, one.detail) for one in answer.problems if "total" in one.code]
    assert told == [
        ("B / Nombre de ménages", "139.644", "63846"),
        ("C / Coût (MDH)", "6.248,52", "4767.84"),
        ("D / Reliquat 2024 & ultérieur (MDH)", "779,75", "603.46"),
        ("E / CP 2025 (MDH)", "100", "58"),
    ]
