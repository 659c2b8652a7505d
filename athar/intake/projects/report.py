"""The result of reading a file, with every figure a reader may want to check, for any surface."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from athar.intake.names.bodies import Bodies
from athar.intake.projects.content import PlanContent
from athar.intake.reports.results import FileReport
from athar.intake.tables.sums import ColumnSum
from athar.kernel.progress import DeclaredStatus

Amounts = Mapping[str, Decimal]
"""Amounts in whole units, by currency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Counts and sums over the projects read; unknown amounts are counted, never added as 0."""

    commitments: int = 0
    amount_total: Amounts = field(default_factory=dict)
    amount_unknown: int = 0
    funding_total: Amounts = field(default_factory=dict)
    by_funder: Mapping[str, Decimal] = field(default_factory=dict)
    by_year: Mapping[str, Decimal] = field(default_factory=dict)
    committed: Amounts = field(default_factory=dict)
    committed_unknown: int = 0
    paid: Amounts = field(default_factory=dict)
    paid_unknown: int = 0
    by_place: Mapping[str, int] = field(default_factory=dict)
    whole_region: int = 0
    place_unknown: int = 0
    by_status: Mapping[str, int] = field(default_factory=dict)
    physical_unknown: int = 0
    physical_zero: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport(FileReport):
    """What was found in a file, what is wrong with it, and what it changes.

    `assumed` names what was not said and was supposed; `plans` holds the figures of each plan by
    its code; `outputs` counts what is kept of the indicators of projects.
    """

    nodes: Mapping[str, int] = field(default_factory=dict)
    figures: Figures = field(default_factory=Figures)
    plans: Mapping[str, Figures] = field(default_factory=dict)
    plan_codes: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    n_rows: int = 0
    sums: tuple[ColumnSum, ...] = ()
    flags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    outputs: Mapping[str, int] = field(default_factory=dict)

    def found(self) -> dict[str, Any]:
        """Give what the file holds, as JSON; amounts as decimal strings."""
        answer: dict[str, Any] = {
            "nodes": dict(self.nodes),
            **_figures(self.figures),
            "rows": self.n_rows,
            "columns": [_column(one) for one in self.sums],
            "flags": {name: list(codes) for name, codes in self.flags.items()},
            "outputs": dict(self.outputs),
        }
        if len(self.plans) > 1:
            answer["plans"] = {
                code: {
                    "commitments": figures.commitments,
                    "amount_total": _amounts(figures.amount_total),
                }
                for code, figures in self.plans.items()
            }
        return answer

    def as_json(self) -> dict[str, Any]:
        """Give the report as `athar import plan --json` prints it, with what was supposed."""
        return FileReport.as_json(self) | {"assumed": list(self.assumed)}

    def summary(self) -> list[str]:
        """Say in a few lines what was found."""
        nodes = ", ".join(f"{count} {level}" for level, count in self.nodes.items())
        unknown = self.figures.amount_unknown
        return [
            f"{self.file}: {self.figures.commitments} projects, {nodes}",
            *(
                f"amount: {amount:,.2f} {currency}, unknown for {unknown}"
                for currency, amount in self.figures.amount_total.items()
            ),
            *([self._outputs()] if self.outputs.get("indicators") else []),
        ]

    def _outputs(self) -> str:
        return "outputs: " + ", ".join(f"{count} {what}" for what, count in self.outputs.items())

    def outcome(self) -> list[str]:
        """Say what was supposed, and what happened, or would happen."""
        lines = FileReport.outcome(self)
        if self.is_taken:
            lines[-1] += f", {self.changes.gone} gone"
        if self.assumed:
            lines.insert(0, f"assumed, as the file does not say it: {', '.join(self.assumed)}")
        return lines


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        "commitments": figures.commitments,
        "amount_total": _amounts(figures.amount_total),
        "amount_unknown": figures.amount_unknown,
        "funding_total": _amounts(figures.funding_total),
        "by_funder": _amounts(figures.by_funder),
        "by_year": _amounts(figures.by_year),
        "committed": _amounts(figures.committed),
        "committed_unknown": figures.committed_unknown,
        "paid": _amounts(figures.paid),
        "paid_unknown": figures.paid_unknown,
        "by_place": dict(figures.by_place),
        "whole_region": figures.whole_region,
        "place_unknown": figures.place_unknown,
        "by_status": dict(figures.by_status),
        "physical_unknown": figures.physical_unknown,
        "physical_zero": figures.physical_zero,
    }


def _column(one: ColumnSum) -> dict[str, Any]:
    """Say what a column of numbers holds, how it writes them, and what they add up to."""
    return {
        "sheet": one.sheet,
        "column": one.column.name,
        "holds": one.holds or None,
        "format": one.format,
        "unit": None if one.unit is None else f"{one.unit:f}",
        "numbers": one.n_numbers,
        "sum": f"{one.total:f}",
        "printed": None if one.printed is None else f"{one.printed:f}",
    }


def _amounts(amounts: Mapping[str, Decimal]) -> dict[str, str]:
    return {key: f"{amount:.2f}" for key, amount in amounts.items()}


def figures_of(contents: Sequence[PlanContent], bodies: Bodies, currency: str) -> Figures:
    """Count and add up what the rows say."""
    rows = [row for content in contents for row in content.rows]
    places = [place for content in contents for place in content.locations]
    lines = [line for content in contents for line in content.funding]
    by_funder: dict[str, Decimal] = defaultdict(Decimal)
    by_year: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        if line.funder_code is not None:
            by_funder[bodies.label(line.funder_code)] += line.amount
        if line.year is not None:
            by_year[str(line.year)] += line.amount
    return Figures(
        commitments=len(rows),
        amount_total={currency: _sum(row.amount for row in rows)},
        amount_unknown=sum(row.amount is None for row in rows),
        funding_total={currency: _sum(by_funder.values() or by_year.values())},
        by_funder=dict(sorted(by_funder.items())),
        by_year=dict(sorted(by_year.items())),
        committed={currency: _sum(row.committed for row in rows)},
        committed_unknown=sum(row.committed is None for row in rows),
        paid={currency: _sum(row.paid for row in rows)},
        paid_unknown=sum(row.paid is None for row in rows),
        by_place=dict(sorted(Counter(code for one in places for code in one.provinces).items())),
        whole_region=sum(place.covers_region for place in places),
        place_unknown=sum(not place.places and not place.covers_region for place in places),
        by_status=_by_status(row.status for row in rows),
        physical_unknown=sum(row.physical is None for row in rows),
        physical_zero=sum(row.physical == 0 for row in rows),
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), Decimal(0))


def _by_status(statuses: Iterable[DeclaredStatus | None]) -> dict[str, int]:
    return dict(sorted(Counter(str(status) if status else "none" for status in statuses).items()))
