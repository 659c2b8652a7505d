"""The outputs that a plan has, for returns that state their values by the code of the project."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from athar.indicators.drafts import MeasurementDraft
from athar.indicators.queries import LineView, framework_of
from athar.intake.cells.reading import Reading
from athar.intake.enums import ProblemCode
from athar.intake.outputs.preparing import measured
from athar.intake.tables.reading import RowReader
from athar.intake.vocabulary.fields import Field
from athar.kernel.periods import Period
from athar.plans.queries import PlanView

Stated = tuple[str, RowReader, Reading[Decimal]]
"""The code of a project, its row, and the value read from it."""


@dataclass(frozen=True, slots=True)
class OwnOutputs:
    """The lines of a plan's own indicators, by code of the project."""

    plan: PlanView | None = None
    lines: Mapping[str, Sequence[LineView]] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: PlanView) -> OwnOutputs:
        """Give the outputs of a plan. Queries: those of framework_of."""
        lines: defaultdict[str, list[LineView]] = defaultdict(list)
        for line in framework_of(plan.id):
            if line.commitment_code and line.indicator.plan_id == plan.id:
                lines[line.commitment_code].append(line)
        return cls(plan, lines)

    @property
    def keys(self) -> dict[str, int]:
        """Give the keys of the indicators by their codes."""
        return {
            line.indicator.code: line.indicator.id for one in self.lines.values() for line in one
        }

    def values(
        self, stated: Iterable[Stated], period: Period
    ) -> tuple[tuple[str, MeasurementDraft], ...]:
        """Give the values that rows state, each with the code of its indicator.

        Shape: what belongs to no indicator, or to one of several, is noted and left out.
        """
        found = []
        for project, row, given in stated:
            lines = self.lines.get(project, ())
            if len(lines) != 1:
                if given.value is not None:
                    row.note(ProblemCode.VALUE_NOT_KEPT, row.column(Field.VALUE))
                continue
            line = lines[0]
            assert self.plan is not None  # it has lines
            value = measured(
                (row, given),
                place_id=line.place.id,
                decimals=line.indicator.decimals,
                period=period,
                plan=self.plan,
            )
            found += [(line.indicator.code, value)] if value else []
        return tuple(found)
