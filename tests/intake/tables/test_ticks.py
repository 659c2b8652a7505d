"""A mark below the name of a status says the status."""

from __future__ import annotations

import pytest

from athar.intake.actions import import_plan
from athar.intake.memory.mapping import BadMapping, read_mapping, set_column
from athar.intake.options import Options
from tests.intake import layouts
from tests.intake.agreements_small import said, table, workbook
from tests.intake.returns_small import take

FRENCH = (
    ("Code", "Intitulé du projet", "Coût (DH)", "État d'avancement", None, None, "Observations"),
    (None, None, None, "En cours", "Projets achevés", "Non démarré", None),
    ("C-1", "Route", 1_000_000, "x", None, None, None),
    ("C-2", "Piste", 2_000_000, None, "X", None, "reçu"),
    ("C-3", "École", 3_000_000, None, None, "oui", None),
    ("C-4", "Puits", 4_000_000, None, None, None, None),
    ("C-5", "Souk", 5_000_000, "x", "x", None, None),
)
MERGED = ((0, 3, 5, "État d'avancement"),)


def read(rows, *, mapping=None, **how):
    options = Options(dry_run=True, plan_code="X", mapping=mapping)
    return import_plan(by=None, file=layouts.workbook(rows, **how), options=options)


def statuses(report):
    return report.as_json()["by_status"]


@pytest.mark.usefixtures("places")
def test_marks_under_statuses_are_read():
    report = read(FRENCH, merged=MERGED)

    found = {"completed": 1, "none": 2, "not_started": 1, "on_track": 1}
    assert statuses(report) == found
    assert [(one.row, one.value) for one in report.problems if one.code == "statuses_marked"] == [
        (7, "En cours, Projets achevés")
    ]


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize("marks", ["✓✗", "10", "✔ ", "☑☐"])
def test_marks_are_known_in_any_hand(marks):
    yes, no = marks
    rows = (
        ("الرمز", "المشروع", "الكلفة (درهم)", "في طور الإنجاز", "منجز", "لم ينطلق"),
        ("C-1", "طريق", 1_000_000, yes, no, no),
        ("C-2", "سد", 2_000_000, no, yes, no),
    )

    assert statuses(read(rows)) == {"completed": 1, "on_track": 1}


@pytest.mark.usefixtures("places")
def test_numbers_under_a_status_are_no_marks():
    rows = (
        ("Code", "Intitulé", "Coût (DH)", "En cours", "Réalisé"),
        ("C-1", "Route", 1_000_000, 12, 4),
        ("C-2", "Piste", 2_000_000, 5, 1),
    )

    assert statuses(read(rows)) == {"none": 2}


@pytest.mark.usefixtures("places")
def test_a_column_of_words_wins_over_marks():
    rows = (
        ("Code", "Intitulé", "Coût (DH)", "Statut", "En cours", "Achevé"),
        ("C-1", "Route", 1_000_000, "En retard", "x", None),
    )

    assert statuses(read(rows)) == {"delayed": 1}


def test_a_return_may_mark_its_statuses(plan):
    rows = (
        ("Code projet", "En cours", "Achevé", "En retard"),
        ("PDR-001", None, None, "x"),
        ("PDR-003", "x", None, None),
    )

    report = take(workbook(rows), dry_run=True)

    assert (said(report), report.applied) == ([], 2)


@pytest.mark.usefixtures("places")
def test_marks_are_kept_in_the_description_of_columns():
    described = read(FRENCH, merged=MERGED).mapping

    settled = read_mapping(described)
    again = read(FRENCH, merged=MERGED, mapping=described)

    marks = [one.status for one in settled["projects"].values() if one and one.status]
    assert marks == ["on_track", "completed", "not_started"]
    assert statuses(again) == {"completed": 1, "none": 2, "not_started": 1, "on_track": 1}


@pytest.mark.usefixtures("places")
def test_marks_below_what_is_no_status_are_refused():
    described = read(FRENCH, merged=MERGED).mapping

    with pytest.raises(BadMapping, match="لا يسمي أي وضعية"):
        set_column(described, "Feuil1", "Observations", "status_mark")


def test_a_delimited_return_may_mark_too(plan):
    rows = (("Code projet", "منجز", "متوقف"), ("PDR-001", "نعم", "لا"), ("PDR-003", "لا", "نعم"))

    report = take(table(rows), dry_run=True)

    codes = [one.code.value for one in report.problems]
    assert (report.applied, codes) == (2, ["complete_without_end"])
