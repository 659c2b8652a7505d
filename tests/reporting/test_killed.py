"""Publishing that is killed at any moment leaves each report as it was, or published whole."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from tests.reporting.publishing import N_REPORTS

SECONDS = (0.11, 0.23, 0.37)
#: Of each report of a round: its state, and how many amounts, changes and numbers go with it.
STANDING = """
SELECT r.state,
  (SELECT count(*) FROM finance_execution e WHERE e.stated_in = 'report:' || r.id),
  (SELECT count(*) FROM trail_event t JOIN trail_change c ON c.event_id = t.id
   WHERE t.kind = 'reports.published' AND c.subject = 'report:' || r.id
   AND t.publication_number IS NOT NULL),
  r.event_id IS NOT NULL, r.physical IS NOT NULL
FROM reporting_report r WHERE r.round_id IS NOT NULL
"""
WAITING, WHOLE = ("validated", 0, 0, 0, 0), ("published", 2, 1, 1, 1)


@pytest.fixture
def run(tmp_path):
    """Give how to start the process in an installation of its own."""
    surroundings = {
        **os.environ,
        "ATHAR_DATABASE_URL": f"sqlite:///{tmp_path}/athar.sqlite3",
        "ATHAR_DATA_DIR": str(tmp_path),
        "ATHAR_TODAY": "2025-10-15",
        "DJANGO_SETTINGS_MODULE": "athar.config.settings",
    }

    begun = []

    def start(*words):
        command = [sys.executable, "-m", "tests.reporting.publishing", *words]
        begun.append(subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE))
        return begun[-1]

    yield start
    for process in begun:
        process.kill()
        process.wait(timeout=60)
        process.stdout.close()


def standing(tmp_path):
    with closing(sqlite3.connect(tmp_path / "athar.sqlite3")) as connection:
        return connection.execute(STANDING).fetchall()


def test_publishing_that_is_killed_leaves_all_or_nothing(run, tmp_path):
    assert run("prepare").wait(timeout=300) == 0
    found = []

    for seconds in SECONDS:
        process = run()
        assert process.stdout.readline() == b"publishing\n"
        time.sleep(seconds)
        process.kill()
        process.wait(timeout=60)
        found.append(standing(tmp_path))
    assert run().wait(timeout=300) == 0

    halves = [one for rows in found for one in rows if one not in (WAITING, WHOLE)]
    n_done = [rows.count(WHOLE) for rows in found]
    assert (halves, n_done == sorted(n_done)) == ([], True)
    assert standing(tmp_path) == [WHOLE] * N_REPORTS
