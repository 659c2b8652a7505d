"""The result of reading a periodic return, for any surface."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from athar.intake.reports.results import FileReport


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnReport(FileReport):
    """What was found in a return, what is wrong with it, and what it changes.

    Shape: `rows` counts the rows with a code, `known` the codes that the plan has; `held_back` and
    `questioned` are codes in order; `applied` counts the codes that are taken, or would be in a
    dry run, also where they say nothing new; `outputs` counts what is kept of the indicators of
    projects, as for a plan.
    """

    period: str = ""
    as_of_on: dt.date | None = None
    rows: int = 0
    known: int = 0
    held_back: tuple[str, ...] = ()
    questioned: tuple[str, ...] = ()
    applied: int = 0
    outputs: Mapping[str, int] = field(default_factory=dict)

    def found(self) -> dict[str, Any]:
        """Give what the file holds, as JSON."""
        return {
            "period": self.period,
            "as_of": self.as_of_on.isoformat() if self.as_of_on else None,
            "rows": self.rows,
            "known": self.known,
            "held_back": list(self.held_back),
            "questioned": list(self.questioned),
            "applied": self.applied,
            "outputs": dict(self.outputs),
        }

    def summary(self) -> list[str]:
        """Say in a few lines what was found."""
        lines = [f"{self.file}: {self.rows} rows, {self.known} known projects, {self.period}"]
        for name, codes in (("held back", self.held_back), ("questioned", self.questioned)):
            if codes:
                lines.append(f"{name}: {', '.join(codes)}")
        if self.outputs.get("values"):
            lines.append(f"outputs: {self.outputs['values']} values")
        return lines
