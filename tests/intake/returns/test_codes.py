"""The column of codes of a return is known by the codes in it, whatever heads it."""

from __future__ import annotations

import pytest

from tests.intake.agreements_small import said, table
from tests.intake.agreements_small import take as take_agreements
from tests.intake.returns_small import take

pytestmark = pytest.mark.usefixtures("plan")


@pytest.mark.parametrize(
    ("heading", "codes", "asked"),
    [
        ("Matricule d'opération", ("PDR-001", "PDR-003"), []),
        ("Désignation interne", ("001", "003"), [("codes_completed", "001")]),
        ("الوسم", ("١", "٣"), [("codes_completed", "١")]),
        ("???", ("pdr 1", "PDR/3"), [("codes_completed", "pdr 1")]),
    ],
)
def test_a_column_of_codes_with_an_unknown_heading_is_found(heading, codes, asked):
    rows = (
        ("Commune", heading, "Avancement physique"),
        ("Zoumi", codes[0], "85 %"),
        ("Zoumi", codes[1], "15 %"),
    )

    report = take(table(rows), dry_run=True)

    assert (report.rows, report.known, report.applied) == (2, 2, 2)
    assert [(one.code.value, one.value) for one in report.problems] == asked


def test_codes_that_are_no_end_of_one_code_stay_unknown():
    rows = (
        ("Repère", "Taux d'avancement physique"),
        ("001", "85 %"),
        ("003", "10 %"),
        ("X-001", "15 %"),
    )

    report = take(table(rows), dry_run=True)

    assert said(report) == [(1, "codes_completed", "001"), (4, "unknown_project", "X-001")]


def test_numbers_of_rows_are_no_codes():
    rows = (
        ("Ligne", "Commune", "Avancement physique"),
        (1, "Zoumi", "85 %"),
        (2, "Zoumi", "85 %"),
        (3, "Zoumi", "85 %"),
    )

    report = take(table(rows), dry_run=True)

    assert said(report) == [(None, "no_return", "")]


def test_figures_that_look_like_the_end_of_codes_are_none():
    rows = (("Commune", "Avancement physique", "Avancement financier"), ("Zoumi", 1, 3))

    report = take(table(rows), dry_run=True)

    assert said(report) == [(None, "no_return", "")]


def test_short_codes_of_covered_projects_are_asked_about():
    rows = (
        ("N° convention", "Objet", "Projets couverts", "Région (DH)"),
        ("C1", "Eau", "1 à 3", 1000),
        ("C2", "Routes", "pdr 004 ; 9", 1000),
    )

    report = take_agreements(table(rows), dry_run=True)

    assert said(report) == [
        (2, "codes_completed", "1 à 3"),
        (3, "covered_project_unknown", "PDR-009"),
    ]
    assert report.projects_covered == 4
