"""`athar import plan`, `agreements`, `progress`: read files into a plan; `undo`: take them out."""

from __future__ import annotations

from typing import Any

from athar.intake.commands import agreements, plan, progress, undo


def register(imports: Any) -> None:
    """Add what is read into a plan to what `athar import` knows."""
    for module in (plan, agreements, progress, undo):
        module.register(imports)
