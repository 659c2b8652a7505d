"""What the clock of a member's process says, gathered for its page and its twins."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from athar.kernel import clock
from athar.kernel.process import Check
from athar.network.process_rules import DatedRules, process_rules
from athar.network.queries.process import Clock, ProcessRecordView, clock_of, process_of
from athar.rollups.queries import figures_of


@dataclass(frozen=True, slots=True)
class ProcessPage:
    """The record of a member, what its clock says today, and the rules it goes by."""

    record: ProcessRecordView
    clock: Clock
    deadlines: tuple[tuple[str, dt.date], ...]
    rules: DatedRules


def gather_process(member: str) -> ProcessPage | None:
    """Gather the process of a member, None when there is none. Queries: 6, 1 without it."""
    record = process_of(member)
    if record is None:
        return None
    figures = figures_of(record.commitments)
    progress = {
        key: None if one.physical is None else one.physical > 0 for key, one in figures.items()
    }
    found = clock_of(record, progress)
    return ProcessPage(record, found, found.deadlines(clock.today()), process_rules())


def for_machines(page: ProcessPage) -> dict[str, Any]:
    """Give the page as JSON holds it; null is not known, never zero."""
    current = page.clock.current
    return {
        "member": {"code": page.record.code, "names": page.record.names},
        "plan": current and current.code,
        "rules": {"since": page.rules.since, "source": page.rules.source},
        "during": [_check(one, page.rules) for one in page.clock.during],
        "preparation_of_next_plan": [_check(one, page.rules) for one in page.clock.before_next],
        "deadlines": [{"requirement": key, "on": day} for key, day in page.deadlines],
        "contrary_to_process": [
            {"reason": reason, "on": day} for reason, day in page.clock.contrary
        ],
        "procedural_review_would_follow": page.clock.would_be_reviewed,
        "records": [
            {"kind": one.kind.value, "on": one.on, "title": one.title, "url": one.url}
            for one in page.record.records
        ],
        "consultations": [
            {
                name: getattr(one, name)
                for name in one.__dataclass_fields__
                if name not in {"id", "row_version"}
            }
            for one in page.record.consultations
        ],
    }


def _check(one: Check, rules: DatedRules) -> dict[str, Any]:
    return {
        "requirement": one.requirement,
        "state": one.state.value,
        "deadline": one.deadline,
        "broken_since": one.since,
        "confidence": rules.confidence[one.requirement].value,
    }
