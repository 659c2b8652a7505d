"""What a matrix shows: scores of territories, and who is measured and who is not."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

#: A true state of coverage counts as measured; what is withheld was measured too.
_MEASURED = frozenset({"measured", "suppressed"})
_EXPECTED = _MEASURED | {"missing"}


@dataclass(frozen=True, slots=True)
class Score:
    """One value on the scale of colours: formatted, its step from 1 (farthest) to 5, its trend.

    `figure` None is unknown and `kind` says why (statuses.NO_NUMBER); `trend` is a key of
    statuses.TRENDS or "". A known value without a step stands on no colour.
    """

    figure: str | Markup | None
    step: int | None = None
    trend: str = ""
    kind: str = "not_reported"
    url: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One indicator: its short name, its unit, the address that sorts by it, how it is sorted.

    `sorted` is "ascending", "descending" or "".
    """

    title: object
    unit: object = ""
    sort_url: str = ""
    sorted: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """Indicators under one heading."""

    title: object
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One territory with its scores, in the order of the columns; a chosen one stands out."""

    title: object
    scores: tuple[Score, ...]
    url: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One indicator with its state in each column: a key of statuses.COVERAGE."""

    title: object
    states: tuple[str, ...]
    url: str = ""


def measured_of(states: Sequence[str]) -> tuple[int, int]:
    """Count how many of the expected values were measured, and how many were expected.

    A value that is withheld was measured; what is not expected counts in neither.
    """
    return (
        sum(one in _MEASURED for one in states),
        sum(one in _EXPECTED for one in states),
    )


def columns_of(rows: Sequence[CoverageRow]) -> list[tuple[int, int]]:
    """Count measured and expected values of each column, as `measured_of` does.

    Errors: ValueError when rows differ in length.
    """
    return [measured_of(states) for states in zip(*(one.states for one in rows), strict=True)]


def tally(rows: Sequence[CoverageRow]) -> dict[str, int]:
    """Count the cells in each state, for the legend."""
    found: dict[str, int] = {}
    for row in rows:
        for state in row.states:
            found[state] = found.get(state, 0) + 1
    return found
