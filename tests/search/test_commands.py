"""`athar search` fills the index, proves it and asks it."""

from __future__ import annotations

import argparse
import sys

import pytest

from athar.search.commands import register
from athar.search.models import Entry


@pytest.fixture
def run(capsys):
    """Run the command; gives exit code and what was printed."""

    def run(*words):
        parser = argparse.ArgumentParser()
        register(parser.add_subparsers(required=True))
        arguments = parser.parse_args(["search", *words])
        code = arguments.func(arguments)
        return code, *capsys.readouterr()

    return run


def test_an_index_that_is_right_gives_exit_code_zero(index, run):
    assert run("--check") == (0, "0 entries differ from the stores.\n", "")


def test_an_entry_that_differs_is_named(index, run):
    Entry.objects.filter(code="PDR-0002").delete()

    assert run("--check") == (
        1,
        "commitment PDR-0002: missing\n1 entries differ from the stores.\n",
        "",
    )


def test_a_rebuild_mends_what_was_wrong(index, run):
    Entry.objects.filter(code="PDR-0002").delete()

    code, printed, _error = run("--rebuild", "--check")

    assert (code, printed.splitlines()[-2:]) == (
        0,
        [f"{index} entries written.", "0 entries differ from the stores."],
    )


def test_a_long_list_of_differences_is_cut(index, run):
    for number in range(22):
        Entry.objects.create(id=(1 << 40) + 900 + number, kind="plan", plan_key=900, tokens="ax")

    _code, printed, _error = run("--check")

    assert printed.splitlines()[-2:] == ["… and 2 more.", "22 entries differ from the stores."]


def test_words_print_what_they_find(index, run):
    code, printed, _error = run("resau", "--language", "fr")

    assert (code, printed.splitlines()[:3]) == (
        0,
        ["resau → réseau", "commitment: 2", "  PDR-0002         Extension du réseau d'eau potable"],
    )


def test_words_that_find_nothing_give_exit_code_one(index, run):
    assert run("zzzzzzzz") == (1, "0 found.\n", "")


def test_nothing_to_do_is_said(run):
    code, printed, error = run()

    assert (code, printed, error) == (
        2,
        "",
        "athar: say --rebuild, --check, or words to look for.\n",
    )


def test_a_terminal_shows_how_far_it_is(index, run, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)

    _code, _printed, error = run("--rebuild")

    assert error.endswith("6/6\n")
