"""What deserves a look though nothing is wrong with the file: payments ahead of works."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from athar.intake.projects.rows import ProjectRow

POINTS_AHEAD = Decimal(20)
_ALL = Decimal(100)


def flags_of(rows: Sequence[ProjectRow]) -> Mapping[str, tuple[str, ...]]:
    """Give the codes of the projects of which each remark is true, in order of code."""
    found = {
        "paid_ahead_of_works": _is_paid_ahead,
        "complete_without_end_date": _is_complete_without_end,
        "finished_late": _is_finished_late,
    }
    return {
        name: tuple(sorted(row.code for row in rows if holds(row))) for name, holds in found.items()
    }


def _is_paid_ahead(row: ProjectRow) -> bool:
    """Tell whether payments are more than twenty points ahead of works."""
    return (
        row.physical is not None
        and row.financial is not None
        and row.financial - row.physical > POINTS_AHEAD
    )


def _is_complete_without_end(row: ProjectRow) -> bool:
    return row.physical == _ALL and row.actual_end is None


def _is_finished_late(row: ProjectRow) -> bool:
    return (
        row.actual_end is not None
        and row.planned_end is not None
        and row.actual_end.on > row.planned_end.on
    )
