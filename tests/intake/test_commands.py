"""`athar import plan` parses words, imports, and prints what happened."""

from __future__ import annotations

import argparse
import json

import pytest

from athar.intake.commands import register
from athar.plans.models import Plan
from tests.intake.small import DESCRIPTION, ROAD, ROWS, plan_csv

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path, settings, capsys):
    """Run the command on a small file with its description; gives exit code and output."""
    settings.DATA_DIR = tmp_path / "data"
    (tmp_path / "plan.json").write_text(json.dumps(DESCRIPTION), encoding="utf-8")

    def run(*words, rows=ROWS):
        (tmp_path / "plan.csv").write_bytes(plan_csv(*rows).content)
        parser = argparse.ArgumentParser()
        register(parser.add_subparsers(required=True))
        given = ["plan", str(tmp_path / "plan.csv"), "--plan-file", str(tmp_path / "plan.json")]
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
        "problems",
        "changes",
        "taken",
        "assumed",
    ]


def test_import_says_in_words_what_it_did(run):
    code, printed = run()

    assert (code, printed.out.splitlines()[-1]) == (0, "3 were added, 0 changed, 0 gone")


def test_refused_file_gives_exit_code_one(run):
    code, printed = run(rows=[{**ROAD, "title": ""}])

    assert code == 1
    assert printed.out.splitlines()[-1] == "not taken: 1 errors, 1 problems in all"


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


def test_unknown_account_cannot_be_tried(run):
    code, printed = run("--by", "nobody@example.org")

    assert (code, printed.err) == (2, "athar: no active account nobody@example.org\n")


def test_missing_file_cannot_be_tried(run, tmp_path):
    code, printed = run("--plan-file", str(tmp_path / "absent.json"))

    assert code == 2
    assert printed.err == f"athar: {tmp_path / 'absent.json'}: No such file or directory\n"
