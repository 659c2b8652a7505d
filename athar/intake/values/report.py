"""The result of reading a file of measured values, for any surface."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from athar.intake.enums import Severity
from athar.intake.reports.results import FileReport


@dataclass(frozen=True, slots=True, kw_only=True)
class ValuesReport(FileReport):
    """What was found in a file of values, what is wrong with it, and what it changes.

    Shape: `changes` counts the values that are new, as changed those that took the place of others,
    and those that were stored already; `empty` cells stated nothing.
    """

    values: int = 0
    indicators: int = 0
    places: int = 0
    periods: int = 0
    empty: int = 0

    @property
    def added(self) -> int:
        """Count the values that are new."""
        return self.changes.added

    @property
    def superseded(self) -> int:
        """Count the values that take the place of others."""
        return self.changes.changed

    @property
    def same(self) -> int:
        """Count the values that are stored already."""
        return self.changes.same

    def as_json(self) -> dict[str, Any]:
        """Give the report as `athar import values … --json` prints it."""
        said = FileReport.as_json(self)
        del said["differences"]
        counts = {"added": self.added, "superseded": self.superseded, "same": self.same}
        return said | {"changes": counts}

    def found(self) -> dict[str, Any]:
        """Give what the file holds, as JSON."""
        return {
            "values": self.values,
            "indicators": self.indicators,
            "places": self.places,
            "periods": self.periods,
            "empty": self.empty,
        }

    def summary(self) -> list[str]:
        """Say in a few lines what was found."""
        about = f"{self.indicators} indicators, {self.places} places, {self.periods} periods"
        return [f"{self.file}: {self.values} values", f"{about}; {self.empty} empty cells"]

    def outcome(self) -> list[str]:
        """Say what happened, or would happen, in a line each."""
        if not self.is_taken:
            n_errors = self.count(Severity.ERROR)
            return [f"not taken; problems: {len(self.problems)}, of them errors: {n_errors}"]
        done = "would be" if self.is_dry_run else "were"
        counts = f"{self.added} {done} added, {self.superseded} superseded, {self.same} the same"
        return [*(f"import {one}" for one in self.event_ids), counts]
