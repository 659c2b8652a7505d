"""More layouts that offices keep give the numbers printed in them."""

from __future__ import annotations

import pytest

from tests.intake import layouts_kept as kept
from tests.intake.agreements_small import said, workbook
from tests.intake.projects.test_layouts import read, told
from tests.intake.returns_small import take


@pytest.mark.usefixtures("places")
def test_numbers_that_restart_in_each_province_are_no_codes():
    report = read(kept.LINES_COUNTED_BY_PROVINCE)

    answer = report.as_json()
    assert (answer["commitments"], answer["amount_total"]) == (3, {"MAD": "112500000.00"})
    assert answer["by_place"] == {"01.151": 1, "01.331": 2}
    assert [one[:2] for one in told(report)] == [("codes_proposed", 4), ("plan_unknown", None)]


@pytest.mark.usefixtures("places")
def test_sums_carried_to_the_next_page_and_signatures_are_no_projects():
    report = read(kept.SUMS_CARRIED_OVER)

    assert report.as_json()["amount_total"] == {"MAD": "600000.00"}
    assert [one for one in told(report) if one[0] != "plan_unknown"] == [("row_not_read", 10, "")]


@pytest.mark.usefixtures("places")
def test_units_in_a_row_of_their_own_belong_to_the_headings():
    answer = read(kept.UNITS_BELOW).as_json()

    sums = [answer[name]["MAD"] for name in ("amount_total", "committed", "paid")]
    assert sums == ["3500000.00", "3000000.00", "1500000.00"]


@pytest.mark.usefixtures("places")
def test_numbers_of_columns_are_no_project():
    answer = read(kept.COLUMNS_NUMBERED).as_json()

    assert (answer["commitments"], answer["paid"]) == (2, {"MAD": "3000000.00"})


@pytest.mark.usefixtures("places")
def test_headings_that_are_sentences_are_read():
    answer = read(kept.SENTENCES_AS_HEADINGS).as_json()

    assert (answer["commitments"], answer["amount_total"]) == (2, {"MAD": "15000000.00"})
    assert (answer["funding_total"], answer["physical_unknown"]) == ({"MAD": "11000000.00"}, 0)


@pytest.mark.usefixtures("places")
def test_partners_by_year_count_towards_the_cost():
    report = read(kept.PARTNERS_BY_YEAR)

    assert report.as_json()["by_year"] == {"2023": "6000000.00", "2024": "7000000.00"}
    assert [one for one in told(report) if one[0].endswith("_differs")] == []


@pytest.mark.usefixtures("places")
def test_funders_are_told_apart_by_slashes_and_equal_signs():
    answer = read(kept.FUNDERS_BETWEEN_SLASHES).as_json()

    assert answer["funding_total"] == {"MAD": "9500000.00"}


@pytest.mark.usefixtures("places")
def test_statuses_in_phrases_and_signs_of_currencies_are_read():
    answer = read(kept.STATUSES_IN_PHRASES).as_json()

    assert answer["by_status"] == {"completed": 1, "on_track": 1, "stopped": 1}
    assert answer["amount_unknown"] == 0


def test_a_return_of_several_tables_is_read_whole(plan):
    rows = (
        ("Axe 1",),
        ("Code", "Avancement physique %", "Statut"),
        ("PDR-001", 85, "En cours"),
        (),
        ("Axe 2",),
        ("Code projet", "Statut", "Avancement physique %", "Observations"),
        ("PDR-003", "En cours", 88, "Crue"),
    )

    report = take(workbook(rows), dry_run=True)

    assert (said(report), report.rows, report.applied) == ([], 2, 2)


def test_projects_of_a_return_without_codes_are_known_by_their_titles(plan):
    rows = (
        ("Projet", "Avancement physique (%)"),
        ("Barrage de Oued Laou", 85),
        ("Projet que personne ne connaît", 10),
    )

    report = take(workbook(rows), dry_run=True)

    assert said(report) == [
        (1, "codes_recognised", ""),
        (3, "unknown_project", "Projet que personne ne connaît"),
    ]
    assert (report.known, report.applied) == (1, 1)
