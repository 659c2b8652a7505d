"""The same report submitted, validated or published by several at once is one report, one act."""

from __future__ import annotations

import subprocess
import sys

N_AT_ONCE = 3
#: Reports of rounds, acts on them, and amounts told.
STANDING = """
SELECT (SELECT count(*) FROM reporting_report WHERE round_id IS NOT NULL),
  (SELECT count(*) FROM trail_event WHERE kind = 'report.submitted'),
  (SELECT count(*) FROM trail_event WHERE kind = 'report.validated'),
  (SELECT count(*) FROM trail_event WHERE kind = 'reports.published'),
  (SELECT count(*) FROM finance_execution)
"""


def _start(installation, *words):
    more = {"DJANGO_SETTINGS_MODULE": "athar.config.settings"}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.reporting.at_once", *words],
        env=installation.env | more,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _at_once(installation, act, key):
    """Let several processes do the same act at one moment; give what each said of it."""
    running = [_start(installation, act, key) for _one in range(N_AT_ONCE)]
    assert [one.stdout.readline() for one in running] == ["ready\n"] * N_AT_ONCE
    for one in running:
        one.stdin.write("\n")
        one.stdin.flush()
    return [one.communicate(timeout=120)[0].strip() for one in running]


def test_what_several_do_at_once_is_done_once(installations):
    installation = installations.copy("twice")
    key = _start(installation, "prepare").communicate(timeout=300)[0].strip()
    before, found = installation.rows(STANDING)[0], {}

    for act in ("submit", "validate", "publish"):
        said = _at_once(installation, act, key)
        standing = installation.rows(STANDING)[0]
        found[act] = tuple(now - was for now, was in zip(standing, before, strict=True))
        assert "done" in said
        assert set(said) <= {"done", "Collision", "ValidationError"}

    assert found == {
        "submit": (0, 1, 0, 0, 0),
        "validate": (0, 1, 1, 0, 0),
        "publish": (0, 1, 1, 1, 2),
    }
