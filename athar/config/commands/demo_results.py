"""The results of the demonstration: real values of two censuses, targets made up for it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from athar.indicators.drafts import PlannedDraft, ResultLineDraft
    from athar.kernel.actor import Actor

FRAMEWORK = Path(__file__).resolve().parent.parent / "demo" / "cadre-de-resultats.csv"
CORRECTED, RETURNED = "PDR-A2-P11-01-1", "2025-Q3"
"""The value that is corrected twice: of which output, for which quarter."""


def put_results_framework(by: Actor | None, plan_id: int, place_id: int | None) -> int:
    """Tie census indicators to the axes, with real baselines and targets made up as samples."""
    from athar.indicators.actions import put_framework

    assert place_id is not None  # the programme is that of a region
    lines = tuple(_lines(place_id))
    return put_framework(by=by, plan_id=plan_id, drafts=lines)


def _lines(place_id: int) -> Iterator[ResultLineDraft]:
    from athar.indicators.drafts import ResultLineDraft
    from athar.indicators.enums import ResultLevel

    for number, row in _rows(FRAMEWORK):
        yield ResultLineDraft(
            indicator=(row["library"], row["indicator"]),
            place_id=place_id,
            node_code=row["node"] or None,
            category=row["category"],
            level=ResultLevel.OUTCOME,
            planned=tuple(_planned(row, number)),
            is_sample=bool(row["target"]),
        )


def _planned(row: dict[str, str], number: int) -> Iterator[PlannedDraft]:
    from athar.indicators.drafts import PlannedDraft
    from athar.indicators.enums import PlannedKind

    for kind in PlannedKind:
        if row[kind]:
            yield PlannedDraft(
                kind=kind,
                period=row[f"{kind}_period"],
                value=Decimal(row[kind]),
                origin={"name": FRAMEWORK.name, "row": number, "column": str(kind)},
            )


def correct_first(by: Actor | None, plan_id: int) -> None:
    """Correct a value that a return stated: a sample, so that there is an earlier state."""
    _correct(by, plan_id, Decimal("16.4"), "مثال: احتُسب مقطع لم تُسلَّم أشغاله بعد.")


def correct_again(by: Actor | None, plan_id: int) -> None:
    """Correct the same value once more, by somebody else."""
    _correct(by, plan_id, Decimal("17.2"), "مثال: سُلِّم 0,8 كلم من المقطع حسب محضر التسليم المؤقت.")


def _correct(by: Actor | None, plan_id: int, value: Decimal, reason: str) -> None:
    from athar.indicators.actions import record_measurements
    from athar.indicators.drafts import MeasurementDraft
    from athar.indicators.queries import framework_of

    line = next(one for one in framework_of(plan_id) if one.indicator.code == CORRECTED)
    draft = MeasurementDraft(
        indicator_id=line.indicator.id,
        place_id=line.place.id,
        period=RETURNED,
        category=line.category,
        value=value,
    )
    record_measurements(by=by, drafts=[draft], reason=reason)


def _rows(file: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Give the rows of a table with the numbers of their lines."""
    with file.open(encoding="utf-8", newline="") as table:
        yield from enumerate(csv.DictReader(table), start=2)
