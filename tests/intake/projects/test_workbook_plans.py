"""Plans as workbooks with a sheet per table: what names another table, and places."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from athar.intake.actions import import_plan
from athar.intake.options import GivenFile, Options
from athar.plans.models import Commitment, Plan
from athar.reference.actions import learn_spelling
from athar.reference.queries import place_by_code

SHEETS = {
    "plan": [
        ("code", "title_fr", "region", "start", "end"),
        ("PDR-X", "Programme X", "01", "2022-01-01", "2027-12-31"),
    ],
    "nodes": [
        ("code", "level", "parent", "title_fr"),
        ("A1", "axis", "", "Eau"),
        ("P01", "programme", "A1", "Barrages"),
    ],
    "organisations": [("key", "name_fr"), ("REG", "Région Tanger-Tétouan-Al Hoceima")],
    "projects": [
        ("code", "programme", "title_fr", "owner", "places", "status", "amount_mdh"),
        ("X-1", "P01", "Barrage", "REG", "01.151", "on_track", 5),
    ],
    "funding": [("project", "organisation", "year", "amount_mdh"), ("X-1", "REG", 2024, 5)],
}

pytestmark = pytest.mark.usefixtures("places")


def workbook(**changed):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for name, rows in {**SHEETS, **changed}.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return GivenFile("plan.xlsx", stream.getvalue())


def project(**changed):
    headings, row = SHEETS["projects"]
    return [headings, tuple({**dict(zip(headings, row, strict=True)), **changed}.values())]


def problems(report):
    return [(one.code.value, one.sheet, one.row, one.value) for one in report.problems]


def take(**changed):
    return import_plan(by=None, file=workbook(**changed), options=Options(dry_run=True))


def test_sound_workbook_has_no_problem():
    report = take()

    assert (report.is_taken, problems(report)) == (True, [])
    assert report.as_json()["by_year"] == {"2024": "5000000.00"}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (
            {"projects": project(programme="P09")},
            [("unknown_node", "projects", 2, "P09")],
        ),
        ({"projects": project(owner="MEE")}, [("unknown_body", "projects", 2, "MEE")]),
        ({"projects": project(places="Atlantis")}, [("unknown_place", "projects", 2, "Atlantis")]),
        (
            {"projects": project(code="", title_fr="")},
            [
                ("row_not_read", "projects", 2, ""),
                ("unknown_project", "funding", 2, "X-1"),
            ],
        ),
        (
            {"funding": [*SHEETS["funding"], ("X-9", "REG", 2024, 1)]},
            [("unknown_project", "funding", 3, "X-9")],
        ),
        (
            {"funding": [*SHEETS["funding"], ("X-1", "REG", 2025, "")]},
            [("funder_without_amount", "funding", 3, "REG")],
        ),
        (
            {"nodes": [*SHEETS["nodes"], ("P02", "volet", "A1", "Autre")]},
            [("node_level_unknown", "nodes", 4, "volet")],
        ),
    ],
)
def test_names_that_nobody_knows_are_told(changed, expected):
    report = take(**changed)

    assert problems(report) == expected


def test_spelling_that_means_several_communes_is_asked_about():
    for code in ("01.405.09.09", "01.405.11.11"):
        learn_spelling(by=None, place=place_by_code("hcp", code), text="Les deux")

    report = take(projects=project(places="Les deux"))

    (problem,) = report.problems
    assert (problem.code.value, problem.value, report.figures.place_unknown) == (
        "place_ambiguous",
        "Les deux",
        1,
    )


def test_region_is_the_one_in_which_most_places_lie_and_owns_the_plan():
    headings = ("code", "title_fr", "start", "end")
    plan = [headings, ("PDR-X", "Programme X", "2022-01-01", "2027-12-31")]

    report = import_plan(
        by=None, file=workbook(plan=plan, organisations=[("key", "name_fr"), ("MEE", "Ministère")])
    )

    stored = Plan.objects.get()
    assert (stored.place.code, stored.owner.code, report.assumed) == ("01", "REG-01", ("owner",))


def _places(text):
    import_plan(by=None, file=workbook(projects=project(places=text)))
    row = Commitment.objects.get(code="X-1")
    return row.covers_whole_place, sorted(row.places.values_list("place__code", flat=True))


@pytest.mark.parametrize(
    ("text", "covers", "codes"),
    [
        ("REGION", True, ["01"]),
        ("مجموع الجهة", True, ["01"]),
        ("Région Tanger-Tétouan-Al Hoceima", True, ["01"]),
        ("01.151;01.405", False, ["01.151", "01.405"]),
        ("إقليم وزان، العرائش", False, ["01.331", "01.405"]),
        ("Chaouen / Larache", False, ["01.151", "01.331"]),
        ("01.405 ; 01.405.09.09", False, ["01.405.09.09"]),
        ("", False, []),
    ],
)
def test_places_are_found_by_code_and_spelling(text, covers, codes):
    assert _places(text) == (covers, codes)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (Options(mapping="{"), "mapping_malformed"),
        (Options(plan_file=b"{"), "plan_file_malformed"),
    ],
)
def test_descriptions_that_cannot_be_read_block(given, code):
    report = import_plan(by=None, file=workbook(), options=given)

    assert (report.is_taken, [one.code.value for one in report.problems]) == (False, [code])


def test_refused_file_gives_a_report_of_one_problem():
    report = import_plan(by=None, file=GivenFile("plan.pdf", b"%PDF-1.7"))

    answer = report.as_json()

    assert [one["code"] for one in answer["problems"]] == ["file_not_a_table"]
    assert (answer["taken"], answer["commitments"], answer["sheets"]) == (False, 0, [])


def test_date_in_the_title_dates_the_figures():
    rows = [("Situation au 30 juin 2024",), *SHEETS["projects"]]

    import_plan(by=None, file=workbook(projects=rows))

    report = Commitment.objects.get(code="X-1").reports.get()
    assert report.as_of_on.isoformat() == "2024-06-30"
