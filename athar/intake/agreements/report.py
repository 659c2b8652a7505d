"""The result of reading a file of agreements, for any surface."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from athar.intake.agreements.rows import SignedAgreement
from athar.intake.names.bodies import Bodies
from athar.intake.reports.results import FileReport


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementsReport(FileReport):
    """What was found in a file of agreements, what is wrong with it, and what it changes.

    Units: amounts in whole units of `currency`, those in force and those first signed.
    """

    currency: str = "MAD"
    agreements: int = 0
    amendments: int = 0
    projects_covered: int = 0
    in_force: Decimal = Decimal(0)
    first_version: Decimal = Decimal(0)
    by_partner: Mapping[str, Decimal] = field(default_factory=dict)

    def found(self) -> dict[str, Any]:
        """Give what the file holds, as JSON."""
        return {
            "agreements": self.agreements,
            "amendments": self.amendments,
            "projects_covered": self.projects_covered,
            "in_force": {self.currency: f"{self.in_force:.2f}"},
            "first_version": {self.currency: f"{self.first_version:.2f}"},
            "in_force_by_partner": {
                code: f"{amount:.2f}" for code, amount in sorted(self.by_partner.items())
            },
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
