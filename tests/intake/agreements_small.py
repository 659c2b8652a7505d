"""Small tables of agreements of the plan of tests/cast.py, to be varied; figures are invented."""

from __future__ import annotations

import io

import openpyxl

from athar.intake.agreements.taking import import_agreements
from athar.intake.options import GivenFile, Options
from athar.people.actions import grant_role
from athar.people.enums import Role
from athar.people.models import Account
from tests import cast

FRENCH = (
    ("État des conventions au 30 juin 2025",),
    ("Montants en milliers de dirhams",),
    (),
    ("N° d'ordre", "N° convention", "Session", "Objet", "Projets couverts", "Région", "MEE",
     "Total", "Observations"),
    (1, "2022/11", "07/03/2022", "Barrages", "PDR-001 à 003", 500, 250.5, 750.5, ""),
    (2, "2022/12", "mars 2023", "Routes", "PDR-003", 100, None, 100, ""),
    (None, "Avenant n°1", "2024", "Révision", "", 80, 40, 120, "remplace les montants"),
    (None, "Avenant n°2", "2025", "Révision", "", 90, 40, 130, ""),
    (None, "Total", None, None, None, 590, 290.5, 880.5, ""),
    (),
    ("Les montants d'un avenant remplacent ceux de la convention.",),
)  # fmt: skip

ARABIC = (
    ("الموضوع", "رقم الاتفاقية", "المشاريع المعنية", "مساهمة الجهة", "وزارة التجهيز والماء",
     "المجموع (مليون درهم)", "تاريخ الدورة"),
    ("السدود", "٢٠٢٢/١١", "PDR-001 و PDR-002", "١٫٥", "٠٫٥", "٢", "07/03/2022"),
    ("مراجعة المساهمات", "ملحق رقم ١", "", "٢٫٥", "-", "٢٫٥", "07/03/2023"),
)  # fmt: skip


def table(rows):
    """A delimited file of these rows."""
    lines = ("\t".join("" if one is None else str(one) for one in row) for row in rows)
    return GivenFile("conventions.csv", "\n".join(lines).encode())


def workbook(rows, *merged, name="Feuil1", formats=None):
    """A workbook of these rows, with merged cells and formats of numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(row)
    for span in merged:
        sheet.merge_cells(span)
    for cell, shown in (formats or {}).items():
        sheet[cell].number_format = shown
    kept = io.BytesIO()
    book.save(kept)
    return GivenFile("conventions.xlsx", kept.getvalue())


def changed(rows, row, column, value):
    """The rows with one cell changed, both counted from 1."""
    cells = list(rows[row - 1])
    cells[column - 1] = value
    return (*rows[: row - 1], tuple(cells), *rows[row:])


def take(file, *, by=None, reason="Signed", **options):
    """Import a file into the small plan, which is published: somebody answers for it and why."""
    given = Options(plan_code=cast.PLAN.code, reason=reason, **options)
    return import_agreements(by=by or signer(), file=file, options=given)


def signer():
    """Whoever signs agreements: a plan editor of everything, whose account is opened once."""
    account, is_new = Account.objects.get_or_create(email="signer@example.org")
    if is_new:
        grant_role(by=None, account_id=account.pk, role=Role.PLAN_EDITOR, scope="installation")
    return account


def said(report):
    """The problems of a report in few words."""
    return [(one.row, one.code.value, one.value) for one in report.problems]
