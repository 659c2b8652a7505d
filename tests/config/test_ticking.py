"""What comes due by the clock: one kind of work that fails does not keep the next back."""

from __future__ import annotations

import datetime as dt
import threading

from athar.config.ticking import keep_ticking, tick
from athar.kernel import clock
from athar.reporting.actions import publish_report
from athar.reporting.models import Report
from tests.reporting import cast as made


def test_tick_publishes_what_is_due(frozen_day, plan, people):
    key = made.validated(plan, people.manager, people.validator)
    on = dt.date(2025, 10, 16)
    publish_report(by=people.validator, report_id=key, version=4, publish_on=on)
    clock.set_frozen(on)

    failed = tick()

    assert (failed, Report.objects.get(pk=key).state) == (0, "published")


def test_work_that_fails_does_not_keep_the_next_back(caplog):
    done = []

    def fail():
        raise OSError("no disk")

    failed = tick([fail, lambda: done.append("next")])

    assert (failed, done) == (1, ["next"])
    assert [record.message for record in caplog.records] == ["What came due failed: fail"]


def test_ticking_ends_when_told(db):
    stop = threading.Event()
    stop.set()

    keep_ticking(stop, seconds=0)

    assert stop.is_set()
