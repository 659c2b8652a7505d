"""`athar import …`: read files into a plan, take them out again, clear what nobody applied."""

from __future__ import annotations

from typing import Any

from athar.intake.commands import agreements, clear, ogp, plan, progress, undo, values


def register(imports: Any) -> None:
    """Add what is read into a plan to what `athar import` knows."""
    for module in (plan, agreements, progress, values, ogp, undo, clear):
        module.register(imports)
