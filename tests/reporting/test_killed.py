"""Publishing that is killed at any moment leaves each report as it was, or published whole."""

from __future__ import annotations

import subprocess
import sys
import time

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
def run(installations):
    """Give how to start the process in an installation of its own, and how its reports stand."""
    installation, begun = installations.copy("publishing"), []
    surroundings = installation.env | {"DJANGO_SETTINGS_MODULE": "athar.config.settings"}

    def start(*words):
        command = [sys.executable, "-m", "tests.reporting.publishing", *words]
        begun.append(subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE))
        return begun[-1]

    yield start, lambda: installation.rows(STANDING)
    for process in begun:
        process.kill()
        process.wait(timeout=60)
        process.stdout.close()


def test_publishing_that_is_killed_leaves_all_or_nothing(run):
    start, standing = run
    assert start("prepare").wait(timeout=300) == 0
    found = []

    for seconds in SECONDS:
        process = start()
        assert process.stdout.readline() == b"publishing\n"
        time.sleep(seconds)
        process.kill()
        process.wait(timeout=60)
        found.append(standing())
    assert start().wait(timeout=300) == 0

    halves = [one for rows in found for one in rows if one not in (WAITING, WHOLE)]
    n_done = [rows.count(WHOLE) for rows in found]
    assert (halves, n_done == sorted(n_done)) == ([], True)
    assert standing() == [WHOLE] * N_REPORTS
