"""Whole installations for tests that start the real command: a copied file, or a database apart."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection

from tests.benchmarks.server import environment
from tests.intake.conftest import FRENCH_WORKBOOK, PLAN_FILE

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
        return self.start(*words).wait(timeout=120)

    def count(self, tables):
        """Count the rows of some tables as they stood at one moment."""
        columns = ", ".join(f"(SELECT count(*) FROM {table})" for table in tables)
        if self.address:
            with psycopg.connect(self.address) as opened:
                row = opened.execute(f"SELECT {columns}").fetchone()
        else:
            opened = sqlite3.connect(self.directory / "athar.sqlite3")
            row = opened.execute(f"SELECT {columns}").fetchone()
            opened.close()
        return dict(zip(tables, row, strict=True))


class Installations:
    """Installations that are set up once and copied for each test, on the database of the tests."""

    def __init__(self, directory):
        self.directory = directory
        self.base = postgresql_address()
        self.made = []
        self.ready = self._installation("ready")
        if self.base:
            self._create("ready", "template0")
        assert self.ready.run("setup") == 0

    def copy(self, name):
        """Give an installation as it is after `athar setup`."""
        given = self._installation(name)
        shutil.copytree(self.ready.directory, given.directory)
        if self.base:
            self._create(name, self._named("ready"))
        return given

    def remove(self):
        """Drop the databases that were made."""
        for name in self.made:
            self._administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _installation(self, name):
        address = f"{self.base}/{self._named(name)}" if self.base else ""
        return Installation(self.directory / name, address)

    def _named(self, name):
        return f"athar_{os.getpid()}_{name}"

    def _create(self, name, template):
        self._administer(f'DROP DATABASE IF EXISTS "{self._named(name)}" WITH (FORCE)')
        self._administer(f'CREATE DATABASE "{self._named(name)}" TEMPLATE "{template}"')
        self.made.append(self._named(name))

    def _administer(self, statement):
        with psycopg.connect(f"{self.base}/postgres", autocommit=True) as opened:
            opened.execute(statement)


def postgresql_address():
    """Give the server of the tests without the name of a database; empty on SQLite."""
    if connection.vendor != "postgresql":
        return ""
    given = settings.DATABASES["default"]
    password = f":{given['PASSWORD']}" if given.get("PASSWORD") else ""
    return f"postgresql://{given['USER']}{password}@{given['HOST']}:{given['PORT']}"
