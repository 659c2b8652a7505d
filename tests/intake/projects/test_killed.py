"""An import that is killed at any moment leaves nothing or all of it, and can be done again.

The real command runs on a database of its own, SQLite or PostgreSQL as the tests do. It is killed
as each of its stages begins, and at moments spread over the time in which it writes.
"""

from __future__ import annotations

import os
import pty
import select
import time

from tests.intake.installations import COUNTED, IMPORT

STAGES = ("opening", "reading", "checking", "writing", "counting")
N_WRITING = 7


def _watched(installation, *, until="", wait=0.0):
    """Import and watch the bar; kill it some seconds after a stage began, if one is named.

    Gives when each stage began, when the import ended, and the exit code.
    """
    terminal, end = pty.openpty()
    start, when, seen = time.monotonic(), {}, ""
    process = installation.start(*IMPORT, stderr=end)
    os.close(end)
    while process.poll() is None and until not in when:
        if select.select([terminal], [], [], 0.01)[0]:
            try:
                seen += os.read(terminal, 4096).decode("utf-8", "replace")
            except OSError:  # the other end is closed
                break
        for stage in STAGES:
            if f" {stage}" in seen:
                when.setdefault(stage, time.monotonic() - start)
    if until:
        time.sleep(wait)
        process.kill()
    code = process.wait(timeout=60)
    os.close(terminal)
    return when, time.monotonic() - start, code


def test_import_killed_at_any_moment_leaves_nothing_or_all(installations):
    whole, empty = installations.copy("whole"), installations.ready.count(COUNTED)
    when, end, code = _watched(whole)
    everything = whole.count(COUNTED)
    step = (end - when["writing"]) / N_WRITING
    moments = [("writing", step * n) for n in range(N_WRITING, 0, -1)]
    moments += [(stage, 0) for stage in reversed(STAGES)]
    tried, outcomes = installations.copy("tried"), []

    for n, (stage, wait) in enumerate(moments):
        _watched(tried, until=stage, wait=wait)
        outcomes.append(tried.count(COUNTED))
        if outcomes[-1] != empty:
            tried = installations.copy(f"tried{n}")

    assert (code, list(when)) == (0, list(STAGES))
    known = {name: number for name, number in COUNTED.items() if number}
    assert everything | known == everything
    assert [one for one in outcomes if one not in (empty, everything)] == []
    assert outcomes[-3:] == [empty] * 3
    assert (tried.run(*IMPORT), tried.count(COUNTED)) == (0, everything)
    assert tried.run("rollup", "--check") == 0
