"""`athar import agreements` and `athar import progress` parse words and print what happened."""

from __future__ import annotations

import argparse
import json

import pytest

from athar.finance.models import Agreement
from athar.intake.commands import register
from athar.reporting.models import Report
from tests import cast
from tests.intake.agreements_small import FRENCH, changed, signer, table
from tests.intake.returns_small import FRENCH as RETURN

PLAN = ("--plan", cast.PLAN.code)


@pytest.fixture
def run(plan, tmp_path, settings, capsys):
    """Run a verb of `athar import` on small files; gives exit code and output."""
    settings.DATA_DIR = tmp_path / "data"

    def run(verb, *words, rows=None):
        rows = rows or {"agreements": FRENCH, "progress": RETURN}[verb]
        path = tmp_path / "file.csv"
        path.write_bytes(table(rows).content)
        parser = argparse.ArgumentParser()
        register(parser.add_subparsers(required=True))
        period = ("--period", "2025-Q3") if verb == "progress" else ()
        arguments = parser.parse_args([verb, str(path), *PLAN, *period, *words])
        return arguments.func(arguments), capsys.readouterr()

    return run


def signed():
    """Say who answers for agreements of a published plan, and why."""
    return "--by", signer().email, "--reason", "Signed"


def test_agreements_print_one_json_object(run):
    code, printed = run("agreements", "--json", *signed())

    answer = json.loads(printed.out)
    assert (code, list(answer)) == (
        0,
        [
            "file",
            "sheets",
            "agreements",
            "amendments",
            "projects_covered",
            "in_force",
            "first_version",
            "in_force_by_partner",
            "problems",
            "words",
            "mapping_reused",
            "changes",
            "differences",
            "taken",
            "imports",
        ],
    )


def test_progress_prints_one_json_object(run):
    code, printed = run("progress", "--json")

    answer = json.loads(printed.out)
    assert (code, list(answer)) == (
        0,
        [
            "file",
            "sheets",
            "period",
            "as_of",
            "rows",
            "known",
            "held_back",
            "questioned",
            "applied",
            "outputs",
            "problems",
            "words",
            "mapping_reused",
            "changes",
            "differences",
            "taken",
            "imports",
        ],
    )


def test_agreements_say_in_words_what_they_did(run):
    code, printed = run("agreements", "--dry-run", *signed())

    assert (code, printed.out.splitlines()) == (
        0,
        [
            "file.csv: 2 agreements, 2 amendments",
            "3 projects; 880,500.00 MAD in force, 850,500.00 MAD as first signed",
            "2 would be added, 0 changed",
        ],
    )
    assert Agreement.objects.count() == 0


def test_progress_says_in_words_what_is_held_back(run):
    rows = changed(changed(RETURN, 4, 2, 70), 5, 2, 110)

    code, printed = run("progress", rows=rows)

    lines = printed.out.splitlines()
    assert (code, lines[:3]) == (
        0,
        [
            "file.csv: 3 rows, 3 known projects, 2025-Q3",
            "held back: PDR-003",
            "questioned: PDR-001",
        ],
    )
    assert lines[3].startswith("question: file 4 B / Av. physique %: ")
    assert lines[-1] == "0 were added, 1 changed"


def test_a_refused_file_gives_exit_code_one(run):
    code, printed = run("agreements", rows=changed(FRENCH, 6, 2, ""))

    assert code == 1
    assert printed.out.splitlines()[-1] == "not taken; problems: 2, of them errors: 1"


def test_many_problems_are_not_all_printed(run):
    rows = (*RETURN[:3], *((f"X-{n}", 1, 1, "", "", "") for n in range(60)), *RETURN[3:4])

    _code, printed = run("progress", rows=rows)

    assert "… and 10 more problems (see --json)" in printed.out.splitlines()


def test_who_may_not_import_changes_nothing(run, people):
    code, printed = run("progress", "--by", "citizen@example.org", "--json")

    answer = json.loads(printed.out)
    assert (code, [one["code"] for one in answer["problems"]]) == (1, ["not_allowed"])
    assert Report.objects.filter(as_of_on="2025-09-30").count() == 0


def test_who_may_import_signs_the_reports(run, people):
    run("progress", "--by", "coordinator@example.org")

    row = Report.objects.get(as_of_on="2025-09-30", commitment__code="PDR-001")
    assert row.author_name == str(people.coordinator)


def test_an_unknown_account_cannot_be_tried(run):
    code, printed = run("agreements", "--by", "nobody@example.org")

    assert (code, printed.err) == (2, "athar: no active account nobody@example.org\n")


def test_the_mapping_is_written_once_and_read_afterwards(run, tmp_path):
    mapping = tmp_path / "columns.json"
    run("agreements", "--dry-run", "--mapping", str(mapping))
    described = json.loads(mapping.read_text(encoding="utf-8"))
    described["tables"][0]["columns"][5]["holds"] = None
    mapping.write_text(json.dumps(described), encoding="utf-8")

    _code, printed = run("agreements", "--mapping", str(mapping), "--json")

    assert json.loads(printed.out)["in_force_by_partner"] == {"MEE": "290500.00"}


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("absent/columns.json", None, "absent: Not a directory"),
        ("columns.json", b"\xff\xfe\xff", "columns.json: not a text in UTF-8"),
    ],
)
def test_a_mapping_that_cannot_be_read_or_written_cannot_be_tried(
    run, tmp_path, name, content, message
):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)

    code, printed = run("agreements", "--mapping", str(path))

    assert (code, printed.err) == (2, f"athar: {tmp_path}/{message}\n")
