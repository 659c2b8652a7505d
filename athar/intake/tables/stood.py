"""Where the facts of a project stood in its file: the cell of each, and the text found there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from athar.intake.projects.rows import PLACE_FIELDS, ProjectRow
from athar.intake.vocabulary.fields import Field

FACTS = (
    Field.AMOUNT,
    Field.PLANNED_START,
    Field.PLANNED_END,
    Field.SESSION_DATE,
    Field.SUB_PROJECTS,
    *PLACE_FIELDS,
)
"""What a contract states of a project and people ask the source of."""


def cells_of(row: ProjectRow) -> dict[str, dict[str, Any]]:
    """Give the cells that state the facts of a project, by field, within the row of its origin.

    Shape: {"column", "written"}, with "row" where the head of a section states it.
    """
    cells = {
        str(one.level): {"row": one.row + 1, "written": one.title}
        for one in row.row.sections
        if one.level in PLACE_FIELDS
    }
    for fact in FACTS:
        column = row.row.column(fact)
        if column is not None and not row.row.cell(column).is_empty:
            stood = row.row.stood(column)
            cells[str(fact)] = {"column": stood["column"], "written": stood["written"]}
    return cells


def kept_cells(
    origin: Mapping[str, Any], stored: Mapping[str, Any], row: ProjectRow
) -> dict[str, Any]:
    """Complete the cells of a file by those of earlier files, for facts it has no column for."""
    whence = {name: value for name, value in stored.items() if name not in {"cells", "column"}}
    earlier = {
        fact: whence | cell
        for fact, cell in stored.get("cells", {}).items()
        if fact not in origin["cells"] and row.row.column(Field(fact)) is None
    }
    return {**origin, "cells": {**earlier, **origin["cells"]}}


def with_cell(earlier: Mapping[str, Any] | None, cell: Mapping[str, Any]) -> dict[str, Any]:
    """Add a cell to where an amount stood that several cells add up to; the first one leads."""
    if earlier is None:
        return dict(cell)
    others = earlier.get("also", [])
    lead = {name: value for name, value in earlier.items() if name != "also"}
    if cell == lead or cell in others:
        return dict(earlier)
    return {**earlier, "also": [*others, dict(cell)]}
