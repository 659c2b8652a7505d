"""Whole installations for tests that start the real command: a copied file, or a database apart."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.benchmarks.server import environment
from tests.installed import installed
from tests.intake.conftest import FRENCH_WORKBOOK, PLAN_FILE
from tests.intake.databases import Databases, postgresql_address

IMPORT = ("import", "plan", str(FRENCH_WORKBOOK), "--plan-file", str(PLAN_FILE))
#: Everything an import of the French workbook writes, and what it writes when it is taken.
COUNTED = {
    "plans_commitment": 233,
    "plans_node": 77,
    "reporting_report": None,
    "finance_fundingline": None,
    "evidence_evidence": 1,
    "trail_event": None,
    "intake_restorepoint": None,
}


@dataclass(frozen=True)
class Installation:
    """A data directory and a database of its own."""

    directory: Path
    address: str = ""

    @property
    def env(self):
        more = {"ATHAR_DATABASE_URL": self.address} if self.address else {}
        given = environment(self.directory, ATHAR_TODAY="2025-10-15", **more)
        return {name: text for name, text in given.items() if not name.startswith("COVERAGE_")}

    def start(self, *words, **how):
        """Start the real command."""
        command = [sys.executable, "-m", "athar", *words]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen(command, env=self.env, **(quiet | how))

    def run(self, *words):
        """Run the real command; gives its exit code."""
        return self.start(*words).wait(timeout=300)

    def count(self, tables):
        """Count the rows of some tables as they stood at one moment."""
        columns = ", ".join(f"(SELECT count(*) FROM {table})" for table in tables)
        return dict(zip(tables, self.rows(f"SELECT {columns}")[0], strict=True))

    def rows(self, words):
        """Give what a SELECT finds."""
        if self.address:
            with psycopg.connect(self.address) as opened:
                return opened.execute(words).fetchall()
        with closing(sqlite3.connect(self.directory / "athar.sqlite3")) as opened:
            return opened.execute(words).fetchall()


class Installations:
    """Installations that are set up once and copied for each test, on the database of the tests."""

    def __init__(self, directory):
        self.directory = directory
        self.base = postgresql_address()
        self.databases = Databases(self.base)
        self.ready = self._installation("ready")

    def set_up(self):
        """Make the installation that the others are copies of."""
        if not self.base:
            installed("ready", self.ready.directory)
            return
        self.databases.remove_left()
        self.databases.create("ready")
        assert self.ready.run("setup") == 0

    def copy(self, name, of=None):
        """Give an installation as it is after `athar setup`, or as another one is."""
        given, first = self._installation(name), of or self.ready
        shutil.copytree(first.directory, given.directory)
        if self.base:
            self.databases.create(name, first.address.rpartition("/")[2])
        return given

    def _installation(self, name):
        address = f"{self.base}/{self.databases.named(name)}" if self.base else ""
        return Installation(self.directory / name, address)
