"""The result of reading a file of agreements, for any surface."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from athar.intake.agreements_rows import SignedAgreement
from athar.intake.bodies import Bodies
from athar.intake.enums import Severity
from athar.intake.problems import Problem
from athar.intake.report import Changes


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementsReport:
    """What was found in a file of agreements, what is wrong with it, and what it changes.

    Units: amounts in whole units of `currency`, those in force and those first signed.
    """

    file: str
    sheets: tuple[str, ...] = ()
    currency: str = "MAD"
    agreements: int = 0
    amendments: int = 0
    projects_covered: int = 0
    in_force: Decimal = Decimal(0)
    first_version: Decimal = Decimal(0)
    by_partner: Mapping[str, Decimal] = field(default_factory=dict)
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
        """Give the report as `athar import agreements --json` prints it."""
        return {
            "file": self.file,
            "sheets": list(self.sheets),
            "agreements": self.agreements,
            "amendments": self.amendments,
            "projects_covered": self.projects_covered,
            "in_force": {self.currency: f"{self.in_force:.2f}"},
            "first_version": {self.currency: f"{self.first_version:.2f}"},
            "in_force_by_partner": {
                code: f"{amount:.2f}" for code, amount in sorted(self.by_partner.items())
            },
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
        money = f"{self.in_force:,.2f} {self.currency} in force"
        first = f"{self.first_version:,.2f} {self.currency} as first signed"
        counts = f"{self.agreements} agreements, {self.amendments} amendments"
        return [f"{self.file}: {counts}", f"{self.projects_covered} projects; {money}, {first}"]


def figures_of(agreements: Sequence[SignedAgreement], bodies: Bodies) -> dict[str, Any]:
    """Add up what agreements state; unknown amounts are not added."""
    by_partner: dict[str, Decimal] = defaultdict(Decimal)
    for agreement in agreements:
        for code, amount in agreement.in_force.shares.items():
            by_partner[bodies.label(code)] += amount or Decimal(0)
    return {
        "agreements": len(agreements),
        "amendments": sum(len(one.amendments) for one in agreements),
        "in_force": sum((one.in_force.sum for one in agreements), Decimal(0)),
        "first_version": sum((one.signed.sum for one in agreements), Decimal(0)),
        "by_partner": dict(by_partner),
    }
