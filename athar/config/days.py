"""Settings that are days: of a week, around a due date, rungs of a ladder."""

from __future__ import annotations

from collections.abc import Callable


def within(first: int, last: int) -> Callable[[str], int]:
    """Give the reader of a whole number between two others."""

    def read(value: str) -> int:
        number = int(value) if value.isascii() and value.isdigit() else first - 1
        if not first <= number <= last:
            raise ValueError(f"must be a whole number from {first} to {last}")
        return number

    return read


def days_around(value: str) -> tuple[int, ...]:
    """Read days before (-) and after a due date. Errors: ValueError."""
    try:
        days = tuple(int(part) for part in value.split(",") if part.strip())
    except ValueError as error:
        raise ValueError("must list days such as -7,-1,1,7") from error
    if any(abs(day) > 365 for day in days):
        raise ValueError("must list days within a year")
    return days


def rungs(value: str) -> tuple[int, ...]:
    """Read the three rungs of the ladder, in days after the due date. Errors: ValueError."""
    days = days_around(value)
    if len(days) != 3 or list(days) != sorted(days) or days[0] < 1:
        raise ValueError("must be three growing numbers of days such as 7,14,30")
    return days
