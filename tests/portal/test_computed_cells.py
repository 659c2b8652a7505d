"""Every input of one commitment shows the cell it stood in, and each file is named once."""

import re

import pytest

from athar.evidence.models import Evidence, StoredFile
from athar.finance.models import Agreement, AgreementAmendment, AgreementShare, FundingLine
from athar.kernel import clock
from athar.people.models import Organisation
from athar.plans.models import Commitment
from athar.reporting.models import Report, ReportEntry
from athar.rollups.actions import refresh
from tests import cast
from tests.portal.test_computed import PLAN, read, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]

SHA = "ab" * 32
FILE = {"file": SHA, "name": "suivi.xlsx", "sheet": "Suivi", "row": 47}


def cell(column: str, written: str) -> dict[str, object]:
    return {**FILE, "column": column, "written": written}


@pytest.fixture
def dam(plan):
    """The dam with the cells of its facts, its shares and its report."""
    one = Commitment.objects.get(code="PDR-001")
    facts = {
        "amount": {"column": "M / Coût", "written": "1,25"},
        "planned_start": {"column": "N / Début", "written": "mars 2022"},
        "planned_end": {"column": "O / Fin", "written": "fin 2025"},
    }
    one.origin = {**FILE, "cells": facts}
    one.save(update_fields=["origin"])
    FundingLine.objects.filter(commitment=one).update(origin=cell("P / Part", "1,25"))
    Report.objects.filter(commitment=one).update(source=FILE)
    stated = Report.objects.get(commitment=one)
    for field, column, written in (
        ("committed", "Q / Engagé", "1,25 MDH"),
        ("paid", "R / Payé", "0,78"),
        ("status", "S / État", "En cours"),
        ("financial", "T / Financier", "62,5 %"),
        ("actual_end", "U / Fin réelle", "-"),
        ("forecast_end", "V / Prévision", "mars 2026"),
        ("actual_start", "W / Début réel", "01/02/2022"),
    ):
        origin = {**FILE, "column": column}
        ReportEntry.objects.create(report=stated, field=field, written=written, origin=origin)
    return one


def panel(client, figure: str, lang: str = "en") -> str:
    html = read(client, f"/{lang}/{PLAN}/computed/{figure}?commitment=PDR-001")
    return words_of(re.search(r"<article.*?</article>", html, re.DOTALL)[0])


def agree(dam, amount: int, written: str, *, amendment: int | None = None) -> None:
    signed, _new = Agreement.objects.get_or_create(
        plan_id=dam.plan_id, number="2022/11", title={"fr": "Barrages"}
    )
    signed.commitments.set([dam])
    amended = amendment and AgreementAmendment.objects.create(agreement=signed, number=amendment)
    AgreementShare.objects.create(
        agreement=signed,
        amendment=amended or None,
        organisation=Organisation.objects.get(code="REG"),
        amount=amount,
        origin=cell("F / Région", written),
    )


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        ("money", "current version of the plan file suivi.xlsx cell Suivi!M47 (Coût)"),
        ("money", "cell Suivi!M47 (Coût) text found there: “ 1,25 ”"),
        ("money", "cell Suivi!Q47 (Engagé) text found there: “ 1,25 MDH ”"),
        ("money", "cell Suivi!R47 (Payé) text found there: “ 0,78 ”"),
        ("financial", "62.5% Share paid, as declared; it plays no part here"),
        ("financial", "cell Suivi!T47 (Financier) text found there: “ 62,5 % ”"),
        ("status", "cell Suivi!N47 (Début) text found there: “ mars 2022 ”"),
        ("status", "cell Suivi!O47 (Fin) text found there: “ fin 2025 ”"),
        ("status", "cell Suivi!S47 (État) text found there: “ En cours ”"),
        ("slippage", "cell Suivi!V47 (Prévision) text found there: “ mars 2026 ”"),
        ("slippage", "cell Suivi!O47 (Fin) text found there: “ fin 2025 ”"),
        ("slippage", "cell Suivi!W47 (Début réel) text found there: “ 01/02/2022 ”"),
    ],
)  # fmt: skip
def test_every_input_shows_its_cell(client, dam, figure, shown):
    assert panel(client, figure).count(shown) == 1


def test_shares_are_listed_cell_by_cell(client, dam):
    agree(dam, 500000, "500")
    agree(dam, 600000, "600", amendment=1)

    shown = panel(client, "money")

    assert "Who pays, cell by cell" in shown
    assert shown.count("cell Suivi!P47 (Part) text found there: “ 1,25 ”") == 4
    assert "Agreement 2022/11 , as first signed" in shown
    assert "Agreement 2022/11 , amendment 1" in shown
    assert shown.count("cell Suivi!F47 (Région) text found there: “ 600 ”") == 1


@pytest.mark.parametrize(
    ("importer", "by"), [(True, "by Editor"), (False, "by the operator of this site")]
)
def test_files_are_named_once_with_checksum_and_import(client, dam, people, importer, by):
    kept = StoredFile.objects.create(
        sha256=SHA, media_type="text/csv", size=3, stored_at=clock.now()
    )
    Evidence.objects.create(
        subject=f"plan:{dam.plan_id}",
        kind="import",
        file=kept,
        file_name="suivi.xlsx",
        is_public=False,
        restricted_because="working file",
        added_at=clock.now(),
        added_by=people.editor if importer else None,
    )

    shown = panel(client, "money")

    assert shown.count("checksum SHA-256 abababababab") == 1
    assert "imported on 15 October 2025 " + by in shown


def test_a_date_that_an_amendment_moved_shows_no_cell_of_the_first_version(client, dam):
    Commitment.objects.filter(pk=dam.pk).update(first_planned_end_on=cast.AS_OF)
    refresh(plan_id=dam.plan_id)

    assert "Suivi!O47" not in panel(client, "slippage")
