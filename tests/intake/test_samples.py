"""The two sample files give exactly the figures they were made with."""

from __future__ import annotations

import pytest

from athar.intake.actions import import_plan
from athar.intake.options import Options
from tests.intake.conftest import ARABIC_CSV, PLAN_FILE, TEMPLATE, given

TEMPLATE_FIGURES = {
    "file": "pdr-template.xlsx",
    "sheets": ["plan", "nodes", "organisations", "projects", "funding", "agreements"],
    "nodes": {"axis": 2, "sub_axis": 5, "programme": 6},
    "commitments": 10,
    "amount_total": {"MAD": "1840330000.00"},
    "amount_unknown": 2,
    "funding_total": {"MAD": "840330000.00"},
    "by_funder": {
        "ADA": "8420000.00",
        "APDN": "147960000.00",
        "COM": "101380000.00",
        "DGCT": "96790000.00",
        "MAPM": "7580000.00",
        "MEE": "64540000.00",
        "MIC": "144000000.00",
        "MIEPEEC": "22000000.00",
        "MTAESS": "7660000.00",
        "REG": "240000000.00",
    },
    "by_year": {
        "2022": "133200000.00",
        "2023": "232630000.00",
        "2024": "218420000.00",
        "2025": "127280000.00",
        "2026": "128800000.00",
    },
    "committed": {"MAD": "703670000.00"},
    "committed_unknown": 4,
    "paid": {"MAD": "516230000.00"},
    "paid_unknown": 4,
    "by_place": {"01.051": 4, "01.331": 1, "01.405": 1, "01.571": 2, "01.573": 1},
    "whole_region": 0,
    "place_unknown": 1,
    "by_status": {
        "at_risk": 1,
        "cancelled": 1,
        "completed": 1,
        "delayed": 1,
        "none": 3,
        "not_started": 1,
        "on_track": 1,
        "stopped": 1,
    },
    "physical_unknown": 4,
    "physical_zero": 1,
    "problems": [],
    "changes": {"added": 10, "changed": 0, "gone": 0},
}

CSV_FIGURES = {
    "file": "pdr-tta-2022-2027-ar.csv",
    "sheets": ["pdr-tta-2022-2027-ar"],
    "nodes": {"axis": 5, "sub_axis": 24, "programme": 48},
    "commitments": 233,
    "amount_total": {"MAD": "19850000000.00"},
    "amount_unknown": 27,
    "funding_total": {"MAD": "17463700000.00"},
    "by_funder": {
        "ABHL": "639180000.00",
        "ADA": "213620000.00",
        "ANAPEC": "130350000.00",
        "ANEF": "91250000.00",
        "APDN": "498240000.00",
        "COM": "1845970000.00",
        "CP": "177100000.00",
        "DGCT": "1917560000.00",
        "INDH": "218080000.00",
        "MAPM": "156320000.00",
        "MATNUH": "345630000.00",
        "MEE": "1598710000.00",
        "MEN": "156680000.00",
        "MESRSI": "853250000.00",
        "MIC": "274730000.00",
        "MIEPEEC": "78430000.00",
        "MJCC": "265410000.00",
        "MSISF": "14500000.00",
        "MSPS": "233970000.00",
        "MTAESS": "61780000.00",
        "MTEDD": "136320000.00",
        "MTNRA": "80160000.00",
        "OFPPT": "123750000.00",
        "ONEE-E": "21300000.00",
        "ONEE-O": "506600000.00",
        "ONP": "44810000.00",
        "REG": "6780000000.00",
    },
    "by_year": {
        "2022": "1892470000.00",
        "2023": "5196060000.00",
        "2024": "4469060000.00",
        "2025": "3223320000.00",
        "2026": "2137340000.00",
        "2027": "545450000.00",
    },
    "committed": {"MAD": "13361860000.00"},
    "committed_unknown": 47,
    "paid": {"MAD": "9555050000.00"},
    "paid_unknown": 47,
    "by_place": {
        "01.051": 36,
        "01.151": 33,
        "01.227": 15,
        "01.331": 24,
        "01.405": 27,
        "01.511": 27,
        "01.571": 34,
        "01.573": 25,
    },
    "whole_region": 7,
    "place_unknown": 14,
    "by_status": {
        "at_risk": 13,
        "cancelled": 7,
        "completed": 47,
        "delayed": 27,
        "none": 37,
        "not_started": 30,
        "on_track": 66,
        "stopped": 6,
    },
    "physical_unknown": 57,
    "physical_zero": 27,
    "changes": {"added": 233, "changed": 0, "gone": 0},
}

CSV_QUESTIONS = [
    ("pdr-tta-2022-2027-ar", row, "AA / النهاية الفعلية", "", "complete_without_end", "question")
    for row in (70, 105, 209)
]


def _without(answer, *names):
    return {name: value for name, value in answer.items() if name not in names}


def test_template_gives_its_figures(places):
    report = import_plan(by=None, file=TEMPLATE)

    answer = _without(report.as_json(), "taken", "assumed")

    assert answer == TEMPLATE_FIGURES


def test_template_imported_twice_changes_nothing(places):
    import_plan(by=None, file=TEMPLATE)

    again = import_plan(by=None, file=TEMPLATE)

    assert again.as_json()["changes"] == {"added": 0, "changed": 0, "gone": 0}
    assert again.event_ids == ()


def test_arabic_csv_gives_its_figures(places):
    report = import_plan(
        by=None, file=ARABIC_CSV, options=Options(plan_file=PLAN_FILE.read_bytes())
    )

    answer = _without(report.as_json(), "taken", "assumed", "problems")

    assert answer == CSV_FIGURES


def test_arabic_csv_asks_about_three_ends(places):
    report = import_plan(
        by=None,
        file=ARABIC_CSV,
        options=Options(plan_file=PLAN_FILE.read_bytes(), dry_run=True),
    )

    asked = [tuple(_without(one, "message").values()) for one in report.as_json()["problems"]]

    assert asked == CSV_QUESTIONS


def test_arabic_csv_imported_twice_changes_nothing(places):
    options = Options(plan_file=PLAN_FILE.read_bytes())
    import_plan(by=None, file=ARABIC_CSV, options=options)

    again = import_plan(by=None, file=ARABIC_CSV, options=options)

    assert again.as_json()["changes"] == {"added": 0, "changed": 0, "gone": 0}
    assert again.event_ids == ()


@pytest.mark.parametrize("n_imports", [1, 2])
def test_arabic_csv_alone_reads_tree_and_names_from_its_rows(places, n_imports):
    reports = [import_plan(by=None, file=ARABIC_CSV) for _ in range(n_imports)]

    answer = reports[-1].as_json()

    named = _without(answer, "taken", "assumed", "problems", "by_funder", "changes")
    assert named == _without(CSV_FIGURES, "by_funder", "changes")
    assert len(answer["by_funder"]) == 27
    assert answer["by_funder"]["الجماعات"] == "1845970000.00"


def test_dry_run_gives_the_same_and_writes_nothing(places, django_assert_num_queries):
    options = Options(plan_file=PLAN_FILE.read_bytes())
    first = import_plan(
        by=None,
        file=given(ARABIC_CSV),
        options=Options(plan_file=PLAN_FILE.read_bytes(), dry_run=True),
    )

    then = import_plan(by=None, file=ARABIC_CSV, options=options)

    assert first.as_json() == then.as_json()
    assert first.event_ids == ()
