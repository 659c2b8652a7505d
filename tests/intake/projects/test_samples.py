"""The two sample files give exactly the figures they were made with."""

from __future__ import annotations

import csv
import io

import pytest

from athar.intake.actions import import_plan
from athar.intake.options import GivenFile, Options
from athar.plans.drafts import NodeDraft
from athar.plans.models import Commitment, Node
from athar.plans.queries import nodes_of, plan_by_code
from tests.intake.conftest import ARABIC_CSV, FRENCH_WORKBOOK, PLAN_FILE, TEMPLATE, given

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
    "outputs": {"indicators": 8, "baselines": 7, "targets": 7, "values": 6},
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
    "outputs": {"indicators": 205, "baselines": 196, "targets": 197, "values": 176},
    "changes": {"added": 233, "changed": 0, "gone": 0},
}

CSV_QUESTIONS = [
    ("pdr-tta-2022-2027-ar", row, "AA / النهاية الفعلية", "", "complete_without_end", "question")
    for row in (70, 105, 209)
]


SAID_ELSEWHERE = (
    *("rows", "columns", "flags", "differences", "words", "mapping_reused"),
    *("taken", "assumed", "imports"),
)


def _without(answer, *names):
    return {name: value for name, value in answer.items() if name not in names}


def test_template_gives_its_figures(places):
    report = import_plan(by=None, file=TEMPLATE)

    answer = _without(report.as_json(), *SAID_ELSEWHERE)

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

    answer = _without(report.as_json(), "problems", *SAID_ELSEWHERE)

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

    named = _without(answer, "problems", "by_funder", "changes", *SAID_ELSEWHERE)
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

    assert _without(first.as_json(), "imports") == _without(then.as_json(), "imports")
    assert first.event_ids == ()


WORKBOOK_PROBLEMS = [
    (39, "Code", "", "code_proposed"),
    (60, "Code", "", "code_proposed"),
    (67, "Code", "", "code_proposed"),
    (113, "Fin réelle", "", "complete_without_end"),
    (118, "Code", "", "code_proposed"),
    (166, "Fin réelle", "", "complete_without_end"),
    (225, "Coût total (MDH)", "358.44", "total_differs"),
    (227, "Physique (%)", "1", "percent_taken_as_done"),
    (256, "Physique (%)", "en cours", "text_in_number"),
    (263, "Code", "", "code_proposed"),
    (284, "Physique (%)", "en cours", "text_in_number"),
    (325, "Fin réelle", "", "complete_without_end"),
    (348, "Code", "", "code_proposed"),
    (362, "Physique (%)", "en cours", "text_in_number"),
]


def _french(**chosen):
    options = Options(plan_file=PLAN_FILE.read_bytes(), **chosen)
    return import_plan(by=None, file=FRENCH_WORKBOOK, options=options)


def test_french_workbook_gives_the_figures_of_the_plan(places):
    answer = _without(_french(dry_run=True).as_json(), "problems", *SAID_ELSEWHERE)

    assert answer == {
        **CSV_FIGURES,
        "file": "pdr-tta-2022-2027-suivi.xlsx",
        "sheets": ["Suivi PDR"],
        "outputs": {**CSV_FIGURES["outputs"], "baselines": 0},  # it has no column for them
    }


def test_french_workbook_asks_about_fourteen_cells(places):
    report = _french(dry_run=True)

    asked = [
        (one.row, one.column.rpartition(" › ")[2].rpartition(" / ")[2], one.value, one.code.value)
        for one in report.problems
    ]
    assert asked == WORKBOOK_PROBLEMS


def test_french_workbook_gives_missing_codes_their_gap(places):
    report = _french(dry_run=True)

    given_codes = [one.detail for one in report.problems if one.code.value == "code_proposed"]
    assert given_codes == [
        "PDR-A1-P05-02",
        "PDR-A1-P08-02",
        "PDR-A1-P09-02",
        "PDR-A2-P16-02",
        "PDR-A4-P34-05",
        "PDR-A5-P46-04",
    ]


def test_french_workbook_alone_reads_its_tree_from_the_rows_inside_the_table(places):
    report = import_plan(by=None, file=FRENCH_WORKBOOK)

    tree = {node.code: (node.parent_code, dict(node.title)) for node in _tree(report)}
    assert report.as_json()["nodes"] == {"axis": 5, "sub_axis": 24, "programme": 48}
    assert tree["A1.1"] == ("A1", {"fr": "Zones d'activités et accueil de l'investissement"})
    assert tree["P01"] == ("A1.1", {"fr": "Zones d'activités économiques"})
    assert report.as_json()["by_funder"]["DGCT"] == "1917560000.00"


def _tree(report):
    plan = plan_by_code(report.plan_codes[0], drafts=True)
    nodes = nodes_of(plan.id)
    codes = {node.id: node.code for node in nodes}
    return [
        NodeDraft(
            code=node.code,
            level=node.level,
            title=node.title,
            parent_code=codes.get(node.parent_id),
        )
        for node in nodes
    ]


def test_french_workbook_completes_the_arabic_plan_and_erases_no_language(places):
    only_arabic = GivenFile("ar.csv", _without_french(ARABIC_CSV.read_bytes()))
    import_plan(by=None, file=only_arabic, options=Options(plan_code="PDR-TTA-2022-2027"))

    import_plan(by=None, file=FRENCH_WORKBOOK, options=Options(plan_code="PDR-TTA-2022-2027"))

    quay = Commitment.objects.get(code="PDR-A1-P01-01")
    programme = Node.objects.get(code="P01")
    assert dict(quay.title) == {
        "ar": "منطقة الأنشطة الاقتصادية لقصر بجير",
        "fr": "Zone d'activités économiques de Ksar Bjir",
    }
    assert dict(programme.title) == {
        "ar": "مناطق الأنشطة الاقتصادية",
        "fr": "Zones d'activités économiques",
    }
    assert Commitment.objects.count() == 233


def _without_french(content):
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    at = rows[0].index("العنوان بالفرنسية")
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows([*row[:at], *row[at + 1 :]] for row in rows)
    return stream.getvalue().encode()


def test_french_workbook_imported_twice_changes_nothing(places):
    import_plan(by=None, file=ARABIC_CSV, options=Options(plan_file=PLAN_FILE.read_bytes()))
    _french()

    again = _french()

    assert again.as_json()["changes"] == {"added": 0, "changed": 0, "gone": 0}
    assert again.event_ids == ()


def test_columns_say_their_format_and_their_sum(places):
    report = _french(dry_run=True)

    cost = next(one for one in report.as_json()["columns"] if one["holds"] == "amount")
    assert cost == {
        "sheet": "Suivi PDR",
        "column": "H / Coût total (MDH)",
        "holds": "amount",
        "format": "decimal comma",
        "unit": "1000000",
        "numbers": 206,
        "sum": "19850000000.00",
        "printed": "19850000000.00",
    }


def test_payments_ahead_of_works_are_named_without_being_problems(places):
    flags = _french(dry_run=True).as_json()["flags"]

    assert len(flags["paid_ahead_of_works"]) == 11
    assert flags["complete_without_end_date"] == [
        "PDR-A2-P15-04",
        "PDR-A3-P22-06",
        "PDR-A5-P43-01",
    ]
    assert len(flags["finished_late"]) == 33
