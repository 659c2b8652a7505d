"""The worked examples of docs/methods/process.md, run through the kernel."""

from __future__ import annotations

import datetime as dt

import pytest

from athar.kernel.process import (
    Check,
    Consulted,
    Cycle,
    Kept,
    State,
    checks_before,
    checks_during,
    contrary_on,
)
from athar.network.process_rules import process_rules
from tests.docs.worked_examples import day, rows_of

PLAN = Cycle(dt.date(2024, 1, 1), dt.date(2027, 12, 31))
WINDOW = Cycle(dt.date(2024, 1, 1), dt.date(2028, 12, 31))
RULES = process_rules().rules
WORDS = {
    State.MET: "met", State.UNMET: "unmet", State.NOT_DUE: "not due", State.UNKNOWN: "unknown"
}  # fmt: skip


def days(text):
    return [dt.date.fromisoformat(one) for one in text.split() if one != "none"]


def of(checks, requirement):
    return next(one for one in checks if one.requirement == requirement)


def told(check: Check, row):
    names = [name for name in ("since", "deadline") if name in row]
    found = {"state": WORDS[check.state], **{name: getattr(check, name) for name in names}}
    assert found == {"state": row["state"], **{name: day(row[name]) for name in names}}


@pytest.mark.parametrize("row", rows_of("process", "dialogue"))
def test_dialogue_is_checked_as_the_page_says(row):
    held = days(row["meetings"])
    kept = Kept(min(held, default=None), meetings=held, has_rules=row["rules"] == "yes")

    checks = checks_during(PLAN, kept, RULES, day(row["today"]))

    told(of(checks, "1.1"), row)


@pytest.mark.parametrize("row", rows_of("process", "yearly"))
def test_what_is_due_each_year_is_checked_as_the_page_says(row):
    held = days(row["uploads"])

    checks = checks_during(PLAN, Kept(held[0], uploads=held), RULES, day(row["today"]))

    told(of(checks, "2.2"), row)


@pytest.mark.parametrize("row", rows_of("process", "announced"))
def test_timelines_are_checked_as_the_page_says(row):
    one = Consulted(day(row["opens"]), timeline_on=day(row["timeline"]))
    kept = Kept(dt.date(2024, 1, 1), consultations=[one])

    checks = checks_before(WINDOW, kept, RULES, day(row["today"]))

    told(of(checks, "3.1"), row)


@pytest.mark.parametrize("row", rows_of("process", "answered"))
def test_answers_are_checked_as_the_page_says(row):
    counts = [None if row[one] == "unknown" else int(row[one]) for one in ("received", "answered")]
    one = Consulted(dt.date(2026, 3, 15), dt.date(2026, 4, 15), None, *counts)
    kept = Kept(dt.date(2024, 1, 1), consultations=[one])

    checks = checks_before(WINDOW, kept, RULES, day(row["today"]))

    told(of(checks, "4.1"), row)


@pytest.mark.parametrize("row", rows_of("process", "contrary"))
def test_what_would_be_contrary_is_told_as_the_page_says(row):
    broken = [Check("1.1", State.UNMET if row["broken"] == "yes" else State.MET)]
    progress = [{"yes": True, "no": False, "unknown": None}[one] for one in row["progress"].split()]

    found = contrary_on(PLAN, day(row["next plan"]), broken, progress, RULES)

    assert {
        name: found.get(name.replace(" ", "_"))
        for name in ("no plan", "requirements", "no progress")
    } == {name: day(row[name]) for name in ("no plan", "requirements", "no progress")}
