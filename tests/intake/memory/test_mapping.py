"""The description of columns and words: written for people, read back, corrected."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils.translation import override

from athar.intake.enums import AliasKind
from athar.intake.memory.mapping import (
    BadMapping,
    Word,
    read_mapping,
    read_words,
    set_column,
    set_word,
    write_mapping,
)
from athar.intake.names.questions import UnknownWord
from athar.intake.readers.sheet import Cell, Sheet
from athar.intake.tables.headings import Meaning
from athar.intake.tables.table import find_tables
from athar.intake.vocabulary.fields import Field, TableKind
from athar.intake.vocabulary.labels import LABELS, fields_of, meanings_table
from athar.intake.vocabulary.payers import Payer

KDH = Decimal(1000)
HEADINGS = ("Code", "Intitulé du projet", "Coût total (MDH)", "Observation", "Part de la Région")


def _sheet(name):
    rows = (HEADINGS, ("PDR-A1-01", "Route", "12", "bon", "4"))
    return Sheet(name, tuple(tuple(Cell(text, text) for text in row) for row in rows))


def _mapping():
    return write_mapping(find_tables([_sheet("Axe 1"), _sheet("Axe 2")]))


def _columns(mapping):
    tables = json.loads(mapping)["tables"]
    return [
        [(one["heading"], one["holds"], one.get("unit")) for one in table["columns"]]
        for table in tables
    ]


def test_a_share_keeps_who_pays_it_from_file_to_file():
    settled = read_mapping(_mapping())[TableKind.PROJECTS]

    assert settled["part de la region"] == Meaning(Field.SHARE, funder=str(Payer.REGION))


def test_a_corrected_column_changes_in_every_table_of_its_kind():
    changed = set_column(_mapping(), "Axe 1", "OBSERVATION", "paid", unit="1000")

    before, after = _columns(_mapping()), _columns(changed)
    assert before[0][3] == ("Observation", "remark", None)
    assert [table[3] for table in after] == [("Observation", "paid", "1000")] * 2
    assert [table[:3] + table[4:] for table in after] == [table[:3] + table[4:] for table in before]


def test_a_column_that_is_left_out_holds_nothing():
    changed = set_column(_mapping(), "Axe 2", "Coût total (MDH)", "", unit="1000")

    column = json.loads(changed)["tables"][0]["columns"][2]
    assert column == {"column": "C", "heading": "Coût total (MDH)", "holds": None}


def test_a_corrected_share_keeps_who_pays_it():
    changed = set_column(_mapping(), "Axe 1", "Part de la Région", "funding_year", year=2024)

    settled = read_mapping(changed)[TableKind.PROJECTS]["part de la region"]
    assert settled == Meaning(Field.FUNDING_YEAR, year=2024, funder=str(Payer.REGION))


@pytest.mark.parametrize(
    ("column", "meant"),
    [
        ({"heading": "Enveloppe (KDH)", "holds": "amount"}, Meaning(Field.AMOUNT, unit=KDH)),
        ({"heading": "Enveloppe (KDH)", "holds": "title"}, Meaning(Field.TITLE)),
        (
            {"heading": "Enveloppe (KDH)", "holds": "amount", "unit": "1"},
            Meaning(Field.AMOUNT, unit=Decimal(1)),
        ),
        (
            {"heading": "Budget 2024", "holds": "funding_year"},
            Meaning(Field.FUNDING_YEAR, year=2024),
        ),
        (
            {"heading": "Apports › Contribution du MEE", "holds": "share"},
            Meaning(Field.SHARE, funder="MEE"),
        ),
        ({"heading": "مساهمة الجهة", "holds": "share"}, Meaning(Field.SHARE, funder="@region")),
    ],
)
def test_what_a_person_does_not_say_is_taken_from_the_heading(column, meant):
    described = {"format": "athar-mapping-1", "tables": [{"kind": "projects", "columns": [column]}]}

    (read,) = read_mapping(json.dumps(described))[TableKind.PROJECTS].values()

    assert read == meant


def test_the_partner_of_an_agreement_is_told_by_its_column():
    column = {"heading": "Part de la Région", "holds": "share"}
    described = {"format": "athar-mapping-1", "tables": [{"kind": "signed", "columns": [column]}]}

    (read,) = read_mapping(json.dumps(described))[TableKind.SIGNED].values()

    assert read == Meaning(Field.SHARE)


@pytest.mark.parametrize(
    ("sheet", "heading", "holds", "unit"),
    [
        ("Axe 3", "Code", "code", ""),
        ("Axe 1", "Kode", "code", ""),
        ("Axe 1", "Code", "kode", ""),
        ("Axe 1", "Coût total (MDH)", "amount", "-5"),
        ("Axe 1", "Coût total (MDH)", "amount", "cinq"),
        ("Axe 1", "Observation", "funding_year", ""),
    ],
)
def test_a_column_cannot_become_what_does_not_exist(sheet, heading, holds, unit):
    with pytest.raises(BadMapping):
        set_column(_mapping(), sheet, heading, holds, unit=unit)


def test_words_are_written_with_their_answer_or_with_suggestions():
    words = (
        UnknownWord(AliasKind.PLACE, "Fahs Anjera", 2, (("01.227", "Fahs-Anjra"),)),
        UnknownWord(AliasKind.STATUS, "presque", 1, (), "on_track"),
    )

    written = write_mapping((), words)

    assert json.loads(written)["words"] == [
        {"kind": "place", "written": "Fahs Anjera", "means": None, "suggestions": ["01.227"]},
        {"kind": "status", "written": "presque", "means": "on_track"},
    ]
    assert read_words(written) == (Word(AliasKind.STATUS, "presque", "on_track"),)


def test_a_description_without_words_is_read_as_before():
    assert read_words(_mapping()) == ()
    assert "words" not in json.loads(_mapping())


def _with_words(words):
    return json.dumps({"format": "athar-mapping-1", "tables": [], "words": words})


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Fahs", "“words” is not a list"),
        (["Fahs"], "word 1 is not of a kind among place, body, status"),
        ([{"kind": "river", "written": "x"}], "word 1 is not of a kind among place, body, status"),
        ([{"kind": "place", "means": "01"}], "word 1 does not say what is written"),
        (
            [{"kind": "place", "written": " - ", "means": "01"}],
            "word 1 does not say what is written",
        ),
        (
            [{"kind": "status", "written": "fini", "means": "fini"}],
            "“fini” is nothing that “fini” (status) may mean",
        ),
        (
            [{"kind": "body", "written": "X", "means": 7}],
            "“7” is nothing that “X” (body) may mean",
        ),
        (
            [{"kind": "place", "written": "X", "means": "0" * 61}],
            f"“{'0' * 61}” is nothing that “X” (place) may mean",
        ),
    ],
)
def test_malformed_words_say_what_is_wrong(words, told):
    with pytest.raises(BadMapping) as raised:
        read_words(_with_words(words))

    with override("en"):
        assert str(raised.value) == told


def test_what_is_wrong_with_a_description_is_said_in_the_language_of_the_reader():
    with pytest.raises(BadMapping) as raised:
        read_mapping("{")

    with override("fr"):
        in_french = str(raised.value)
    assert (str(raised.value), in_french) == ("ليس بصيغة JSON", "ce n’est pas du JSON")


def test_a_word_is_settled_settled_again_and_opened():
    once = set_word(_mapping(), AliasKind.PLACE, "Fahs Anjera", "01.227")
    twice = set_word(once, AliasKind.PLACE, "FAHS-ANJERA", "none")
    opened = set_word(twice, AliasKind.PLACE, "Fahs Anjera", "")

    assert read_words(once) == (Word(AliasKind.PLACE, "Fahs Anjera", "01.227"),)
    assert read_words(twice) == (Word(AliasKind.PLACE, "Fahs Anjera", "none"),)
    assert read_words(opened) == ()
    assert read_mapping(opened) == read_mapping(_mapping())


@pytest.mark.parametrize(
    "text",
    [
        _with_words([{"kind": "place", "written": "Fahs\x00", "means": "01"}]),
        _with_words([{"kind": "place", "written": "Fahs\ud800", "means": "01"}]),
        _with_words([{"written": "Fahs"}]),
        '{"format": "athar-mapping-1", "tables": [], "words": null}',
    ],
)
def test_texts_that_cannot_be_kept_are_refused(text):
    with pytest.raises(BadMapping):
        set_word(text, AliasKind.PLACE, "Laou", "01")


@pytest.mark.parametrize("said", ['"year": 1e400', '"unit": "1e400"', '"unit": []', '"year": [1]'])
def test_figures_that_are_none_are_refused(said):
    column = f'{{"heading": "a", "holds": "funding_year", {said}}}'
    text = '{"format": "athar-mapping-1", "tables": [{"kind": "projects", "columns": [%s]}]}'

    with pytest.raises(BadMapping):
        read_mapping(text % column)


def test_a_table_without_the_name_of_its_sheet_is_that_of_no_sheet():
    table = {"kind": "projects", "columns": [{"heading": "Code", "holds": "code"}]}
    text = json.dumps({"format": "athar-mapping-1", "tables": [table]})

    with pytest.raises(BadMapping):
        set_column(text, "Axe 1", "Code", "code")


def test_every_meaning_has_words():
    assert set(LABELS) == set(Field)


@pytest.mark.parametrize("kind", list(TableKind))
def test_the_meanings_of_a_table_are_offered_in_words(kind):
    with override("en"):
        offered = {value: str(label) for value, label in fields_of(kind)}

    assert len(offered) == len(set(offered.values()))
    assert list(offered) == [Field(value).value for value in offered]


def test_the_same_meaning_may_be_called_otherwise_in_another_table():
    with override("en"):
        titles = [
            str(dict(fields_of(kind))["title"]) for kind in (TableKind.PROJECTS, TableKind.SIGNED)
        ]

    assert titles == ["Title", "Subject of the agreement"]


PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "mapping-file.md"


def test_the_page_of_the_format_lists_every_meaning():
    assert meanings_table() in PAGE.read_text(encoding="utf-8")


def test_the_example_of_the_page_is_read():
    example = PAGE.read_text(encoding="utf-8").split("```json\n")[1].split("```")[0]

    columns = read_mapping(example)[TableKind.PROJECTS]
    words = read_words(example)

    assert columns["enveloppe"] == Meaning(Field.AMOUNT, unit=Decimal(1_000_000))
    assert columns["financement 2024"] == Meaning(Field.FUNDING_YEAR, year=2024)
    assert (len(columns), columns["visa"]) == (7, None)
    assert [one.means for one in words] == ["01.227", "none", "REG", "new", "on_track"]
