"""The command line: one verb imported, refusals in words, faults of the program never hidden."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable

import pytest
from django.db import DatabaseError, OperationalError, ProgrammingError

from athar.config import commandline
from athar.config.commandline import VERBS, build_parser, database_problem, main, terminal_language
from tests.benchmarks.server import environment


def _verbs(parser: argparse.ArgumentParser) -> set[str]:
    return set(parser._subparsers._group_actions[0].choices)


def test_every_verb_stands_in_the_module_it_is_looked_for_in():
    assert _verbs(build_parser()) == set(VERBS)
    assert [verb for verb in VERBS if verb not in _verbs(build_parser(verb))] == []


def test_unknown_verb_is_refused_with_those_there_are(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(("dance",))

    assert stopped.value.code == 2
    assert "invalid choice: 'dance'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "fr_MA.UTF-8"}, "fr"),
        ({"LC_ALL": "ar_MA.UTF-8", "LANG": "fr_FR"}, "ar"),
        ({"LC_MESSAGES": "de_DE"}, "en"),
        ({}, "en"),
    ],
)
def test_terminal_speaks_the_language_of_its_owner(environ, language):
    assert terminal_language(environ) == language


def _caused_by(error: Exception, name: str) -> Exception:
    error.__cause__ = type(name, (Exception,), {})()
    return error


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            OperationalError("no such table: plans_plan"),
            "the database is not set up, or not up to date: run athar setup",
        ),
        (
            _caused_by(ProgrammingError("relation does not exist"), "UndefinedTable"),
            "the database is not set up, or not up to date: run athar setup",
        ),
        (
            OperationalError("connection failed: refused\nIs the server running?"),
            "the database does not answer: connection failed: refused",
        ),
        (OperationalError(""), "the database does not answer: "),
        (ProgrammingError("syntax error"), ""),
    ],
)
def test_trouble_with_the_database_is_said_in_one_sentence(error, sentence):
    assert database_problem(error) == sentence


@pytest.fixture
def failing(monkeypatch) -> Callable[[BaseException], int]:
    """Run a verb that fails in a given way."""

    def run(error: BaseException) -> int:
        def fail(arguments: argparse.Namespace) -> int:
            raise error

        def build(verb: str = "") -> argparse.ArgumentParser:
            parser = argparse.ArgumentParser()
            parser.set_defaults(func=fail)
            return parser

        monkeypatch.setattr(commandline, "build_parser", build)
        return main(())

    return run


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "\nathar: interrupted, nothing half-written.\n"),
        (BrokenPipeError(), 1, ""),
        (
            PermissionError(13, "Permission denied", "/srv/x"),
            1,
            "athar: /srv/x: Permission denied\n",
        ),
        (OperationalError("locked"), 1, "athar: the database does not answer: locked\n"),
    ],
)
def test_operator_reads_a_sentence(failing, capsys, error, code, said):
    assert failing(error) == code
    assert capsys.readouterr().err == said


@pytest.mark.parametrize("error", [OSError("odd"), DatabaseError("odd"), ValueError("odd")])
def test_fault_of_the_program_is_not_hidden(failing, error):
    with pytest.raises(type(error), match="odd"):
        failing(error)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("ATHAR_DATABSE_URL", "x", "athar: Unknown setting: ATHAR_DATABSE_URL."),
        ("ATHAR_TODAY", "yesterday", "athar: ATHAR_TODAY='yesterday': Invalid isoformat"),
    ],
)
def test_wrong_setting_stops_the_program_in_words(tmp_path, name, value, words):
    done = subprocess.run(
        [sys.executable, "-m", "athar", "check"],
        env=environment(tmp_path, **{name: value}),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert done.stderr.startswith(words)
    assert "Traceback" not in done.stderr
