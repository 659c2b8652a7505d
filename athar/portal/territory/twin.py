"""Pages of results for machines: the same figures and choices, exact, in all languages."""

from __future__ import annotations

from typing import Any

from athar.indicators.queries import IndicatorView
from athar.portal.territory.compare import Comparison
from athar.portal.territory.coverage import Coverage
from athar.portal.territory.mapped import IndicatorMap
from athar.portal.territory.results import PlaceResults
from athar.portal.territory.scorecard import Cell, Dated, Matrix, Row
from athar.reference.queries import PlaceRef
from athar.rollups.queries import Figure


def _indicator(one: IndicatorView) -> dict[str, Any]:
    return {
        "library": one.library_code,
        "code": one.code,
        "title": one.title,
        "unit": one.unit.code,
        "level": one.level.value,
        "direction": one.direction.value if one.direction else None,
        "is_sample": one.is_sample,
    }


def _place(one: PlaceRef) -> dict[str, Any]:
    return {"scheme": one.scheme, "code": one.code, "kind": one.kind.value, "names": one.names}


def _figure(one: Figure | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "period": one.period,
        "claim": str(one.claim),
        "value": one.value,
        "numerator": one.numerator,
        "denominator": one.denominator,
        "no_number": str(one.no_number) if one.no_number else None,
        "is_own": one.is_own,
        "known": one.known,
        "expected": one.expected,
    }


def _cell(cell: Cell) -> dict[str, Any]:
    before = cell.moved
    return {
        "figure": _figure(cell.figure),
        "earlier_period": before.since if before else None,
        "change": before.by if before else None,
        "is_better": before.is_better if before else None,
    }


def _row(row: Row) -> dict[str, Any]:
    return {"place": _place(row.place), "cells": [_cell(one) for one in row.cells]}


def _column(one: Dated) -> dict[str, Any]:
    return {
        "indicator": _indicator(one.column.indicator),
        "category": one.column.category,
        "group": one.column.group,
        "period": one.period or None,
        "earlier_period": one.before or None,
    }


def matrix_for_machines(data: Matrix) -> dict[str, Any]:
    """Give the whole matrix: its columns, and rows with their cells in the same order."""
    return {
        "place": _place(data.ground.place) if data.ground.place else None,
        "of": data.chosen.of,
        "part": data.chosen.part,
        "n_parts": data.chosen.n_parts,
        "columns": [_column(one) for one in data.columns],
        "rows": [_row(one) for one in data.rows],
        "around": [_row(one) for one in data.wider],
        "n_known": data.n_known,
        "n_cells": data.n_cells,
    }


def map_for_machines(data: IndicatorMap) -> dict[str, Any]:
    """Give the figures of a map, and where its outlines come from."""
    return {
        "indicator": _indicator(data.indicator),
        "place": _place(data.ground.place) if data.ground.place else None,
        "category": data.choices.category,
        "period": data.column.period or None,
        "periods": data.periods,
        "breaks": data.column.breaks,
        "rows": [_row(one) for one in data.rows],
        "around": [_row(one) for one in data.wider],
        "boundaries": data.shapes.source if data.shapes else None,
    }


def coverage_for_machines(data: Coverage) -> dict[str, Any]:
    """Give the state of each indicator in each place or period, in the order of the heads."""
    return {
        "place": _place(data.ground.place) if data.ground.place else None,
        "of": data.chosen.of,
        "places": [_place(one) for one in data.places],
        "periods": data.periods,
        "indicators": [
            {
                "indicator": _indicator(one.column.indicator),
                "category": one.column.category,
                "period": one.period or None,
                "states": one.states,
            }
            for one in data.lines
        ],
        "counts": data.counts(),
    }


def comparison_for_machines(data: Comparison) -> dict[str, Any]:
    """Give each indicator in each place over time, and what the address asked for in vain."""
    return {
        "runs": [
            {
                "indicator": _indicator(one.indicator),
                "place": _place(one.place),
                "category": one.category,
                "figures": [_figure(figure) for figure in one.figures],
            }
            for one in data.runs
        ],
        "not_drawn": [_indicator(one) for one in data.not_drawn],
        "unknown": [*data.unknown, *data.asked.wrong],
    }


def results_for_machines(data: PlaceResults) -> dict[str, Any]:
    """Give the results of a place beside those of the places around it, nearest first."""
    return {
        "place": _place(data.place),
        "results": [
            {
                "indicator": _indicator(line.indicator),
                "figure": _figure(line.figure),
                "independent": _figure(line.independent),
                "earlier_period": line.moved.since if line.moved else None,
                "change": line.moved.by if line.moved else None,
                "is_better": line.moved.is_better if line.moved else None,
                "per_thousand_inhabitants": line.per_thousand,
                "inhabitants_counted_in": line.people.year if line.people else None,
                "around": [
                    {
                        "place": _place(one.place),
                        "figure": _figure(one.figure),
                        "difference": one.difference,
                        "share_percent": one.share,
                    }
                    for one in line.beside
                ],
            }
            for line in data.lines
        ],
        "after": data.after,
    }
