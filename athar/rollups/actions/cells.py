"""Computing every figure of indicators from scratch, and proving that the stored ones are equal."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.db import connection, transaction

from athar.indicators.drafts import WHOLE
from athar.indicators.models import Category, Indicator, Measurement
from athar.rollups.cells import computing, reaching, steps, tables
from athar.rollups.cells.places import level_of, read_tree
from athar.rollups.models import Cell
from athar.rows.inserting import BATCH, insert_rows
from athar.ui.actions import EVERYTHING, move_pages

Key = tuple[int, int, str, int, str]
Told = Callable[[int, int], None]
_COLUMNS = (
    *("indicator", "category", "period", "place", "claim"),
    *steps.FIGURES,
    *steps.PARTS,
)
_N_KEY = len(steps.KEY)


@dataclass(frozen=True, slots=True)
class CellsCompared:
    """How many figures there are, how many differ, and the seconds that each part took.

    Shape: `differing` holds the first 100 keys by indicator, category, period, place and claim.
    """

    n_stated: int
    n_figures: int
    n_differing: int
    differing: tuple[Key, ...]
    snapshot_seconds: float
    computing_seconds: float


_NOTHING = CellsCompared(0, 0, 0, (), 0.0, 0.0)


def check_cells(*, progress: Told | None = None) -> CellsCompared:
    """Compare the stored figures with those that the stated values give; nothing is written.

    Errors: ArithmeticError when a sum passes 64 bits.
    """
    return _compare(progress, is_put_right=False)


def rebuild_cells(*, progress: Told | None = None) -> CellsCompared:
    """Compute every figure from scratch, and write those that differ; give what differed.

    Shape: `progress` is told (rows read, rows in all). Memory does not grow with the values.
    Errors: ArithmeticError when a sum passes 64 bits.
    """
    return _compare(progress, is_put_right=True)


def _compare(progress: Told | None, *, is_put_right: bool) -> CellsCompared:
    if not Measurement.objects.exists() and not Cell.objects.exists():
        return _NOTHING
    with (
        transaction.atomic(),
        tempfile.TemporaryDirectory() as directory,
        computing.Workshop(Path(directory)) as workshop,
    ):
        # nobody records values meanwhile: recording waits for the indicator
        held = Indicator.objects.select_for_update(no_key=True).order_by("pk")
        rules = ((*one, json.dumps(some)) for *one, some in held.values_list(*_RULES))
        workshop.load("indicators_indicator", computing.INDICATORS, rules)
        began = time.perf_counter()
        n_stated = _take_snapshot(workshop, progress)
        snapshot_seconds = time.perf_counter() - began
        n_figures, computing_seconds = _compute(workshop)
        workshop.compare()
        n_differing = workshop.n_differing()
        differing = tuple(row[:_N_KEY] for row in islice(workshop.rows("differing"), 100))
        if is_put_right and n_differing:
            _put_right(workshop)
    return CellsCompared(
        *(n_stated, n_figures, n_differing, differing, snapshot_seconds, computing_seconds)
    )


_RULES = ("id", "over_time", "over_place", "over_categories", "measured_at", "dimensions")


def _take_snapshot(workshop: computing.Workshop, progress: Told | None) -> int:
    """Write what is stated and what is stored in columns, so many rows at a time."""
    n_stated, n_stored = Measurement.objects.count(), Cell.objects.count()
    n_all = n_stated + n_stored

    def told(before: int) -> Callable[[int], None] | None:
        return (lambda n: progress(before + n, n_all)) if progress else None

    stated = Measurement.objects.values_list(*computing.STATED).iterator(computing.CHUNK)
    workshop.keep("stated", computing.STATED, stated, progress=told(0))
    stored = Cell.objects.values_list(*steps.COLUMNS).iterator(computing.CHUNK)
    workshop.keep("stored", computing.CELL, stored, progress=told(n_stated))
    return n_stated


def _compute(workshop: computing.Workshop) -> tuple[int, float]:
    tree = read_tree()
    everywhere = tree.around(None)
    whole_id = Category.objects.get_or_create(code=WHOLE)[0].pk
    kinds = Indicator.objects.exclude(measured_at="").values_list("measured_at", flat=True)
    levels = {level_of(kind) for kind in kinds.distinct()}
    parts = list(tables.parts_of(tables.breakdowns_of(None), whole_id))
    workshop.load("cells_place", computing.PLACES, tree.rows(everywhere))
    workshop.load("cells_held", computing.HELD, tree.measured(everywhere, levels))
    workshop.load("cells_part", computing.PARTS, parts)
    return workshop.compute(
        n_positions=max((part[1] + 1 for part in parts), default=0),
        whole_id=whole_id,
        depths={tree.depth(one) for one in everywhere},
    )


def _put_right(workshop: computing.Workshop) -> None:
    """Take away what differs and write what should be there."""
    tables.open_tables()
    differing = workshop.rows("differing")
    while some := [(*row[:_N_KEY], 0) for row in islice(differing, BATCH)]:
        tables.fill("cells_reach", some)
        with connection.cursor() as cursor:
            cursor.execute(reaching.FORGET)
        tables.empty_tables()
    insert_rows(Cell, _COLUMNS, workshop.rows("to_put"))
    move_pages([EVERYTHING])
