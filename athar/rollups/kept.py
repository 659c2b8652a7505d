"""Figures of plans kept in a worker's memory until their plan moves or the day ends.

Off until `begin` is called, as the web server does: whoever asks without it gets the stores.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import connection

from athar.kernel import clock
from athar.ui.actions import EVERYTHING, key_of_plan
from athar.ui.queries import page_moves

Figure = TypeVar("Figure")
Read = Callable[[Collection[str]], Mapping[str, Figure]]


@dataclass(slots=True)
class KeptFigures:
    """The figures of one worker, each beside what had moved when reading it began.

    A figure is at least as new as the moves beside it, and is read anew once they are others.
    """

    figures: dict[Hashable, tuple[Hashable, Any]] = field(default_factory=dict)

    def of_plans(self, name: Hashable, codes: Collection[str], read: Read[Figure]) -> Any:
        """Give a figure of each plan. Queries: 1, and those of `read` where something moved."""
        moves, today = page_moves(), clock.today()
        moved = {
            code: (moves.get(key_of_plan(code)), moves.get(EVERYTHING), today) for code in codes
        }
        stale = [code for code in codes if self._moved((name, code)) != moved[code]]
        if stale:
            for code, figure in read(stale).items():
                self.figures[name, code] = (moved[code], figure)
        return {code: self.figures[name, code][1] for code in codes}

    def _moved(self, key: Hashable) -> Hashable:
        moved, _figure = self.figures.get(key, (None, None))
        return moved


_kept: list[KeptFigures] = []


def begin() -> None:
    """Keep figures from now on."""
    _kept[:] = [KeptFigures()]


def end() -> None:
    """Forget all figures and keep none."""
    _kept.clear()


def of_plans(name: Hashable, codes: Collection[str], read: Read[Figure]) -> Mapping[str, Figure]:
    """Give a figure of each plan, from memory where that is right.

    Shape: `name` tells what it is a figure of, with all it rests on beside the plans; `read` gives
    it for each of some plans by code.
    Queries: those of `read`; 1 more where figures are kept, which is never inside a transaction:
    what it sees may be taken back.
    """
    if not _kept or connection.in_atomic_block:
        return read(codes)
    found: Mapping[str, Figure] = _kept[0].of_plans(name, codes, read)
    return found
