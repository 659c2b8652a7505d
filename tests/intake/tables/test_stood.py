"""Where facts and shares stood is kept: file, sheet, row, column and the text found there."""

import pytest

from athar.finance.models import AgreementShare, FundingLine
from athar.intake.actions import import_plan
from athar.intake.options import GivenFile
from athar.intake.tables.stood import with_cell
from athar.plans.models import Commitment
from tests.intake.agreements_small import FRENCH, changed, table, take
from tests.intake.small import ROAD, options, plan_csv

HERE = {"file": "abc", "name": "a.csv", "sheet": "a", "row": 2}


@pytest.mark.usefixtures("db")
def test_facts_keep_the_cells_that_state_them():
    import_plan(by=None, file=plan_csv(ROAD), options=options())

    origin = Commitment.objects.get().origin

    assert (origin["name"], origin["sheet"], origin["row"]) == ("plan.csv", "plan", 2)
    assert origin["cells"] == {
        "amount": {"column": "E / Coût total (MDH)", "written": "12,5"},
        "planned_start": {"column": "J / Début prévu", "written": "mars 2023"},
        "planned_end": {"column": "K / Fin prévue", "written": "fin 2025"},
    }


@pytest.mark.usefixtures("db")
def test_shares_in_one_cell_keep_that_cell():
    import_plan(by=None, file=plan_csv(ROAD), options=options())

    written = FundingLine.objects.values_list("origin__column", "origin__written")

    assert list(written) == [("F / Sources de financement", "Région : 10 ; MEE : 2,5")] * 2


@pytest.mark.usefixtures("db")
def test_facts_a_later_file_has_no_column_for_keep_their_earlier_cell():
    import_plan(by=None, file=plan_csv(ROAD), options=options())
    later = {"code": ROAD["code"], "title": "Route du nord", "amount": "13"}

    import_plan(by=None, file=_narrow(later), options=options())

    cells = Commitment.objects.get().origin["cells"]
    assert cells["amount"] == {"column": "C / Coût total (MDH)", "written": "13"}
    assert (cells["planned_end"]["name"], cells["planned_end"]["written"]) == (
        "plan.csv",
        "fin 2025",
    )


def _narrow(row):
    lines = (("Code", "Intitulé du projet", "Coût total (MDH)"), tuple(row.values()))
    return GivenFile("later.csv", "\n".join(";".join(line) for line in lines).encode())


def test_amounts_of_several_cells_name_each_of_them_once():
    one, other = {**HERE, "column": "F", "written": "1"}, {**HERE, "column": "G", "written": "2"}

    joined = with_cell(with_cell(with_cell(None, one), other), other)

    assert joined == {**one, "also": [other]}
    assert with_cell(joined, one) == joined


def test_shares_of_two_columns_name_both(plan):
    rows = tuple(
        (*row[:7], {3: "MEE", 4: 10}.get(n), *row[7:]) if len(row) > 7 else row
        for n, row in enumerate(FRENCH)
    )

    take(table(changed(rows, 5, 9, 760.5)))

    origin = AgreementShare.objects.get(
        agreement__number="2022/11", organisation__code="MEE"
    ).origin
    assert (origin["column"], [one["column"] for one in origin["also"]]) == (
        "G / MEE",
        ["H / MEE"],
    )
