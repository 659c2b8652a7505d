"""Figures of indicators as of a publication, as machines read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from athar.indicators.models import Category, Indicator
from athar.indicators.queries.codes import hidden_indicators
from athar.indicators.queries.formulas import public_computed
from athar.reference.slices import Mark, Slice, cut
from athar.rollups.queries.cell_streams import CellRow, SoughtCells, told
from athar.rollups.queries.computed import measured_of, worked_out
from athar.rollups.queries.computed_streams import row_of_computed
from athar.rollups.queries.past_cells import Row, TooMuchAtOnce, figures_of, rows_then


def cells_then(
    wanted: SoughtCells, number: int, *, after: Sequence[Mark] | None = None, limit: int
) -> Slice[CellRow]:
    """Give figures as of a publication, in the order of `cell_slice`.

    Shape: of the indicators named, which were public then; all are put together for each slice.
    Errors: TooMuchAtOnce.
    Queries: at most 20.
    """
    assert wanted.indicators is not None, "the past is put together indicator by indicator"
    public = Indicator.objects.filter(pk__in=wanted.indicators).exclude(
        pk__in=hidden_indicators(number)
    )
    asked = set(public.values_list("pk", flat=True))
    computed, rules = public_computed(asked)
    categories = None if wanted.category is None else [wanted.category]
    periods = None if wanted.period is None else [wanted.period]
    measured = (asked - set(computed)) | measured_of(rules)
    found = rows_then(measured, wanted.places, categories, periods, number=number)
    if found is None:
        raise TooMuchAtOnce
    rows = [row for row in found if row[0] in asked]
    if computed:
        known = worked_out(rules, figures_of(found))
        ids = dict(Category.objects.values_list("code", "pk"))
        rows += [
            row_of_computed((-key, ids[one.category], one.period, one.place_id, one.claim), one)
            for key in computed
            for one in known[key].values()
        ]
    fitting = sorted((row for row in rows if _fits(row, wanted)), key=_order)
    if after is not None:
        fitting = [row for row in fitting if _order(row) > _order(after)]
    return cut(fitting[: limit + 1], limit, lambda row: tuple(row[:5]), told)


def _order(row: Sequence[Any]) -> tuple[Any, ...]:
    """Put what is computed after all else, as `cell_slice` does."""
    return row[0] < 0, abs(row[0]), *row[1:5]


def _fits(row: Row, wanted: SoughtCells) -> bool:
    period, claim, made_of = row[2], row[4], row[9]
    return (
        (wanted.claim is None or claim == wanted.claim)
        and (wanted.made_of is None or made_of == wanted.made_of)
        and (wanted.since is None or period >= str(wanted.since))
        and (wanted.until is None or period < str(wanted.until + 1))
    )
