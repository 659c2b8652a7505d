"""The round that comes next by the rhythm of its plan: its period, its code and its dates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from athar.kernel.periods import Period, PeriodKind

_KINDS = {1: PeriodKind.MONTH, 3: PeriodKind.QUARTER, 6: PeriodKind.SEMESTER, 12: PeriodKind.YEAR}
TIME_TO_REPORT = dt.timedelta(days=30)
"""How long bodies have to report when nothing else is said."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A round that nobody opened yet."""

    code: str
    start_on: dt.date
    end_on: dt.date
    opens_on: dt.date
    due_on: dt.date


def suggest_round(months: int, last_end_on: dt.date | None, today: dt.date) -> Suggestion:
    """Suggest the round after the last one, or of the last period that is over.

    Shape: `months` is the rhythm of the plan; without an earlier round periods are counted from
    January. It opens the day after the period, or today when that is past.
    """
    start = last_end_on + dt.timedelta(days=1) if last_end_on else _last_over(months, today)
    end = _months_later(start, months) - dt.timedelta(days=1)
    opens = max(end + dt.timedelta(days=1), today)
    return Suggestion(_code(months, start, end), start, end, opens, opens + TIME_TO_REPORT)


def _last_over(months: int, today: dt.date) -> dt.date:
    """Give the first day of the last period that is over."""
    begun = (today.month - 1) // months * months - months
    return _months_later(dt.date(today.year, 1, 1), begun)


def _months_later(day: dt.date, months: int) -> dt.date:
    years, month = divmod(day.month - 1 + months, 12)
    return dt.date(day.year + years, month + 1, 1)


def _code(months: int, start: dt.date, end: dt.date) -> str:
    kind = _KINDS.get(months)
    if kind and Period.containing(start, kind) == Period.containing(end, kind):
        return Period.containing(start, kind).code
    return f"{start:%Y-%m}/{end:%Y-%m}"
