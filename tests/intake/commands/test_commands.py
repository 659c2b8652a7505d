"""`athar import plan` parses words, imports, and prints what happened."""

from __future__ import annotations

import argparse
import datetime as dt
import json

import openpyxl
import pytest
from django.utils.translation import override

from athar.intake.commands import register
from athar.intake.enums import ProblemCode
from athar.intake.reports.problems import KINDS
from athar.people.actions import create_account, grant_role
from athar.people.enums import Role
from athar.plans.models import Amendment, Plan
from athar.trail.models import Event
from tests.intake.small import DEARER_ROAD, DESCRIPTION, ROAD, ROWS, plan_csv

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path, settings, capsys):
    """Run the command on a small file with its description; gives exit code and output."""
    settings.DATA_DIR = tmp_path / "data"

    def run(*words, rows=ROWS, described=DESCRIPTION, file="plan.csv"):
        (tmp_path / "plan.json").write_text(json.dumps(described), encoding="utf-8")
        (tmp_path / "plan.csv").write_bytes(plan_csv(*rows).content)
        parser = argparse.ArgumentParser()
        register(parser.add_subparsers(required=True))
        given = ["plan", str(tmp_path / file), "--plan-file", str(tmp_path / "plan.json")]
        arguments = parser.parse_args([*given, *words])
        code = arguments.func(arguments)
        return code, capsys.readouterr()

    return run


def test_import_prints_one_json_object(run):
    code, printed = run("--json")

    answer = json.loads(printed.out)
    assert (code, answer["commitments"], answer["changes"]["added"]) == (0, 3, 3)
    assert list(answer) == [
        "file",
        "sheets",
        "nodes",
        "commitments",
        "amount_total",
        "amount_unknown",
        "funding_total",
        "by_funder",
        "by_year",
        "committed",
        "committed_unknown",
        "paid",
        "paid_unknown",
        "by_place",
        "whole_region",
        "place_unknown",
        "by_status",
        "physical_unknown",
        "physical_zero",
        "rows",
        "columns",
        "flags",
        "outputs",
        "problems",
        "words",
        "mapping_reused",
        "changes",
        "differences",
        "taken",
        "imports",
        "assumed",
    ]


def test_import_says_in_words_what_it_did(run):
    code, printed = run()

    number = Event.objects.get(kind="plan.imported").pk
    assert (code, printed.out.splitlines()[-2:]) == (
        0,
        [
            f"import {number}; to take it back: athar import undo {number}",
            "3 were added, 0 changed, 0 gone",
        ],
    )


def test_refused_file_gives_exit_code_one(run):
    code, printed = run(rows=[{**ROAD, "title": ""}])

    assert code == 1
    assert printed.out.splitlines()[-1] == "not taken; problems: 1, of them errors: 1"


def test_dry_run_prints_the_same_and_writes_nothing(run):
    code, printed = run("--dry-run", "--json")

    assert (code, json.loads(printed.out)["changes"]["added"]) == (0, 3)
    assert Plan.objects.count() == 0


def test_mapping_is_written_once_and_read_afterwards(run, tmp_path):
    mapping = tmp_path / "columns.json"
    run("--mapping", str(mapping))
    described = json.loads(mapping.read_text(encoding="utf-8"))
    for column in described["tables"][0]["columns"]:
        if column["holds"] == "amount":
            column["unit"] = "1000"
    mapping.write_text(json.dumps(described), encoding="utf-8")

    _code, printed = run("--mapping", str(mapping), "--dry-run", "--json")

    assert json.loads(printed.out)["amount_total"] == {"MAD": "25000.00"}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "file_empty"),
        (b"%PDF-1.7\n", "file_not_a_table"),
        (b"a;b\n1;2\n3;4\n", "no_projects"),
        (b"\x00\x01\x02;\x03", "file_not_a_table"),
        ("الرمز;العنوان\n1;2\n".encode("cp1256"), "no_projects"),
    ],
)
def test_nonsense_is_refused_in_words(run, tmp_path, content, problem):
    (tmp_path / "given.csv").write_bytes(content)

    code, printed = run("--json", file="given.csv")

    assert (code, printed.err) == (1, "")
    assert [one["code"] for one in json.loads(printed.out)["problems"]] == [problem]


@pytest.mark.parametrize(
    ("name", "words"), [("none.csv", "No such file or directory"), ("", "Is a directory")]
)
def test_what_is_no_file_cannot_be_tried(run, tmp_path, name, words):
    code, printed = run(file=name)

    assert (code, printed.err) == (2, f"athar: {tmp_path / name}: {words}\n")


def test_problems_are_told_with_their_place(run):
    _code, printed = run(rows=[{**ROAD, "title": ""}])

    told = printed.out.splitlines()[-2].split(": ")
    assert told[:2] == ["error", "plan 2 B / Intitulé du projet"]


@pytest.mark.parametrize("n_problems", [50, 52])
def test_a_long_list_of_problems_is_cut(run, n_problems):
    rows = [{**ROAD, "code": f"P-{number}", "title": ""} for number in range(n_problems)]

    _code, printed = run(rows=rows)

    told = [line for line in printed.out.splitlines() if line.startswith(("error:", "…"))]
    assert len(told) == min(n_problems, 51)
    assert told[50:] == ["… and 2 more problems (see --json)"][: n_problems - 50]


def test_what_was_supposed_is_said(run):
    plan = {name: value for name, value in DESCRIPTION["plan"].items() if name != "start"}

    _code, printed = run(described={**DESCRIPTION, "plan": plan})

    assert printed.out.splitlines()[-3] == "assumed, as the file does not say it: start_on"


def test_mapping_that_is_no_text_cannot_be_tried(run, tmp_path):
    mapping = tmp_path / "columns.json"
    mapping.write_bytes("é".encode("cp1252"))

    code, printed = run("--mapping", str(mapping))

    assert (code, printed.err) == (2, f"athar: {mapping}: not a text in UTF-8\n")


def test_mapping_that_cannot_be_written_is_told_before_anything_is(run, tmp_path):
    code, printed = run("--mapping", str(tmp_path / "none" / "columns.json"))

    assert (code, printed.err) == (2, f"athar: {tmp_path / 'none'}: Not a directory\n")
    assert Plan.objects.count() == 0


def test_a_date_that_does_not_exist_is_refused_in_words(run, capsys):
    with pytest.raises(SystemExit) as refused:
        run("--as-of", "2025-13-01")

    assert refused.value.code == 2
    assert "2025-13-01 is not a date such as 2025-06-30" in capsys.readouterr().err


def test_an_account_answers_for_the_import(run):
    account = create_account(by=None, email="editor@example.org", name="Editor")
    grant_role(by=None, account_id=account.pk, role=Role.PLAN_EDITOR, scope="installation")

    code, _printed = run("--by", "editor@example.org")

    assert (code, Event.objects.get(kind="plan.imported").actor_name) == (0, "Editor")


def test_unknown_account_cannot_be_tried(run):
    code, printed = run("--by", "nobody@example.org")

    assert (code, printed.err) == (2, "athar: no active account nobody@example.org\n")


def test_missing_file_cannot_be_tried(run, tmp_path):
    code, printed = run("--plan-file", str(tmp_path / "absent.json"))

    assert code == 2
    assert printed.err == f"athar: {tmp_path / 'absent.json'}: No such file or directory\n"


def test_marked_copy_is_written_in_the_language_asked_for(run, tmp_path):
    marked = tmp_path / "marked.xlsx"

    code, _printed = run("--marked", str(marked), "--language", "fr", rows=[{**ROAD, "title": ""}])

    comment = openpyxl.load_workbook(marked)["plan"]["B2"].comment.text
    with override("fr"):
        assert (code, str(KINDS[ProblemCode.TITLE_MISSING][1]) in comment) == (1, True)


def test_marked_copy_is_in_the_first_language_by_default(run, tmp_path):
    marked = tmp_path / "marked.xlsx"

    run("--marked", str(marked), rows=[{**ROAD, "title": ""}])

    comment = openpyxl.load_workbook(marked)["plan"]["B2"].comment.text
    with override("ar"):
        assert str(KINDS[ProblemCode.TITLE_MISSING][1]) in comment


def test_marked_copy_never_takes_the_place_of_the_file(run, tmp_path):
    given = tmp_path / "plan.csv"

    code, printed = run("--marked", str(given))

    words = f"athar: {given}: the marked copy would take the place of the file\n"
    assert (code, printed.err, given.read_bytes()) == (2, words, plan_csv(*ROWS).content)
    assert Plan.objects.count() == 0


def test_file_that_cannot_be_read_has_no_marked_copy(run, tmp_path):
    (tmp_path / "given.csv").write_bytes(b"%PDF-1.7\n")
    marked = tmp_path / "marked.xlsx"

    code, printed = run("--marked", str(marked), file="given.csv")

    words = "athar: given.csv was not read, so no copy of it is marked\n"
    assert (code, printed.err, marked.exists()) == (1, words, False)


def test_terminal_sees_how_far_the_import_has_come(run, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)

    _code, printed = run()

    drawn = [line.split(" ", 1) for line in printed.err.split("\r\x1b[K")]
    assert [one[-1] for one in drawn] == [
        "",
        "opening",
        "reading 0/3",
        "checking",
        "writing",
        "counting",
        "",
    ]
    assert [one[0].count("█") for one in drawn] == [0, 0, 6, 12, 18, 24, 0]


def test_a_decision_is_said_on_the_command_line(run, published, editor, tmp_path):
    document = tmp_path / "session.pdf"
    document.write_bytes(b"%PDF-1.7 session")
    said = (
        *("--by", editor.email, "--reason", "Flood", "--what", "fr=Report", "--what", "ar=تأجيل"),
        *("--decided-by", "Conseil", "--decided-on", "2025-01-07", "--document", str(document)),
    )

    code, _printed = run(*said, rows=(DEARER_ROAD, *ROWS[1:]))

    amendment = Amendment.objects.get()
    assert (code, amendment.what) == (0, {"ar": "تأجيل", "fr": "Report"})
    assert (amendment.decided_by, amendment.decided_on) == ("Conseil", dt.date(2025, 1, 7))
    assert (amendment.document.file_name, amendment.document.is_public) == ("session.pdf", True)


@pytest.mark.parametrize("word", ["Report", "de=Aufschub", "fr= "])
def test_what_an_amendment_changes_is_said_in_a_language(run, capsys, word):
    with pytest.raises(SystemExit):
        run("--what", word)

    assert f"{word} is not a text such as fr=Report de six mois" in capsys.readouterr().err
