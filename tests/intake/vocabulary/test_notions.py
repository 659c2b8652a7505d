"""Headings, units, statuses and lists that nobody wrote so before are read by their words."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from athar.intake.cells.dates import read_date
from athar.intake.cells.figures import PercentColumn, read_money, read_percent
from athar.intake.cells.texts import read_code, read_joined, read_shares, read_status
from athar.intake.readers.sheet import Cell
from athar.intake.tables.headings import meanings, read_heading
from athar.intake.vocabulary.fields import Field, TableKind
from athar.intake.vocabulary.payers import Payer
from athar.intake.vocabulary.words import find_currency, find_unit
from athar.kernel.periods import Edge
from athar.kernel.progress import DeclaredStatus
from athar.kernel.text import normalise


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("تاريخ انطلاق الأشغال", Field.PLANNED_START),
        ("تاريخ الشروع", Field.PLANNED_START),
        ("Date OS", Field.PLANNED_START),
        ("Commencement Date", Field.PLANNED_START),
        ("Date effective de démarrage", Field.ACTUAL_START),
        ("Échéance", Field.PLANNED_END),
        ("Due date", Field.PLANNED_END),
        ("Expected Completion", Field.PLANNED_END),
        ("تاريخ نهاية الأشغال المتوقع", Field.PLANNED_END),
        ("Date effective d'achèvement", Field.ACTUAL_END),
        ("% avanc. physique", Field.PHYSICAL),
        ("التقدم المادي ٪", Field.PHYSICAL),
        ("% complete", Field.PHYSICAL),
        ("% fin.", Field.FINANCIAL),
        ("Taux de consommation des crédits", Field.FINANCIAL),
        ("Amount Paid to Date", Field.PAID),
        ("Montant des engagements", Field.COMMITTED),
        ("Contract Sum (KES)", Field.AMOUNT),
        ("Réf. opération", Field.CODE),
        ("المرحلة", Field.STATUS),
        ("Niveau d'exécution", Field.STATUS),
        ("Localité", Field.PLACES),
        ("District/Province", Field.PROVINCES),
    ],
)
def test_headings_are_understood_by_the_words_they_are_made_of(heading, field):
    found = meanings(read_heading([heading]), TableKind.PROJECTS)

    assert found[0].field is field


@pytest.mark.parametrize(
    "heading",
    ["Montant du marché", "Reste à payer", "Durée des travaux", "Entreprise",
     "Ce classeur présente tous les travaux achevés de la région depuis dix ans"],
)  # fmt: skip
def test_headings_of_other_things_mean_nothing(heading):
    assert meanings(read_heading([heading]), TableKind.PROJECTS) == ()


@pytest.mark.parametrize(
    ("heading", "payer"),
    [
        ("حصص باقي الشركاء", Payer.PARTNERS),
        ("Apport des autres partenaires", Payer.PARTNERS),
        ("Quote-part du conseil régional", Payer.REGION),
    ],
)
def test_headings_of_shares_name_who_pays(heading, payer):
    found = meanings(read_heading([heading]), TableKind.PROJECTS)

    assert (found[0].field, found[0].funder) == (Field.SHARE, str(payer))


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Expenditure (MAD '000)", 1_000),
        ("Coût (1000 DH)", 1_000),
        ("Estimated cost (million MAD)", 1_000_000),
        ("Coût (10^6 DH)", 1_000_000),
        ("الكلفة بآلاف الدراهم", 1_000),
        ("في ملايين الدراهم", 1_000_000),
        ("Contract Sum (KES)", 1),
        ("seuil de 10 000 DH", 1),
    ],
)
def test_units_of_money_are_many_and_a_currency_in_any_order(text, unit):
    found, _rest = find_unit(normalise(text))

    assert found == Decimal(unit)


def test_many_things_that_are_no_money_are_no_unit():
    assert find_unit(normalise("Programme de 12 millions d'arbres"))[0] is None


def test_currencies_are_named_by_their_codes():
    assert find_currency(normalise("Contract Sum (KES)")) == "KES"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("En cours de travaux - 35%", DeclaredStatus.ON_TRACK),
        ("Travaux achevés", DeclaredStatus.COMPLETED),
        ("réceptionnées", DeclaredStatus.COMPLETED),
        ("تم إنجازه", DeclaredStatus.COMPLETED),
        ("لم تنطلق بعد", DeclaredStatus.NOT_STARTED),
        ("Stalled", DeclaredStatus.STOPPED),
        ("non achevé", None),
        ("achevée sauf éclairage", None),
        ("en cours puis arrêté", None),
    ],
)
def test_statuses_are_read_from_how_their_text_begins(text, status):
    assert read_status(Cell(text, text)).value is status


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("Région (5 MDH), INDH (2,5 MDH)", [("Région", "5 MDH"), ("INDH", "2,5 MDH")]),
        ("Région 5 MDH + INDH 2 MDH", [("Région", "5 MDH"), ("INDH", "2 MDH")]),
        ("- Région : 5\n- INDH = 3,5 MDH", [("Région", "5"), ("INDH", "3,5 MDH")]),
        ("Éducation, Sports: 5 MDH", [("Éducation, Sports", "5 MDH")]),
        ("Commune 12", [("Commune 12", "")]),
    ],
)
def test_shares_are_cut_where_an_amount_ends(text, shares):
    assert [(one.name, one.amount) for one in read_shares(text)] == shares


def test_names_joined_by_and_are_cut_apart():
    assert read_joined("شفشاون ووزان") == ("شفشاون", "وزان")
    assert read_joined("Chefchaouen et de Ouezzane") == ("Chefchaouen", "Ouezzane")


@pytest.mark.parametrize(
    ("text", "code"), [("P/2023/01", "P-2023-01"), ("ط ت ح - ٠٠١", "ط-ت-ح-001")]
)
def test_codes_are_written_so_that_they_may_stand_in_addresses(text, code):
    assert read_code(Cell(text, text)) == code


@pytest.mark.parametrize("text", ["2 400 000 (1)", "2 400 000 DH*", "2 400 000 (*)"])
def test_marks_of_footnotes_are_no_part_of_an_amount(text):
    assert read_money(Cell(text, text), unit=Decimal(1)).value == 2_400_000


def test_lone_brackets_are_a_negative_amount():
    assert read_money(Cell("(250)", "(250)"), unit=Decimal(1)).fault == "amount_negative"


@pytest.mark.parametrize(
    ("text", "day"), [("mars-26", dt.date(2026, 3, 31)), ("12-Jan-23", dt.date(2023, 1, 12))]
)
def test_years_of_two_digits_behind_a_month_are_of_this_century(text, day):
    assert read_date(Cell(text, text), Edge.END).value.on == day


def test_fractions_that_are_written_as_text_are_no_hundredths():
    cells = [Cell(text, text) for text in ("0,45", "0,5", "1", "0,1")]

    column = PercentColumn.of(cells)

    assert [read_percent(cell, column).value for cell in cells] == [45, 50, 100, 10]
