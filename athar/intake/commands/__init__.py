"""`athar import plan`, `agreements` and `progress`: read files into a plan."""

from __future__ import annotations

from typing import Any

from athar.intake.commands import agreements, plan, progress


def register(imports: Any) -> None:
    """Add what is read into a plan to what `athar import` knows."""
    for module in (plan, agreements, progress):
        module.register(imports)
