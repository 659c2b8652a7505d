"""The result of reading a periodic return, for any surface."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from athar.intake.enums import Severity
from athar.intake.problems import Problem
from athar.intake.report import Changes


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnReport:
    """What was found in a return, what is wrong with it, and what it changes.

    Shape: `rows` counts the rows with a code, `known` the codes that the plan has; `held_back` and
    `questioned` are codes in order; `applied` counts the codes that are taken, or would be in a
    dry run, also where they say nothing new.
    """

    file: str
    sheets: tuple[str, ...] = ()
    period: str = ""
    as_of_on: dt.date | None = None
    rows: int = 0
    known: int = 0
    held_back: tuple[str, ...] = ()
    questioned: tuple[str, ...] = ()
    applied: int = 0
    problems: tuple[Problem, ...] = ()
    changes: Changes = field(default_factory=Changes)
    is_taken: bool = False
    is_dry_run: bool = False
    event_ids: tuple[int, ...] = ()
    mapping: str = ""

    def count(self, severity: Severity) -> int:
        """Count the problems that matter this much."""
        return sum(1 for problem in self.problems if problem.severity is severity)

    def as_json(self) -> dict[str, Any]:
        """Give the report as `athar import progress --json` prints it."""
        return {
            "file": self.file,
            "sheets": list(self.sheets),
            "period": self.period,
            "as_of": self.as_of_on.isoformat() if self.as_of_on else None,
            "rows": self.rows,
            "known": self.known,
            "held_back": list(self.held_back),
            "questioned": list(self.questioned),
            "applied": self.applied,
            "problems": [problem.as_json() for problem in self.problems],
            "changes": {
                "added": self.changes.added,
                "changed": self.changes.changed,
                "gone": self.changes.gone,
            },
            "taken": self.is_taken,
        }

    def summary(self) -> list[str]:
        """Say in a few lines what was found."""
        lines = [f"{self.file}: {self.rows} rows, {self.known} known projects, {self.period}"]
        for name, codes in (("held back", self.held_back), ("questioned", self.questioned)):
            if codes:
                lines.append(f"{name}: {', '.join(codes)}")
        return lines
