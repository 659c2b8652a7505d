"""Databases that tests make for the real command are gone after them, however a run ends."""

from __future__ import annotations

import subprocess

import psycopg
import pytest

from tests.intake.databases import Databases, postgresql_address

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


@pytest.fixture
def ended():
    """The number of a process that is no more."""
    process = subprocess.Popen(["true"])
    process.wait()
    return process.pid


@pytest.fixture
def own():
    """The databases of this process."""
    made = Databases(postgresql_address())
    yield made
    made.remove()


@pytest.fixture
def others(ended):
    """The databases of a process that is no more."""
    made = Databases(postgresql_address(), ended)
    yield made
    made.remove()


@pytest.fixture
def names():
    """Give the names of the databases on the server."""

    def names():
        with psycopg.connect(f"{postgresql_address()}/postgres") as opened:
            return {name for (name,) in opened.execute("SELECT datname FROM pg_database")}

    return names


def test_what_a_run_left_that_was_ended_is_dropped_by_the_next(own, others, names):
    others.create("left")
    own.create("kept")

    own.remove_left()

    assert others.named("left") not in names()
    assert own.named("kept") in names()


def test_databases_of_another_machine_are_left_alone(own, others, ended, names):
    others.create("elsewhere")
    with psycopg.connect(f"{postgresql_address()}/postgres", autocommit=True) as opened:
        comment = f"tests of athar: another.machine {ended}"
        opened.execute(f"COMMENT ON DATABASE \"{others.named('elsewhere')}\" IS '{comment}'")

    own.remove_left()

    assert others.named("elsewhere") in names()


def test_database_that_cannot_be_made_leaves_nothing(own, names):
    own.create("whole")

    with pytest.raises(psycopg.errors.InvalidCatalogName):
        own.create("copy", "athar_there_is_no_such")
    own.remove()

    assert not {own.named("whole"), own.named("copy")} & names()
