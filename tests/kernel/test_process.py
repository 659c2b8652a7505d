"""The clock of the process (docs/methods/process.md)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athar.kernel.process import (
    Check,
    Consulted,
    Cycle,
    Kept,
    Rules,
    State,
    add_months,
    checks_before,
    checks_during,
    is_reviewed,
)

RULES = Rules(
    meeting_months=6, uploads_a_year=2, results_a_year=2, timeline_days=14, plan_months=12,
    contrary_in_a_row=2,
)  # fmt: skip
PLAN = Cycle(dt.date(2024, 1, 1), dt.date(2025, 12, 31))
DAYS = st.dates(dt.date(2023, 1, 1), dt.date(2027, 12, 31))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2024-08-31", 6, "2025-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2024-11-30", 1, "2024-12-30"),
        ("2024-12-01", 12, "2025-12-01"),
    ],
)
def test_months_end_on_their_own_last_day(start, months, end):
    assert add_months(dt.date.fromisoformat(start), months) == dt.date.fromisoformat(end)


def test_years_of_a_plan_are_whole_and_follow_one_another():
    years = list(Cycle(dt.date(2024, 3, 1), dt.date(2026, 6, 30)).years())

    assert years == [
        Cycle(dt.date(2024, 3, 1), dt.date(2025, 2, 28)),
        Cycle(dt.date(2025, 3, 1), dt.date(2026, 2, 28)),
    ]


def test_a_record_that_begins_after_the_plan_says_nothing_of_it():
    kept = Kept(dt.date(2026, 2, 1), meetings=[dt.date(2026, 2, 1)])

    during = checks_during(PLAN, kept, RULES, dt.date(2026, 3, 1))
    before = checks_before(PLAN, kept, RULES, dt.date(2026, 3, 1))

    assert {one.state for one in (*during, *before)} == {State.UNKNOWN}


def test_after_the_end_of_a_plan_no_meeting_of_it_is_due():
    kept = Kept(
        PLAN.start_on,
        meetings=[add_months(PLAN.start_on, n) for n in range(0, 24, 6)],
        has_rules=True,
        has_site=True,
    )

    dialogue, site, *_rest = checks_during(PLAN, kept, RULES, dt.date(2026, 2, 1))

    assert (dialogue.state, dialogue.deadline, site.state) == (State.MET, None, State.MET)


@pytest.mark.parametrize(
    ("today", "state"), [("2025-12-31", State.NOT_DUE), ("2026-01-01", State.UNMET)]
)
def test_without_a_consultation_each_is_due_when_the_plan_is(today, state):
    kept = Kept(PLAN.start_on)

    checks = checks_before(PLAN, kept, RULES, dt.date.fromisoformat(today))

    assert {one.state for one in checks} == {state}


def test_of_several_consultations_the_worst_decides():
    good = Consulted(dt.date(2025, 3, 1), timeline_on=dt.date(2025, 1, 1))
    late = Consulted(dt.date(2025, 6, 1), timeline_on=dt.date(2025, 5, 31))
    kept = Kept(PLAN.start_on, consultations=[good, late], outreach=[dt.date(2025, 1, 5)])

    timeline, outreach, *_rest = checks_before(PLAN, kept, RULES, dt.date(2025, 7, 1))

    assert timeline == Check("3.1", State.UNMET, None, dt.date(2025, 5, 19))
    assert outreach.state is State.MET


@pytest.mark.parametrize(
    ("verdicts", "reviewed"),
    [
        ([], False),
        ([True], False),
        ([True, True], True),
        ([True, True, False], False),
        ([True, None, True], False),
    ],
    ids=["none", "once", "twice", "over", "not-said"],
)
def test_review_follows_after_twice_in_a_row(verdicts, reviewed):
    assert is_reviewed(verdicts, RULES) is reviewed


@given(st.lists(DAYS, max_size=8), DAYS)
def test_one_more_meeting_never_breaks_what_was_met(meetings, today):
    begun = PLAN.start_on
    more = Kept(begun, meetings=[*meetings, min(today, PLAN.end_on)], has_rules=True)

    before = checks_during(PLAN, Kept(begun, meetings=meetings, has_rules=True), RULES, today)[0]
    after = checks_during(PLAN, more, RULES, today)[0]

    assert not (before.state is State.MET and after.state is State.UNMET)
