"""Tables are found by the words of their headings, wherever and in whatever order they stand."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from athar.intake.memory.mapping import BadMapping, read_mapping, write_mapping
from athar.intake.readers.sheet import EMPTY, Cell, Sheet, Span
from athar.intake.tables.headings import read_heading
from athar.intake.tables.table import find_table, find_tables
from athar.intake.vocabulary.fields import Field, TableKind


def sheet(*rows, name="Feuil1", merged=(), is_hidden=False):
    cells = tuple(tuple(Cell(one, one) if one else EMPTY for one in row) for row in rows)
    return Sheet(name, cells, tuple(merged), is_hidden)


def _fields(table):
    return {
        column.name: (str(column.meaning.field), column.meaning.language, column.meaning.year)
        for column in table.columns
        if column.meaning
    }


PROJECTS = sheet(
    ("Suivi du programme", "", "", "", ""),
    ("situation au 30 juin 2025 (montants en MDH)",),
    (),
    ("Statut", "Coût global (MDH)", "Nom du projet", "N° projet", "Crédits 2025"),
    ("En cours", "12,5", "Route", "A-1", "3"),
    ("", "", "", "", ""),
    ("Total", "12,5", "", "", "3"),
    ("Statut", "Coût global (MDH)", "Nom du projet", "N° projet", "Crédits 2025"),
    ("Achevé", "2", "Piste", "A-2", ""),
    ("Source : services de la région",),
)


def test_headings_are_found_under_titles_in_any_order():
    table = find_table(PROJECTS)

    assert (table.kind, table.first_heading_row) == (TableKind.PROJECTS, 3)
    assert _fields(table) == {
        "A / Statut": ("status", "", None),
        "B / Coût global (MDH)": ("amount", "", None),
        "C / Nom du projet": ("title", "", None),
        "D / N° projet": ("code", "", None),
        "E / Crédits 2025": ("funding_year", "", 2025),
    }


def test_sums_repeated_headings_and_notes_are_not_data():
    assert list(find_table(PROJECTS).data_rows()) == [4, 8]


def test_row_of_instructions_is_not_data():
    table = find_table(
        sheet(
            ("key", "name_fr", "name_ar"),
            ("unique", "", ""),
            ("REG", "Région", "الجهة"),
            name="organisations",
        )
    )

    assert (table.kind, list(table.data_rows())) == (TableKind.ORGANISATIONS, [2])


def test_two_level_headings_name_the_outer_one_first():
    table = find_table(
        sheet(
            ("Code", "Projet", "Financement (MDH)", "", "Statut"),
            ("", "", "2022", "2023", ""),
            ("A-1", "Route", "1", "2", "En cours"),
            merged=(Span(0, 2, 0, 3), Span(0, 0, 1, 0)),
        )
    )

    assert _fields(table) == {
        "A / Code": ("code", "", None),
        "B / Projet": ("title", "", None),
        "C / Financement (MDH) › 2022": ("funding_year", "", 2022),
        "D / Financement (MDH) › 2023": ("funding_year", "", 2023),
        "E / Statut": ("status", "", None),
    }


def test_hidden_sheets_and_sheets_without_headings_are_not_data():
    hidden = sheet(("Code", "Projet", "Coût"), ("A-1", "Route", "3"), name="old", is_hidden=True)
    dashboard = sheet(("Indicateur", "Valeur"), ("Nombre de projets", "233"), name="Bord")

    assert find_tables([hidden, dashboard]) == ()


@pytest.mark.parametrize(
    ("parts", "keys", "language", "year", "unit"),
    [
        (["title_fr"], ("title",), "fr", None, None),
        (["العنوان بالفرنسية"], ("العنوان",), "fr", None, None),
        (["الكلفة الإجمالية (مليون درهم)"], ("الكلفه الاجماليه",), "", None, 1_000_000),
        (["Montant en KDH"], ("montant",), "", None, 1_000),
        (["Part (MDH)", "2022"], ("part", ""), "", 2022, 1_000_000),
        (
            ["Avancement", "Physique (%)"],
            ("avancement physique", "physique", "avancement"),
            "",
            None,
            None,
        ),
    ],
)
def test_heading_is_taken_apart(parts, keys, language, year, unit):
    heading = read_heading(parts)

    assert (heading.keys, heading.language, heading.year) == (keys, language, year)
    assert heading.unit == (None if unit is None else Decimal(unit))


UNKNOWN = sheet(
    ("Réf. interne", "Objet des travaux", "Enveloppe", "Statut"),
    ("A-1", "Route", "12", "En cours"),
    ("A-2", "Piste", "3", "Achevé"),
)


def test_corrected_mapping_is_used_for_the_next_file_in_any_order():
    known = find_table(
        sheet(("Code", "Titre", "Objet des travaux", "Enveloppe", "Réf. interne", "Statut"))
    )
    described = json.loads(write_mapping([known]))
    holds = {"Réf. interne": "code", "Objet des travaux": "title", "Enveloppe": "amount"}
    for column in described["tables"][0]["columns"]:
        column["holds"] = holds.get(column["heading"], column["holds"])
    described["tables"][0]["columns"][3]["unit"] = "1000"

    table = find_table(UNKNOWN, read_mapping(json.dumps(described)))

    assert _fields(table) == {
        "A / Réf. interne": ("code", "", None),
        "B / Objet des travaux": ("title", "", None),
        "C / Enveloppe": ("amount", "", None),
        "D / Statut": ("status", "", None),
    }
    assert table.column_of(Field.AMOUNT).meaning.unit == Decimal(1000)


def test_column_left_out_by_a_person_stays_out():
    described = json.loads(write_mapping([find_table(PROJECTS)]))
    described["tables"][0]["columns"][0]["holds"] = None

    table = find_table(PROJECTS, read_mapping(json.dumps(described)))

    assert table.column_of(Field.STATUS) is None


def test_mapping_written_is_mapping_read():
    table = find_table(PROJECTS)

    again = find_table(PROJECTS, read_mapping(write_mapping([table])))

    assert _fields(again) == _fields(table)


@pytest.mark.parametrize(
    "text",
    [
        "not json",
        "[]",
        '{"format": "other"}',
        '{"format": "athar-mapping-1"}',
        '{"format": "athar-mapping-1", "tables": [{"kind": "projects", "columns": [{"heading": "a", "holds": "nothing"}]}]}',
        '{"format": "athar-mapping-1", "tables": [{"kind": "projects", "columns": [{"heading": "a", "holds": "amount", "unit": "NaN"}]}]}',
        "[" * 100_000,
    ],
)
def test_mapping_that_cannot_be_read_is_refused(text):
    with pytest.raises(BadMapping):
        read_mapping(text)
