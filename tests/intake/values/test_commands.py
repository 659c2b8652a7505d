"""`athar import values` parses words, records, and prints what happened."""

from __future__ import annotations

import argparse
import json

import openpyxl
import pytest
from django.utils.translation import override

from athar.indicators.models import Measurement
from athar.intake.commands import register


@pytest.fixture
def run(setting, tmp_path, capsys):
    """Run the command on lines of a CSV; gives exit code and output."""

    def run(*words, lines=("code,indicator,year,value", "01,connected,2024,30")):
        path = tmp_path / "valeurs.csv"
        path.write_text("\n".join(lines), encoding="utf-8")
        parser = argparse.ArgumentParser()
        register(parser.add_subparsers(required=True))
        arguments = parser.parse_args(["values", str(path), *words])
        return arguments.func(arguments), capsys.readouterr()

    return run


def test_import_prints_one_json_object(run):
    code, printed = run("--library", "SMALL", "--json", lines=("a,b", "1,2"))
    refused = json.loads(printed.out)
    assert (code, refused["taken"]) == (1, False)

    code, printed = run("--json")

    answer = json.loads(printed.out)
    assert code == 0
    assert answer["changes"] == {"added": 1, "superseded": 0, "same": 0}
    assert [answer[name] for name in ("values", "indicators", "places", "periods")] == [1, 1, 1, 1]
    assert answer["problems"] == []


def test_import_says_in_words_what_it_did(run):
    code, printed = run("--dry-run")

    assert (code, printed.out.splitlines()) == (
        0,
        [
            "valeurs.csv: 1 values",
            "1 indicators, 1 places, 1 periods; 0 empty cells",
            "1 would be added, 0 superseded, 0 the same",
        ],
    )


def test_refused_file_gives_exit_code_one_and_a_marked_copy(run, tmp_path):
    marked = tmp_path / "marked.xlsx"

    code, printed = run(
        *("--marked", str(marked)), lines=("code,indicator,year,value", "01,connected,2024,abc")
    )

    assert (code, printed.out.splitlines()[-1]) == (
        1,
        "not taken; problems: 1, of them errors: 1",
    )
    assert marked.read_bytes()[:2] == b"PK"


REFUSED = ("code,indicator,year,value", "01,connected,1999,5")
WORDED = {
    "ar": "هذه القيمة غير مقبولة: الفترة 1999 خارج مدة البرنامج.",
    "fr": "Cette valeur n’est pas acceptée\u202f: La période 1999 est hors de la durée du plan.",
}


@pytest.mark.parametrize("lang", WORDED)
def test_refused_value_is_explained_in_the_language_of_the_terminal(run, lang):
    with override(lang):
        _code, as_json = run("--json", lines=REFUSED)
        _code, in_words = run(lines=REFUSED)

    assert [one["message"] for one in json.loads(as_json.out)["problems"]] == [WORDED[lang]]
    assert in_words.out.splitlines()[2] == f"error: valeurs 2 D / value: {WORDED[lang]}"


@pytest.mark.parametrize("lang", WORDED)
def test_refused_value_is_explained_in_the_language_of_the_marked_copy(run, tmp_path, lang):
    marked = tmp_path / "marked.xlsx"

    with override("en"):
        run("--marked", str(marked), "--language", lang, lines=REFUSED)

    sheet = openpyxl.load_workbook(marked)["valeurs"]
    assert sheet["D2"].comment.text.endswith(WORDED[lang])


def test_claim_stands_for_all_values_of_the_file(run):
    code, _printed = run("--claim", "independent", "--period", "2024")

    assert (code, Measurement.objects.get().claim) == (0, "independent")
