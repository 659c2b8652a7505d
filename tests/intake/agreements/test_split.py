"""Agreements with a row for each partner, or with all partners in one cell."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.intake.agreements_small import said, table, take, workbook

HEADINGS = ("N° convention", "Objet", "Projets couverts", "Partenaire", "Contribution (KDH)")

FRENCH = (
    HEADINGS,
    ("2022/11", "Barrages", "PDR-001 à 003", "Région", 500),
    ("2022/11", "Barrages", "", "MEE", "250,5"),
    ("2022/12", "Routes", "PDR-004", "Conseil régional", 100),
    ("2022/12", "Routes", "PDR-004", "APDN", 40),
    ("2022/12", "Routes", "PDR-004", "MEE", "-"),
    ("Total", "", "", "", "890,5"),
)

ARABIC = (
    ("الشريك", "المبلغ (مليون درهم)", "موضوع الاتفاقية", "رقم الاتفاقية", "السنة"),
    ("الجهة", "١٫٥", "السدود", "٢٠٢٢/١١", 2022),
    ("الجهة", "٢", "", "", 2023),
    ("وزارة التجهيز والماء", "٠٫٥", "", "", 2022),
    ("المجموع", "٤", "", "", ""),
    ("الجهة", "١", "الطرق", "٢٠٢٢/١٢", 2022),
)

pytestmark = pytest.mark.usefixtures("plan")


def in_force(report):
    return {code: int(amount) for code, amount in sorted(report.by_partner.items())}


def test_partners_in_rows_of_their_own_are_added_to_their_agreement():
    report = take(table(FRENCH), dry_run=True)

    assert said(report) == []
    assert (report.agreements, report.projects_covered) == (2, 4)
    assert in_force(report) == {"APDN": 40_000, "MEE": 250_500, "REG": 600_000}


def test_numbers_written_once_and_years_in_rows_are_read_in_arabic():
    report = take(workbook(ARABIC), dry_run=True)

    assert said(report) == []
    assert report.agreements == 2
    assert in_force(report) == {"MEE": 500_000, "REG": 4_500_000}


def test_a_total_beside_the_shares_is_compared():
    headings = ("Convention", "Objet", "Montant total (DH)", "Partenaire", "Montant (DH)")
    rows = (
        headings,
        ("C1", "Eau", 300, "Région", 200),
        ("", "", "", "MEE", 100),
        ("C2", "Routes", 500, "Région", 200),
        ("", "", "", "APDN", 200),
    )

    report = take(workbook(rows), dry_run=True)

    assert said(report) == [(4, "shares_differ", "500")]
    assert in_force(report) == {"APDN": 200, "MEE": 100, "REG": 400}


@pytest.mark.parametrize(
    ("amount", "problem", "paid"),
    [(100, "row_repeated", 100), (70, "rows_contradict", 100)],
)
def test_a_partner_named_twice_is_told(amount, problem, paid):
    rows = (HEADINGS, ("C1", "Eau", "", "MEE", 100), ("C1", "", "", "MEE", amount))

    report = take(table(rows), dry_run=True)

    assert said(report) == [(3, problem, "MEE")]
    assert in_force(report) == {"MEE": paid * 1000}


def test_amendments_have_rows_of_partners_too():
    rows = (
        HEADINGS,
        ("1", "Eau", "", "Région", 10),
        ("1", "Eau", "", "MEE", 20),
        ("2", "Routes", "", "Région", 30),
        ("Avenant n°1 à la convention 1", "Révision", "", "Région", 15),
        ("Avenant n°1 à la convention 1", "Révision", "", "MEE", 25),
        ("Avenant n°1 à la convention 2", "", "", "Région", 33),
        ("", "", "", "Commune de Zoumi", 3),
    )

    report = take(table(rows), dry_run=True)

    assert said(report) == [(8, "unknown_body", "Commune de Zoumi")]
    assert (report.amendments, report.first_version) == (2, Decimal(60_000))
    assert in_force(report) == {"Commune de Zoumi": 3000, "MEE": 25_000, "REG": 48_000}


def test_sums_after_each_agreement_are_compared():
    rows = (
        HEADINGS,
        ("C1", "Eau", "", "Région", 10),
        ("C1", "Eau", "", "MEE", 20),
        ("Total C1", "", "", "", 31),
        ("C2", "Routes", "", "Région", 30),
        ("Total C2", "", "", "", 30),
        ("Total général", "", "", "", 60),
    )

    report = take(table(rows), dry_run=True)

    assert said(report) == [(4, "total_differs", "31")]
    assert report.in_force == Decimal(60_000)


def test_partners_in_one_cell_are_read():
    rows = (
        ("N°", "Objet", "Partenaires (MDH)", "Montant global (MDH)"),
        ("A/1", "Eau", "Région : 1,5 ; MEE : 2,5", "4"),
        ("A/2", "Routes", "Région (3) | APDN (1,25)", "4,25"),
    )

    report = take(table(rows), dry_run=True)

    assert said(report) == []
    assert in_force(report) == {"APDN": 1_250_000, "MEE": 2_500_000, "REG": 4_500_000}


def test_a_list_of_names_beside_columns_of_partners_is_not_read():
    rows = (
        ("N°", "Objet", "Partenaires", "Région (DH)", "MEE (DH)", "Total"),
        ("A/1", "Eau", "Région, MEE", "1000", "500", "1500"),
    )

    report = take(table(rows), dry_run=True)

    assert said(report) == [(1, "column_not_read", "Partenaires")]
    assert in_force(report) == {"MEE": 500, "REG": 1000}


def test_names_without_amounts_are_refused_with_the_reason():
    rows = (
        ("N°", "Objet", "Partenaires", "Montant total"),
        ("A/1", "Eau", "Région, MEE", "1000"),
        ("A/2", "Routes", "Région, APDN", "2000"),
    )

    report = take(table(rows), dry_run=True)

    assert [one.code for one in report.problems if one.severity == "error"] == ["no_partners"]
    assert report.is_taken is False


def test_partners_beside_known_ones_are_read_though_nobody_knows_them():
    headings = ("N°", "Objet", "Région (DH)", "Caisse d'épargne", "Montant payé", "Durée (mois)")
    rows = (headings, ("A/1", "Eau", 10, 20, 7, 24), ("A/2", "Routes", 5, 1, 2, 12))

    report = take(workbook(rows), dry_run=True)

    assert [one[1:] for one in said(report)] == [
        ("unknown_body", "Caisse d'épargne"),
        ("column_not_read", "Montant payé"),
        ("column_not_read", "Durée (mois)"),
    ]
    assert in_force(report) == {"Caisse d'épargne": 21, "REG": 15}


def test_years_below_a_partner_are_its_own():
    rows = (
        ("N°", "Objet", "Région (DH)", None, "MEE (DH)", None, "Total"),
        (None, None, 2023, 2024, 2023, 2024, None),
        ("A/1", "Eau", 10, 20, 5, None, 35),
    )

    report = take(workbook(rows, "C1:D1", "E1:F1"), dry_run=True)

    assert said(report) == []
    assert in_force(report) == {"MEE": 5, "REG": 30}
