"""`athar rollup` computes the figures anew and proves that they are what the stores say."""

from __future__ import annotations

import argparse
import sys

import pytest

from athar.rollups import actions
from athar.rollups.commands import register
from athar.rollups.models import Cell, Progress
from tests.once import made_once
from tests.rollups.cells.cast import set_up
from tests.rollups.worlds import add_commitment, imported, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
@made_once
def world():
    world = make_world()
    add_commitment(world, "C1", node=None)
    imported(world)
    return world


@pytest.fixture
def run(capsys):
    """Run the command; gives exit code and what was printed."""

    def run(*words):
        parser = argparse.ArgumentParser()
        register(parser.add_subparsers(required=True))
        arguments = parser.parse_args(["rollup", *words])
        code = arguments.func(arguments)
        return code, *capsys.readouterr()

    return run


def test_equal_figures_give_exit_code_zero(world, run):
    assert run("--check") == (0, "0 figures differ from the stores.\n", "")


def test_a_figure_that_differs_is_named(world, run):
    Progress.objects.filter(kind="plan").update(n_total=7)

    code, printed, _error = run("--check", "--plan", "PDR")

    assert (code, printed.splitlines()) == (
        1,
        [
            f"PDR plan:{world.plan.pk} n_total: stored 7, should be 1",
            "1 figures differ from the stores.",
        ],
    )


def test_a_long_list_of_differences_is_cut(world, run):
    for number in range(22):
        add_commitment(world, f"D{number}", node=None)

    _code, printed, _error = run("--check")

    lines = printed.splitlines()
    n_differ = len(actions.check())
    assert lines[20:] == [
        f"… and {n_differ - 20} more.",
        f"{n_differ} figures differ from the stores.",
    ]


def test_rebuilding_puts_right_what_differs_and_still_tells_it(world, run):
    Progress.objects.filter(kind="plan").update(n_total=7)

    code, printed, _error = run("--rebuild", "--check")

    assert (code, printed.splitlines()[1:]) == (
        1,
        [
            "1 figures differ from the stores.",
            "7 rows of figures computed.",
            "0 figures differ from the stores.",
        ],
    )
    assert actions.check() == ()


def test_rebuilding_alone_tells_how_many_rows(world, run):
    Progress.objects.all().delete()

    code, printed, _error = run("--rebuild")

    assert (code, printed) == (0, "7 rows of figures computed.\n")


def test_progress_is_drawn_on_a_terminal(world, run, monkeypatch):
    make_world("TWO")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)

    _code, _printed, drawn = run("--rebuild")

    assert drawn == f"\r{'█' * 15}{'░' * 15} 1/2\r{'█' * 30} 2/2\n"


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ((), "athar: say --rebuild, --check, or both.\n"),
        (("--check", "--plan", "NONE"), "athar: there is no plan NONE.\n"),
    ],
)
def test_words_that_cannot_be_followed_give_exit_code_two(world, run, words, error):
    assert run(*words) == (2, "", error)


@pytest.fixture
def measured(frozen_day):
    setting = set_up()
    setting.state("flow", "M1", value=10)
    Cell.objects.filter(place=setting.places["R1"]).update(value=7)
    return setting


def test_a_figure_of_an_indicator_that_differs_is_named(measured, run):
    code, printed, _error = run("--check")

    _plans, named, summed = printed.splitlines()
    indicator, place = measured.indicators["flow"], measured.places["R1"]
    whole = Cell.objects.values_list("category", flat=True)[0]
    assert named == f"indicator:{indicator} place:{place} 2024 category:{whole} declared: differs"
    assert (code, summed.split("; ")[1]) == (1, "1 differ from the stated values.")


def test_rebuilding_puts_figures_of_indicators_right(measured, run):
    code, printed, _error = run("--rebuild", "--check")

    lines = printed.splitlines()
    assert lines[-1] == "0 differ after that."
    assert (code, run("--check")[0]) == (1, 0)
    assert measured.cells("flow", "value")["R1", "2024", ""] == (10,)
