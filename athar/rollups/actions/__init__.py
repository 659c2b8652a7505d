"""Keeping computed figures equal to the stores: progress of plans, and figures of indicators."""

from athar.rollups.actions.cells import CellsCompared, check_cells, rebuild_cells
from athar.rollups.actions.progress import Mismatch, check, rebuild, refresh

__all__ = [
    "CellsCompared",
    "Mismatch",
    "check",
    "check_cells",
    "rebuild",
    "rebuild_cells",
    "refresh",
]
