"""`athar import undo` parses words, undoes, and prints what was done."""

from __future__ import annotations

import argparse
import json

import pytest

from athar.intake.actions import import_plan
from athar.intake.commands import register
from athar.people.actions import create_account, grant_role
from athar.people.enums import Role
from athar.plans.actions import publish_first_version
from athar.plans.models import Plan
from athar.trail.models import Event
from tests import cast
from tests.intake import agreements_small
from tests.intake.small import DEARER_ROAD, ROWS, options, plan_csv

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def run(capsys):
    """Run the command; gives exit code and output."""

    def run(*words):
        parser = argparse.ArgumentParser()
        register(parser.add_subparsers(required=True))
        arguments = parser.parse_args(["undo", *map(str, words)])
        code = arguments.func(arguments)
        return code, capsys.readouterr()

    return run


@pytest.fixture
def brought():
    """The number of the import that brought the small plan."""
    (number,) = import_plan(by=None, file=plan_csv(*ROWS), options=options()).event_ids
    return number


@pytest.fixture
def signed(plan):
    """The number of an import of agreements into the plan of tests/cast.py."""
    (number,) = agreements_small.take(agreements_small.table(agreements_small.FRENCH)).event_ids
    return number


def test_undoing_says_what_it_did(run, brought):
    code, printed = run(brought, "--reason", "Wrong file")

    assert (code, printed.out.splitlines(), Plan.objects.count()) == (
        0,
        [
            f"PDR-NORD: import {brought} was undone, the draft it had brought removed",
            "brought back: 6, reports withdrawn: 0",
        ],
        0,
    )


def test_undoing_prints_one_json_object(run, signed, people):
    code, printed = run(signed, "--by", people.editor.email, "--reason", "Error", "--json")

    act = Event.objects.get(kind="import.undone")
    assert (code, act.by) == (0, people.editor)
    assert json.loads(printed.out) == {
        "undone": True,
        "problems": [],
        "imports": [signed],
        "acts": [act.pk],
        "plans": [cast.PLAN.code],
        "removed": [],
        "versions": {cast.PLAN.code: 3},
        "restored": 2,
        "withdrawn": 0,
        "values": 0,
        "values_corrected_since": 0,
    }


def test_a_version_that_was_published_is_named(run, brought):
    publish_first_version(by=None, plan_id=Plan.objects.get().pk)
    editor = create_account(by=None, email="editor@example.org", name="Nadia")
    grant_role(by=None, account_id=editor.pk, role=Role.PLAN_EDITOR, scope="installation")
    file = plan_csv(DEARER_ROAD, *ROWS[1:])
    (number,) = import_plan(by=editor, file=file, options=options(reason="Prices")).event_ids

    _code, printed = run(number, "--by", editor.email, "--reason", "Wrong file")

    assert printed.out.splitlines() == [
        f"PDR-NORD: import {number} was undone, published as version 3",
        "brought back: 1, reports withdrawn: 0",
    ]


def test_a_dry_run_says_what_would_be_done_and_changes_nothing(run, brought):
    n_events = Event.objects.count()

    code, printed = run(brought, "--reason", "Wrong file", "--dry-run")

    assert (code, Plan.objects.count(), Event.objects.count()) == (0, 1, n_events)
    assert printed.out.splitlines()[0] == (
        f"PDR-NORD: import {brought} would be undone, the draft it had brought removed"
    )


def test_a_refusal_gives_exit_code_one_and_the_reason(run, brought):
    code, printed = run(brought + 1000, "--reason", "Wrong file")

    assert (code, printed.out, printed.err.count(str(brought + 1000))) == (1, "", 1)


def test_a_refusal_is_printed_as_json(run, brought):
    code, printed = run(brought, "--json")

    (problem,) = json.loads(printed.out)["problems"]
    assert (code, problem["code"], Plan.objects.count()) == (1, "reason_missing", 1)


def test_who_may_not_undo_is_refused(run, signed, people):
    code, printed = run(signed, "--by", people.citizen.email, "--reason", "x", "--json")

    (problem,) = json.loads(printed.out)["problems"]
    assert (code, problem["code"]) == (1, "not_allowed")


def test_an_account_nobody_knows_cannot_try(run, brought):
    code, printed = run(brought, "--by", "nobody@example.org", "--reason", "x")

    assert (code, printed.err) == (2, "athar: no active account nobody@example.org\n")
