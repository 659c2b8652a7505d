"""The round that comes next: by the rhythm of the plan and the last round."""

from __future__ import annotations

import datetime as dt

import pytest

from athar.reporting.suggesting import suggest_round

TODAY = dt.date(2025, 10, 15)


@pytest.mark.parametrize(
    ("months", "code", "start", "end"),
    [
        (1, "2025-09", dt.date(2025, 9, 1), dt.date(2025, 9, 30)),
        (3, "2025-Q3", dt.date(2025, 7, 1), dt.date(2025, 9, 30)),
        (6, "2025-S1", dt.date(2025, 1, 1), dt.date(2025, 6, 30)),
        (12, "2024", dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
        (24, "2023-01/2024-12", dt.date(2023, 1, 1), dt.date(2024, 12, 31)),
    ],
)
def test_first_round_is_of_the_last_period_that_is_over(months, code, start, end):
    found = suggest_round(months, None, TODAY)

    assert (found.code, found.start_on, found.end_on) == (code, start, end)


def test_next_round_follows_the_last_and_opens_when_its_period_is_over():
    found = suggest_round(3, dt.date(2025, 9, 30), TODAY)

    assert (found.code, found.start_on, found.end_on, found.opens_on, found.due_on) == (
        "2025-Q4",
        dt.date(2025, 10, 1),
        dt.date(2025, 12, 31),
        dt.date(2026, 1, 1),
        dt.date(2026, 1, 31),
    )


def test_round_of_the_past_opens_today():
    found = suggest_round(3, dt.date(2025, 3, 31), TODAY)

    assert (found.code, found.opens_on) == ("2025-Q2", TODAY)


def test_round_that_follows_no_calendar_names_its_months():
    found = suggest_round(3, dt.date(2025, 1, 31), TODAY)

    assert (found.code, found.end_on) == ("2025-02/2025-04", dt.date(2025, 4, 30))
