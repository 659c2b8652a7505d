"""The clock of an action plan's process: what must happen by when, and what would follow."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise


class State(StrEnum):
    """How a requirement stands today."""

    MET = "met"
    UNMET = "unmet"
    NOT_DUE = "not_due"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules of a day, in months, days and counts."""

    meeting_months: int
    uploads_a_year: int
    results_a_year: int
    timeline_days: int
    plan_months: int
    contrary_in_a_row: int


@dataclass(frozen=True, slots=True)
class Check:
    """How one requirement stands; `since` is the first day on which it was broken.

    Shape: `deadline` is the last day of what comes next, None when nothing is dated. What is
    broken may have a deadline too: that of the next time.
    """

    requirement: str
    state: State
    deadline: dt.date | None = None
    since: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Cycle:
    """A plan from its first to its last day."""

    start_on: dt.date
    end_on: dt.date

    def years(self) -> Iterator[Cycle]:
        """Give its years, counted from its first day; a last one that is shorter is left out."""
        start, n = self.start_on, 1
        while (after := add_months(self.start_on, 12 * n)) <= self.end_on + _DAY:
            yield Cycle(start, after - _DAY)
            start, n = after, n + 1


@dataclass(frozen=True, slots=True)
class Consulted:
    """A consultation: its days, when its timeline was published, what came in and was answered.

    Shape: None is unknown.
    """

    opens_on: dt.date
    closes_on: dt.date | None = None
    timeline_on: dt.date | None = None
    n_received: int | None = None
    n_answered: int | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What a member recorded of its process: the days of each kind; rules and site, if any.

    Shape: `since` is the day from which it keeps this record, None when it never did: what came
    before is unknown, not missed.
    """

    since: dt.date | None
    meetings: Collection[dt.date] = ()
    results: Collection[dt.date] = ()
    uploads: Collection[dt.date] = ()
    outreach: Collection[dt.date] = ()
    has_rules: bool = False
    has_site: bool = False
    consultations: Sequence[Consulted] = ()


_DAY = dt.timedelta(days=1)


def add_months(day: dt.date, months: int) -> dt.date:
    """Give the same day some months later, the last day of a month that is too short."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def checks_during(cycle: Cycle, kept: Kept, rules: Rules, today: dt.date) -> tuple[Check, ...]:
    """Check what is required while a plan runs: 1.1, 2.1, 2.2 and 5.1.

    Shape: what was never recorded is unknown. Source: docs/methods/process.md.
    """
    if kept.since is None or kept.since > min(today, cycle.end_on):
        return tuple(Check(one, State.UNKNOWN) for one in ("1.1", "2.1", "2.2", "5.1"))
    begun = max(kept.since, cycle.start_on)
    return (
        _dialogue(begun, cycle, kept, rules, today),
        Check("2.1", State.MET if kept.has_site else State.UNMET),
        _every_year("2.2", begun, cycle, kept.uploads, rules.uploads_a_year, today),
        _every_year("5.1", begun, cycle, kept.results, rules.results_a_year, today),
    )


def checks_before(window: Cycle, kept: Kept, rules: Rules, today: dt.date) -> tuple[Check, ...]:
    """Check what is required while a plan is made: 3.1, 3.2, 3.3 and 4.1.

    Shape: `window` ends on the last day on which the plan has to be there.
    Source: docs/methods/process.md.
    """
    if kept.since is None or kept.since > min(today, window.end_on):
        return tuple(Check(one, State.UNKNOWN) for one in ("3.1", "3.2", "3.3", "4.1"))
    within = [one for one in kept.consultations if _in(window, one.opens_on)]
    dated = any(one.closes_on for one in within)
    reached = any(_in(window, day) for day in kept.outreach if day <= today)
    return (
        _announced(within, window, rules, today),
        _by_the_end("3.2", reached, window, today),
        _by_the_end("3.3", dated, window, today),
        _answered(within, window, today),
    )


def contrary_on(
    cycle: Cycle,
    next_on: dt.date | None,
    checks: Iterable[Check],
    progress: Collection[bool | None],
    rules: Rules,
) -> dict[str, dt.date]:
    """Give on which day each reason would make a member act contrary to process, by reason.

    Shape: `no_plan` when no plan follows in time, on the day after the last one allowed;
    `requirements` when one is broken, and `no_progress` when no commitment has any, when the plan
    ends. `progress` says of each commitment whether it has any, None = unknown. A reason that does
    not hold today is left out.
    Source: docs/methods/process.md.
    """
    last = add_months(cycle.end_on, rules.plan_months)
    found = {}
    if next_on is None or next_on > last:
        found["no_plan"] = last + _DAY
    if any(one.state is State.UNMET for one in checks):
        found["requirements"] = cycle.end_on
    if progress and all(one is False for one in progress):
        found["no_progress"] = cycle.end_on
    return found


def is_reviewed(verdicts: Sequence[bool | None], rules: Rules) -> bool:
    """Tell whether procedural review follows: contrary in that many cycles in a row, to the last.

    Shape: one for each cycle in time, None where nobody said.
    """
    last = verdicts[-rules.contrary_in_a_row :]
    return len(last) == rules.contrary_in_a_row and all(one is True for one in last)


def _dialogue(begun: dt.date, cycle: Cycle, kept: Kept, rules: Rules, today: dt.date) -> Check:
    """Check 1.1: never more than so many months between two meetings, and public rules."""
    held = sorted(day for day in kept.meetings if begun <= day <= min(today, cycle.end_on))
    ends = [begun, *held]
    gaps = [*pairwise(ends), (ends[-1], min(today, cycle.end_on))]
    late = (
        add_months(one, rules.meeting_months) + _DAY
        for one, other in gaps
        if other > add_months(one, rules.meeting_months)
    )
    since = next(late, None)
    deadline = add_months(ends[-1], rules.meeting_months) if today <= cycle.end_on else None
    if since or not kept.has_rules:
        return Check("1.1", State.UNMET, deadline, since)
    return Check("1.1", State.MET if held else State.NOT_DUE, deadline)


def _every_year(
    requirement: str,
    begun: dt.date,
    cycle: Cycle,
    days: Collection[dt.date],
    least: int,
    today: dt.date,
) -> Check:
    """Check that something happened so often in each year of a plan that was kept whole."""
    state, deadline = State.NOT_DUE, None
    for year in cycle.years():
        n = sum(_in(year, day) for day in days if day <= today)
        if year.end_on < today:
            if n < least and year.start_on >= begun:
                return Check(requirement, State.UNMET, _year_end(cycle, today), year.end_on + _DAY)
            state = State.MET if n >= least else state
        elif year.start_on <= today:
            state = State.MET if n >= least else State.NOT_DUE
            deadline = None if n >= least else year.end_on
    return Check(requirement, state, deadline)


def _year_end(cycle: Cycle, today: dt.date) -> dt.date | None:
    return next((year.end_on for year in cycle.years() if _in(year, today)), None)


def _announced(within: Sequence[Consulted], window: Cycle, rules: Rules, today: dt.date) -> Check:
    """Check 3.1: the timeline stands so many days before each consultation opens."""
    if not within:
        return _by_the_end("3.1", is_done=False, window=window, today=today)
    checks = []
    for one in within:
        last = one.opens_on - dt.timedelta(days=rules.timeline_days)
        if one.timeline_on and one.timeline_on <= min(last, today):
            checks.append(Check("3.1", State.MET))
        elif today <= last:
            checks.append(Check("3.1", State.NOT_DUE, last))
        else:
            checks.append(Check("3.1", State.UNMET, None, last + _DAY))
    return _worst(checks)


def _answered(within: Sequence[Consulted], window: Cycle, today: dt.date) -> Check:
    """Check 4.1: every contribution has its reasoned answer when the plan has to be there."""
    closed = [one for one in within if one.closes_on and one.closes_on < today]
    if not closed:
        return _by_the_end("4.1", is_done=False, window=window, today=today)
    if any(one.n_received is None or one.n_answered is None for one in closed):
        return Check("4.1", State.UNKNOWN, window.end_on)
    return _by_the_end(
        "4.1",
        is_done=all(one.n_received == one.n_answered for one in closed),
        window=window,
        today=today,
    )


def _by_the_end(requirement: str, is_done: bool, window: Cycle, today: dt.date) -> Check:
    if is_done:
        return Check(requirement, State.MET)
    if today <= window.end_on:
        return Check(requirement, State.NOT_DUE, window.end_on)
    return Check(requirement, State.UNMET, None, window.end_on + _DAY)


def _worst(checks: Sequence[Check]) -> Check:
    """Give the check that decides: broken before due, due before met; the earliest of them."""
    order = (State.UNMET, State.UNKNOWN, State.NOT_DUE, State.MET)
    return min(checks, key=lambda one: (order.index(one.state), one.deadline or dt.date.max))


def _in(cycle: Cycle, day: dt.date) -> bool:
    return cycle.start_on <= day <= cycle.end_on
