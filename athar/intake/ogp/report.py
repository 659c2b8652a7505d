"""The result of reading OGP's table, for any surface."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from athar.intake.enums import Severity
from athar.intake.reports.results import FileReport


@dataclass(frozen=True, slots=True)
class Written:
    """What an import writes: commitments, plans and bodies that are new, words that are said."""

    plans: int = 0
    bodies: int = 0
    commitments: int = 0
    commitments_changed: int = 0
    assessments: int = 0
    assessments_superseded: int = 0

    def as_json(self) -> dict[str, int]:
        """Give the counts as reports print them."""
        return {
            "added": self.commitments,
            "changed": self.commitments_changed,
            "gone": 0,
            "plans_added": self.plans,
            "bodies_added": self.bodies,
            "assessments_added": self.assessments,
            "assessments_superseded": self.assessments_superseded,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class OgpReport(FileReport):
    """What was found in OGP's table, what is wrong with it, and what it changes.

    Shape: `codings` counts each word by coding, the three nulls among them; `unknown_columns` are
    the headings that the table is not known to have: their cells are kept as written.
    """

    commitments: int = 0
    plans: int = 0
    by_member: Mapping[str, int] = field(default_factory=dict)
    codings: Mapping[str, Counter[str]] = field(default_factory=dict)
    unknown_columns: tuple[str, ...] = ()
    written: Written = field(default_factory=Written)

    def as_json(self) -> dict[str, Any]:
        """Give the report as `athar import ogp … --json` prints it."""
        said = FileReport.as_json(self)
        for name in ("differences", "words", "mapping_reused"):
            del said[name]
        return said | {"changes": self.written.as_json()}

    def found(self) -> dict[str, Any]:
        """Give what the file holds, as JSON."""
        return {
            "commitments": self.commitments,
            "members": len(self.by_member),
            "plans": self.plans,
            "by_member": dict(self.by_member),
            "codings": {name: dict(counts) for name, counts in self.codings.items()},
            "unknown_columns": list(self.unknown_columns),
        }

    def summary(self) -> list[str]:
        """Say in a few lines what was found."""
        counts = (
            f"{self.commitments} commitments, {len(self.by_member)} members, {self.plans} plans"
        )
        unknown = ", ".join(self.unknown_columns)
        columns = [f"columns not known, kept as written: {unknown}"] if unknown else []
        return [f"{self.file}: {counts}", *columns]

    def outcome(self) -> list[str]:
        """Say what happened, or would happen, in a line each."""
        if not self.is_taken:
            n_errors = self.count(Severity.ERROR)
            return [f"not taken; problems: {len(self.problems)}, of them errors: {n_errors}"]
        done, new = "would be" if self.is_dry_run else "were", self.written
        of_plans = f"{new.commitments} commitments {done} added, {new.commitments_changed} changed"
        said = (
            f"{new.assessments} assessments {done} added, {new.assessments_superseded} superseded"
        )
        return [f"{new.plans} plans and {new.bodies} bodies {done} added", of_plans, said]
