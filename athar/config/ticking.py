"""What comes due by the clock and by no act of a person: done by the worker, minute by minute."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence

from django.db import connections

SECONDS = 60.0
"""How often it is looked whether something is due."""

_log = logging.getLogger(__name__)


def due_work() -> tuple[Callable[[], object], ...]:
    """Give all that may come due; each finds its own work and may be done twice without harm."""
    from athar.config.retention import forget_once_a_day
    from athar.notices.jobs import tell_people
    from athar.reporting.actions import publish_due_reports

    return (publish_due_reports, tell_people, forget_once_a_day)


def tick(works: Sequence[Callable[[], object]] | None = None) -> int:
    """Do what is due, and give how many kinds of work failed; one does not keep the next back."""
    n_failed = 0
    for work in due_work() if works is None else works:
        try:
            work()
        except Exception:  # noqa: BLE001 - whatever it is, it is tried again at the next tick
            _log.exception("What came due failed: %s", getattr(work, "__name__", work))
            n_failed += 1
    return n_failed


def keep_ticking(stop: threading.Event | None = None, seconds: float = SECONDS) -> None:
    """Tick until told to stop; connections are given back between two ticks."""
    stop = stop or threading.Event()
    while not stop.wait(seconds):
        tick()
        connections.close_all()
