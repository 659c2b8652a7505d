"""What every import gives back, for any surface."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any

from athar.intake.enums import Severity
from athar.intake.names.questions import UnknownWord
from athar.intake.readers.sheet import SheetFile
from athar.intake.reports.changes import Changes
from athar.intake.reports.problems import Problem
from athar.intake.tables.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport(ABC):
    """What was read of a file, what is wrong with it, and what it changes.

    `is_taken` tells whether it was applied, or would be in a dry run; `mapping` is the
    description of the columns, to be corrected and given with the next file, reused from an earlier
    one or not; `words` are those that were not understood, with what was said of them; `source`
    holds the cells, None when the file could not be read.
    """

    file: str
    sheets: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    changes: Changes = field(default_factory=Changes)
    is_taken: bool = False
    is_dry_run: bool = False
    event_ids: tuple[int, ...] = ()
    mapping: str = ""
    is_mapping_reused: bool = False
    words: tuple[UnknownWord, ...] = ()
    source: SheetFile | None = field(default=None, repr=False, compare=False)
    tables: tuple[Table, ...] = field(default=(), repr=False, compare=False)

    def count(self, severity: Severity) -> int:
        """Count the problems that matter this much."""
        return sum(1 for problem in self.problems if problem.severity is severity)

    def as_json(self) -> dict[str, Any]:
        """Give the report as `athar import … --json` prints it."""
        return {
            "file": self.file,
            "sheets": list(self.sheets),
            **self.found(),
            "problems": [problem.as_json() for problem in self.problems],
            "words": [word.as_json() for word in self.words],
            "mapping_reused": self.is_mapping_reused,
            **self.changes.as_json(),
            "taken": self.is_taken,
            "imports": list(self.event_ids),
        }

    @abstractmethod
    def found(self) -> dict[str, Any]:
        """Give what the file holds, as JSON; amounts as decimal strings."""

    @abstractmethod
    def summary(self) -> list[str]:
        """Say in a few lines what was found."""

    def outcome(self) -> list[str]:
        """Say how the columns were read and what happened, or would happen, in a line each."""
        lines = ["columns read as settled for an earlier file of this layout"]
        lines = lines if self.is_mapping_reused else []
        if not self.is_taken:
            n_errors = self.count(Severity.ERROR)
            errors = f"not taken; problems: {len(self.problems)}, of them errors: {n_errors}"
            return [*lines, errors]
        if self.event_ids:
            numbers = " ".join(str(one) for one in self.event_ids)
            lines.append(f"import {numbers}; to take it back: athar import undo {numbers}")
        done = "would be" if self.is_dry_run else "were"
        return [*lines, f"{self.changes.added} {done} added, {self.changes.changed} changed"]
